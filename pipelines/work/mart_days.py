"""Which days of a mart are to be made again, in chunks that fit memory, and which days these are made from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pyarrow as pa

from pipelines.catalogue import Mart
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Session
from pipelines.warehouse.changes import Since
from pipelines.work.mart_looks import articles_by_day, days_changed

DAY = "published_date"
CHUNK_ARTICLES = 400_000
"""Articles of one chunk of days, about: bounds the memory of a rebuild, where Polars makes it; DuckDB has a limit of its own, beyond
which it spills. Every chunk looks all mentions through for its own: the larger they are, the fewer."""


class Days(NamedTuple):
    """Some days; `has_undated` adds the rows whose day is NULL."""

    dates: tuple[date, ...]
    has_undated: bool

    @property
    def table(self) -> pa.Table:
        """The days as Arrow, column `day`."""
        return pa.table({"day": pa.array([*self.dates, *([None] if self.has_undated else [])], pa.date32())})

    def among(self, days: str) -> str:
        """The condition, as SQL, that a row is of one of the days of a relation, or of no day where these rows are wanted too."""
        dated = f"{DAY} in (select day from {days})"
        return f"({dated} or {DAY} is null)" if self.has_undated else dated


def stale_days(session: Session, entry: Mart, behind: Since, warehouse_name: str) -> Days:
    """Return the days that commits changed, and those that depend on them; all when all has to be looked at.

    Rows of no day are among them only where the mart has such rows and does not keep what each article adds to them.

    Args:
        session: A session on the working file.
        entry: The mart.
        behind: The commits that it has to take into account.
        warehouse_name: Tells them from those of other warehouses.
    """
    if behind.is_all:
        values = {*_standing_days(session, entry, articles_by_day(session, warehouse_name, behind.latest)), None}
    else:
        changed = days_changed(session, warehouse_name, behind)
        values = set().union(*(changed.get(name, ()) for name in entry.reads))
    dates = {day + timedelta(days=shift) for day in values if day is not None for shift in range(entry.days_after + 1)}
    if entry.days_after and dates:
        dates &= _standing_days(session, entry, articles_by_day(session, warehouse_name, behind.latest))
    return Days(tuple(sorted(dates)), has_undated_rows(entry) and entry.parts is None and None in values)


def _standing_days(session: Session, entry: Mart, articles: Mapping[date | None, int]) -> set[date | None]:
    found = session.query(f"select distinct {DAY} from {entry.name}")
    return {*articles, *found.column(DAY).to_pylist()}


def has_undated_rows(entry: Mart) -> bool:
    """Tell whether a mart has rows of no day."""
    return any(column.name == DAY and column.nullable for column in CONTRACTS[entry.name].columns)


def chunks_of(entry: Mart, days: Days, sizes: Mapping[date | None, int]) -> Iterator[tuple[Days, int]]:
    """Yield consecutive days with some `CHUNK_ARTICLES` articles together, and how many articles are read for them; no day is cut.

    Args:
        entry: The mart.
        days: The days.
        sizes: How many articles there are of each day.
    """
    chunk: list[date] = []
    total = 0
    for day in days.dates:
        if chunk and total + sizes.get(day, 0) > CHUNK_ARTICLES:
            yield _sized(entry, Days(tuple(chunk), has_undated=False), sizes)
            chunk, total = [], 0
        chunk.append(day)
        total += sizes.get(day, 0)
    if chunk or days.has_undated:
        yield _sized(entry, Days(tuple(chunk), days.has_undated), sizes)


def _sized(entry: Mart, chunk: Days, sizes: Mapping[date | None, int]) -> tuple[Days, int]:
    read = window_of(entry, chunk).column("day").to_pylist()
    return chunk, sum(sizes.get(day, 0) for day in (*read, *([None] if chunk.has_undated else [])))


def window_of(entry: Mart, chunk: Days) -> pa.Table:
    """Return the days whose articles the rows of a chunk can depend on: column `day`."""
    dates: Sequence[date] = chunk.dates
    if entry.days_before and dates:
        reach = {day - timedelta(days=shift) for day in dates for shift in range(entry.days_before + 1)}
        dates = sorted(reach)
    return pa.table({"day": pa.array(dates, pa.date32())})


def near_days(entry: Mart, table_name: str) -> str:
    """Return the condition, as SQL, of the rows of a daily mart that the rows of `stale_days` of another can depend on."""
    near = f"{DAY} in (select day from read_days)"
    if not entry.least_count:
        return near
    often = often_named(entry, table_name, f"{DAY} in (select day from stale_days)")
    return f"{near} and ({_thing(table_name)}) in ({often})"


def often_named(entry: Mart, table_name: str, stale: str) -> str:
    """Return the things of a daily mart, as SQL, of which a day has `least_count` articles: of no other a row can come.

    Args:
        entry: The mart whose rows are made.
        table_name: The daily mart.
        stale: The condition, as SQL, of days whose rows are made.
    """
    thing = _thing(table_name)
    return f"select {thing} from {table_name} where {stale} and article_count >= {entry.least_count}"


def on_days(dates: Sequence[date], name: str) -> tuple[str, dict[str, Any]]:
    """Return the condition that a row is of one of some days, as SQL, and its values: consecutive days are not looked up one by one.

    Args:
        dates: The days, in order.
        name: Begins the names of the values.
    """
    if dates and dates[-1] - dates[0] == timedelta(days=len(dates) - 1):
        return f"{DAY} between ${name}_first and ${name}_last", {f"{name}_first": dates[0], f"{name}_last": dates[-1]}
    return f"{DAY} in (select unnest(${name}_days))", {f"{name}_days": list(dates)}


def _thing(table_name: str) -> str:
    return ", ".join(name for name in CONTRACTS[table_name].key if name != DAY)
