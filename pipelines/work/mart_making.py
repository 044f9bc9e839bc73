"""A mart's rows from the rows that it reads, by Polars or by SQL in DuckDB; the only module beside `transforms` that knows Polars."""

import re
from collections.abc import Mapping
from functools import cache

import polars as pl
import pyarrow as pa

from pipelines.catalogue import Mart
from pipelines.catalogue.mart_engines import Engine
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.transforms.reading import columns_read
from pipelines.warehouse import Session
from pipelines.work.mart_days import DAY, Days


def made(
    session: Session, entry: Mart, engine: Engine, tables: Mapping[str, pa.Table], wanted: Days | None = None
) -> pa.Table:
    """Return the rows of a mart, as its contract says.

    Args:
        session: What SQL runs in.
        entry: The mart.
        engine: What computes it.
        tables: Rows of the tables that it reads, by their qualified names; SQL reads in the file what is missing.
        wanted: The days whose rows are wanted; all when None.
    """
    if engine is Engine.POLARS:
        return CONTRACTS[entry.name].conform(made_by_polars(entry, tables, wanted))
    statement = load_sql("marts", CONTRACTS[entry.name].name).statement
    for name in tables:
        statement = reading(statement, name)
    among = "true" if wanted is None else wanted.among("stale_days")
    columns = ", ".join(CONTRACTS[entry.name].column_names)
    given = {CONTRACTS[name].name: rows for name, rows in tables.items()}
    stale = {} if wanted is None else {"stale_days": wanted.table}
    found = session.query(f"select {columns} from ({statement}) where {among} order by {DAY}", **given, **stale)
    return CONTRACTS[entry.name].conform(found)


def made_by_polars(entry: Mart, tables: Mapping[str, pa.Table], wanted: Days | None) -> pa.Table:
    """Return the rows of a mart by its function; numbers are in them where some were given for texts.

    Args:
        entry: The mart.
        tables: Rows of all tables that it reads, by their qualified names.
        wanted: The days whose rows are wanted; all when None.
    """
    result = entry.transform(**{CONTRACTS[name].name: _of_arrow(rows).lazy() for name, rows in tables.items()})
    if wanted is not None:
        is_wanted = pl.col(DAY).is_in(list(wanted.dates))
        result = result.filter((is_wanted | pl.col(DAY).is_null()) if wanted.has_undated else is_wanted)
    return result.sort(DAY).collect(engine="streaming").to_arrow()


@cache
def asked_for(entry: Mart) -> dict[str, tuple[str, ...]]:
    """Return the columns of each table that a mart's function asks for."""
    schemas = {CONTRACTS[name].name: _of_arrow(CONTRACTS[name].empty()).schema for name in entry.reads}
    read = columns_read(entry.transform, schemas)
    return {name: read[CONTRACTS[name].name] for name in entry.reads}


def reading(statement: str, table_name: str) -> str:
    """Return a statement that reads a relation, named as the table is within its schema, in the place of the table."""
    return re.sub(rf"\b{re.escape(table_name)}\b", CONTRACTS[table_name].name, statement)


def _of_arrow(rows: pa.Table) -> pl.DataFrame:
    return pl.from_arrow(rows)  # type: ignore[return-value]
