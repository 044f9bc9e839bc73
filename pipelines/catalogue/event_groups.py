"""The events that links make: which mentions are grouped again, their ids, and what is written of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue.group_reach import Made, Ties, reach, touched_by
from pipelines.catalogue.groups import numbered, record_moves, rows_of_groups, units_of, used_ids, written_anew
from pipelines.catalogue.ids_in_use import IdsInUse
from pipelines.catalogue.slices import slices
from pipelines.catalogue.tangles import torn
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of
from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.warehouse import Session

EVENTS, LINKS, MEMBERS, MERGES = "core.events", "ops.event_links", "ops.event_members", "ops.event_merges"
TANGLES = "ops.event_tangles"
WRITTEN_AT_ONCE = 2_000
"""Events whose mentions are read at once, each with the text of its article."""
_OLD = (
    "select event_mention_id, local_event_id as unit_id, event_id from ops.event_members "
    "where article_id in (select unit_id from changed)"
)
_LOCALS = (
    "select members.local_event_id, min(mentions.earliest) as earliest, any_value(nullif(members.event_id, members.local_event_id)) as event_id "
    "from ops.event_members as members inner join core.event_mentions as mentions using (event_mention_id) "
    "where members.local_event_id in (select unit_id from tangle) group by members.local_event_id "
    "order by earliest nulls last, members.local_event_id"
)
_INSIDE = (
    "select local_event_id, other_local_event_id, score from ops.event_links where local_event_id in (select unit_id from tangle) "
    "and other_local_event_id in (select unit_id from tangle) order by local_event_id, other_local_event_id"
)
_MEMBERS = (
    "with members as materialized (select event_mention_id, local_event_id, event_id from ops.event_members "
    "where local_event_id in (select unit_id from tangle)), "
    "known as (select event_id from core.events where event_id in (select event_id from members)) "
    "select members.event_mention_id, members.local_event_id, known.event_id from members "
    "left join known on members.event_id = known.event_id order by members.event_mention_id"
)
_OF_EVENTS = "select event_mention_id, article_id, event_id from ops.event_members where event_id in (select event_id from chosen)"
_MISPLACED = (
    "with members as materialized (select event_mention_id, event_id from ops.event_members where article_id in (select unit_id from units)) "
    "select mentions.event_mention_id, mentions.article_id as unit_id, members.event_id from core.event_mentions as mentions "
    "left join members on mentions.event_mention_id = members.event_mention_id "
    "where mentions.article_id in (select unit_id from units) and mentions.event_id is distinct from members.event_id"
)


def regroup(
    session: "Session", changed: pa.Table, members: pa.Table, links: pa.Table, now: datetime
) -> Mapping[str, int]:
    """Put what changed articles tell, and its links, in the place of what stood; group again what that reaches.

    Args:
        session: A session inside a transaction.
        changed: Articles, column `unit_id`.
        members: Their rows of `ops.event_members`, each in an event of its own article.
        links: Links of these, rows of `ops.event_links`.
        now: When.
    """
    from pipelines.enrich.events.joining import THRESHOLD
    from pipelines.enrich.stories import grouped, named

    ties = Ties(
        LINKS, ("local_event_id", "other_local_event_id"), MEMBERS, "local_event_id", "event_id", TANGLES, THRESHOLD
    )
    old = session.query(_OLD, changed=changed)
    told = [
        column
        for table, name in ((old, "unit_id"), (members, "local_event_id"))
        for column in table.column(name).chunks
    ]
    locals_of = pa.table({"unit_id": pa.chunked_array(told, pa.string())})
    touched = touched_by(session, ties, locals_of)
    doubts = torn(session, ties, old.select(["unit_id"]), touched.close, links)
    _write_links(session, changed, old, members, links)
    tangle, crowded = reach(session, ties, touched, doubts, Made.of(ties, locals_of, links))
    items = session.query(_LOCALS, tangle=tangle)
    ids = items.column("local_event_id").to_pylist()
    inside = numbered(session.query(_INSIDE, tangle=tangle), ids)
    standing = {index: event for index, event in enumerate(items.column("event_id").to_pylist()) if event is not None}
    large = {index for index, local in enumerate(ids) if local in crowded}
    groups = grouped(items.column("earliest").to_pylist(), inside, standing, large, THRESHOLD)
    had = dict(zip(old.column("event_mention_id").to_pylist(), old.column("event_id").to_pylist(), strict=True))
    mentions_of: dict[str, list[str]] = defaultdict(list)
    before: dict[str, str] = {}
    for row in session.query(_MEMBERS, tangle=tangle).to_pylist():
        mention = row["event_mention_id"]
        mentions_of[row["local_event_id"]].append(mention)
        event = had.get(mention, row["event_id"])
        if event is not None:
            before[mention] = event
    grouped_mentions = [[mention for index in group for mention in mentions_of[ids[index]]] for group in groups]
    own = {*had.values(), *before.values()}
    naming = named(grouped_mentions, before, IdsInUse(session, used_ids(EVENTS, MERGES), grouped_mentions, own))
    of_changed = {*had, *members.column("event_mention_id").to_pylist()}
    anew = written_anew(grouped_mentions, naming.story_ids, {**before, **had}.items(), of_changed)
    kept = {*naming.story_ids}.difference(naming.story_ids[number] for number in anew)
    articles = _write_events(
        session,
        [grouped_mentions[number] for number in anew],
        [naming.story_ids[number] for number in anew],
        own - kept,
    )
    record_moves(session, MERGES, naming.moves, now)
    moved = _mark(session, changed, articles)
    return {"grouped_again": len(ids), "moves": len(naming.moves), "articles_moved": moved}


def _write_links(session: "Session", changed: pa.Table, old: pa.Table, members: pa.Table, links: pa.Table) -> None:
    session.run(
        f"delete from {LINKS} where local_event_id in (select unit_id from old) or other_local_event_id in (select unit_id from old)",
        old=old,
    )
    session.replace(MEMBERS, members, unit_column="article_id", units=changed)
    session.append_distinct(LINKS, links)  # of each link one end is of a changed article, whose links are gone


def _write_events(
    session: "Session", groups: Sequence[Sequence[str]], event_ids: Sequence[str], old: Set[str]
) -> Sequence[str]:
    """Write events in the place of old ones; return the articles that tell them."""
    written = rows_of_groups(groups, event_ids, ("event_mention_id", "event_id"))
    session.run(
        f"update {MEMBERS} as member set event_id = written.event_id from written where member.event_mention_id = written.event_mention_id",
        written=written,
    )
    session.run(
        f"delete from {EVENTS} where event_id in (select unit_id from units)", units=units_of({*old, *event_ids})
    )
    told_by: list[str] = []
    for chosen in slices(pa.table({"event_id": pa.array(sorted({*event_ids}), pa.string())}), WRITTEN_AT_ONCE):
        members = session.query(_OF_EVENTS, chosen=chosen)
        session.append_distinct(EVENTS, CONTRACTS[EVENTS].conform(events_of(session, members)))
        told_by += members.column("article_id").to_pylist()
    return told_by


def events_of(session: "Session", members: pa.Table) -> pa.Table:
    """Return events, columns of `core.events`; of the articles that tell them one text per event is opened.

    Args:
        session: A session.
        members: All mentions of these events, columns `event_mention_id`, `article_id`, `event_id`.
    """
    tellings, rows, sentences, labels = (
        load_sql("core", name).statement for name in ("event_tellings", "event_rows", "event_sentences", "event_labels")
    )
    made = session.query(rows, tellings=session.query(tellings, members=members))
    is_chosen = pc.is_in(members.column("event_mention_id"), made.column("representative_mention_id"))
    chosen = members.filter(is_chosen)
    units = chosen.select(["article_id"]).rename_columns(["unit_id"]).group_by("unit_id").aggregate([])
    sentences = of_few(sentences, units, "core.articles")
    return session.query(
        f"select made.*, labels.label from made left join (with sentences as ({sentences}) {labels}) as labels "
        "on made.representative_mention_id = labels.event_mention_id order by made.event_id",
        made=made,
        chosen=chosen,
        units=units,
    )


def _mark(session: "Session", changed: pa.Table, articles: Sequence[str]) -> int:
    """Write the events' ids on the mentions of changed and further articles that need it; return the number of articles whose mentions moved."""
    units = units_of({*changed.column("unit_id").to_pylist(), *articles})
    statement = of_few(_MISPLACED, units, "core.event_mentions")
    return mark_mentions(session, session.query(statement, units=units), changed)


def mark_mentions(session: "Session", misplaced: pa.Table, changed: pa.Table) -> int:
    """Write the events' ids on mentions; note that events of these and of changed articles did.

    Args:
        session: A session inside a transaction.
        misplaced: Mentions that have another id: columns `event_mention_id`, `unit_id` (the article), `event_id`.
        changed: Articles that are noted whether or not one of their mentions moved, column `unit_id`.

    Returns:
        The number of articles whose mentions moved.
    """
    session.run(
        "update core.event_mentions as mention set event_id = misplaced.event_id from misplaced "
        "where mention.event_mention_id = misplaced.event_mention_id",
        misplaced=misplaced,
    )
    moved = misplaced.group_by("unit_id").aggregate([])
    units = pa.concat_tables([moved, changed.select(["unit_id"]).cast(moved.schema)]).group_by("unit_id").aggregate([])
    log_changes(session, [EVENTS], units, days_of(session, units))
    return int(moved.num_rows)
