"""`dateline redo` and `dateline forget`: rows made again, and rows taken out of the current."""

import sys

import pyarrow as pa

from pipelines.catalogue import CATALOGUE, Annotated, Entry, Ingested
from pipelines.console.running import own_stream, shown_progress
from pipelines.console.usage import EXIT_DONE
from pipelines.settings import Settings
from pipelines.warehouse import WarehouseError, open_warehouse
from pipelines.warehouse.changes import forget_progress
from pipelines.warehouse.marks import forget_marks
from pipelines.warehouse.session import Session
from pipelines.work.ingest import forget
from pipelines.work.run import bring_up_to_date
from pipelines.work.units import Report


class RedoError(ValueError):
    """What is to be redone cannot be; the message says why and what can."""


def redo_with_progress(settings: Settings, table_name: str, where: str | None) -> int:
    """Make a table's rows stale and make them again, with all that rests on them; return the exit code.

    Args:
        settings: Which warehouse.
        table_name: A table of the catalogue.
        where: A condition in SQL on `core.articles` (or `raw.documents`, for tables made by document); None for all units.

    Raises:
        RedoError: If nothing makes the table, or the condition is not one.
        WarehouseError: If there is no warehouse, or it cannot be written.
    """
    if table_name not in CATALOGUE or isinstance(CATALOGUE[table_name], Ingested):
        names = ", ".join(name for name in CATALOGUE if not isinstance(CATALOGUE[name], Ingested))
        raise RedoError(f"nothing to redo for {table_name!r}; tables that are made: {names}")
    entry = CATALOGUE[table_name]
    units = _units(settings, entry, where) if where else None
    warehouse = open_warehouse(settings)
    with warehouse.writer() as session, session.transaction():
        for later in CATALOGUE.after(entry.tables):
            if isinstance(later, Annotated) and isinstance(entry, Annotated) and later.units == entry.units:
                _make_stale(session, later, units)
        if not isinstance(entry, Annotated):
            forget_progress(session, entry.name)
    return _bring_up_to_date(settings, CATALOGUE.after(entry.tables))


def forget_with_progress(settings: Settings, uri: str) -> int:
    """Take what a path brought out of the current and bring every table up to date; return the exit code."""
    count = forget(open_warehouse(settings), uri)
    if not count:
        sys.stderr.write(f"dateline: no current document came from {uri}; see raw.documents.uri\n")
        return EXIT_DONE
    sys.stdout.write(f"{count:,} documents are no longer current\n")
    return _bring_up_to_date(settings, CATALOGUE.after(["raw.documents"]))


def _bring_up_to_date(settings: Settings, entries: tuple[Entry, ...]) -> int:
    asked = [entry for entry in entries if not isinstance(entry, Ingested)]
    with own_stream(sys.stderr) as stream, shown_progress(stream) as listener:
        report: Report = listener
        bring_up_to_date(open_warehouse(settings), settings, asked, report)
    return EXIT_DONE


def _units(settings: Settings, entry: Entry, where: str) -> pa.Table:
    if not isinstance(entry, Annotated):
        raise RedoError(f"{entry.name} is made as a whole; leave --where out")
    table = "core.articles" if entry.units == "article_id" else "raw.documents"
    try:
        with open_warehouse(settings).reader() as session:
            return session.query(f"select {entry.units.value} as unit_id from {table} where {where}")  # noqa: S608 the user's own condition, on a session that can only read
    except WarehouseError:
        raise
    except Exception as error:
        raise RedoError(f"--where {where!r}: {error}; expected a condition on {table}") from error


def _make_stale(session: Session, entry: Annotated, units: pa.Table | None) -> None:
    if units is None:
        session.run("delete from ops.annotations where table_name = $table", {"table": entry.name})
    else:
        forget_marks(session, entry.name, units)
    forget_progress(session, entry.name)
