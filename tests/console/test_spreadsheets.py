"""Workbooks: every kind of value as Excel keeps it, no formula, no link, no lost digit."""

import io
import zipfile
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from lxml import etree

from pipelines.console import spreadsheets
from pipelines.console.spreadsheets import MAX_CELL_CHARS, TooManyRowsError, as_workbook

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(rows):
    """Cells by their address as (type, value); shared strings are put in."""
    with zipfile.ZipFile(io.BytesIO(as_workbook(rows))) as book:
        names = book.namelist()
        texts = []
        if "xl/sharedStrings.xml" in names:
            strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
            texts = ["".join(part.text or "" for part in item.iter(f"{SPACE}t")) for item in strings]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not [name for name in names if "externalLink" in name or name.endswith("sheet1.xml.rels")]
    assert not list(sheet.iter(f"{SPACE}f"))
    assert not list(sheet.iter(f"{SPACE}hyperlink"))
    found = {}
    for cell in sheet.iter(f"{SPACE}c"):
        value = cell.find(f"{SPACE}v").text
        kind = cell.get("t", "n")
        found[cell.get("r")] = texts[int(value)] if kind == "s" else (kind, value)
    return found


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x.example")', "http://x.example", "+1", "@SUM(A1)", "007", "Łódź\nzwei", "{=1}"],
)
def test_a_text_is_stored_as_text_and_is_nothing_else(text):
    assert cells(pa.table({"t": [text]}))["A2"] == text


def test_a_column_name_is_stored_as_text():
    assert cells(pa.table({"=1+1": [1]}))["A1"] == "=1+1"


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        pytest.param(3, pa.int64(), ("n", "3"), id="whole number"),
        pytest.param(2**60 + 1, pa.int64(), str(2**60 + 1), id="number that Excel would round"),
        pytest.param(0.25, pa.float64(), ("n", "0.25"), id="fraction"),
        pytest.param(float("nan"), pa.float64(), "nan", id="no number"),
        pytest.param(True, pa.bool_(), ("b", "1"), id="truth"),
        pytest.param(date(2026, 3, 16), pa.date32(), ("n", "46097"), id="day"),
        pytest.param(date(1812, 9, 14), pa.date32(), "1812-09-14", id="day before Excel's calendar"),
        pytest.param(
            datetime(2026, 3, 16, 12, tzinfo=UTC), pa.timestamp("us", tz="UTC"), ("n", "46097.5"), id="moment"
        ),
        pytest.param(["a", "b"], pa.list_(pa.string()), '["a", "b"]', id="list"),
    ],
)
def test_values_keep_their_kind(value, kind, cell):
    assert cells(pa.table({"v": pa.array([value], kind)}))["A2"] == cell


def test_null_is_an_empty_cell_and_no_rows_leave_a_header():
    assert cells(pa.table({"a": pa.array([None], pa.string())})) == {"A1": "a"}
    assert cells(pa.table({"a": pa.array([], pa.string())})) == {"A1": "a"}


def test_text_longer_than_a_cell_is_cut_and_says_so():
    text = cells(pa.table({"t": ["x" * (MAX_CELL_CHARS + 1)]}))["A2"]
    assert len(text) == MAX_CELL_CHARS
    assert text.endswith("x ... (cut)")


def test_more_rows_than_a_worksheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_ROWS", 3)
    assert as_workbook(pa.table({"n": [1, 2]}))
    with pytest.raises(TooManyRowsError, match="3 rows, and a worksheet holds 2: use csv or parquet"):
        as_workbook(pa.table({"n": [1, 2, 3]}))
