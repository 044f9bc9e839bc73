"""Printed rows: every kind of value, in every format."""

import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from pipelines.console.querying import _PRINTERS, QueryError, run_query
from pipelines.settings import load_settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

ROWS = pa.table({"name": ["[bold]Łódź[/]", None], "score": [0.25, None], "forms": [["a", "b"], None]})


def test_csv_writes_lists_as_json():
    assert _PRINTERS["csv"](ROWS).splitlines() == [
        '"name","score","forms"',
        '"[bold]Łódź[/]",0.25,"[""a"", ""b""]"',
        ",,",
    ]


def test_json_keeps_types_and_letters():
    assert json.loads(_PRINTERS["json"](ROWS)) == ROWS.to_pylist()


def test_table_prints_markup_as_it_is():
    assert "[bold]Łódź[/]" in _PRINTERS["table"](ROWS)


@pytest.mark.parametrize("output", sorted(_PRINTERS))
def test_no_rows_are_no_error(output):
    assert _PRINTERS[output](ROWS.slice(0, 0))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("selec 1", "syntax", id="not SQL"),
        pytest.param("select * from core.nothing", "nothing", id="no such table"),
        pytest.param("create table x (y int)", "read-only", id="write"),
        pytest.param("select $place", "place", id="value missing"),
    ],
)
def test_a_wrong_query_is_refused_in_words(query, message):
    settings = load_settings()
    publish(Warehouse(settings.warehouse), datetime(2026, 3, 9, tzinfo=UTC))
    with pytest.raises(QueryError, match=message):
        run_query(settings, query, {}, "table")
