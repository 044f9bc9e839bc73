"""The rows that marts read of few articles, looked for once per table and commit: a run refreshes many marts from the same articles.

Rows of an article lie where it was read, so that whatever looks for them passes over the ids of the whole table. In a slice
an article has a number in the place of its id: numbers are joined and counted faster.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import pyarrow as pa

from pipelines.catalogue import CATALOGUE, Mart
from pipelines.catalogue.mart_engines import ENGINES, Engine
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.work.mart_days import DAY, Days, near_days, window_of
from pipelines.work.mart_making import asked_for

ARTICLES, OCCURRENCES, DOCUMENTS = "core.articles", "core.article_occurrences", "raw.documents"
MOST_ARTICLES = 30_000
"""Articles whose rows are held in memory, some 60 MB: a day of a large warehouse, months of a small one."""
MOST_SLICES = 2
"""Those of the days that changed and those of no day: what one mart after the other asks for."""
AS_IT_STANDS: Mapping[str, str] = MappingProxyType({})
ROWS_OF_NUMBERED = "rowid in (select rowid from {table} where article_id in (select article_id from numbered))"
"""Rows of numbered articles, as SQL: where they lie is looked for first, so that whole rows are read there and of no other article."""
_NOT_NAMES = re.compile(r"'[^']*'|--[^\n]*")
_held: dict[Hashable, "Slice"] = {}


class Slice:
    """Rows of some articles.

    Args:
        articles: Columns of `core.articles` and `number`, which is unique.
    """

    def __init__(self, articles: pa.Table) -> None:
        self.articles = articles
        self._rows: dict[str, pa.Table] = {}

    def rows(self, session: Session, table_name: str, columns: Sequence[str]) -> pa.Table:
        """Return these columns of the articles' rows of a table, numbers in the place of ids.

        Args:
            session: A session that sees what stood when the slice was made.
            table_name: One whose rows are `of_articles`.
            columns: Some of its columns.
        """
        if table_name == ARTICLES:
            return self.articles.drop_columns(["article_id"]).rename_columns({"number": "article_id"}).select(columns)
        held = self._rows.get(table_name)
        if held is None or not set(columns) <= set(held.column_names):
            held = self._rows[table_name] = self._found(session, table_name, {*columns, *read_columns(table_name)})
        return held.select(columns)

    def _found(self, session: Session, table_name: str, columns: set[str]) -> pa.Table:
        if table_name == DOCUMENTS:
            return session.query(
                f"select {', '.join(sorted(columns))} from {DOCUMENTS} where rowid in "
                f"(select rowid from {DOCUMENTS} where document_id in (select document_id from occurrences))",
                occurrences=self.rows(session, OCCURRENCES, ["document_id"]),
            )
        rows = f"select * from {table_name} where {ROWS_OF_NUMBERED.format(table=table_name)}"
        return session.query(
            f"select {numbers_for_ids(sorted(columns))} from ({rows}) inner join numbered using (article_id)",
            numbered=self.articles.select(["article_id", "number"]),
        )


def slice_of(key: Hashable, found: Callable[[], pa.Table]) -> Slice:
    """Return the slice of a key, made if it is not held: those that were made last are.

    Args:
        key: What its articles are, and of which commit.
        found: Finds them.
    """
    held = _held.get(key)
    if held is None:
        held = Slice(found())
        while len(_held) >= MOST_SLICES:
            del _held[next(iter(_held))]
        _held[key] = held
    return held


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
    names = sorted({*columns} - {"article_id"})
    read = ", ".join(f"{instead.get(name, name)} as {name}" for name in names)
    return session.query(
        f"select article_id, number, {read} from (select *, row_number() over ()::integer as number from {ARTICLES} "
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


def numbers_for_ids(columns: Sequence[str]) -> str:
    """Return columns of rows that are joined with `numbered`, as SQL selects them: numbers in the place of articles' ids."""
    return ", ".join("number as article_id" if column == "article_id" else column for column in columns)


def article_columns(entry: Mart) -> list[str]:
    """Return the columns of an article that a slice holds when this mart makes it: its own, and those of any mart of the house."""
    return sorted({*columns_of(entry.name)[ARTICLES], *read_columns(ARTICLES)})


def let_slices_go() -> None:
    """Hold no slice any longer."""
    _held.clear()


def of_articles(table_name: str) -> bool:
    """Tell whether the rows of a table belong to articles, so that a slice can hold those of some."""
    return table_name == DOCUMENTS or "article_id" in CONTRACTS[table_name].column_names


@cache
def read_columns(table_name: str) -> tuple[str, ...]:
    """Return the columns of a table that any mart of the house reads."""
    marts = [entry for entry in CATALOGUE.entries if entry.name in ENGINES and table_name in entry.reads]
    names = {name for mart in marts for name in columns_of(mart.name)[table_name]}
    return tuple(sorted(names))


@cache
def columns_of(mart: str) -> dict[str, list[str]]:
    """Return the columns of each table that a mart reads: those that its statement names, or that its function asks for."""
    entry = CATALOGUE[mart]
    if not isinstance(entry, Mart):
        raise TypeError(f"{mart} is no mart")
    if mart in ENGINES:
        statement = _NOT_NAMES.sub("", load_sql("marts", CONTRACTS[mart].name).statement)
        words = set(re.findall(r"\w+", statement))
        return {name: [c for c in CONTRACTS[name].column_names if c in words] for name in entry.reads}
    return {name: list(columns) for name, columns in asked_for(entry).items()}
