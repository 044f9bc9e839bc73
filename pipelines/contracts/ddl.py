"""The statements that make an empty warehouse, from the contracts and from the views of `sql/schema/`."""

from collections.abc import Iterator

import pyarrow as pa

from pipelines.contracts import CONTRACTS, Column, TableContract
from pipelines.sqlfiles import list_sql, load_sql


def ddl() -> Iterator[str]:
    """Schemas first, then each table with its comments, then the views."""
    for schema_name in dict.fromkeys(table.schema_name for table in CONTRACTS.values()):
        yield f"create schema {schema_name}"
    for table in CONTRACTS.values():
        columns = ", ".join(f"{c.name} {c.sql_type}{'' if c.nullable else ' not null'}" for c in table.columns)
        yield f"create table {table.qualified_name} ({columns})"
        yield f"comment on table {table.qualified_name} is {_quoted(table.grain)}"
        for column in table.columns:
            yield _comment(table, column)
    for name in list_sql("schema"):
        view = load_sql("schema", name)
        yield f"create view core.{name} as {view.statement}"
        yield f"comment on view core.{name} is {_quoted(view.description.splitlines()[0])}"


def added_columns(stored: pa.Table) -> Iterator[str]:
    """The statements that give the tables of an older release the nullable columns that their contracts have gained since.

    Args:
        stored: DuckDB's list of the columns that stand, with `schema_name`, `table_name` and `column_name`.
    """
    names = (stored.column(name).to_pylist() for name in ("schema_name", "table_name", "column_name"))
    standing = set(zip(*names, strict=True))
    for table in CONTRACTS.values():
        for column in table.columns:
            if (table.schema_name, table.name, column.name) not in standing:
                yield f"alter table {table.qualified_name} add column {column.name} {column.sql_type}"
                yield _comment(table, column)


def _comment(table: TableContract, column: Column) -> str:
    return f"comment on column {table.qualified_name}.{column.name} is {_quoted(column.doc)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
