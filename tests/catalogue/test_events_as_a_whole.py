"""All events made again in parts: as making them at once, and as bringing article after article; the run may end anywhere."""

import shutil
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue import event_files, event_meetings, events, events_as_a_whole
from pipelines.contracts import CONTRACTS
from pipelines.enrich.events.joining import APART_DAYS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Warehouse

from .conftest import Standing, article, killed_at_the_second
from .test_events import TOLD, Desk

TABLES = ("ops.event_members", "ops.event_links", "core.events")
SIZES = {
    event_files: ("READ_AT_ONCE", "KEPT_AT_ONCE", "SCORED_AT_ONCE", "ROWS_OF_GROUP"),
    events_as_a_whole: ("WRITTEN_AT_ONCE", "GROUPED_AT_ONCE", "KEPT_AT_ONCE"),
    event_meetings: ("MET_AT_ONCE",),
}
FIRST = date(2026, 3, 1)
MENTIONS = st.lists(
    st.tuples(
        st.integers(0, 5),  # article
        st.sampled_from(["ASSAULT", "COERCE"]),
        st.sampled_from([None, "kharkiv", "lviv"]),
        st.sampled_from([None, "x", "y"]),  # actor
        st.sampled_from([None, "z"]),  # target
        st.sampled_from([None, 0, 1, 9, 30]),  # first day
        st.sampled_from([None, 0, 6, 29, 400]),  # days until the last
    ),
    min_size=6,
    max_size=14,
)


def kept_of(desk):
    merges = "select from_event_id, to_event_id, kind, mention_count from ops.event_merges order by all"
    noted = "select distinct unit_id from ops.changes where table_name = 'core.events' order by all"
    rows = {table: desk.rows(f"select * from {table} order by all") for table in TABLES}
    return rows | {"ids": desk.ids(), "merges": desk.rows(merges), "noted": desk.rows(noted)}


def test_all_again_in_parts_is_all_again_at_once(tmp_path, monkeypatch):
    """A mention of one event is said to be of another, as other rules might have it; what one article told is gone.

    With the smallest parts, the run ends three times before: while pairs are scored, while groups are made, and between two parts of
    the articles' ids. What stood stands until all is made.
    """
    (tmp_path / "stood").mkdir()
    stood = Desk(tmp_path / "stood" / "w.duckdb")
    stood.tell(*TOLD)
    with stood.warehouse.writer() as session:
        session.run("update ops.event_members set event_id = 'other' where article_id = 'b'")
        session.run("insert into core.events by name select * replace ('other' as event_id) from core.events limit 1")
        session.run("delete from core.event_mentions where article_id = 'd'")
        session.run("delete from ops.changes")
    before = kept_of(stood)
    made = []
    for at_once in (1, 100_000):
        for module, names in SIZES.items():
            for name in names:
                monkeypatch.setattr(module, name, at_once)
        shutil.copytree(tmp_path / "stood", tmp_path / str(at_once))
        desk = Desk(tmp_path / str(at_once) / "w.duckdb")
        for module, step in (
            (event_files, "links_of"),
            (events_as_a_whole, "_group_part"),
            (events_as_a_whole, "mark_mentions"),
        ):
            if at_once > 1:
                break
            with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
                patch.setattr(module, step, killed_at_the_second(getattr(module, step)))
                events.events(desk.warehouse, desk.settings, None)
            stands = {table: kept_of(desk)[table] for table in TABLES}
            assert (stands == {table: before[table] for table in TABLES}) == (step != "mark_mentions")
            assert not (desk.warehouse.working_folder / "events").exists()
        assert events.events(desk.warehouse, desk.settings, None)["events"] == 2
        made.append(kept_of(desk))
    assert made[0] == made[1]
    assert desk.groups() == {frozenset("abc"), frozenset("e")}
    assert {desk.ids()[name] for name in "abc"} == {before["ids"]["a"]}
    assert [(row["from_event_id"], row["kind"]) for row in made[0]["merges"]] == [("other", "merge")]
    assert [row["unit_id"] for row in made[0]["noted"]] == sorted(TOLD)


def told_rows(mentions):
    """Rows of `core.event_mentions` of articles that say the same words."""
    sentence = "Troops shelled a market near the town."
    return [
        {
            "event_mention_id": f"m{number:02}", "article_id": f"a{of}", "field": "text", "start_char": 7, "end_char": 14,
            "surface": "shelled", "sentence_start_char": 0, "sentence_end_char": len(sentence), "event_type": event_type,
            "expression": "shell", "actor_entity_id": actor, "target_entity_id": target, "place_id": place,
            "earliest": None if first is None else FIRST + timedelta(first),
            "latest": None if first is None or length is None else FIRST + timedelta(first + length),
            "day_basis": "text", "status": "asserted", "factuality_score": 3.0, "is_asserted": True, "score": 0.9, "annotator_id": "t",
        }
        for number, (of, event_type, place, actor, target, first, length) in enumerate(mentions)
    ], sentence  # fmt: skip


def expected_pairs(rows, stories):
    """Pairs of mentions, each an event of its own, that may be one event: as `event_meetings.sql` says it, one by one."""
    open_first, open_last = date.min, date.max
    found = set()
    for one in rows:
        for other in rows:
            if one["event_mention_id"] >= other["event_mention_id"] or one["article_id"] == other["article_id"]:
                continue
            first, last = (
                [row["earliest"] or open_first for row in (one, other)],
                [row["latest"] or open_last for row in (one, other)],
            )
            apart = max((first[1] - last[0]).days, (first[0] - last[1]).days)
            is_dated = all(row[name] for row in (one, other) for name in ("earliest", "latest"))
            story = stories[one["article_id"]]
            is_together = story is not None and story == stories[other["article_id"]]
            for names in (("place_id",), ("actor_entity_id", "target_entity_id")):
                shared = all(one[name] is not None and one[name] == other[name] for name in names)
                is_together = is_together or (is_dated and shared)
            if one["event_type"] == other["event_type"] and is_together and apart <= APART_DAYS:
                found.add((one["event_mention_id"], other["event_mention_id"]))
    return found


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MENTIONS, st.lists(st.sampled_from([None, "s", "t"]), min_size=6, max_size=6))
def test_part_by_part_all_pairs_are_met_that_lie_near_and_share_something(tmp_path_factory, mentions, stories):
    rows, sentence = told_rows(mentions)
    stories = {f"a{number}": story for number, story in enumerate(stories)}
    desk = Standing(tmp_path_factory.mktemp("w") / "w.duckdb")
    desk.put(list(stories), [article(name, sentence, 1) | {"story_id": story} for name, story in stories.items()])
    with pytest.MonkeyPatch.context() as patch, desk.warehouse.writer() as session:
        patch.setattr(event_meetings, "MET_AT_ONCE", 2)
        session.append("core.event_mentions", CONTRACTS["core.event_mentions"].from_rows(rows))
        session.run(
            "create temp table standing as select event_mention_id, article_id, event_mention_id as local_event_id, true as is_wanted, "
            "dense_rank() over (order by event_mention_id) as local, dense_rank() over (order by article_id) as article "
            "from core.event_mentions"
        )
        event_meetings.meet(session)
        pairs = session.query(
            "select distinct one.local_event_id, other.local_event_id from event_pairs as pairs "
            "inner join event_locals as one on pairs.local = one.local inner join event_locals as other on pairs.other_local = other.local"
        )
    met = set(zip(*(column.to_pylist() for column in pairs.columns), strict=True))
    assert met == expected_pairs(rows, stories)


def test_an_open_event_lies_with_its_story_and_one_that_can_meet_nothing_nowhere(tmp_path):
    """Articles of two stories, far apart: of each, one event has no end; a third story has no days, a fourth one article."""
    dated = {"s": 0, "t": 300}
    mentions = [
        *(
            (f"{story}{number}", story, "ASSAULT", "lviv", first, 2)
            for story, first in dated.items()
            for number in (1, 2)
        ),
        *((f"{story}3", story, "ASSAULT", None, 5, None) for story in dated),
        *((f"u{number}", "u", "ASSAULT", None, None, None) for number in (1, 2)),
        ("v1", "v", "ASSAULT", None, 7, None),
    ]
    stories = {name: story for name, story, *_ in mentions}
    rows, sentence = told_rows(
        [
            (number, kind, place, None, None, first, length)
            for number, (_, _, kind, place, first, length) in enumerate(mentions)
        ]
    )
    for row, name in zip(rows, stories, strict=True):
        row["article_id"] = name
    desk = Standing(tmp_path / "w.duckdb")
    desk.put(list(stories), [article(name, sentence, 1) | {"story_id": story} for name, story in stories.items()])
    with desk.warehouse.writer() as session:
        session.append("core.event_mentions", CONTRACTS["core.event_mentions"].from_rows(rows))
        session.run(
            "create temp table standing as select event_mention_id, article_id, article_id as local_event_id, true as is_wanted, "
            "dense_rank() over (order by event_mention_id) as local, dense_rank() over (order by article_id) as article "
            "from core.event_mentions"
        )
        event_meetings.meet(session)
        columns = (
            "local_event_id, date '1970-01-01' + reach_first_day as first, date '1970-01-01' + reach_last_day as last"
        )
        found = session.query(f"select {columns} from event_locals where reach_first_day > 0").to_pylist()
        alone = session.query(
            "select local_event_id, reach_first_day from event_locals where reach_first_day < 0"
        ).to_pylist()
    reach = {row["local_event_id"]: (row["first"], row["last"]) for row in found}
    for story, first in dated.items():
        days = FIRST + timedelta(first), FIRST + timedelta(first + 2 + APART_DAYS)
        assert [reach.pop(f"{story}{number}") for number in (1, 2, 3)] == [days] * 3
    assert not reach
    assert {row["local_event_id"] for row in alone} == {"u1", "u2"}
    assert len({row["reach_first_day"] for row in alone}) == 1


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MENTIONS, st.permutations(range(4)))
def test_articles_brought_one_by_one_tell_the_events_of_all_made_at_once(tmp_path_factory, mentions, order):
    rows, sentence = told_rows(mentions)
    one_by_one, at_once = (Desk(tmp_path_factory.mktemp("w") / "w.duckdb") for _ in range(2))
    for desk, steps in ((one_by_one, [[number] for number in order]), (at_once, [order])):
        for step in steps:
            names = [f"a{number}" for number in step]
            units = desk.put(names, [article(name, sentence, 1) | {"story_id": "s"} for name in names])
            table = CONTRACTS["core.event_mentions"].from_rows([row for row in rows if row["article_id"] in names])
            with desk.warehouse.writer() as session:
                session.replace("core.event_mentions", table, unit_column="article_id", units=units)
            events.events(desk.warehouse, desk.settings, None if desk is at_once else units)
    links = "select * from ops.event_links order by all"
    assert one_by_one.rows(links) == at_once.rows(links)
    groups = "select list(event_mention_id order by event_mention_id) as mentions from ops.event_members group by event_id order by all"
    assert one_by_one.rows(groups) == at_once.rows(groups)
    columns = "event_type, place_id, actor_entity_id, earliest, latest, mention_count, article_count, representative_mention_id, label"
    assert one_by_one.rows(f"select {columns} from core.events order by all") == at_once.rows(
        f"select {columns} from core.events order by all"
    )


def test_sentences_of_mentions_are_found_without_holding_a_text_for_each(tmp_path):
    """Mentions of long articles, in a memory that holds each text some times and not once for each of its ten mentions."""
    path, numbers = tmp_path / "w.duckdb", {"articles": 3_000, "mentions": 30_000}
    with Warehouse(path).writer() as session:
        session.run(
            "insert into core.articles by name select 'a' || i as article_id, repeat(md5(i::varchar) || ' ', 400) as text, "
            "400 as word_count, 'none' as published_basis, 'd' as document_id, 't@1' as annotator_id, false as is_title_in_text "
            "from range($articles) as made(i)",
            {"articles": numbers["articles"]},
        )
        session.run(
            "insert into core.event_mentions by name select 'm' || i as event_mention_id, 'a' || (i % $articles) as article_id, "
            "'text' as field, 'ASSAULT' as event_type, 40 as start_char, 50 as end_char, 33 as sentence_start_char, "
            "65 as sentence_end_char, 'x' as surface, 'shell' as expression, 'none' as day_basis, 1 as factuality_score, "
            ".5 as score, 'asserted' as status, true as is_asserted, 't@1' as annotator_id from range($mentions) as made(i)",
            numbers,
        )
    with Warehouse(path, memory_limit_mb=160).writer() as session:
        session.run("create or replace temp table units as select article_id as unit_id from core.articles")
        statement = load_sql("core", "event_tellers").statement
        session.run(f"create or replace temp table told as {statement}", {"least_score": 0.1})
        assert session.scalar("select count(*) from told") == numbers["mentions"]
        assert session.scalar("select any_value(sentence) = md5('7') from told where article_id = 'a7'")
