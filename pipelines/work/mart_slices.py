"""The parts of article slices that marts are made of, and the tables that a mart reads for one."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

import pyarrow as pa

from pipelines.catalogue import CATALOGUE, Mart
from pipelines.catalogue.article_slices import (
    ARTICLES,
    Changed,
    Slice,
    gathered,
    named_columns,
    of_articles,
    read_columns,
)
from pipelines.catalogue.mart_engines import ENGINES, Engine
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Session
from pipelines.warehouse.changes import Since
from pipelines.work.mart_days import DAY, Days, near_days, window_of
from pipelines.work.mart_looks import articles_by_day, days_changed, units_changed
from pipelines.work.mart_making import asked_for

AS_IT_STANDS: Mapping[str, str] = MappingProxyType({})


def whole_of(session: Session, warehouse_name: str, behind: Since) -> Slice | None:
    """Return all that commits changed, to take parts of; None when that is everything, or too much to hold.

    Args:
        session: A session on the working file.
        warehouse_name: Tells its articles from those of others.
        behind: The commits.
    """
    if behind.change_number is None:
        return None
    days = {day for of_table in days_changed(session, warehouse_name, behind).values() for day in of_table if day}
    sizes = articles_by_day(session, warehouse_name, behind.latest)
    most = sum(sizes.get(day, 0) for day in days) + units_changed(session, warehouse_name, behind)
    among = pa.table({"day": pa.array(sorted(days), pa.date32())})
    return gathered(session, warehouse_name, Changed(behind.change_number, behind.latest, among, most))


def articles_among(
    session: Session,
    whole: Slice,
    where: str,
    wanted: pa.Table,
    columns: Sequence[str],
    *,
    instead: Mapping[str, str] = AS_IT_STANDS,
) -> pa.Table:
    """Return some of the articles of a slice, under their numbers.

    Args:
        session: What SQL runs in.
        whole: The slice.
        where: Which ones, as SQL; `wanted` is a relation.
        wanted: What the condition asks for.
        columns: Columns that are read of them.
        instead: Expressions in the place of columns; `number` is the article's.
    """
    return session.query(
        f"select article_id, number, {_read(columns, instead)} from articles where {where}",
        articles=whole.articles,
        wanted=wanted,
    )


def numbered_articles(
    session: Session, where: str, wanted: pa.Table, columns: Sequence[str], instead: Mapping[str, str] = AS_IT_STANDS
) -> pa.Table:
    """Return the articles of a slice.

    Args:
        session: A session on the working file.
        where: Which ones, as SQL; `wanted` is a relation.
        wanted: What the condition asks for.
        columns: Columns that are read of them.
        instead: Expressions in the place of columns; `number` is the article's.
    """
    return session.query(
        f"select article_id, number, {_read(columns, instead)} from (select *, row_number() over ()::integer as number from {ARTICLES} "
        f"where rowid in (select rowid from {ARTICLES} where {where}))",
        wanted=wanted,
    )


def tables_of(
    session: Session, entry: Mart, engine: Engine, articles: Slice, chunk: Days | None = None
) -> dict[str, pa.Table]:
    """Return the rows that a mart reads for the articles of a slice, by table; SQL reads in the file what belongs to no article or day.

    Args:
        session: A session on the working file.
        entry: The mart.
        engine: What computes it.
        articles: The slice.
        chunk: The days that are made; None for no day.
    """
    tables = {}
    for name, columns in columns_of(entry.name).items():
        select = f"select {', '.join(columns)} from {name}"
        if of_articles(name):
            tables[name] = articles.rows(session, name, columns)
        elif chunk is not None and DAY in CONTRACTS[name].column_names:
            near, days = near_days(entry, name), {"read_days": window_of(entry, chunk), "stale_days": chunk.table}
            tables[name] = session.query(f"{select} where {near}", **days)
        elif engine is Engine.POLARS:
            tables[name] = session.query(select)
    return tables


def article_columns(entry: Mart) -> list[str]:
    """Return the columns of an article that a slice holds when this mart makes it: its own, and those of any mart of the house."""
    return sorted({*columns_of(entry.name)[ARTICLES], *read_columns(ARTICLES)})


@cache
def columns_of(mart: str) -> dict[str, list[str]]:
    """Return the columns of each table that a mart reads: those that its statement names, or that its function asks for."""
    entry = CATALOGUE[mart]
    if not isinstance(entry, Mart):
        raise TypeError(f"{mart} is no mart")
    if mart in ENGINES:
        return named_columns(mart, entry.reads)
    return {name: list(columns) for name, columns in asked_for(entry).items()}


def _read(columns: Sequence[str], instead: Mapping[str, str]) -> str:
    names = sorted({*columns} - {"article_id"})
    return ", ".join(f"{instead.get(name, name)} as {name}" for name in names)
