"""Each Polars mart equals its SQL twin on any tables that keep the contracts."""

import math
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.catalogue import CATALOGUE, Mart
from pipelines.contracts import CONTRACTS, TableContract
from pipelines.sqlfiles import load_sql

ENTRIES = {entry.name.removeprefix("marts."): entry for entry in CATALOGUE.entries if isinstance(entry, Mart)}
MARTS = list(ENTRIES)
BASE_TABLES = sorted({table for entry in ENTRIES.values() for table in entry.reads if not table.startswith("marts.")})

DAYS = [None, *(date.fromordinal(date(2026, 3, 1).toordinal() + n) for n in range(40))]
IDS = ["0", "1", "2", "3", "4"]
CHOICES: dict[str, list[Any]] = {
    "published_date": DAYS,
    "published_basis": ["metadata", "dateline", "text", "none"],
    "score": [n / 8 for n in range(9)],
    "feature_class": ["P", "A", "S", "L"],
    "h3_cell": ["871fb4662ffffff", "872830828ffffff"],
    "country_code": [None, "UA", "TW"],
    "source_code": [None, "wire", "digest"],
    "entity_id": [None, *IDS],
}
BY_TYPE = {
    pa.string(): IDS,
    pa.bool_(): [True, False],
    pa.int64(): list(range(1, 10)),
    pa.int32(): list(range(1, 10)),
    pa.float64(): [0.5],
    pa.date32(): [None],
}


def table_of(contract: TableContract, random: Random, row_count: int) -> pa.Table:
    """Rows with few distinct ids, so that joins and groups meet; keys are kept and required columns filled."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for _ in range(row_count):
        row = {}
        for column in contract.columns:
            if pa.types.is_timestamp(column.type):
                choices: list[Any] = [datetime(2026, 3, 1, tzinfo=UTC)]
            else:
                choices = CHOICES.get(column.name, BY_TYPE[column.type])
            row[column.name] = random.choice([c for c in choices if column.nullable or c is not None])
        rows[tuple(row[name] for name in contract.key)] = row
    return contract.from_rows(list(rows.values()))


@st.composite
def warehouses(draw: st.DrawFn) -> dict[str, pa.Table]:
    random = Random(draw(st.integers(0, 2**32)))
    return {name: table_of(CONTRACTS[name], random, draw(st.integers(0, 40))) for name in BASE_TABLES}


def computed_by_both(tables: dict[str, pa.Table], connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[Any, Any]]:
    """For each mart the rows by Polars and by SQL; later marts may read earlier ones."""
    connection.execute("set timezone = 'UTC'")
    for name, table in tables.items():
        store(connection, name, table)
    known, results = dict(tables), {}
    for mart in MARTS:
        contract = CONTRACTS[f"marts.{mart}"]
        frames = {name.partition(".")[2]: pl.from_arrow(known[name]).lazy() for name in ENTRIES[mart].reads}
        by_polars = contract.conform(ENTRIES[mart].transform(**frames).collect().to_arrow())
        by_sql = contract.conform(connection.execute(load_sql("marts", mart).statement).to_arrow_table())
        known[contract.qualified_name] = by_polars
        store(connection, contract.qualified_name, by_polars)
        results[mart] = (comparable(by_polars), comparable(by_sql))
    return results


def store(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.execute(f"create schema if not exists {name.partition('.')[0]}")
    connection.register("incoming", table)
    connection.execute(f"create or replace table {name} as select * from incoming")
    connection.unregister("incoming")


def comparable(table: pa.Table) -> list[tuple[Any, ...]]:
    rows = [tuple(round(v, 9) + 0.0 if isinstance(v, float) else v for v in row.values()) for row in table.to_pylist()]
    return sorted(rows, key=repr)


@settings(max_examples=25, deadline=None)
@given(tables=warehouses())
def test_polars_equals_sql(tables: dict[str, pa.Table]) -> None:
    with duckdb.connect() as connection:
        for mart, (by_polars, by_sql) in computed_by_both(tables, connection).items():
            assert by_polars == by_sql, mart
            assert not any(isinstance(v, float) and math.isnan(v) for row in by_polars for v in row), mart
            key = CONTRACTS[f"marts.{mart}"].key
            width = [CONTRACTS[f"marts.{mart}"].column_names.index(name) for name in key]
            keys = [tuple(row[i] for i in width) for row in by_polars]
            assert len(set(keys)) == len(keys), f"{mart}: the key {key} is not one"


@pytest.mark.parametrize("mart", MARTS)
def test_no_rows_in_gives_none_out(mart: str) -> None:
    with duckdb.connect() as connection:
        results = computed_by_both({name: CONTRACTS[name].empty() for name in BASE_TABLES}, connection)
    assert results[mart] == ([], [])
