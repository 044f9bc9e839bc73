"""All events made again: articles in the order of their days, pairs part by part, then groups part by part.

What links or a common event tie together is one part's, so that its groups are those that grouping all at once would make. What is
found lies in files beside the warehouse until one commit puts it in the place of what stood; a run that is killed starts from here again.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.beside import EVENTS_FOLDER
from pipelines.catalogue.event_files import KEPT_AT_ONCE, group_own, score_pairs
from pipelines.catalogue.event_groups import EVENTS, LINKS, MEMBERS, MERGES, TANGLES, mark_mentions
from pipelines.catalogue.event_meetings import let_go, meet
from pipelines.catalogue.event_tellers import IN_ORDER, MENTIONS, write_parties
from pipelines.catalogue.groups import numbered, record_moves, rows_of_groups
from pipelines.catalogue.ids_in_use import IdsInUse
from pipelines.catalogue.row_parts import RowPart
from pipelines.catalogue.tangles import note_all
from pipelines.catalogue.ties import tie_together
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of

if TYPE_CHECKING:
    from pipelines.enrich.stories.naming import Move
    from pipelines.warehouse import Session, Warehouse

WRITTEN_AT_ONCE = 400_000
"""Articles whose mentions get their parties, or their event, in one commit: an update is in memory until it is committed."""
TOLD_AT_ONCE = 10_000
"""Articles that lie together whose texts are in memory at once: some 60 MB."""
GROUPED_AT_ONCE = 50_000
"""Mentions that are grouped together, about. What is tied together is not cut."""

_ARTICLES = (
    "select distinct article_id as unit_id from core.event_mentions union select article_id from ops.event_members "
    "union select article_id from core.claims"
)
_PLACED = (
    "create or replace temp table placed_mentions as select mentions.*, articles.rowid as place from core.event_mentions as mentions "
    "inner join core.articles as articles on mentions.article_id = articles.article_id where mentions.score >= $least_score order by place"
)
_MENTIONS_OF_PLACE = "select * from placed_mentions where place >= $first and place < $end"
_UNITS_OF_PLACE = f"select distinct article_id as unit_id from ({_MENTIONS_OF_PLACE})"
_ARTICLES_OF_PLACE = "select rowid, * from core.articles where rowid >= $first and rowid < $end"
_OF_PART = f"select unit_id from ({_ARTICLES}) where hash(unit_id) % $parts::ubigint = $part::ubigint order by unit_id"
_TIES = (
    "with had as (select made.local_event_id, standing.event_id from made_members as made "
    "inner join ops.event_members as standing using (event_mention_id)) "
    "select local_event_id as one, other_local_event_id as other from ops.event_links where score >= $threshold union all "
    "select had.local_event_id, firsts.local_event_id from had inner join "
    "(select event_id, min(local_event_id) as local_event_id from had group by event_id) as firsts using (event_id)"
)
_USED = (
    "select event_id as id from event_items where event_id is not null union "
    "(select event_id from core.events union select from_event_id from ops.event_merges except select event_id from ops.event_members)"
)
_SILENT = (
    "select distinct article_id as unit_id from ops.event_members where article_id not in (select article_id from core.event_mentions) "
    "and article_id not in (select article_id from core.claims)"
)
_MISPLACED = (
    "select mentions.event_mention_id, mentions.article_id as unit_id, members.event_id from core.event_mentions as mentions "
    "left join ops.event_members as members on mentions.event_mention_id = members.event_mention_id "
    "where mentions.article_id in (select unit_id from units) and mentions.event_id is distinct from members.event_id"
)
_GROUPED_FROM = ("tied", "made_members", "event_items", "event_item_links", "used_ids")
_WRITTEN_FROM = ("members", "event_tellings", "event_labels")


def make_all(warehouse: "Warehouse", now: datetime) -> Mapping[str, int]:
    """Read, link and group all mentions; write their events.

    Args:
        warehouse: The warehouse.
        now: When.
    """
    folder = warehouse.working_folder / EVENTS_FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    told, members, said, pairs, links = (
        folder / f"{name}.parquet" for name in ("told", "members", "said", "pairs", "links")
    )
    try:
        parts = _tell(warehouse, told)
        group_own(told, members, said)
        _meet(warehouse, members, pairs)
        score_pairs(pairs, said, links)
        with warehouse.writer() as session, session.transaction():
            done = _group(session, members, links, told, now)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    moved = 0
    for part in range(parts):
        with warehouse.writer() as session, session.transaction():
            units = _articles_of_part(session, part, parts)
            moved += mark_mentions(session, session.query(_MISPLACED, units=units), units)
    return {**done, "articles_moved": moved}


def _articles_of_part(session: "Session", part: int, parts: int) -> pa.Table:
    """Return the articles of a part that tell or claim something, or did."""
    return session.query(_OF_PART, {"parts": parts, "part": part})


def _tell(warehouse: "Warehouse", told: Path) -> int:
    """Write parties on mentions and claims, and what mentions say into a file; return the number of parts of articles."""
    from pipelines.enrich.events.joining import COUNTED_FROM

    with warehouse.writer() as session:
        parts = 1 + int(session.scalar(f"select count(*) from ({_ARTICLES})") or 0) // WRITTEN_AT_ONCE
    for part in range(parts):
        with warehouse.writer() as session, session.transaction():
            write_parties(session, _articles_of_part(session, part, parts))
    with warehouse.writer() as session:
        session.run(_PLACED, {"least_score": COUNTED_FROM})
        _tell_by_place(session)
        session.save_parquet(f"select * from tellers order by published_date nulls last, {IN_ORDER}", told)
        _drop(session, ("placed_mentions", "units", "tellers"))
    return parts


def _tell_by_place(session: "Session") -> None:
    """Make the temporary table `tellers` of `placed_mentions`: some articles at a time, which lie together, so that their texts are in memory."""
    from pipelines.enrich.events.joining import COUNTED_FROM

    statement = load_sql("core", "event_tellers").statement
    for rows, table_name in ((_ARTICLES_OF_PLACE, "core.articles"), (_MENTIONS_OF_PLACE, MENTIONS)):
        statement = RowPart(rows, {}).within(statement, table_name)
    last = session.scalar("select max(place) from placed_mentions")
    for number, first in enumerate(range(0, 1 + (last or 0), TOLD_AT_ONCE)):
        bounds = {"first": first, "end": first + TOLD_AT_ONCE}
        session.run(f"create or replace temp table units as {_UNITS_OF_PLACE}", bounds)
        kept = "insert into tellers" if number else "create or replace temp table tellers as"
        session.run(f"{kept} {statement}", {"least_score": COUNTED_FROM, **bounds})


def _meet(warehouse: "Warehouse", members: Path, pairs: Path) -> None:
    """Write the pairs that may be one event, as `score_pairs` reads them."""
    with warehouse.writer() as session:
        session.run(
            "create or replace temp table standing as select *, true as is_wanted from read_parquet($path)",
            {"path": str(members)},
        )
        meet(session)
        session.save_parquet(
            f"select local, other_local from (select distinct * from event_pairs) order by local // {KEPT_AT_ONCE}, other_local",
            pairs,
            row_count=100_000,
        )
        let_go(session)
        session.run("drop table standing")


def _group(session: "Session", members: Path, links: Path, told: Path, now: datetime) -> Mapping[str, int]:
    from pipelines.enrich.events.joining import THRESHOLD

    session.run(
        "create or replace temp table made_members as select event_mention_id, article_id, local_event_id from read_parquet($path)",
        {"path": str(members)},
    )
    session.empty(LINKS)
    session.run(f"insert into {LINKS} by name select * from read_parquet($path)", {"path": str(links)})
    tie_together(session, _TIES, {"threshold": THRESHOLD})
    session.empty(TANGLES)
    if not session.count(MEMBERS):
        note_all(session, TANGLES)
    parts = 1 + session.scalar("select count(*) from made_members") // GROUPED_AT_ONCE
    items, item_links = (load_sql("core", name).statement for name in ("event_items", "event_item_links"))
    session.run(f"create or replace temp table event_items as {items}", {"parts": parts})
    session.run(f"create or replace temp table event_item_links as {item_links}")
    session.run(f"create or replace temp table used_ids as {_USED}")
    session.run(
        "create or replace temp table members as select event_mention_id, article_id, local_event_id, event_id, part from event_items limit 0"
    )
    moves: list[Move] = []
    for part in range(parts):
        moves += _group_part(session, part)
    _drop(session, _GROUPED_FROM)
    _write(session, told, parts)
    record_moves(session, MERGES, moves, now)
    grouped = session.scalar("select count(distinct local_event_id) from members")
    _drop(session, _WRITTEN_FROM)
    return {"events": session.count(EVENTS), "grouped_again": int(grouped), "moves": len(moves)}


def _group_part(session: "Session", part: int) -> "list[Move]":
    """Group the events of articles of a part; put their mentions into the temporary table `members`."""
    from pipelines.enrich.events.joining import THRESHOLD
    from pipelines.enrich.stories import grouped, named

    of_part = {"part": part}
    locals_ = session.query(
        "select local_event_id, min(earliest) as earliest from event_items where part = $part group by local_event_id "
        "order by earliest nulls last, local_event_id",
        of_part,
    )
    links = session.query(
        "select local_event_id, other_local_event_id, score from event_item_links where part = $part "
        "order by local_event_id, other_local_event_id",
        of_part,
    )
    ids = locals_.column("local_event_id").to_pylist()
    groups = grouped(locals_.column("earliest").to_pylist(), numbered(links, ids), {}, threshold=THRESHOLD)
    items = session.query(
        "select event_mention_id, local_event_id, event_id from event_items where part = $part order by event_mention_id",
        of_part,
    )
    mentions_of: dict[str, list[str]] = {local: [] for local in ids}
    before: dict[str, str] = {}
    for mention, local, event in zip(*(column.to_pylist() for column in items.columns), strict=True):
        mentions_of[local].append(mention)
        if event is not None:
            before[mention] = event
    members = [[mention for index in group for mention in mentions_of[ids[index]]] for group in groups]
    naming = named(members, before, IdsInUse(session, "select id from used_ids", members, ()))
    session.run(
        "insert into members by name select items.event_mention_id, items.article_id, items.local_event_id, made.event_id, items.part "
        "from event_items as items inner join made on items.event_mention_id = made.event_mention_id where items.part = $part",
        of_part,
        made=rows_of_groups(members, naming.story_ids, ("event_mention_id", "event_id")),
    )
    return naming.moves


def _write(session: "Session", told: Path, parts: int) -> None:
    """Put the temporary table `members`, and the events that they tell, in the place of what stood.

    Labels are of the sentences in `told`: to open the texts of all articles once more is not needed, nor is there memory for them.
    """
    silent = session.query(_SILENT)
    log_changes(session, [EVENTS], silent, days_of(session, silent))
    session.empty(MEMBERS)
    session.run(
        f"insert into {MEMBERS} by name select event_mention_id, article_id, local_event_id, event_id from members"
    )
    tellings, labels, rows = (
        load_sql("core", name).statement for name in ("event_tellings", "event_labels", "event_rows")
    )
    session.run(f"create or replace temp table event_tellings as select * from ({tellings}) order by part")
    session.run(
        "create or replace temp table event_labels as with sentences as (select * from read_parquet($path)) "
        f"select labels.*, members.part from ({labels}) as labels inner join members using (event_mention_id) order by members.part",
        {"path": str(told)},
    )
    session.empty(EVENTS)
    for part in range(parts):
        own, named = (
            session.query(f"select * exclude (part) from {name} where part = $part", {"part": part})
            for name in ("event_tellings", "event_labels")
        )
        session.run(
            f"insert into {EVENTS} by name select rows.*, labels.label from ({rows}) as rows "
            "left join labels on rows.representative_mention_id = labels.event_mention_id",
            tellings=own,
            labels=named,
        )


def _drop(session: "Session", names: Sequence[str]) -> None:
    for name in names:
        session.run(f"drop table if exists {name}")
