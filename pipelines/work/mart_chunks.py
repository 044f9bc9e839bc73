"""Reads of many articles what a mart needs, without holding what DuckDB need not hand out: views for SQL, Arrow for Polars."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from pipelines.catalogue import Mart
from pipelines.catalogue.article_slices import ARTICLES, DOCUMENTS, ROWS_OF_NUMBERED, numbers_for_ids, of_articles
from pipelines.catalogue.mart_engines import ENGINES
from pipelines.contracts import CONTRACTS, TableContract
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.work.mart_days import DAY, Days, near_days, window_of
from pipelines.work.mart_looks import LastCommit, originals_by_day
from pipelines.work.mart_making import asked_for, made_by_polars, reading
from pipelines.work.mart_texts import append_named, has_numbers, numbered_rows

PART_OF_ALL = 2
"""Of less than this part of all articles, rows are looked for by their numbers: of 367,000 of 400,000 `data_quality` took nearly three times as long that way."""
COPIES = "core.duplicates"
COUNTED_FROM = {ARTICLES, COPIES, *(name for name in ENGINES if name.startswith("marts.daily_"))}
"""Tables that say of an article only its day and whether it is a copy: marts of these count articles and look at nothing else of them."""
_DOCUMENTS = "document_id in (select document_id from core.article_occurrences inner join numbered using (article_id))"


def make_in_file(session: Session, entry: Mart, chunk: Days, note: Callable[[Session], None] | None) -> int:
    """Let DuckDB make the rows of some days and put them in the place of those that stand; return how many there are.

    Args:
        session: A session on the working file.
        entry: The mart.
        chunk: The days.
        note: Called in the commit.
    """
    columns = ", ".join(CONTRACTS[entry.name].column_names)
    statement, wanted = _of_days(session, entry, chunk), chunk.among("stale_days")
    session.run(
        f"create or replace temp table made as select {columns} from ({statement}) where {wanted} order by {DAY}"
    )
    with session.transaction():
        session.run(f"delete from {entry.name} where {wanted}")
        session.insert_distinct(entry.name, "made")
        if note:
            note(session)
    return int(session.scalar("select count(*) from made"))


def make_carrying(
    session: Session, entry: Mart, chunk: Days, last: LastCommit, note: Callable[[Session], None] | None
) -> int:
    """Let the function of a mart that carries texts make the rows of some days, and put them in the place of those that stand.

    Args:
        session: A session on the working file.
        entry: The mart.
        chunk: The days.
        last: What stands.
        note: Called in the commit.
    """
    with session.transaction():  # rows keep their numbers
        numbered = made_by_polars(entry, frames_of(session, entry, chunk, last), chunk)
        session.run(f"delete from {entry.name} where {chunk.among('stale_days')}")
        append_named(session, entry, numbered)
        if note:
            note(session)
    return int(numbered.num_rows)


def make_undated(session: Session, entry: Mart, columns: Sequence[str], day: str) -> None:
    """Let DuckDB make a temporary table `summands`: the rows of a mart for the articles without a day, each on a day of its own.

    Args:
        session: A session on the working file.
        entry: The mart.
        columns: Columns of the table; `article_id` stands for the mart's day.
        day: The day, as SQL, that stands before the first of them.
    """
    session.run(
        f"create or replace temp table numbered as select article_id, row_number() over ()::integer as number from {ARTICLES} "
        f"where {DAY} is null and coalesce(is_current, true)"
    )
    session.run(
        f"create or replace temp view articles as select stands.* replace ({day} + number as {DAY}, 'none' as published_basis) "
        f"from {ARTICLES} as stands inner join numbered on stands.article_id = numbered.article_id where stands.{DAY} is null"
    )
    statement = reading(load_sql("marts", CONTRACTS[entry.name].name).statement, ARTICLES)
    for name in entry.reads:
        if name != ARTICLES and of_articles(name):
            where = _DOCUMENTS if name == DOCUMENTS else ROWS_OF_NUMBERED.format(table=name)
            session.run(f"create or replace temp view {CONTRACTS[name].name} as select * from {name} where {where}")
            statement = reading(statement, name)
    session.run(
        f"create or replace temp table summands as select {', '.join(columns)} from ({statement}) as made "
        f"inner join numbered on made.{DAY} = {day} + numbered.number"
    )


def frames_of(session: Session, entry: Mart, chunk: Days, last: LastCommit) -> dict[str, pa.Table]:
    """Return the rows that the function of a mart reads for some days, by table, articles by their numbers.

    Args:
        session: A session on the working file.
        entry: The mart.
        chunk: The days.
        last: What stands.
    """
    columns = asked_for(entry)
    if only_counts(entry):
        window = window_of(entry, chunk)
        counted = _counted(originals_by_day(session, last, window.column("day").to_pylist()), window)
        _name_days(session, entry, chunk)
    else:
        _number(session, entry, chunk, columns[ARTICLES])
        counted = {}
    is_part = not counted and _is_part(session)
    frames = dict(counted)
    for name in entry.reads:
        if has_numbers(entry, name):
            frames[name] = numbered_rows(session, entry, name, columns[name], chunk)
        elif name not in counted:
            frames[name] = _frame(session, entry, name, columns[name], is_part=is_part)
    return frames


def only_counts(entry: Mart) -> bool:
    """Tell whether a mart's function looks at nothing of articles but how many there are on a day that are not copies."""
    return set(entry.reads) <= COUNTED_FROM and set(asked_for(entry)[ARTICLES]) <= {"article_id", DAY}


def _counted(originals: Mapping[date | None, int], window: pa.Table) -> dict[str, pa.Table]:
    """Articles of some days that are only counted: so many numbers on each day, and no copies."""
    days = window.column("day").to_numpy()
    counts = [originals.get(day, 0) for day in window.column("day").to_pylist()]
    rows = {"article_id": np.arange(sum(counts), dtype=np.int32), DAY: np.repeat(days, counts)}
    return {ARTICLES: pa.table(rows), COPIES: pa.table({"article_id": pa.array([], pa.int32())})}


def _of_days(session: Session, entry: Mart, chunk: Days) -> str:
    """The mart's statement, in which tables stand for their rows that the rows of these days can depend on."""
    _number(session, entry, chunk, ())
    is_part = _is_part(session)
    statement = load_sql("marts", CONTRACTS[entry.name].name).statement
    for table_name in entry.reads:
        contract = CONTRACTS[table_name]
        if where := _rows_of_days(entry, contract, chunk, is_part=is_part):
            session.run(f"create or replace temp view {contract.name} as select * from {table_name} where {where}")
            statement = reading(statement, table_name)
    return statement


def _rows_of_days(entry: Mart, contract: TableContract, chunk: Days, *, is_part: bool) -> str:
    """Which rows of a table the rows of these days can depend on, as SQL; empty when all of them have to be looked at."""
    name = contract.qualified_name
    if name == ARTICLES:
        return f"{chunk.among('read_days')} and coalesce(is_current, true)"
    if of_articles(name):
        part = _DOCUMENTS if name == DOCUMENTS else ROWS_OF_NUMBERED.format(table=name)
        return part if is_part else ""
    return near_days(entry, name) if DAY in contract.column_names else ""


def _frame(session: Session, entry: Mart, table_name: str, columns: Sequence[str], *, is_part: bool) -> pa.Table:
    """The rows of a table that the rows of these days can depend on."""
    source, where = table_name, "true"
    if table_name == ARTICLES:
        source = "numbered"
    elif table_name == DOCUMENTS:
        where = _DOCUMENTS
    elif of_articles(table_name):
        part = (
            f"(select * from {table_name} where {ROWS_OF_NUMBERED.format(table=table_name)})" if is_part else table_name
        )
        source = f"{part} inner join numbered using (article_id)"
    elif DAY in CONTRACTS[table_name].column_names:
        where = near_days(entry, table_name)
    return session.query(f"select {numbers_for_ids(columns)} from {source} where {where}")


def _number(session: Session, entry: Mart, chunk: Days, columns: Sequence[str]) -> None:
    """Number the articles that the rows of these days can depend on: a number is joined and counted faster than an id."""
    _name_days(session, entry, chunk)
    read = "".join(f", {column}" for column in columns if column != "article_id")
    session.run(
        f"create or replace temp table numbered as select article_id, row_number() over ()::integer as number{read} "
        f"from {ARTICLES} where {chunk.among('read_days')} and coalesce(is_current, true)"
    )


def _name_days(session: Session, entry: Mart, chunk: Days) -> None:
    for name, days in (("stale_days", chunk.table), ("read_days", window_of(entry, chunk))):
        session.run(f"create or replace temp table {name} as select day from days", days=days)


def _is_part(session: Session) -> bool:
    """Whether so few articles are numbered that looking for their rows alone costs less than joining all of them."""
    return bool(
        session.scalar(
            f"select (select count(*) from {ARTICLES} where coalesce(is_current, true)) > $share * (select count(*) from numbered)",
            {"share": PART_OF_ALL},
        )
    )
