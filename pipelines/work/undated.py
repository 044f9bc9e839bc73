"""The rows of no day of a mart: what changed articles added is taken away, what they add now is added.

They are as many as there ever were articles without a day, so that making them again would cost more with every run. Every
column beside their key is a sum over articles: `Mart.parts` keeps the summands. To find those of an article, it
stands on a day of its own while the mart's rows are made.
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import pyarrow as pa

from pipelines.catalogue import Mart
from pipelines.catalogue.article_slices import ARTICLES, DOCUMENTS, MOST_ARTICLES, OCCURRENCES, Slice, slice_of
from pipelines.catalogue.mart_engines import Engine
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Session
from pipelines.warehouse.changes import Since, changed_undated
from pipelines.work.mart_chunks import make_undated
from pipelines.work.mart_days import DAY
from pipelines.work.mart_making import made
from pipelines.work.mart_slices import article_columns, articles_among, numbered_articles, tables_of, whole_of

FIRST_DAY = "date '0001-01-01'"
"""Where the days begin that articles stand on: the whole numbers of SQL's calendar, none of which is in a row that is kept."""
_UNDATED = f"{DAY} is null and coalesce(is_current, true)"
_ON_ITS_OWN_DAY = {DAY: f"{FIRST_DAY} + number", "published_basis": "'none'"}


class UndatedPart(NamedTuple):
    """Articles whose part in the rows of no day is settled in one commit.

    Attributes:
        units: Column `unit_id`: the articles, some of which may have a day now, or be gone; None for all, which SQL makes in the file.
        is_first_of_all: Whether nothing that stands counts, for all articles are counted.
        key: Under which their rows are held for the next mart; None not to hold them.
        whole: All that the commits changed, with the rows that are held of it.
    """

    units: pa.Table | None
    is_first_of_all: bool
    key: Hashable = None
    whole: Slice | None = None


def undated_parts(
    session: Session, entry: Mart, engine: Engine, behind: Since, warehouse_name: str
) -> list[UndatedPart]:
    """Return what is to do for the rows of no day of a mart that keeps its summands.

    Args:
        session: A session on the working file.
        entry: The mart.
        engine: What computes it.
        behind: The commits that it has to take into account.
        warehouse_name: Tells its articles from those of others.
    """
    if entry.parts is None:
        return []
    if behind.change_number is None and engine is Engine.SQL:
        return [UndatedPart(None, is_first_of_all=True)]
    if behind.change_number is None:
        count = int(session.scalar(f"select count(*) from {ARTICLES} where {_UNDATED}"))
        parts = 1 + count // MOST_ARTICLES
        sql = f"select article_id as unit_id from {ARTICLES} where {_UNDATED} and hash(article_id) % $parts::ubigint = $part::ubigint"
        return [
            UndatedPart(session.query(sql, {"parts": parts, "part": part}), is_first_of_all=not part)
            for part in range(parts)
        ]
    watched = [name for name in entry.reads if name not in (DOCUMENTS, OCCURRENCES)]
    units = changed_undated(session, watched, behind.change_number)
    key = (warehouse_name, "undated", behind)
    if not units.num_rows:
        return []
    return [UndatedPart(units, is_first_of_all=False, key=key, whole=whole_of(session, warehouse_name, behind))]


def add_undated(session: Session, entry: Mart, engine: Engine, part: UndatedPart) -> int:
    """Settle the part that some articles have in the rows of no day; return how many summands they have now.

    Args:
        session: A session on the working file.
        entry: The mart.
        engine: What computes the summands.
        part: The articles.
    """
    if part.units is None:
        return _all_in_file(session, entry)
    units, columns = part.units, article_columns(entry)
    where = f"{_UNDATED} and article_id in (select unit_id from wanted)"

    whole = part.whole if part.whole and set(columns) <= set(part.whole.articles.column_names) else None

    def found() -> pa.Table:
        if whole:
            return articles_among(session, whole, where, units, columns, instead=_ON_ITS_OWN_DAY)
        return numbered_articles(session, where, units, columns, instead=_ON_ITS_OWN_DAY)

    articles = slice_of((part.key, *columns), found, whole) if part.key else Slice(found())
    summands = _of_articles(session, entry, engine, articles)
    with session.transaction():
        if part.is_first_of_all:
            _clear(session, entry)
        _settle(session, entry, summands, units)
    return int(summands.num_rows)


def _clear(session: Session, entry: Mart) -> None:
    session.run(f"delete from {entry.parts}")
    session.run(f"delete from {entry.name} where {DAY} is null")


def _all_in_file(session: Session, entry: Mart) -> int:
    keys, sums = _keys_and_sums(entry)
    make_undated(session, entry, CONTRACTS[str(entry.parts)].column_names, FIRST_DAY)
    with session.transaction():
        _clear(session, entry)
        session.insert_distinct(str(entry.parts), "summands")
        session.run(
            f"insert into {entry.name} by name select {', '.join(keys)}, {_added(sums)}, null::date as {DAY} from summands "
            f"group by {', '.join(keys)}"
        )
    return int(session.scalar("select count(*) from summands"))


def _keys_and_sums(entry: Mart) -> tuple[list[str], list[str]]:
    """The columns that tell the rows of no day apart, and those that are summed."""
    mart = CONTRACTS[entry.name]
    return [name for name in mart.key if name != DAY], [name for name in mart.column_names if name not in mart.key]


def _added(sums: Sequence[str]) -> str:
    return ", ".join(f"sum({name})::bigint as {name}" for name in sums)


def _of_articles(session: Session, entry: Mart, engine: Engine, articles: Slice) -> pa.Table:
    contract = CONTRACTS[str(entry.parts)]
    if not articles.articles.num_rows:
        return contract.empty()
    rows = made(session, entry, engine, tables_of(session, entry, engine, articles))
    columns = ", ".join(contract.column_names)
    found = session.query(
        f"select {columns} from made inner join numbered on made.{DAY} = {FIRST_DAY} + numbered.number",
        made=rows,
        numbered=articles.articles.select(["article_id", "number"]),
    )
    return contract.conform(found)


def _settle(session: Session, entry: Mart, summands: pa.Table, units: pa.Table) -> None:
    """Add the difference of new and standing summands to the rows that stand; a row of nothing is none."""
    keys, sums = _keys_and_sums(entry)
    key_list, sum_list = ", ".join(keys), ", ".join(sums)
    is_something = " or ".join(f"{name} <> 0" for name in sums)
    negative = ", ".join(f"-{name} as {name}" for name in sums)
    session.run(
        f"create or replace temp table gained as select * from (select {key_list}, {_added(sums)} from (select {key_list}, {sum_list} from summands "
        f"union all select {key_list}, {negative} from {entry.parts} where article_id in (select unit_id from units)) "
        f"group by {key_list}) where {is_something}",
        summands=summands,
        units=units,
    )
    # texts that are joined where they lie are compared in every row: their hashes take a tenth of the time, and find what is joined then
    session.run(
        f"create or replace temp table standing as select *, rowid as row_number from {entry.name} where {DAY} is null "
        f"and hash({key_list}) in (select hash({key_list}) from gained)"
    )
    session.run(
        f"create or replace temp table settled as select {key_list}, null::date as {DAY}, "
        f"{', '.join(f'gained.{n} + coalesce(standing.{n}, 0) as {n}' for n in sums)}, standing.row_number "
        f"from gained left join standing using ({key_list})"
    )
    session.run(f"delete from {entry.name} where rowid in (select row_number from settled)")
    session.run(f"insert into {entry.name} by name select * exclude (row_number) from settled where {is_something}")
    session.replace(str(entry.parts), summands, unit_column="article_id", units=units)
