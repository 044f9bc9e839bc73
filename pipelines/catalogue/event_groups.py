"""The events that links make: which mentions are grouped again, their ids, and what is written of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of

if TYPE_CHECKING:
    from pipelines.enrich.stories.naming import Move
    from pipelines.warehouse import Session

EVENTS, LINKS, MEMBERS, MERGES = "core.events", "ops.event_links", "ops.event_members", "ops.event_merges"
TOUCHED = (
    "select distinct others.local_event_id as unit_id from ops.event_members as others where others.article_id in (select unit_id from changed) "
    "or others.event_id in (select event_id from ops.event_members where article_id in (select unit_id from changed)) "
)
"""What the events tell that some changed articles had a part in."""
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


def regroup(session: "Session", changed: pa.Table, seeds: set[str], before: Mapping[str, str]) -> Mapping[str, int]:
    """Group again what changed articles and what they reach tell, and write the events.

    Args:
        session: A session inside a transaction.
        changed: Articles, column `unit_id`.
        seeds: Ids of what articles tell that their old events and links reached.
        before: Events that the mentions of these articles had.
    """
    from pipelines.enrich.events.joining import THRESHOLD
    from pipelines.enrich.stories import grouped
    from pipelines.enrich.stories.naming import named

    session.run(
        f"delete from {LINKS} where local_event_id not in (select local_event_id from {MEMBERS}) or other_local_event_id not in (select local_event_id from {MEMBERS})"
    )
    new = session.query(TOUCHED, changed=changed)
    touched = pa.table({"unit_id": pa.array(sorted({*seeds, *new.column(0).to_pylist()}), pa.string())})
    tangle = session.query(load_sql("core", "event_tangles").statement, {"threshold": THRESHOLD}, seeds=touched)
    items = session.query(_LOCALS, tangle=tangle)
    ids = items.column("local_event_id").to_pylist()
    number = {local: index for index, local in enumerate(ids)}
    inside = session.query(_INSIDE, tangle=tangle).to_pylist()
    links = [(number[row["local_event_id"]], number[row["other_local_event_id"]], row["score"]) for row in inside]
    standing = {index: event for index, event in enumerate(items.column("event_id").to_pylist()) if event is not None}
    groups = grouped(items.column("earliest").to_pylist(), links, standing, threshold=THRESHOLD)
    had = {**_events_of(session, tangle), **before}
    members = session.query(
        "select event_mention_id, local_event_id from ops.event_members where local_event_id in (select unit_id from tangle) order by event_mention_id",
        tangle=tangle,
    )
    mentions_of: dict[str, list[str]] = {}
    for mention, local in zip(*(members.column(name).to_pylist() for name in members.column_names), strict=True):
        mentions_of.setdefault(local, []).append(mention)
    grouped_mentions = [[mention for index in group for mention in mentions_of[ids[index]]] for group in groups]
    inside_ids = {mention for group in grouped_mentions for mention in group}
    naming = named(
        grouped_mentions,
        {mention: event for mention, event in had.items() if mention in inside_ids},
        _used(session, set(had.values())),
    )
    _write_events(session, grouped_mentions, naming.story_ids, set(had.values()))
    _record(session, naming.moves)
    moved = _mark(session, changed)
    return {"grouped_again": len(ids), "moves": len(naming.moves), "articles_moved": moved}


def _events_of(session: "Session", tangle: pa.Table) -> dict[str, str]:
    """The events that mentions of the tangle had, those in articles that did not change."""
    rows = session.query(
        "select event_mention_id, event_id from ops.event_members where local_event_id in (select unit_id from tangle) and event_id in (select event_id from core.events)",
        tangle=tangle,
    )
    return dict(zip(*(rows.column(name).to_pylist() for name in rows.column_names), strict=True))


def _used(session: "Session", own: set[str]) -> set[str]:
    """Ids that stand for other events, and those that were given up."""
    rows = session.query(f"select event_id from {EVENTS} union select from_event_id from {MERGES}")
    return set(rows.column(0).to_pylist()) - own


def _write_events(session: "Session", groups: Sequence[Sequence[str]], event_ids: Sequence[str], old: set[str]) -> None:
    rows: list[dict[str, Any]] = [
        {"event_mention_id": mention, "event_id": event}
        for group, event in zip(groups, event_ids, strict=True)
        for mention in group
    ]
    written = pa.Table.from_pylist(
        rows, schema=pa.schema([("event_mention_id", pa.string()), ("event_id", pa.string())])
    )
    session.run(
        f"update {MEMBERS} as member set event_id = written.event_id from written where member.event_mention_id = written.event_mention_id",
        written=written,
    )
    chosen = pa.table({"event_id": pa.array(sorted({*event_ids}), pa.string())})
    made = session.query(load_sql("core", "event_rows").statement, chosen=chosen)
    units = pa.table({"unit_id": pa.array(sorted({*old, *event_ids}), pa.string())})
    session.replace(EVENTS, CONTRACTS[EVENTS].conform(made), unit_column="event_id", units=units)


def _record(session: "Session", moves: "Sequence[Move]") -> None:
    """Note which mentions moved; a move between the same two events replaces an earlier note."""
    now = datetime.now(UTC)
    rows = CONTRACTS[MERGES].from_rows(
        [
            {
                "from_event_id": move.from_story_id,
                "to_event_id": move.to_story_id,
                "kind": move.kind,
                "mention_count": move.article_count,
                "moved_at": now,
            }
            for move in moves
        ]
    )
    session.run(
        f"delete from {MERGES} as standing using rows where standing.from_event_id = rows.from_event_id and standing.to_event_id = rows.to_event_id",
        rows=rows,
    )
    session.append(MERGES, rows)


def _mark(session: "Session", changed: pa.Table) -> int:
    """Write the events' ids on the mentions that need it; return the number of articles whose mentions moved."""
    wanted = session.query(
        "select distinct mentions.article_id as unit_id from core.event_mentions as mentions left join ops.event_members as members using (event_mention_id) "
        "where mentions.event_id is distinct from members.event_id"
    )
    session.run(
        "update core.event_mentions as mention set event_id = members.event_id from "
        "(select mentions.event_mention_id, members.event_id from core.event_mentions as mentions left join ops.event_members as members using (event_mention_id) "
        "where mentions.article_id in (select unit_id from wanted)) as members where mention.event_mention_id = members.event_mention_id",
        wanted=wanted,
    )
    units = (
        pa.concat_tables([wanted, changed.select(["unit_id"]).cast(wanted.schema)]).group_by("unit_id").aggregate([])
    )
    log_changes(session, EVENTS, units, days_of(session, units))
    return int(wanted.num_rows)
