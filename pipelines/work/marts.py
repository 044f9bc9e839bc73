"""`core` into `marts`: the days that changed are made again, in chunks of days that fit memory.

A rebuild is the same thing with all days. Polars makes a mart or SQL does (`catalogue.mart_engines`). Of few articles both
read the rows that `mart_slices` holds; of many, tables come out of DuckDB as Arrow for Polars, restricted to the articles of
the days, and SQL reads them through views of these days (`mart_chunks`). A chunk replaces the rows of its days in one commit.
Rows of no day are not made again but settled (`undated`), where a mart keeps what they are summed from.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import NamedTuple

import pyarrow as pa

from pipelines.catalogue import Mart
from pipelines.catalogue.mart_engines import Engine, engine_of
from pipelines.settings import Settings
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.changes import Since, note_progress, since
from pipelines.work.lineages import lineage_now
from pipelines.work.mart_chunks import frames_of, make_in_file
from pipelines.work.mart_days import DAY, Days, chunks_of, stale_days, window_of
from pipelines.work.mart_making import made, made_by_polars
from pipelines.work.mart_slices import (
    ARTICLES,
    MOST_ARTICLES,
    Slice,
    columns_of,
    numbered_articles,
    slice_of,
    tables_of,
)
from pipelines.work.undated import add_undated, undated_parts
from pipelines.work.units import Counts, Report

Note = Callable[[Session], None]
"""Notes, with the last rows that are written, that all are made."""


class _Work(NamedTuple):
    """A mart, what computes it, and the commits that it has to take into account."""

    warehouse: Warehouse
    entry: Mart
    engine: Engine
    behind: Since


class _Opened(NamedTuple):
    """A session that is open, for what is done first; the file is closed after it, and opened again for each other thing.

    A file is opened as seldom as can be: that costs more than a day of most marts.
    """

    warehouse: Warehouse
    session: Session
    stack: ExitStack

    @contextmanager
    def of_step(self, number: int) -> Iterator[Session]:
        """The session to begin a step with; they count from 1."""
        if number > 1:
            with self.warehouse.writer() as session:
                yield session
        else:
            with self.stack:
                yield self.session


def refresh_mart(
    warehouse: Warehouse, settings: Settings, entry: Mart, report: Report, engine: Engine | None = None
) -> dict[str, Counts]:
    """Bring a mart up to date.

    Args:
        warehouse: The warehouse.
        settings: Part of the mart's lineage.
        entry: The mart.
        report: Told after each chunk how many days are done.
        engine: What computes it; what the catalogue says when None.
    """
    counts = Counts()
    lineage = lineage_now(entry, settings)
    with warehouse.lock(entry.name), ExitStack() as stack:
        session = stack.enter_context(warehouse.writer())
        behind = since(session, entry.name, lineage)
        if behind.is_nothing:
            return {entry.name: counts}
        work = _Work(warehouse, entry, engine or engine_of(entry.name), behind)
        days = stale_days(session, entry, behind.change_number)
        chunks = list(chunks_of(session, days))
        undated = undated_parts(session, entry, behind, warehouse.name)
        note = partial(note_progress, table_name=entry.name, lineage=lineage, change_number=behind.latest)
        opened = _Opened(warehouse, session, stack)
        total = len(days.dates) + days.has_undated + bool(undated)
        for number, chunk in enumerate(chunks, 1):
            is_last = number == len(chunks) and not undated
            counts.rows += _make(opened, work, chunk, number, note if is_last else None)
            counts.units += len(chunk.dates) + chunk.has_undated
            report(entry.name, counts.units, total)
        for number, part in enumerate(undated, 1 + len(chunks)):
            with opened.of_step(number) as session:
                counts.rows += add_undated(session, entry, work.engine, part)
                if part is undated[-1]:
                    note(session)
        if undated:
            counts.units += 1
            report(entry.name, counts.units, total)
        if not total:
            note(session)
    return {entry.name: counts}


def _make(opened: _Opened, work: _Work, chunk: Days, number: int, note: Note | None) -> int:
    """Make the rows of some days again and put them in the place of those that stand; return how many there are."""
    entry = work.entry
    with opened.of_step(number) as session:
        if _article_count(session, entry, chunk) <= MOST_ARTICLES:
            tables = tables_of(session, entry, work.engine, _slice(session, work, chunk), chunk)
            return _commit(session, entry, made(session, entry, work.engine, tables, chunk), chunk, note)
        if work.engine is Engine.SQL:
            return make_in_file(session, entry, chunk, note)
        tables = frames_of(session, entry, chunk)
    rows = made_by_polars(entry, tables, chunk)
    with work.warehouse.writer() as session:
        return _commit(session, entry, rows, chunk, note)


def _slice(session: Session, work: _Work, chunk: Days) -> Slice:
    """The articles that the rows of a chunk depend on; what only days before are read of is not held for other marts."""
    entry = work.entry
    where = f"{chunk.among('wanted')} and coalesce(is_current, true)"

    def found() -> pa.Table:
        return numbered_articles(session, where, window_of(entry, chunk), columns_of(entry.name)[ARTICLES])

    if entry.days_before or work.behind.is_all:
        return Slice(found())
    return slice_of((work.warehouse.name, work.behind.latest, chunk), found)


def _article_count(session: Session, entry: Mart, chunk: Days) -> int:
    where = f"{chunk.among('read_days')} and coalesce(is_current, true)"
    return int(session.scalar(f"select count(*) from {ARTICLES} where {where}", read_days=window_of(entry, chunk)))


def _commit(session: Session, entry: Mart, rows: pa.Table, chunk: Days, note: Note | None) -> int:
    with session.transaction():
        if chunk.has_undated:
            session.run(f"delete from {entry.name} where {DAY} is null")
        session.replace(entry.name, rows, unit_column=DAY, units=chunk.table.rename_columns(["unit_id"]))
        if note:
            note(session)
    return int(rows.num_rows)
