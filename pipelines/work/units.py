"""What is pending for entries, what is in the way, and batches of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from pipelines.catalogue import Annotated
from pipelines.settings import Settings
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.warehouse.changes import Since, changed_units, note_all_progress, since
from pipelines.warehouse.commits import remove
from pipelines.warehouse.marks import Pending, pending
from pipelines.work.lineages import lineage_now

MAX_UNITS = 2_000
"""Units of one batch at most, however small they are: bounds the rows that one commit holds."""

Report = Callable[[str, int, int], None]
"""Called with (table, units done, units to do) after each commit."""


@dataclass(slots=True)
class Counts:
    """What bringing a table up to date did."""

    units: int = 0
    words: int = 0
    rows: int = 0
    removed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class ToDo:
    """What one entry has to do.

    Attributes:
        entry: The entry.
        lineage: What its rows are made by.
        pending: Units to read, and units that are no more.
        since: The commits that this takes into account.
    """

    entry: Annotated
    lineage: str
    pending: Pending
    since: Since


def to_do(session: Session, entry: Annotated, settings: Settings, among: pa.Table | None = None) -> ToDo:
    """Return what an entry has to do; its cost follows what changed since it was last done to the end.

    Args:
        session: A session on the working file.
        entry: The entry.
        settings: What its worker is built from.
        among: Column `unit_id`: only these units are looked at, and no progress will be noted; all that changed when None.
    """
    lineage = lineage_now(entry, settings)
    behind = since(session, entry.name, lineage)
    changed = None if behind.change_number is None else changed_units(session, entry.watches, behind.change_number)
    if among is not None:
        changed, behind = among, Since(behind.latest, behind.latest)
    found = pending(session, entry.name, lineage, load_sql("units", entry.units_sql).statement, changed)
    return ToDo(entry, lineage, found, behind)


def clear_away(session: Session, work: ToDo) -> int:
    """Remove the rows of units that are no more; return the number of units."""
    statement = load_sql("units", work.entry.units_sql).statement
    for units in batches_of(work.pending.gone, MAX_UNITS):
        with session.transaction():  # a unit that another machine brought back meanwhile stays
            gone = pending(session, work.entry.name, work.lineage, statement, units).gone
            remove(session, work.entry.tables, gone, work.entry.units.value)
    return int(work.pending.gone.num_rows)


def note_up_to_date(session: Session, *works: ToDo) -> None:
    """Note that entries have taken all commits into account that there were when they began."""
    note_all_progress(
        session, {work.entry.name: (work.lineage, work.since.latest) for work in works if not work.since.is_nothing}
    )


def batches_of(units: pa.Table, max_size: int, max_units: int = MAX_UNITS) -> Iterator[pa.Table]:
    """Yield consecutive slices of at most `max_units` whose sizes sum to at most `max_size`; a larger unit stands alone.

    Args:
        units: Columns `unit_id` and, unless each counts as one, `size`.
        max_size: In the unit of `size`.
        max_units: However small they are.
    """
    sizes = units.column("size").to_pylist() if "size" in units.column_names else [1] * units.num_rows
    start, total = 0, 0
    for index, size in enumerate(sizes):
        if index > start and (total + size > max_size or index - start >= max_units):
            yield units.slice(start, index - start)
            start, total = index, 0
        total += size
    if start < len(sizes):
        yield units.slice(start)
