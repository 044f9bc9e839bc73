"""The statements that make an empty warehouse, from the contracts and from the views of `sql/schema/`."""

from collections.abc import Iterator

from pipelines.contracts import CONTRACTS
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
            yield f"comment on column {table.qualified_name}.{column.name} is {_quoted(column.doc)}"
    for name in list_sql("schema"):
        view = load_sql("schema", name)
        yield f"create view core.{name} as {view.statement}"
        yield f"comment on view core.{name} is {_quoted(view.description.splitlines()[0])}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
