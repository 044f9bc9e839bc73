"""`core` into `marts`: the days that changed are made again by Polars, in chunks of days that fit memory.

A rebuild is the same thing with all days. Tables come out of DuckDB as Arrow, restricted to the articles of the days; a
chunk replaces the rows of its days in one commit.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl
import pyarrow as pa

from pipelines.catalogue import CATALOGUE, Mart, lineage_of
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.transforms.reading import columns_read
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.changes import changed_days, note_progress, since
from pipelines.work.units import Counts, Report

CHUNK_ARTICLES = 50_000
"""Articles of one chunk of days, about: bounds the memory of a rebuild."""
DAY = "published_date"


class Days(NamedTuple):
    """Some days; `has_undated` adds the rows whose day is NULL."""

    dates: tuple[date, ...]
    has_undated: bool

    @property
    def table(self) -> pa.Table:
        """The days as Arrow, column `day`."""
        return pa.table({"day": pa.array([*self.dates, *([None] if self.has_undated else [])], pa.date32())})


def refresh_mart(warehouse: Warehouse, settings: Settings, entry: Mart, report: Report) -> dict[str, Counts]:
    """Bring a mart up to date.

    Args:
        warehouse: The warehouse.
        settings: Part of the mart's lineage.
        entry: The mart.
        report: Told after each chunk how many days are done.
    """
    counts = Counts()
    lineage = lineage_of(CATALOGUE, entry, settings)
    with warehouse.lock(entry.name):
        with warehouse.writer() as session:
            behind = since(session, entry.name, lineage)
            if behind.is_nothing:
                return {entry.name: counts}
            days = _stale_days(session, entry, behind.change_number)
            chunks = list(_chunks(session, days))
            columns = _columns(entry)
            frames = _frames(session, entry, columns, chunks[0]) if chunks else {}
            if not chunks:
                note_progress(session, entry.name, lineage, behind.latest)
        done = 0
        for number, chunk in enumerate(chunks, 1):
            rows = _made(entry, frames, chunk)
            # a file is opened once a chunk: that costs more than most days of most marts
            with warehouse.writer() as session:
                _commit(session, entry.name, rows, chunk)
                if number < len(chunks):
                    frames = _frames(session, entry, columns, chunks[number])
                else:
                    note_progress(session, entry.name, lineage, behind.latest)
            counts.rows += rows.num_rows
            done += len(chunk.dates) + chunk.has_undated
            report(entry.name, done, len(days.dates) + days.has_undated)
        counts.units = done
    return {entry.name: counts}


def _frames(
    session: Session, entry: Mart, columns: Mapping[str, Sequence[str]], chunk: Days
) -> dict[str, pl.LazyFrame]:
    window = _window(entry, chunk)
    _number(session, window, chunk)
    return {name: _frame(session, name, columns[name], window, chunk) for name in entry.reads}


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
    return Days(tuple(sorted(dates)), None in values)


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


def _frame(session: Session, table_name: str, columns: Sequence[str], window: pa.Table, chunk: Days) -> pl.LazyFrame:
    """The rows of a table that the rows of these days can depend on, articles by their numbers."""
    contract = CONTRACTS[table_name]
    source, where = table_name, "true"
    if "article_id" in contract.column_names:
        source = f"{table_name} inner join numbered using (article_id)"
    elif DAY in contract.column_names:
        where = _is_in_window(chunk)
    elif table_name == "raw.documents":
        where = (
            "document_id in (select document_id from core.article_occurrences inner join numbered using (article_id))"
        )
    read = ", ".join("number as article_id" if column == "article_id" else column for column in columns)
    return _of_arrow(session.query(f"select {read} from {source} where {where}", stretch=window)).lazy()


def _number(session: Session, window: pa.Table, chunk: Days) -> None:
    """Number the articles that the rows of these days can depend on: a number is joined and counted faster than an id."""
    session.run(
        "create or replace temp table numbered as select article_id, row_number() over ()::integer as number "
        f"from core.articles where {_is_in_window(chunk)} and coalesce(is_current, true)",
        stretch=window,
    )


def _window(entry: Mart, chunk: Days) -> pa.Table:
    dates: Sequence[date] = chunk.dates
    if entry.days_before and dates:
        reach = {day - timedelta(days=shift) for day in dates for shift in range(entry.days_before + 1)}
        dates = sorted(reach)
    return pa.table({"day": pa.array(dates, pa.date32())})


def _is_in_window(chunk: Days) -> str:
    dated = f"{DAY} in (select day from stretch)"
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
