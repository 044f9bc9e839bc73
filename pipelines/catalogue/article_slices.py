"""Rows of some articles, looked for once per table: the steps of a run read the same ones, marts and pairs of entities alike.

Rows of an article lie where it was read, so that whatever looks for them passes over the ids of the whole table. In a slice
an article has a number in the place of its id: numbers are joined and counted faster. What commits changed is gathered in one
slice, of which marts of days, rows of no day and pairs take their parts.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue.mart_engines import ENGINES
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.warehouse import Session

ARTICLES, OCCURRENCES, DOCUMENTS = "core.articles", "core.article_occurrences", "raw.documents"
MOST_ARTICLES = 30_000
"""Articles whose rows are held in memory, some 60 MB: a day of a large warehouse, months of a small one."""
MOST_SLICES = 8
"""Of what commits changed, its days, those of no day, and the windows of days that marts of what rises read."""
ROWS_OF_NUMBERED = "rowid in (select rowid from {table} where article_id in (select article_id from numbered))"
"""Rows of numbered articles, as SQL: where they lie is looked for first, so that whole rows are read there and of no other article."""
READ_BESIDE_MARTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        ARTICLES: frozenset({"article_id", "published_date", "is_current"}),
        "core.entity_mentions": frozenset({"article_id", "field", "start_char", "end_char", "entity_id"}),
        "core.place_mentions": frozenset(
            {"article_id", "field", "start_char", "end_char", "place_id", "resolution_basis"}
        ),
        "core.duplicates": frozenset({"article_id"}),
    }
)
"""What pairs of entities are counted from."""
_NOT_NAMES = re.compile(r"'[^']*'|--[^\n]*")
_held: dict[Hashable, "Slice"] = {}


class Slice:
    """Rows of some articles.

    Args:
        articles: Columns of `core.articles` and `number`, which is unique.
        whole: A slice with these articles and others, under the same numbers: what it holds need not be looked for.
    """

    def __init__(self, articles: pa.Table, whole: "Slice | None" = None) -> None:
        self.articles = articles
        self._whole = whole
        self._rows: dict[str, pa.Table] = {}

    def rows(self, session: "Session", table_name: str, columns: Sequence[str]) -> pa.Table:
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
            wanted = {*columns, *read_columns(table_name)}
            find = self._found if self._whole is None else self._part_found
            held = self._rows[table_name] = find(session, table_name, wanted)
        return held.select(columns)

    def _part_found(self, session: "Session", table_name: str, columns: set[str]) -> pa.Table:
        if self._whole is None:
            raise TypeError("a slice that is no part of another has to look for its rows")
        rows = self._whole.rows(session, table_name, sorted(columns))
        if table_name == DOCUMENTS:
            among = self.rows(session, OCCURRENCES, ["document_id"])["document_id"]
            return rows.filter(pc.is_in(rows["document_id"], value_set=among.combine_chunks()))
        return rows.filter(pc.is_in(rows["article_id"], value_set=self.articles["number"].combine_chunks()))

    def _found(self, session: "Session", table_name: str, columns: set[str]) -> pa.Table:
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


class Changed(NamedTuple):
    """What commits changed.

    Attributes:
        after: The last commit that is known.
        latest: The last commit that there is.
        days: The days that counted or count for it, column `day`.
        most: So many articles it is, at most.
    """

    after: int
    latest: int
    days: pa.Table
    most: int


def gathered(session: "Session", warehouse_name: str, changed: Changed) -> Slice | None:
    """Return the articles that commits wrote and all of the days that they count for, current or not; None where they are too many.

    Args:
        session: A session on the working file.
        warehouse_name: Tells its articles from those of others.
        changed: What commits changed.
    """
    if changed.most > MOST_ARTICLES:
        return None
    columns = sorted({*read_columns(ARTICLES)} - {"article_id"})
    where = (
        f"rowid in (select rowid from {ARTICLES} where published_date in (select day from days) union "
        f"select rowid from {ARTICLES} where article_id in "
        "(select unit_id from ops.changes where change_number > $after))"
    )

    def found() -> pa.Table:
        return session.query(
            f"select article_id, row_number() over ()::integer as number, {', '.join(columns)} from {ARTICLES} where {where}",
            {"after": changed.after},
            days=changed.days,
        )

    return slice_of(("gathered", warehouse_name, changed.latest, changed.after), found)


def slice_of_units(session: "Session", warehouse_name: str, latest: int, units: pa.Table) -> Slice | None:
    """Return a slice of the articles among some units, a part of what is gathered if that has them; None for too many.

    Args:
        session: A session on the working file.
        warehouse_name: Tells its articles from those of others.
        latest: The last commit.
        units: Column `unit_id`.
    """
    if units.num_rows > MOST_ARTICLES:
        return None
    columns = ", ".join(sorted({*read_columns(ARTICLES)} - {"article_id"}))
    for key, whole in _held.items():
        if not isinstance(key, tuple) or key[:3] != ("gathered", warehouse_name, latest):
            continue
        missing = "select count(*) from units where unit_id not in (select unit_id from ops.changes where change_number > $after)"
        if not session.scalar(missing, {"after": key[3]}, units=units):
            return Slice(
                session.query(
                    f"select article_id, number, {columns} from articles where article_id in (select unit_id from units)",
                    articles=whole.articles,
                    units=units,
                ),
                whole,
            )
    return Slice(
        session.query(
            f"select article_id, row_number() over ()::integer as number, {columns} from {ARTICLES} "
            f"where rowid in (select rowid from {ARTICLES} where article_id in (select unit_id from units))",
            units=units,
        )
    )


def slice_of(key: Hashable, found: Callable[[], pa.Table], whole: Slice | None = None) -> Slice:
    """Return the slice of a key, made if it is not held: those that were made last are.

    Args:
        key: What its articles are, and of which commit.
        found: Finds them.
        whole: The slice that they are a part of.
    """
    held = _held.get(key)
    if held is None:
        held = Slice(found(), whole)
        while len(_held) >= MOST_SLICES:
            del _held[next(iter(_held))]
        _held[key] = held
    return held


def let_slices_go() -> None:
    """Hold no slice any longer."""
    _held.clear()


def numbers_for_ids(columns: Sequence[str]) -> str:
    """Return columns of rows that are joined with `numbered`, as SQL selects them: numbers in the place of articles' ids."""
    return ", ".join("number as article_id" if column == "article_id" else column for column in columns)


def of_articles(table_name: str) -> bool:
    """Tell whether the rows of a table belong to articles, so that a slice can hold those of some."""
    return table_name == DOCUMENTS or "article_id" in CONTRACTS[table_name].column_names


@cache
def read_columns(table_name: str) -> tuple[str, ...]:
    """Return the columns of a table that any mart of the house reads, or what counts pairs."""
    from pipelines.catalogue import CATALOGUE

    marts = [entry for entry in CATALOGUE.entries if entry.name in ENGINES and table_name in entry.reads]
    names = {name for mart in marts for name in named_columns(mart.name, mart.reads)[table_name]}
    return tuple(sorted(names | READ_BESIDE_MARTS.get(table_name, frozenset())))


@cache
def named_columns(mart: str, reads: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the columns of each table that the statement of a mart names."""
    statement = _NOT_NAMES.sub("", load_sql("marts", CONTRACTS[mart].name).statement)
    words = set(re.findall(r"\w+", statement))
    return {name: [c for c in CONTRACTS[name].column_names if c in words] for name in reads}
