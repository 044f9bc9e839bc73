"""A table in parts of rows that lie together, so that a step which goes through all of it reads each row once.

Ids are hashes: a part that is chosen by them passes over the ids of the whole table, and so many parts of so many rows would grow with
the square. Rows that were committed together have consecutive numbers, and DuckDB passes over blocks by their numbers alone.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from pipelines.warehouse import Session

BLOCK_ROWS = 1 << 16
"""Rows that are counted together to find the borders of parts: no border lies within them."""
_BEYOND = (1 << 63) - 1
"""Greater than the number of any row."""
_BLOCKS = "select rowid // $block_rows as number, count(*) as row_count from {table} group by number order by number"
_SPANS = (
    "create or replace temp table article_spans as select spans.article, first.part, first.part <> last.part as is_torn, spans.row_count "
    "from (select hash(article_id) as article, min(rowid) // $block_rows as first_block, max(rowid) // $block_rows as last_block, "
    "count(*) as row_count from {table} group by article) as spans "
    "inner join blocks as first on spans.first_block = first.number inner join blocks as last on spans.last_block = last.number"
)
_TORN_BLOCKS = "select distinct rowid // $block_rows as number from {table} where hash(article_id) in (select article from torn) order by number"
_TORN_ROWS = (
    "select *, (hash(article_id) % $shares::ubigint)::integer as torn_share from {table} "
    "where rowid >= $first and rowid < $end and hash(article_id) in (select article from torn) order by torn_share"
)
_PARTS = (
    "create or replace temp table article_parts as select article, "
    "if(is_torn, $whole + (article % $shares::ubigint)::integer, part)::integer as part from article_spans"
)
_ONE_PART = (
    "create or replace temp table article_parts as select distinct hash(article_id) as article, 0 as part from {table}"
)


class RowPart(NamedTuple):
    """Some rows of a table: all rows of some articles.

    Attributes:
        rows: A query of them.
        values: Values of its parameters.
    """

    rows: str
    values: dict[str, int]

    def within(self, statement: str, table_name: str) -> str:
        """Return a statement that reads a table as one that reads the rows of this part alone."""
        return re.sub(rf"\b{re.escape(table_name)}\b", lambda _: f"({self.rows})", statement)


def row_parts(session: "Session", table_name: str, most: int) -> list[RowPart]:
    """Return parts of a table, of so many rows at most where its blocks allow; together they are the table, and none cuts an article.

    They hold within the transaction alone: later, rows may have other numbers. Articles whose rows do not lie together (temporary
    table `torn`) have parts of their own, at the end, for which their rows are copied.

    Args:
        session: A session inside a transaction.
        table_name: Qualified name of a table with a column `article_id`.
        most: Rows.
    """
    blocks = _blocks(session, table_name)
    ranges = _ranges(blocks, most)
    if len(ranges) < 2:
        return [RowPart(f"select * from {table_name}", {})]
    numbers = np.searchsorted([first for first, _ in ranges], blocks.column("number").to_numpy() * BLOCK_ROWS, "right")
    blocks = blocks.append_column("part", pa.array(numbers - 1, pa.int32()))
    session.run(_SPANS.format(table=table_name), {"block_rows": BLOCK_ROWS}, blocks=blocks)
    session.run("create or replace temp table torn as select article, row_count from article_spans where is_torn")
    count = int(session.scalar("select coalesce(sum(row_count), 0) from torn"))
    whole = f"select * from {table_name} where rowid >= $first and rowid < $end and hash(article_id) not in (select article from torn)"
    parts = [RowPart(whole, {"first": first, "end": end}) for first, end in ranges]
    if not count:
        return parts
    shares = 1 + count // most
    _copy_torn(session, table_name, shares)
    share_rows = "select * exclude (torn_share) from torn_rows where torn_share = $share"
    return [*parts, *(RowPart(share_rows, {"share": share}) for share in range(shares))]


def _copy_torn(session: "Session", table_name: str, shares: int) -> None:
    """Copy the rows of articles that do not lie together into the temporary table `torn_rows`, from the blocks that hold any."""
    rows = _TORN_ROWS.format(table=table_name)
    session.run(f"create or replace temp table torn_rows as {rows}", {"shares": shares, "first": 0, "end": 0})
    found = session.query(_TORN_BLOCKS.format(table=table_name), {"block_rows": BLOCK_ROWS})
    blocks = found.column("number").to_numpy()
    for run in np.split(blocks, np.flatnonzero(np.diff(blocks) > 1) + 1):
        bounds = {"first": int(run[0]) * BLOCK_ROWS, "end": (int(run[-1]) + 1) * BLOCK_ROWS}
        session.run(f"insert into torn_rows {rows}", {"shares": shares, **bounds})


def lay_out_articles(session: "Session", table_name: str, parts: list[RowPart]) -> None:
    """Make the temporary table `article_parts`: one row per article of a table, `article` (the hash of its id) and `part`, the index of its part.

    With it, what other tables hold of these articles can be put into the order of parts, and no part passes over what is of others.

    Args:
        session: The session that made the parts.
        table_name: Qualified name of the table.
        parts: What `row_parts` returned last.
    """
    if len(parts) == 1:
        session.run(_ONE_PART.format(table=table_name))
        return
    whole = sum("first" in part.values for part in parts)
    session.run(_PARTS, {"whole": whole, "shares": max(1, len(parts) - whole)})


def row_ranges(session: "Session", table_name: str, most: int) -> list[tuple[int, int]]:
    """Return ranges of the numbers of rows, first and one past the last, that hold so many each at most where blocks allow; together they are all numbers.

    Args:
        session: A session.
        table_name: Qualified name of the table.
        most: Rows.
    """
    return _ranges(_blocks(session, table_name), most)


def _blocks(session: "Session", table_name: str) -> pa.Table:
    return session.query(_BLOCKS.format(table=table_name), {"block_rows": BLOCK_ROWS})


def _ranges(blocks: pa.Table, most: int) -> list[tuple[int, int]]:
    borders = [block * BLOCK_ROWS for block in borders_of(blocks, most)]
    return list(pairwise([0, *borders[1:], _BEYOND]))


def borders_of(sizes: pa.Table, most: int) -> list[int]:
    """Return the numbers with which parts begin: consecutive ones with so many rows together, or a number alone.

    Args:
        sizes: Columns `number` and `row_count`, in order.
        most: Rows.
    """
    borders: list[int] = []
    total = 0
    for number, count in zip(*(sizes.column(name).to_pylist() for name in ("number", "row_count")), strict=True):
        if not borders or total + count > most:
            borders.append(number)
            total = 0
        total += count
    return borders
