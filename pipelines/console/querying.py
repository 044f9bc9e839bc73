"""`dateline sql`: SQL or a named query, read-only, as a table, CSV or JSON."""

import io
import json
import shutil
from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv

from pipelines.settings import Settings
from pipelines.sqlfiles import SqlFile, list_sql, load_sql
from pipelines.warehouse import Warehouse

MAX_TABLE_ROWS = 200
"""Rows that the table format prints; CSV and JSON print all."""
MIN_WIDTH = 80


class QueryError(ValueError):
    """The query cannot be run as given; the message says why."""


def describe_queries() -> str:
    """The named queries with what they answer and their parameters."""
    lines = ["Named queries (dateline sql NAME [-p PARAMETER=VALUE]):", ""]
    for name in list_sql("queries"):
        query = load_sql("queries", name)
        lines.append(f"  {name}: {' '.join(query.description.split())}")
        lines.extend(f"      {parameter} (default {default})" for parameter, default in query.parameters.items())
    return "\n".join(lines)


def run_query(settings: Settings, query: str, parameters: Mapping[str, str], output: str) -> str:
    """The printed result.

    Raises:
        QueryError: If the SQL is wrong, tries to write, or misses a parameter.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    named = load_sql("queries", query) if query in list_sql("queries") else None
    statement = named.statement if named else query
    values = _values(named, parameters) if named else dict(parameters)
    warehouse = Warehouse(settings.warehouse, threads=settings.threads, lock_timeout_s=settings.lock_timeout_s)
    with warehouse.reader() as session:
        try:
            rows = session.query(statement, values)
        except duckdb.Error as error:
            raise QueryError(f"{str(error).strip()}") from error
    return _PRINTERS[output](rows)


def _values(named: SqlFile, given: Mapping[str, str]) -> dict[str, Any]:
    unknown = sorted(set(given) - set(named.parameters))
    missing = sorted(name for name, default in named.parameters.items() if default is None and name not in given)
    if unknown or missing:
        raise QueryError(f"query {named.name}: unknown parameters {unknown}, missing {missing}")
    return {name: given.get(name, default) for name, default in named.parameters.items()}


def _as_table(rows: pa.Table) -> str:
    from rich.console import Console
    from rich.table import Table

    table = Table(row_styles=["", "dim"])
    for name in rows.column_names:
        table.add_column(name, overflow="fold")
    for row in rows.slice(0, MAX_TABLE_ROWS).to_pylist():
        table.add_row(*("" if value is None else _cell(value) for value in row.values()))
    buffer = io.StringIO()
    console = Console(file=buffer, width=max(MIN_WIDTH, shutil.get_terminal_size((160, 40)).columns), highlight=False)
    console.print(table)
    if rows.num_rows > MAX_TABLE_ROWS:
        console.print(f"{rows.num_rows - MAX_TABLE_ROWS:,} more rows: use --format csv or json")
    return buffer.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401 whatever a column holds
    from rich.markup import escape

    return escape(f"{value:.3f}" if isinstance(value, float) else str(value))


def _as_csv(rows: pa.Table) -> str:
    buffer = io.BytesIO()
    for index, field in enumerate(rows.schema):
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type):
            texts = [None if value is None else _json_cell(value) for value in rows.column(index).to_pylist()]
            rows = rows.set_column(index, pa.field(field.name, pa.string()), pa.array(texts, pa.string()))
    pa_csv.write_csv(rows, buffer)
    return buffer.getvalue().decode("utf-8")


def _json_cell(value: Any) -> str:  # noqa: ANN401 whatever a column holds
    return json.dumps(value, ensure_ascii=False, default=str)


def _as_json(rows: pa.Table) -> str:
    return json.dumps(rows.to_pylist(), ensure_ascii=False, default=str, indent=2) + "\n"


_PRINTERS = {"table": _as_table, "csv": _as_csv, "json": _as_json}
