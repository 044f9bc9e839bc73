"""`core` into `marts`: the days that changed are made again, in chunks of days that fit memory.

A rebuild is the same thing with all days. Polars makes a mart or SQL does (`catalogue.mart_engines`): for Polars, tables come
out of DuckDB as Arrow, restricted to the articles of the days; for SQL, the statement reads them through views of these
days.
A chunk replaces the rows of its days in one commit.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

import polars as pl
import pyarrow as pa

from pipelines.catalogue import Mart
from pipelines.catalogue.mart_engines import Engine, engine_of
from pipelines.contracts import CONTRACTS, TableContract
from pipelines.settings import Settings
from pipelines.sqlfiles import load_sql
from pipelines.transforms.reading import columns_read
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.changes import changed_days, note_progress, since
from pipelines.work.lineages import lineage_now
from pipelines.work.units import Counts, Report

CHUNK_ARTICLES = 400_000
"""Articles of one chunk of days, about: bounds the memory of a rebuild, where Polars makes it; DuckDB has a limit of its own, beyond
which it spills. Every chunk looks all mentions through for its own: the larger they are, the fewer."""
DAY = "published_date"
_DOCUMENTS = "select document_id from core.article_occurrences inner join numbered using (article_id)"
_OF_ARTICLES = "rowid in (select rowid from {table} where article_id in (select article_id from numbered))"
"""Rows of numbered articles: their numbers are looked for first, so that whole rows are read where they lie and of no other article."""


class Days(NamedTuple):
    """Some days; `has_undated` adds the rows whose day is NULL."""

    dates: tuple[date, ...]
    has_undated: bool

    @property
    def table(self) -> pa.Table:
        """The days as Arrow, column `day`."""
        return pa.table({"day": pa.array([*self.dates, *([None] if self.has_undated else [])], pa.date32())})


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
    engine = engine or engine_of(entry.name)
    counts = Counts()
    lineage = lineage_now(entry, settings)
    with warehouse.lock(entry.name), ExitStack() as opened:
        session = opened.enter_context(warehouse.writer())
        behind = since(session, entry.name, lineage)
        if behind.is_nothing:
            return {entry.name: counts}
        days = _stale_days(session, entry, behind.change_number)
        chunks = list(_chunks(session, days))
        if not chunks:
            note_progress(session, entry.name, lineage, behind.latest)
            return {entry.name: counts}
        make = _by_sql if engine is Engine.SQL else _by_polars
        is_done = partial(note_progress, table_name=entry.name, lineage=lineage, change_number=behind.latest)
        # a file is opened as seldom as can be: that costs more than a day of most marts
        first = _Opened(warehouse, session, opened)
        for chunk, row_count in make(first, entry, chunks, is_done):
            counts.rows += row_count
            counts.units += len(chunk.dates) + chunk.has_undated
            report(entry.name, counts.units, len(days.dates) + days.has_undated)
    return {entry.name: counts}


class _Opened(NamedTuple):
    """A session that is open, for the first chunk; the file is closed after it, and opened again for each other one."""

    warehouse: Warehouse
    session: Session
    stack: ExitStack

    @contextmanager
    def of_chunk(self, number: int) -> Iterator[Session]:
        """The session to begin a chunk with."""
        if number > 1:
            with self.warehouse.writer() as session:
                yield session
        else:
            with self.stack:
                yield self.session


def _by_polars(
    opened: _Opened, entry: Mart, chunks: Sequence[Days], note: Callable[[Session], None]
) -> Iterator[tuple[Days, int]]:
    """Make the days of each chunk with the file closed; note with the last one that all are made."""
    columns = _columns(entry)
    with opened.of_chunk(1) as session:
        frames = _frames(session, entry, columns, chunks[0])
    for number, chunk in enumerate(chunks, 1):
        rows = _made(entry, frames, chunk)
        with opened.warehouse.writer() as session:
            _commit(session, entry.name, rows, chunk)
            if number < len(chunks):
                frames = _frames(session, entry, columns, chunks[number])
            else:
                note(session)
        yield chunk, rows.num_rows


def _by_sql(
    opened: _Opened, entry: Mart, chunks: Sequence[Days], note: Callable[[Session], None]
) -> Iterator[tuple[Days, int]]:
    """Let DuckDB make the days of each chunk; note with the last one that all are made."""
    contract = CONTRACTS[entry.name]
    columns = ", ".join(contract.column_names)
    for number, chunk in enumerate(chunks, 1):
        with opened.of_chunk(number) as session:
            statement = _of_days(session, entry, chunk)
            wanted = _is_among("stale_days", chunk)
            session.run(
                f"create or replace temp table made as select {columns} from ({statement}) where {wanted} order by {DAY}"
            )
            with session.transaction():
                session.run(f"delete from {entry.name} where {wanted}")
                session.insert_distinct(entry.name, "made")
            if number == len(chunks):
                note(session)
            row_count = int(session.scalar("select count(*) from made"))
        yield chunk, row_count


def _of_days(session: Session, entry: Mart, chunk: Days) -> str:
    """The mart's statement, in which tables stand for their rows that the rows of these days can depend on."""
    window = _window(entry, chunk)
    for name, days in (("stale_days", chunk.table), ("read_days", window)):
        session.run(f"create or replace temp table {name} as select day from days", days=days)
    _number(session, window, chunk)
    is_part = _is_part(session)
    statement = load_sql("marts", CONTRACTS[entry.name].name).statement
    for table_name in entry.reads:
        contract = CONTRACTS[table_name]
        if where := _rows_of_days(contract, chunk, is_part=is_part):
            session.run(f"create or replace temp view {contract.name} as select * from {table_name} where {where}")
            statement = re.sub(rf"\b{re.escape(table_name)}\b", contract.name, statement)
    return statement


def _rows_of_days(contract: TableContract, chunk: Days, *, is_part: bool) -> str:
    """Which rows of a table the rows of these days can depend on, as SQL; empty when all of them have to be looked at."""
    if DAY in contract.column_names:
        is_current = "and coalesce(is_current, true)" if "is_current" in contract.column_names else ""
        return f"{_is_among('read_days', chunk)} {is_current}"
    if is_part and "article_id" in contract.column_names:
        return _OF_ARTICLES.format(table=contract.qualified_name)
    return f"document_id in ({_DOCUMENTS})" if is_part and contract.qualified_name == "raw.documents" else ""


def _frames(
    session: Session, entry: Mart, columns: Mapping[str, Sequence[str]], chunk: Days
) -> dict[str, pl.LazyFrame]:
    window = _window(entry, chunk)
    _number(session, window, chunk)
    is_part = _is_part(session)
    return {name: _frame(session, name, columns[name], window, chunk, is_part=is_part) for name in entry.reads}


def _stale_days(session: Session, entry: Mart, after: int | None) -> Days:
    if after is None:
        found = session.query(
            f"select distinct {DAY} from core.articles union select distinct {DAY} from {entry.name} union select null"
        )
    else:
        found = changed_days(session, entry.reads, after)
    values = set(found.column(DAY).to_pylist())
    dates = {day + timedelta(days=shift) for day in values if day is not None for shift in range(entry.days_after + 1)}
    if entry.days_after and dates:
        standing = session.query(
            f"select distinct {DAY} from core.articles union select distinct {DAY} from {entry.name}"
        )
        dates &= set(standing.column(DAY).to_pylist())
    keeps_undated = any(column.name == DAY and column.nullable for column in CONTRACTS[entry.name].columns)
    return Days(tuple(sorted(dates)), keeps_undated and None in values)


def _chunks(session: Session, days: Days) -> Iterator[Days]:
    """Consecutive days with some `CHUNK_ARTICLES` articles together; a day is never cut."""
    counts = session.query(
        f"select {DAY} as day, count(*) as article_count from core.articles "
        f"where {DAY} in (select day from days) group by {DAY}",
        days=days.table,
    )
    sizes = dict(zip(*(counts.column(name).to_pylist() for name in ("day", "article_count")), strict=True))
    chunk: list[date] = []
    total = 0
    for day in days.dates:
        if chunk and total + sizes.get(day, 0) > CHUNK_ARTICLES:
            yield Days(tuple(chunk), has_undated=False)
            chunk, total = [], 0
        chunk.append(day)
        total += sizes.get(day, 0)
    if chunk or days.has_undated:
        yield Days(tuple(chunk), days.has_undated)


def _columns(entry: Mart) -> dict[str, Sequence[str]]:
    """The columns of each table that a mart reads."""
    schemas = {CONTRACTS[name].name: _of_arrow(CONTRACTS[name].empty()).schema for name in entry.reads}
    read = columns_read(entry.transform, schemas)
    return {name: read[CONTRACTS[name].name] for name in entry.reads}


def _of_arrow(rows: pa.Table) -> pl.DataFrame:
    return pl.from_arrow(rows)  # type: ignore[return-value]


def _frame(
    session: Session, table_name: str, columns: Sequence[str], window: pa.Table, chunk: Days, *, is_part: bool
) -> pl.LazyFrame:
    """The rows of a table that the rows of these days can depend on, articles by their numbers."""
    contract = CONTRACTS[table_name]
    source, where = table_name, "true"
    if "article_id" in contract.column_names:
        source = f"{table_name} inner join numbered using (article_id)"
        if is_part:
            source = f"(select * from {table_name} where {_OF_ARTICLES.format(table=table_name)}) inner join numbered using (article_id)"
    elif DAY in contract.column_names:
        where = _is_among("stretch", chunk)
    elif table_name == "raw.documents":
        where = f"document_id in ({_DOCUMENTS})"
    read = ", ".join("number as article_id" if column == "article_id" else column for column in columns)
    return _of_arrow(session.query(f"select {read} from {source} where {where}", stretch=window)).lazy()


def _number(session: Session, window: pa.Table, chunk: Days) -> None:
    """Number the articles that the rows of these days can depend on: a number is joined and counted faster than an id."""
    session.run(
        "create or replace temp table numbered as select article_id, row_number() over ()::integer as number "
        f"from core.articles where {_is_among('stretch', chunk)} and coalesce(is_current, true)",
        stretch=window,
    )


def _is_part(session: Session) -> bool:
    """Whether other articles are current than those that are numbered."""
    return bool(
        session.scalar(
            "select (select count(*) from core.articles where coalesce(is_current, true)) > (select count(*) from numbered)"
        )
    )


def _window(entry: Mart, chunk: Days) -> pa.Table:
    dates: Sequence[date] = chunk.dates
    if entry.days_before and dates:
        reach = {day - timedelta(days=shift) for day in dates for shift in range(entry.days_before + 1)}
        dates = sorted(reach)
    return pa.table({"day": pa.array(dates, pa.date32())})


def _is_among(days: str, chunk: Days) -> str:
    dated = f"{DAY} in (select day from {days})"
    return f"({dated} or {DAY} is null)" if chunk.has_undated else dated


def _made(entry: Mart, frames: dict[str, pl.LazyFrame], chunk: Days) -> pa.Table:
    arguments = {CONTRACTS[name].name: frame for name, frame in frames.items()}
    wanted = pl.col(DAY).is_in(list(chunk.dates))
    result = (
        entry.transform(**arguments)
        .filter((wanted | pl.col(DAY).is_null()) if chunk.has_undated else wanted)
        .sort(DAY)
        .collect(engine="streaming")
    )
    return CONTRACTS[entry.name].conform(result.to_arrow())


def _commit(session: Session, table_name: str, rows: pa.Table, chunk: Days) -> None:
    with session.transaction():
        if chunk.has_undated:
            session.run(f"delete from {table_name} where {DAY} is null")
        session.replace(table_name, rows, unit_column=DAY, units=chunk.table.rename_columns(["unit_id"]))
