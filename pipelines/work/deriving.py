"""Tables that follow from others as a whole: made again when what they follow changed."""

import pyarrow as pa

from pipelines.catalogue import Derived
from pipelines.memory import let_go
from pipelines.settings import Settings
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.changes import changed_units, note_progress, since
from pipelines.work.lineages import lineage_now
from pipelines.work.units import Report

Summary = dict[str, int | str | bool]
MANY_UNITS = 2_000
"""Up to so many units are few, whatever part of all they are."""
PART_OF_ALL = 2
"""From this part of all articles on, all are made again: that goes part by part in bounded memory and costs hardly more, while units
that are brought up to date are held together. So it is when articles themselves were made by another version."""


def derive(warehouse: Warehouse, settings: Settings, entry: Derived, report: Report) -> Summary:
    """Bring derived tables up to date; return what was done.

    Args:
        warehouse: The warehouse.
        settings: What the entry's identity depends on.
        entry: The entry.
        report: Told when it is done.
    """
    with warehouse.lock(entry.name):
        lineage = lineage_now(entry, settings)
        with warehouse.writer() as session:
            behind = since(session, entry.name, lineage)
            if behind.is_nothing or (not entry.watches and not behind.is_all):
                return {"is_unchanged": True}
            changed = None
            if behind.change_number is not None:
                changed = _or_all(session, changed_units(session, entry.watches, behind.change_number))
            unit_count = None if changed is None else changed.num_rows
            is_much = (session.count("core.articles") if unit_count is None else unit_count) > MANY_UNITS
        if is_much:
            warehouse.put_away()  # what the step before read takes room and is of no use to this one
        summary: Summary = {"is_unchanged": True}
        if unit_count != 0:
            with warehouse.working_on(unit_count):
                summary = dict(entry.make(warehouse, settings, changed))
        with warehouse.writer() as session:
            note_progress(session, entry.name, lineage, behind.latest)
        if is_much:
            let_go()
    report(entry.name, 1, 1)
    return summary


def _or_all(session: Session, changed: pa.Table) -> pa.Table | None:
    """Return what changed, or None where that is so much that all is made again."""
    is_most = changed.num_rows > MANY_UNITS and changed.num_rows * PART_OF_ALL >= session.count("core.articles")
    return None if is_most else changed
