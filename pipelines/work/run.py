"""Brings the tables of catalogue entries up to date: the one door for assets, commands, tests and benchmarks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from pipelines.catalogue import CATALOGUE, Annotated, Derived, Entry, Ingested, Mart, Published
from pipelines.catalogue.article_slices import let_slices_go
from pipelines.catalogue.entries import UnitKind
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.changes import forget_changes
from pipelines.warehouse.errors import ShortOfMemoryError
from pipelines.warehouse.publishing import publish
from pipelines.work.articles import make_articles
from pipelines.work.deriving import derive
from pipelines.work.documents import cut_documents
from pipelines.work.mart_looks import let_looks_go
from pipelines.work.marts import refresh_mart
from pipelines.work.reading import read_articles
from pipelines.work.units import Counts, Report

Summary = Mapping[str, int | str | bool]


def bring_up_to_date(
    warehouse: Warehouse, settings: Settings, entries: Sequence[Entry], report: Report
) -> dict[str, Summary]:
    """Bring the tables of entries up to date, in the order of the catalogue; readings of articles in one pass.

    Args:
        warehouse: The warehouse.
        settings: What workers are built from.
        entries: What to do; `Ingested` entries have inputs of their own and are not done here.
        report: Told after each commit how far a table is.

    Returns:
        What was done, by the entries' names.
    """
    readings = [e for e in entries if isinstance(e, Annotated) and e.units is UnitKind.ARTICLE]
    done: dict[str, Summary] = {}
    for entry in entries:
        if entry.name in done:
            continue
        together = _ready(entry, readings, entries) if entry in readings else []
        try:
            done |= _made(warehouse, settings, entry, together, report)
        except ShortOfMemoryError:
            with warehouse.in_need():  # as after a run that was killed: what was committed stays
                done |= _made(warehouse, settings, entry, together, report)
    return done


def _made(
    warehouse: Warehouse, settings: Settings, entry: Entry, together: Sequence[Annotated], report: Report
) -> Mapping[str, Summary]:
    """Bring the table of an entry up to date, or those of readings that are read together."""
    if together:
        return _summaries(read_articles(warehouse, settings, together, report))
    if isinstance(entry, Annotated):
        make = cut_documents if entry.name == "core.article_occurrences" else make_articles
        return _summaries(make(warehouse, settings, entry, report))
    if isinstance(entry, Derived):
        return {entry.name: derive(warehouse, settings, entry, report)}
    if isinstance(entry, Mart):
        return _summaries(refresh_mart(warehouse, settings, entry, report))
    if isinstance(entry, Published):
        return {entry.name: publish_now(warehouse)}
    raise TypeError(f"{entry.name} is filled by `ingest`, which takes inputs")


def publish_now(warehouse: Warehouse) -> Summary:
    """Put a copy of the last commit at the path that the user named, and forget changes that all have taken in."""
    let_slices_go()  # all marts that were to read them have
    let_looks_go()
    made = [entry for entry in CATALOGUE.entries if not isinstance(entry, (Ingested, Published))]
    with warehouse.writer() as session:
        forget_changes(
            session,
            [entry.name for entry in made if entry.follows],
            [entry.name for entry in made if not entry.follows],
        )
    publication = publish(warehouse, datetime.now(UTC))
    return {
        "publication_number": publication.number,
        "is_new": publication.is_new,
        "byte_count": publication.byte_count,
        "set_aside": str(publication.set_aside or ""),
    }


def _ready(first: Annotated, readings: Sequence[Annotated], entries: Sequence[Entry]) -> list[Annotated]:
    """The first reading and all others that need nothing which is still to be done outside the pass."""
    waiting = {
        name
        for entry in entries
        if entry not in readings and entries.index(entry) > entries.index(first)
        for name in entry.tables
    }
    return [reading for reading in readings if not waiting.intersection(reading.reads)]


def _summaries(of_tables: Mapping[str, Counts]) -> dict[str, Summary]:
    return {
        name: {
            "units": counts.units,
            **({"words": counts.words} if counts.words else {}),
            "rows_written": counts.rows,
            "units_removed": counts.removed,
            "units_failed": counts.failed,
        }
        for name, counts in of_tables.items()
    }
