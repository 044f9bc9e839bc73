"""Brings the schema of a working file up to date: what the contracts have and it lacks is made, then data is migrated.

Anything absent is made: a schema, a table, a column, a view, a comment. What must happen to standing rows beside that is
a numbered step of `migrations`. All of it is one transaction, so an interrupted migration leaves the file as it was.
"""

import hashlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version

import pyarrow as pa

from pipelines.contracts import CONTRACTS, Column, TableContract
from pipelines.sqlfiles import list_sql, load_sql
from pipelines.warehouse.changes import note_progress
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.migrations import LATEST, MIGRATIONS
from pipelines.warehouse.session import Session, quoted

VIEW_FOLDERS = {"core": "views/core", "marts": "views/marts"}
VIEWS = "views"
"""The name under which `ops.progress` keeps which definitions the views have."""
IDENTITY_CHARS = 16
HERE = "not internal and database_name = current_database()"
"""Which rows of DuckDB's own tables are about the warehouse: a lake stands beside the temporary tables of a connection."""
_FIRST_RELEASE = 1
"""Number of the schema of release 0.1.0, which kept `ops.versions` instead of `ops.migrations`."""


def prepare(session: Session, name: str) -> None:
    """Make or migrate the schema in one transaction; say on standard error when an older warehouse is carried forward.

    Raises:
        WarehouseError: If the file is a DuckDB file but not a warehouse, or of a newer release.
    """
    standing = _standing_number(session, name)
    if standing > LATEST:
        raise WarehouseError(_newer(name, standing))
    with session.transaction():
        if missing := list(_missing(session)):
            session.run(";\n".join(missing))  # some 800 for a new file, each dearer alone
        for migration in MIGRATIONS:
            if migration.number > max(standing, _FIRST_RELEASE) and standing:
                migration.apply(session)
        _renew_views(session)
        if standing < LATEST:
            _note(session, standing)
    if 0 < standing < LATEST:
        sys.stderr.write(f"dateline: {name}: carried forward from schema {standing} to {LATEST}; no row was lost\n")


def require_readable(session: Session, name: str, *, is_older_fine: bool = False) -> int:
    """Make sure that a file is a warehouse that this release can read; return the number of its last publication.

    Raises:
        WarehouseError: If it is not; the message says what to do.
    """
    standing = _standing_number(session, name)
    if standing == 0:
        raise WarehouseError(f"{name}: a DuckDB file without tables; name another --warehouse")
    if standing > LATEST:
        raise WarehouseError(_newer(name, standing))
    if standing < LATEST and not is_older_fine:
        raise WarehouseError(
            f"{name}: made by an older release (schema {standing}, this one has {LATEST}); "
            "any `dateline run` carries it forward, with all its rows"
        )
    if standing == _FIRST_RELEASE:
        return 0
    return int(session.scalar("select coalesce(max(publication_number), 0) from ops.publications"))


def require_not_newer(session: Session, name: str) -> None:
    """Make sure that no newer release has carried the warehouse forward since this process prepared it.

    Raises:
        WarehouseError: If one has: its tables may mean something else.
    """
    standing = int(session.scalar("select coalesce(max(migration_number), 0) from ops.migrations"))
    if standing > LATEST:
        raise WarehouseError(_newer(name, standing))


def _newer(name: str, standing: int) -> str:
    return f"{name}: made by a newer release (schema {standing}, this one knows {LATEST}); upgrade dateline"


def _standing_number(session: Session, name: str) -> int:
    """Number of the schema that a file has: 0 for an empty file.

    Raises:
        WarehouseError: If the file has tables, but not those of a warehouse.
    """
    tables = session.query(f"select schema_name, table_name from duckdb_tables() where {HERE}").to_pylist()
    names = {f"{row['schema_name']}.{row['table_name']}" for row in tables}
    if "ops.migrations" in names:
        return int(session.scalar("select max(migration_number) from ops.migrations") or _FIRST_RELEASE)
    if "ops.versions" in names:
        return _FIRST_RELEASE
    if names:
        raise WarehouseError(f"{name}: a DuckDB file, but not a dateline warehouse; name another --warehouse")
    return 0


def _note(session: Session, standing: int) -> None:
    now = datetime.now(UTC)
    rows = [
        {"migration_number": step.number, "name": step.name, "release": version("dateline"), "applied_at": now}
        for step in MIGRATIONS
        if step.number > standing
    ]
    session.append("ops.migrations", CONTRACTS["ops.migrations"].from_rows(rows))


def _missing(session: Session) -> Iterator[str]:
    """Yield the statements that make what the contracts have and the file lacks."""
    schemas = set(
        session.query("select schema_name from duckdb_schemas() where database_name = current_database()")[
            "schema_name"
        ].to_pylist()
    )
    for name in dict.fromkeys(table.schema_name for table in CONTRACTS.values()):
        if name not in schemas:
            yield f"create schema {name}"
    stored = session.query(
        "select schema_name || '.' || table_name as table_name, column_name, comment "
        f"from duckdb_columns() where {HERE} and table_name in (select table_name from duckdb_tables())"
    )
    columns = _comments(stored, "column_name")
    tables = session.query(
        f"select schema_name || '.' || table_name as table_name, '' as name, comment from duckdb_tables() where {HERE}"
    )
    comments = _comments(tables, "name")
    for table in CONTRACTS.values():
        yield from _missing_of_table(table, columns, comments.get((table.qualified_name, "")), comments)


def made_again(table: TableContract) -> Iterator[str]:
    """Yield the statements that put an empty table in the place of one that stands."""
    yield f"drop table {table.qualified_name}"
    yield from _missing_of_table(table, {}, None, {})


def _missing_of_table(
    table: TableContract,
    columns: dict[tuple[str, str], str | None],
    comment: str | None,
    tables: dict[tuple[str, str], str | None],
) -> Iterator[str]:
    name = table.qualified_name
    is_new = (name, "") not in tables
    if is_new:
        definitions = ", ".join(f"{c.name} {c.sql_type}{'' if c.nullable else ' not null'}" for c in table.columns)
        yield f"create table {name} ({definitions})"
    if comment != table.grain:
        yield f"comment on table {name} is {quoted(table.grain)}"
    for column in table.columns:
        key = (name, column.name)
        if not is_new and key not in columns:
            yield f"alter table {name} add column {column.name} {column.sql_type}"
        if columns.get(key) != column.doc:
            yield _comment(table, column)


def _comments(stored: pa.Table, column: str) -> dict[tuple[str, str], str | None]:
    names = (stored.column(name).to_pylist() for name in ("table_name", column, "comment"))
    return {(table, name): comment for table, name, comment in zip(*names, strict=True)}


def _renew_views(session: Session) -> None:
    """Make the views again when the definition of any of them changed."""
    statements = list(_views(with_columns=session.has_comments_on_view_columns))
    lineage = hashlib.sha256("\n".join(statements).encode()).hexdigest()[:IDENTITY_CHARS]
    if session.scalar("select lineage from ops.progress where table_name = $name", {"name": VIEWS}) == lineage:
        return
    for statement in statements:
        session.run(statement)
    note_progress(session, VIEWS, lineage, 0)


def _views(*, with_columns: bool) -> Iterator[str]:
    """Yield the statements that make the views of `sql/views/`, with their comments."""
    for schema_name, folder in VIEW_FOLDERS.items():
        for name in list_sql(folder):
            view = load_sql(folder, name)
            yield f"create or replace view {schema_name}.{name} as {view.statement}"
            yield f"comment on view {schema_name}.{name} is {quoted(view.description.splitlines()[0])}"
            for column, doc in view.columns.items() if with_columns else ():
                yield f"comment on column {schema_name}.{name}.{column} is {quoted(doc)}"


def _comment(table: TableContract, column: Column) -> str:
    return f"comment on column {table.qualified_name}.{column.name} is {quoted(column.doc)}"
