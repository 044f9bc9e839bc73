"""Parquet as odd programs write it."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.sources import Reading, Refusal, SourceDocument, read_source
from pipelines.sources.parquet import _zone

INSTANT = datetime(2024, 4, 17, 23, 30, tzinfo=UTC)
COUNT = int(INSTANT.timestamp()) * 1_000_000_000 + 123_456_789


def read_table(tmp_path: Path, columns: dict[str, Any]) -> list[Reading]:
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    return list(read_source(tmp_path / "a.parquet"))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2024, 4, 17)),
        ("Europe/Kyiv", date(2024, 4, 18)),
        ("+02:00", date(2024, 4, 18)),
        ("GMT+2", date(2024, 4, 18)),
        ("tzutc()", date(2024, 4, 17)),
        ("tzlocal()", date(2024, 4, 17)),
        ("Foo/Bar", date(2024, 4, 17)),
        ("../../etc/passwd", date(2024, 4, 17)),
        ("\x00", date(2024, 4, 17)),
    ],
)
@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_any_zone_and_unit_is_read(tmp_path: Path, zone: str, day: date, unit: str) -> None:
    per_unit = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}[unit]
    column = pa.array([COUNT // per_unit, None], pa.int64()).cast(pa.timestamp(unit, zone))
    table = pa.table({"text": ["one", "two"], "date": column})
    file = io.BytesIO()
    pq.write_table(table, file)
    (tmp_path / "a.parquet").write_bytes(file.getvalue())
    first, second = read_source(tmp_path / "a.parquet")
    assert isinstance(first, SourceDocument)
    assert isinstance(second, SourceDocument)
    assert first.published_at is not None
    assert first.published_at.replace(microsecond=0) == INSTANT
    assert (first.published_on, second.published_at) == (day, None)


def test_moments_beyond_the_calendar_keep_their_row(tmp_path: Path) -> None:
    column = pa.array([2**62, -(2**62), 0], pa.timestamp("us"))
    readings = read_table(tmp_path, {"text": ["one", "two", "three"], "date": column})
    assert [r.published_stated for r in readings if isinstance(r, SourceDocument)] == [
        str(2**62),
        str(-(2**62)),
        "1970-01-01T00:00:00",
    ]


def test_bytes_that_are_no_utf_8_lose_no_row(tmp_path: Path) -> None:
    raw = pa.array([b"A text that is long enough to bear it. " * 3 + b"\xe9", b"two"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    file = pa.table({"id": ["1", "2"], "text": text})
    pq.write_table(file, tmp_path / "a.parquet")
    first, second = read_source(tmp_path / "a.parquet")
    assert isinstance(first, SourceDocument)
    assert isinstance(second, SourceDocument)
    assert (first.text[-1], first.replaced_count, second.text) == ("\ufffd", 1, "two")


@pytest.mark.parametrize(
    "values",
    [
        pa.array(["one", "two", "one"]).dictionary_encode(),
        pa.array(["one", "two", "one"], pa.large_string()),
        pa.array([["one"], ["two"], ["one"]]),
        pa.array([{"rendered": "one"}, {"rendered": "two"}, {"rendered": "one"}]),
        pa.array([b"one", b"two", b"one"], pa.binary()),
    ],
    ids=["dictionary", "large", "list", "struct", "bytes"],
)
def test_text_of_any_type_is_read(tmp_path: Path, values: pa.Array) -> None:
    readings = read_table(tmp_path, {"text": values})
    assert [r.text for r in readings if isinstance(r, SourceDocument)] == ["one", "two", "one"]


@pytest.mark.parametrize(
    "values",
    [
        pa.array([1, 2, 3], pa.duration("ns")),
        pa.array([1, 2, 3], pa.decimal128(38, 2)),
        pa.array([1, 2, 3], pa.time64("ns")),
        pa.array([10**8, 2, 3], pa.date32()),
        pa.nulls(3),
        pa.array([[1], [2], [3]]),
    ],
    ids=["duration", "decimal", "time", "day beyond the calendar", "null", "list"],
)
@pytest.mark.parametrize("name", ["id", "date", "title", "source"])
def test_other_columns_of_any_type_lose_no_row(tmp_path: Path, name: str, values: pa.Array) -> None:
    readings = read_table(tmp_path, {"text": ["one", "two", "three"], name: values})
    assert [r.text for r in readings if isinstance(r, SourceDocument)] == ["one", "two", "three"]


def test_text_in_an_object_or_under_an_unknown_name_is_found(tmp_path: Path) -> None:
    long = "word " * 60
    for columns in ({"fields": [{"bodyText": long}]}, {"nr": [1], "inhalt": [long]}):
        [document] = read_table(tmp_path, columns)
        assert isinstance(document, SourceDocument)
        assert document.text == long


def test_table_without_text_is_refused(tmp_path: Path) -> None:
    [refusal] = read_table(tmp_path, {"id": [1], "name": ["short"]})
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "no_text_column"


def test_no_zone_is_no_zone() -> None:
    assert _zone(None) is None
