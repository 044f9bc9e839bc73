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
from pipelines.catalogue.article_slices import ARTICLES, MOST_ARTICLES, Slice, slice_of
from pipelines.catalogue.mart_engines import Engine, engine_of
from pipelines.settings import Settings
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.changes import Since, note_progress, since
from pipelines.work.lineages import lineage_now
from pipelines.work.mart_chunks import frames_of, make_carrying, make_in_file, only_counts
from pipelines.work.mart_days import DAY, Days, chunks_of, stale_days, window_of
from pipelines.work.mart_looks import LastCommit, articles_by_day
from pipelines.work.mart_making import made, made_by_polars
from pipelines.work.mart_slices import (
    article_columns,
    articles_among,
    columns_of,
    numbered_articles,
    tables_of,
    whole_of,
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


class _Step(NamedTuple):
    """Days that are made together, as the so manieth; `note` is called in the last commit."""

    chunk: Days
    number: int
    article_count: int
    note: Note | None


class _Opened(NamedTuple):
    """A session that is open, for what is done first; the file is closed after it, and opened again for each other thing.

    A file is opened as seldom as can be: that costs more than a day of most marts.
    """

    warehouse: Warehouse
    session: Session
    stack: ExitStack

    @contextmanager
    def of_step(self, number: int, article_count: int = 0) -> Iterator[Session]:
        """The session to begin a step with, which is about so many articles; steps count from 1."""
        if number > 1 or article_count > MOST_ARTICLES:
            self.stack.close()
            with self.warehouse.working_on(article_count), self.warehouse.writer() as session:
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
        days = stale_days(session, entry, behind, warehouse.name)
        chunks = list(chunks_of(entry, days, articles_by_day(session, warehouse.name, behind.latest)))
        undated = undated_parts(session, entry, work.engine, behind, warehouse.name)
        note = partial(note_progress, table_name=entry.name, lineage=lineage, change_number=behind.latest)
        opened = _Opened(warehouse, session, stack)
        total = len(days.dates) + days.has_undated + bool(undated)
        for number, (chunk, article_count) in enumerate(chunks, 1):
            is_last = number == len(chunks) and not undated
            step = _Step(chunk, number, article_count, note if is_last else None)
            counts.rows += _make(opened, work, step)
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


def _make(opened: _Opened, work: _Work, step: _Step) -> int:
    """Make the rows of some days again and put them in the place of those that stand; return how many there are."""
    entry, chunk = work.entry, step.chunk
    last = LastCommit(work.warehouse.name, work.behind.latest, is_all_new=work.behind.is_all)
    with opened.of_step(step.number, step.article_count) as session:
        is_of_few = step.article_count <= MOST_ARTICLES
        if is_of_few and not (work.engine is Engine.POLARS and only_counts(entry)):
            tables = tables_of(session, entry, work.engine, _slice(session, work, chunk), chunk)
            return _commit(session, entry, made(session, entry, work.engine, tables, chunk), step)
        if work.engine is Engine.SQL:
            return make_in_file(session, entry, chunk, step.note)
        if entry.carried:
            return make_carrying(session, entry, chunk, last, step.note)
        tables = frames_of(session, entry, chunk, last)
    rows = made_by_polars(entry, tables, chunk)
    with work.warehouse.working_on(step.article_count), work.warehouse.writer() as session:
        return _commit(session, entry, rows, step)


def _slice(session: Session, work: _Work, chunk: Days) -> Slice:
    """The articles that the rows of a chunk depend on."""
    entry = work.entry
    where = f"{chunk.among('wanted')} and coalesce(is_current, true)"
    columns = columns_of(entry.name)[ARTICLES]
    if work.behind.is_all:
        return Slice(numbered_articles(session, where, window_of(entry, chunk), columns))
    if entry.days_before:
        window = window_of(entry, chunk)
        key = (work.warehouse.name, work.behind.latest, *window.column("day").to_pylist(), *columns)
        return slice_of(key, lambda: numbered_articles(session, where, window, columns))
    columns = article_columns(entry)
    key = (work.warehouse.name, work.behind.latest, chunk, *columns)
    whole = None if chunk.has_undated or entry.days_after else whole_of(session, work.warehouse.name, work.behind)
    if whole is None or not set(columns) <= set(whole.articles.column_names):
        return slice_of(key, lambda: numbered_articles(session, where, chunk.table, columns))
    return slice_of(key, lambda: articles_among(session, whole, where, chunk.table, columns), whole)


def _commit(session: Session, entry: Mart, rows: pa.Table, step: _Step) -> int:
    with session.transaction():
        if step.chunk.has_undated:
            session.run(f"delete from {entry.name} where {DAY} is null")
        session.replace(entry.name, rows, unit_column=DAY, units=step.chunk.table.rename_columns(["unit_id"]))
        if step.note:
            step.note(session)
    return int(rows.num_rows)
