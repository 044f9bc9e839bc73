"""Current articles in parts of consecutive days, so that a step which goes through all of them reads each part of a table once."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from pipelines.warehouse import Session

_DAYS = (
    "select published_date, count(*) as article_count from core.articles where coalesce(is_current, true) "
    "group by published_date order by published_date"
)
_UNITS = (
    "select article_id as unit_id, published_date from core.articles where coalesce(is_current, true) and {among} "
    "order by published_date, article_id"
)


class Days(NamedTuple):
    """Consecutive days; those of unknown day when the first is None."""

    first: date | None
    last: date | None

    @property
    def condition(self) -> str:
        """What an article of these days fulfils; rows of other days need not be read to know it."""
        return "published_date is null" if self.first is None else "published_date between $first and $last"

    @property
    def values(self) -> dict[str, object]:
        """Values of the condition."""
        return {} if self.first is None else {"first": self.first, "last": self.last}

    def of_articles(self, statement: str) -> str:
        """Return a statement that reads `core.articles` as one that reads the articles of these days alone."""
        return re.sub(r"\bcore\.articles\b", f"(select * from core.articles where {self.condition})", statement)


def days_of_articles(session: "Session") -> pa.Table:
    """Return the days of the current articles in order with their numbers: `published_date`, `article_count`."""
    return session.query(_DAYS)


def units_of_days(session: "Session", days: Days) -> pa.Table:
    """Return the current articles of some days, in order: `unit_id`, `published_date`."""
    return session.query(_UNITS.format(among=days.condition), days.values)


def narrowed(days: Days, units: pa.Table) -> Days:
    """Return the days of some of the articles of days: `units` has a column `published_date`."""
    if days.first is None or not units.num_rows:
        return days
    found = pc.min_max(units.column("published_date"))
    return Days(found["min"].as_py(), found["max"].as_py())


def day_parts(days: pa.Table, most: int) -> Iterator[Days]:
    """Yield consecutive days with at most so many articles together, or a day alone; those of unknown day last.

    Args:
        days: Columns `published_date`, `article_count`, in order.
        most: Articles.
    """
    first = last = None
    total = 0
    is_undated = False
    for day, count in zip(*(days.column(name).to_pylist() for name in days.column_names), strict=True):
        if day is None:
            is_undated = True
            continue
        if first is not None and total + count > most:
            yield Days(first, last)
            first, total = None, 0
        first, last, total = first or day, day, total + count
    if first is not None:
        yield Days(first, last)
    if is_undated:
        yield Days(None, None)
