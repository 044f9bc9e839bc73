"""What many marts look for alike, looked for once per commit: a run brings one mart after the other up to date from the same changes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from pipelines.warehouse import Session
from pipelines.warehouse.changes import Since, changed_days, count_changed

Found = TypeVar("Found")


class LastCommit(NamedTuple):
    """What stands.

    Attributes:
        warehouse_name: Tells its commits from those of others.
        number: The last commit that there is.
        is_all_new: Whether marts are made from all of it.
    """

    warehouse_name: str
    number: int
    is_all_new: bool


MOST_LOOKS = 8
"""Marts of one run are mostly behind by the same commits; those made before them have others."""
_held: dict[Hashable, Any] = {}


def days_changed(session: Session, warehouse_name: str, behind: Since) -> Mapping[str, set[date | None]]:
    """Return by table the days for which articles counted that commits wrote; None is that of articles without a day.

    Args:
        session: A session on the working file.
        warehouse_name: Tells its commits from those of others.
        behind: The commits; the first of them is known.
    """

    def found() -> dict[str, set[date | None]]:
        days: dict[str, set[date | None]] = defaultdict(set)
        for row in changed_days(session, behind.change_number or 0).to_pylist():
            days[row["table_name"]].add(row["published_date"])
        return dict(days)

    return _looked(("days changed", warehouse_name, *behind), found)


def units_changed(session: Session, warehouse_name: str, behind: Since) -> int:
    """Return how many units commits wrote, of whatever table.

    Args:
        session: A session on the working file.
        warehouse_name: Tells its commits from those of others.
        behind: The commits; the first of them is known.
    """
    key = ("units changed", warehouse_name, *behind)
    return _looked(key, lambda: count_changed(session, behind.change_number or 0))


def articles_by_day(session: Session, warehouse_name: str, latest: int) -> Mapping[date | None, int]:
    """Return how many articles there are of each day, and of none.

    Args:
        session: A session on the working file.
        warehouse_name: Tells its articles from those of others.
        latest: The last commit.
    """
    return _looked(("articles by day", warehouse_name, latest), lambda: _by_day(session, "true"))


def originals_by_day(session: Session, last: LastCommit, dates: Sequence[date]) -> Mapping[date | None, int]:
    """Return how many current articles that are not copies there are of each of some days, and maybe of others.

    Args:
        session: A session on the working file.
        last: What stands.
        dates: The days, in order. Where all is new, the others are asked for next, and are counted too.
    """
    which = "coalesce(is_current, true) and article_id not in (select article_id from core.duplicates)"
    if last.is_all_new or not dates:
        return _looked(("originals by day", *last), lambda: _by_day(session, which))
    span = {"first": dates[0], "last": dates[-1]}
    near = f"published_date between $first and $last and {which}"
    return _looked(("originals by day", *last, *span.values()), lambda: _by_day(session, near, span))


def let_looks_go() -> None:
    """Hold nothing any longer."""
    _held.clear()


def _by_day(session: Session, which: str, values: Mapping[str, date] | None = None) -> dict[date | None, int]:
    counts = session.query(
        f"select published_date as day, count(*) as article_count from core.articles where {which} group by published_date",
        values,
    )
    return dict(zip(*(counts.column(name).to_pylist() for name in ("day", "article_count")), strict=True))


def _looked(key: Hashable, found: Callable[[], Found]) -> Found:
    if key not in _held:
        while len(_held) >= MOST_LOOKS:
            del _held[next(iter(_held))]
        _held[key] = found()
    return cast("Found", _held[key])
