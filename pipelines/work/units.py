"""What is pending for entries, what is in the way, and batches of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.catalogue import Annotated
from pipelines.settings import Settings
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.warehouse.changes import Since, changed_units, note_all_progress, since_all
from pipelines.warehouse.commits import remove
from pipelines.warehouse.marks import Asked, Pending, pending
from pipelines.work.lineages import lineage_now

SHARES_PER_WORKER, SMALLEST_PART = 2, 5
"""What is left is shared out so finely among workers; a fifth of the largest batch is not made smaller, for each commit has its price."""
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


def to_do(
    session: Session, entries: Sequence[Annotated], settings: Settings, among: pa.Table | None = None
) -> list[ToDo]:
    """Return what entries have to do; its cost follows what changed since they were last done to the end.

    Args:
        session: A session on the working file.
        entries: The entries; those that follow the same changes are looked for together.
        settings: What their workers are built from.
        among: Column `unit_id`: only these units are looked at, and no progress will be noted; all that changed when None.
    """
    lineages = {entry.name: lineage_now(entry, settings) for entry in entries}
    behind = since_all(session, lineages)
    if among is not None:
        behind = {name: Since(one.latest, one.latest) for name, one in behind.items()}
    alike: dict[tuple[int | None, tuple[str, ...]], list[Annotated]] = {}
    are_many = any(one.is_all for one in behind.values()) and _are_many(session)
    for entry in entries:
        number = behind[entry.name].change_number
        # of all units that are many, one entry is looked at after the other: together they would be held at once
        alike.setdefault((number, (entry.name,) if number is None and are_many else entry.watches), []).append(entry)
    found: dict[str, Pending] = {}
    for (number, watches), group in alike.items():
        changed = among
        if among is None and number is not None:
            changed = changed_units(session, watches, number)
        found |= pending(session, [_asked(entry, lineages[entry.name]) for entry in group], changed)
    return [ToDo(entry, lineages[entry.name], found[entry.name], behind[entry.name]) for entry in entries]


def _are_many(session: Session) -> bool:
    return max(session.count(name) for name in ("raw.documents", "core.articles")) > MAX_UNITS


def _asked(entry: Annotated, lineage: str) -> Asked:
    return Asked(entry.name, lineage, load_sql("units", entry.units_sql).statement)


def clear_away(session: Session, work: ToDo) -> int:
    """Remove the rows of units that are no more; return the number of units."""
    asked = _asked(work.entry, work.lineage)
    for units in batches_of(work.pending.gone, MAX_UNITS):
        with session.transaction():  # a unit that another machine brought back meanwhile stays
            gone = pending(session, [asked], units)[work.entry.name].gone
            remove(session, work.entry.tables, gone, work.entry.units.value)
    return int(work.pending.gone.num_rows)


def note_up_to_date(session: Session, *works: ToDo) -> None:
    """Note that entries have taken all commits into account that there were when they began."""
    note_all_progress(
        session, {work.entry.name: (work.lineage, work.since.latest) for work in works if not work.since.is_nothing}
    )


def batches_of(units: pa.Table, max_size: int, max_units: int = MAX_UNITS, *, workers: int = 0) -> Iterator[pa.Table]:
    """Yield consecutive slices of at most `max_units` whose sizes sum to at most `max_size`; a larger unit stands alone.

    Args:
        units: Columns `unit_id` and, unless each counts as one, `size`.
        max_size: In the unit of `size`.
        max_units: However small they are.
        workers: So many work on them beside one another: slices become smaller towards the end, so that all end at about
            the same time. 0 for one.
    """
    sizes = units.column("size").to_pylist() if "size" in units.column_names else [1] * units.num_rows
    start, total, left = 0, 0, sum(sizes)
    most = _share(max_size, left, workers)
    for index, size in enumerate(sizes):
        if index > start and (total + size > most or index - start >= max_units):
            yield units.slice(start, index - start)
            left -= total
            start, total, most = index, 0, _share(max_size, left, workers)
        total += size
    if start < len(sizes):
        yield units.slice(start)


def _share(max_size: int, left: int, workers: int) -> int:
    """How much the next slice may hold of what is left."""
    if not workers:
        return max_size
    return min(max_size, max(max_size // SMALLEST_PART, left // (SHARES_PER_WORKER * workers)))
