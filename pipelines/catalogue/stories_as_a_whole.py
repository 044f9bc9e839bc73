"""All stories made again: articles are weighed and linked day by day, then grouped part by part.

What links or a common story tie together is one part's, so that its groups are those that grouping all at once would make. New
members and stories stand in tables of their own until one commit puts them in the place of the old ones. A run that is
killed before starts from here again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from pipelines.catalogue.day_parts import Days, day_parts, days_of_articles, narrowed, units_of_days
from pipelines.catalogue.groups import in_order, record_moves, rows_of_groups, used_ids
from pipelines.catalogue.ids_in_use import IdsInUse
from pipelines.catalogue.slices import slices
from pipelines.catalogue.story_groups import (
    LINKS,
    MEMBERS,
    MERGES,
    STORIES,
    TANGLES,
    chosen_rows,
    link_articles,
    representatives,
)
from pipelines.catalogue.story_links import linked_days
from pipelines.catalogue.story_terms import TERMS, WEIGHED_AT_ONCE, names_of, weighed
from pipelines.catalogue.tangles import note_all
from pipelines.catalogue.ties import tie_together
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.enrich.stories.naming import Move
    from pipelines.warehouse import Session, Warehouse

NAMED_AT_ONCE = 100_000
"""Articles whose names are looked up in one pass over all mentions: some 100 MB."""
LINKED_AT_ONCE = 10_000
"""Articles of whole days that are linked together, with those of the days before."""
GROUPED_AT_ONCE = 50_000
"""Articles that are grouped together, about: some 200 MB. What is tied together is not cut."""
WRITTEN_AT_ONCE = 400_000
"""Articles that get their story in one commit: an update is in memory until it is committed."""

_TIES = (
    "select article_id as one, other_article_id as other from ops.story_links where score >= $threshold union all "
    "select members.article_id, firsts.article_id from ops.story_members as members inner join "
    "(select story_id, min(article_id) as article_id from ops.story_members group by story_id having count(*) > 1) as firsts "
    "using (story_id)"
)
_TEMPORARY = ("tied", "story_items", "linked_items", "made_members", "chosen")


def make_all(warehouse: "Warehouse", now: datetime) -> Mapping[str, int]:
    """Weigh, link and group all articles; write their stories.

    Args:
        warehouse: The warehouse.
        now: When.
    """
    with warehouse.writer() as session:
        days = days_of_articles(session)
        with session.transaction():
            session.empty(TERMS)
            session.empty(LINKS)
            session.empty(TANGLES)
    for part in day_parts(days, NAMED_AT_ONCE):
        _weigh(warehouse, part)
    for part in day_parts(days, LINKED_AT_ONCE):
        for links in linked_days(
            warehouse, None if part.first is None or part.last is None else (part.first, part.last)
        ):
            with warehouse.writer() as session, session.transaction():
                session.run(f"insert into {LINKS} by name from links", links=links)
    with warehouse.writer() as session, session.transaction():
        done = _group(session, now)
        parts = 1 + session.count("core.articles") // WRITTEN_AT_ONCE
    moved = 0
    of_part = (
        "select article_id as unit_id from core.articles where hash(article_id) % $parts::ubigint = $part::ubigint"
    )
    for number in range(parts):
        with warehouse.writer() as session, session.transaction():
            moved += link_articles(session, session.query(of_part, {"parts": parts, "part": number}))
    return {**done, "articles_moved": moved}


def _weigh(warehouse: "Warehouse", days: Days) -> None:
    """Write the terms of the articles of some days, in the order of these."""
    with warehouse.writer() as session:
        units = units_of_days(session, days)
    for many in slices(units, NAMED_AT_ONCE):
        with warehouse.writer() as session:
            names = names_of(session, many)
        for part in slices(many, WEIGHED_AT_ONCE):
            own = names.filter(pc.is_in(names.column("article_id"), part.column("unit_id")))
            terms = weighed(warehouse, part, own, narrowed(days, part))
            with warehouse.writer() as session, session.transaction():
                session.run(f"insert into {TERMS} by name from terms", terms=CONTRACTS[TERMS].conform(terms))


def _group(session: "Session", now: datetime) -> Mapping[str, int]:
    from pipelines.enrich.stories import THRESHOLD

    tie_together(session, _TIES, {"threshold": THRESHOLD})
    if not session.count(MEMBERS):
        note_all(session, TANGLES)
    parts = 1 + session.count("core.articles") // GROUPED_AT_ONCE
    session.run(
        f"create or replace temp table story_items as {load_sql('core', 'story_items').statement}", {"parts": parts}
    )
    session.run(f"create or replace temp table linked_items as {load_sql('core', 'linked_items').statement}")
    for name, columns in (("made_members", "article_id, story_id"), ("chosen", "story_id, representative_article_id")):
        made = ", ".join(f"''::varchar as {column}" for column in columns.split(", "))
        session.run(f"create or replace temp table {name} as select {made} limit 0")
    moves: list[Move] = []
    for part in range(parts):
        moves += _group_part(session, part)
    session.empty(MEMBERS)
    session.run(f"insert into {MEMBERS} by name from made_members")
    session.empty(STORIES)
    session.run(f"insert into {STORIES} by name {load_sql('core', 'story_rows').statement}")
    record_moves(session, MERGES, moves, now)
    grouped_count = session.count(MEMBERS)
    for name in _TEMPORARY:
        session.run(f"drop table if exists {name}")
    return {"stories": session.count(STORIES), "grouped_again": grouped_count, "moves": len(moves)}


def _group_part(session: "Session", part: int) -> "list[Move]":
    """Group the articles of a part; write members and stories beside those that stand."""
    from pipelines.enrich.stories import Links, grouped, named

    items = session.query(
        "select article_id, published_date, story_id, is_counted from story_items where part = $part order by number",
        {"part": part},
    )
    rows = items.filter(items.column("is_counted"))
    gone = items.filter(pc.invert(items.column("is_counted"))).column("story_id").to_pylist()
    ids, days, story_ids = (rows.column(name).to_pylist() for name in ("article_id", "published_date", "story_id"))
    links = session.query("select one, other, score from linked_items where part = $part", {"part": part})
    inside = in_order(Links(*(column.to_numpy() for column in links.columns)), ids)
    groups = grouped(days, inside, {})
    members = [[ids[number] for number in group] for group in groups]
    before = {article_id: story_id for article_id, story_id in zip(ids, story_ids, strict=True) if story_id is not None}
    naming = named(members, before, IdsInUse(session, used_ids(STORIES, MERGES), members, set(gone)))
    best = [ids[number] for number in representatives(groups, inside)]
    for name, made in (
        ("made_members", rows_of_groups(members, naming.story_ids, ("article_id", "story_id"))),
        ("chosen", chosen_rows(naming.story_ids, best)),
    ):
        session.run(f"insert into {name} by name from made", made=made)
    return naming.moves
