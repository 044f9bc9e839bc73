"""Printed rows: every kind of value, in every format; no text that a spreadsheet would run."""

import csv
import io
import json

import pyarrow as pa
import pytest

from pipelines.console.printing import PRINTERS

ROWS = pa.table({"name": ["[bold]Łódź[/]", None], "score": [0.25, None], "forms": [["a", "b"], None]})


def test_csv_writes_lists_as_json():
    assert PRINTERS["csv"](ROWS).splitlines() == [
        '"name","score","forms"',
        '"[bold]Łódź[/]",0.25,"[""a"", ""b""]"',
        ",,",
    ]


def test_json_keeps_types_and_letters():
    assert json.loads(PRINTERS["json"](ROWS)) == ROWS.to_pylist()


def test_table_prints_markup_as_it_is():
    assert "[bold]Łódź[/]" in PRINTERS["table"](ROWS)


@pytest.mark.parametrize("output", sorted(PRINTERS))
def test_no_rows_are_no_error(output):
    assert PRINTERS[output](ROWS.slice(0, 0))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("=HYPERLINK(1)", "'=HYPERLINK(1)", id="formula"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0", id="minus"),
        pytest.param("@SUM(1)", "'@SUM(1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\r=1", id="carriage return"),
        pytest.param("a=1", "a=1", id="sign inside"),
        pytest.param("line\n=1", "line\n=1", id="second line"),
        pytest.param("", "", id="empty"),
    ],
)
@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_csv_texts_are_no_formulas(text, cell, kind):
    rows = pa.table({"text": pa.array([text, "x"]).cast(kind)})
    assert list(csv.reader(io.StringIO(PRINTERS["csv"](rows), newline="")))[1:] == [[cell], ["x"]]


def test_csv_numbers_stay_numbers():
    assert PRINTERS["csv"](pa.table({"n": [-1, None], "x": [-0.5, 1.0]})).splitlines()[1:] == ["-1,-0.5", ",1"]


@pytest.mark.parametrize("output", ["table", "json"])
def test_other_formats_keep_texts_as_they_are(output):
    assert "'=1" not in PRINTERS[output](pa.table({"text": ["=1"]}))
