"""The stories that links make: which articles are grouped again, their ids, and what is written of them."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from pipelines.catalogue.group_reach import Made, Ties, reach, touched_by
from pipelines.catalogue.groups import numbered, record_moves, rows_of_groups, units_of, used_ids, written_anew
from pipelines.catalogue.ids_in_use import IdsInUse
from pipelines.catalogue.tangles import torn
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of

if TYPE_CHECKING:
    from pipelines.enrich.stories import Links
    from pipelines.warehouse import Session

STORIES, LINKS, MEMBERS, MERGES = "core.stories", "ops.story_links", "ops.story_members", "ops.story_merges"
TANGLES = "ops.story_tangles"

_ITEMS = (
    "select article_id, published_date, members.story_id from core.articles left join "
    "(select * from ops.story_members where article_id in (select unit_id from tangle)) as members using (article_id) "
    "where article_id in (select unit_id from tangle) "
    "and article_id in (select article_id from ops.story_terms where article_id in (select unit_id from tangle)) "
    "order by published_date nulls last, article_id"
)
_INSIDE = (
    "select article_id, other_article_id, score from ops.story_links where article_id in (select unit_id from tangle) "
    "and other_article_id in (select unit_id from tangle) order by article_id, other_article_id"
)


def regroup(session: "Session", changed: pa.Table, links: pa.Table, now: datetime) -> Mapping[str, int]:
    """Put new links in the place of those of changed articles, and group again what they touch.

    Args:
        session: A session inside a transaction.
        changed: Articles, column `unit_id`.
        links: Their links as they are now.
        now: When.
    """
    from pipelines.enrich.stories import THRESHOLD, grouped, named

    ties = Ties(LINKS, ("article_id", "other_article_id"), MEMBERS, "article_id", "story_id", TANGLES, THRESHOLD)
    touched = touched_by(session, ties, changed)
    doubts = torn(session, ties, changed, touched.close, links)
    session.run(
        f"delete from {LINKS} where article_id in (select unit_id from changed) "
        "or other_article_id in (select unit_id from changed)",
        changed=changed,
    )
    session.append_distinct(LINKS, links)  # of each link one end changed, whose links are gone
    tangle, crowded = reach(session, ties, touched, doubts, Made.of(ties, changed, links))
    items = session.query(_ITEMS, tangle=tangle)
    ids = items.column("article_id").to_pylist()
    story_ids = items.column("story_id").to_pylist()
    inside = numbered(session.query(_INSIDE, tangle=tangle), ids)
    moved = set(changed.column("unit_id").to_pylist())
    standing = {
        number: story_id
        for number, (article_id, story_id) in enumerate(zip(ids, story_ids, strict=True))
        if story_id is not None and article_id not in moved
    }
    large = {number for number, article_id in enumerate(ids) if article_id in crowded}
    groups = grouped(items.column("published_date").to_pylist(), inside, standing, large)
    before = {article_id: story_id for article_id, story_id in zip(ids, story_ids, strict=True) if story_id is not None}
    gone = _gone(session, tangle, before)
    grouped_ids = [[ids[number] for number in group] for group in groups]
    taken = IdsInUse(session, used_ids(STORIES, MERGES), grouped_ids, set(gone.values()))
    naming = named(grouped_ids, before, taken)
    record_moves(session, MERGES, naming.moves, now)
    anew = written_anew(grouped_ids, naming.story_ids, {**before, **gone}.items(), moved)
    written = [grouped_ids[number] for number in anew]
    made = [naming.story_ids[number] for number in anew]
    articles = units_of({*moved, *gone, *chain.from_iterable(written)})
    _write_members(session, articles, written, made)
    best = representatives(groups, inside)
    kept = {*naming.story_ids}.difference(made)
    _write_stories(session, {*before.values(), *gone.values()} - kept, made, [ids[best[number]] for number in anew])
    return {"grouped_again": len(ids), "moves": len(naming.moves), "articles_moved": link_articles(session, articles)}


def _gone(session: "Session", tangle: pa.Table, before: Mapping[str, str]) -> dict[str, str]:
    """Articles of the tangle that do not count any more, with the story that they had."""
    rows = session.query(
        f"select article_id, story_id from {MEMBERS} where article_id in (select unit_id from tangle)", tangle=tangle
    )
    return {row["article_id"]: row["story_id"] for row in rows.to_pylist() if row["article_id"] not in before}


def _write_members(
    session: "Session", articles: pa.Table, groups: Sequence[Sequence[str]], story_ids: Sequence[str]
) -> None:
    rows = rows_of_groups(groups, story_ids, ("article_id", "story_id"))
    session.replace(MEMBERS, CONTRACTS[MEMBERS].conform(rows), unit_column="article_id", units=articles)


def representatives(groups: Sequence[Sequence[int]], links: "Links") -> list[int]:
    """Return the article of each group that is nearest to its others; the first one of equals."""
    group_of = np.empty(sum(map(len, groups)), np.int64)
    for number, group in enumerate(groups):
        group_of[group] = number
    inside = group_of[links.one] == group_of[links.other]
    nearness = np.zeros(group_of.size)
    for side in (links.one, links.other):
        nearness += np.bincount(side[inside], links.score[inside], group_of.size)
    near = np.round(nearness, 9).tolist()
    return [max(group, key=lambda item: (near[item], -item)) for group in groups]


def chosen_rows(story_ids: Sequence[str], best: Sequence[str]) -> pa.Table:
    """Return stories with the article that stands for each, as `sql/core/story_rows.sql` reads them."""
    return pa.table(
        {"story_id": pa.array(story_ids, pa.string()), "representative_article_id": pa.array(best, pa.string())}
    )


def _write_stories(session: "Session", old: Set[str], story_ids: Sequence[str], best: Sequence[str]) -> None:
    rows = session.query(load_sql("core", "story_rows").statement, chosen=chosen_rows(story_ids, best))
    units = units_of({*old, *story_ids})
    session.replace(STORIES, CONTRACTS[STORIES].conform(rows), unit_column="story_id", units=units)


def link_articles(session: "Session", units: pa.Table) -> int:
    """Write the stories' ids on those of some articles and their copies that need it; return their number."""
    wanted = session.query(load_sql("core", "story_of_articles").statement, units=units)
    session.run(
        "update core.articles as article set story_id = wanted.story_id from wanted where article.article_id = wanted.unit_id",
        wanted=wanted,
    )
    if wanted.num_rows:
        moved = wanted.select(["unit_id"])
        log_changes(session, [STORIES], moved, days_of(session, moved))
    return int(wanted.num_rows)
