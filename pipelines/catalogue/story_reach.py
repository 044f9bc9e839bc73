"""Which articles are grouped again when some of them changed: all that are tied to these, or less where that is many.

A tangle of many articles is not grouped as a whole: groups that stand stay, and what is new joins them. The closeness of two
groups is a mean, so that a group that was made of two is never closer to a third than the closer of the two was. No two
groups that stand are close enough to join, hence what changed can join, or bring together, only groups that it has links
with itself. The others are left alone.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.warehouse import Session

_CLOSE = (
    "with numbered as (select unit_id, row_number() over (order by unit_id) - 1 as number from tangle) "
    "select one.number as one, other.number as other from ops.story_links as links "
    "inner join numbered as one on links.article_id = one.unit_id "
    "inner join numbered as other on links.other_article_id = other.unit_id where links.score >= $threshold"
)
_COMPANIONS = (
    "select unit_id from units union select article_id from ops.story_members where story_id in "
    "(select story_id from ops.story_members where article_id in (select unit_id from units)) order by unit_id"
)
_LINKED = (
    "select unit_id from units union select article_id from ops.story_links "
    "where other_article_id in (select unit_id from units) union select other_article_id from ops.story_links "
    "where article_id in (select unit_id from units)"
)


class Reach(NamedTuple):
    """Articles to group again.

    Attributes:
        articles: Column `unit_id`, in order; whole stories.
        crowded: Those of them that are tied to so many others that their tangle is not grouped as a whole.
    """

    articles: pa.Table
    crowded: frozenset[str]


def reach(session: "Session", changed: pa.Table, touched: pa.Table, *, is_everything: bool) -> Reach:
    """Return what is to be grouped again.

    Args:
        session: A session, with the links as they are now and the members as they were.
        changed: Articles, column `unit_id`.
        touched: These and those that were tied to them before.
        is_everything: Whether no group that stands is to stay.
    """
    from pipelines.enrich.stories import THRESHOLD
    from pipelines.enrich.stories.clusters import LARGEST_AT_ONCE

    tangle = session.query(load_sql("core", "story_tangles").statement, {"threshold": THRESHOLD}, seeds=touched)
    if is_everything or tangle.num_rows <= LARGEST_AT_ONCE:
        return Reach(tangle, frozenset())
    close = session.query(_CLOSE, {"threshold": THRESHOLD}, tangle=tangle)
    labels = _components(tangle.num_rows, *(close.column(name).to_numpy() for name in ("one", "other")))
    is_crowded = np.bincount(labels, minlength=tangle.num_rows)[labels] > LARGEST_AT_ONCE
    near = session.query(_LINKED, units=session.query(_COMPANIONS, units=changed))
    is_near = pc.is_in(tangle.column("unit_id"), near.column("unit_id")).to_numpy()
    kept = session.query(_COMPANIONS, units=tangle.filter(pa.array(is_near | ~is_crowded)))
    return Reach(kept, frozenset(tangle.filter(pa.array(is_crowded)).column("unit_id").to_pylist()))


def _components(count: int, one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return for each of so many items the smallest item that links tie it to, however many steps away."""
    labels = np.arange(count)
    while True:
        smaller = np.minimum(labels[one], labels[other])
        found = labels.copy()
        for ends in (labels[one], labels[other], one, other):
            np.minimum.at(found, ends, smaller)
        found = found[found]
        if np.array_equal(found, labels):
            return labels
        labels = found
