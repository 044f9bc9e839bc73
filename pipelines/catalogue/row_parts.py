"""A table in parts of rows that lie together, so that a step which goes through all of it reads each row once.

Ids are hashes: a part that is chosen by them passes over the ids of the whole table, and so many parts of so many rows would grow with
the square. Rows that were committed together have consecutive numbers, and DuckDB passes over blocks by their numbers alone.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

if TYPE_CHECKING:
    from pipelines.warehouse import Session

BLOCK_ROWS = 1 << 16
"""Rows that are counted together to find the borders of parts: no border lies within them."""
_BEYOND = (1 << 63) - 1
"""Greater than the number of any row."""
_BLOCKS = "select rowid // $block_rows as number, count(*) as row_count from {table} group by number order by number"
_TORN = (
    "create or replace temp table torn as select article, row_count from (select hash(article_id) as article, "
    "min(rowid) as first_row, max(rowid) as last_row, count(*) as row_count from {table} group by article) as spans "
    "where exists (select 1 from borders where spans.first_row < borders.row_number and spans.last_row >= borders.row_number)"
)


class RowPart(NamedTuple):
    """Some rows of a table: all rows of some articles.

    Attributes:
        condition: What its rows fulfil, as SQL.
        values: Values of the condition's parameters.
    """

    condition: str
    values: dict[str, int]

    def within(self, statement: str, table_name: str) -> str:
        """Return a statement that reads a table as one that reads the rows of this part alone."""
        rows = f"(select * from {table_name} where {self.condition})"
        return re.sub(rf"\b{re.escape(table_name)}\b", rows, statement)


def row_parts(session: "Session", table_name: str, most: int) -> list[RowPart]:
    """Return parts of a table, of so many rows at most where its blocks allow; together they are the table, and none cuts an article.

    They hold within the transaction alone: later, rows may have other numbers. Articles whose rows do not lie together (temporary
    table `torn`) have parts of their own, at the end.

    Args:
        session: A session inside a transaction.
        table_name: Qualified name of a table with a column `article_id`.
        most: Rows.
    """
    ranges = row_ranges(session, table_name, most)
    if len(ranges) < 2:
        return [RowPart("true", {})]
    borders = pa.table({"row_number": pa.array([first for first, _ in ranges[1:]], pa.int64())})
    session.run(_TORN.format(table=table_name), borders=borders)
    count = int(session.scalar("select coalesce(sum(row_count), 0) from torn"))
    whole = "rowid >= $first and rowid < $end and hash(article_id) not in (select article from torn)"
    parts = [RowPart(whole, {"first": first, "end": end}) for first, end in ranges]
    if not count:
        return parts
    shares = 1 + count // most
    among = "hash(article_id) in (select article from torn where article % $shares::ubigint = $share::ubigint)"
    return [*parts, *(RowPart(among, {"shares": shares, "share": share}) for share in range(shares))]


def row_ranges(session: "Session", table_name: str, most: int) -> list[tuple[int, int]]:
    """Return ranges of the numbers of rows, first and one past the last, that hold so many each at most where blocks allow; together they are all numbers.

    Args:
        session: A session.
        table_name: Qualified name of the table.
        most: Rows.
    """
    blocks = session.query(_BLOCKS.format(table=table_name), {"block_rows": BLOCK_ROWS})
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
