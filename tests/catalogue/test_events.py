"""Events in a warehouse: one however often told, with ids that stay, the same whatever arrives when."""

from datetime import date

import pyarrow as pa
import pytest

from pipelines.catalogue import event_groups, events
from pipelines.contracts import CONTRACTS
from pipelines.enrich.stories import clusters

from .conftest import Standing, article

TOLD = {
    "a": ("Russian troops shelled a market in Kharkiv, killing three.", "shelled", "ASSAULT", "kharkiv", 16, 0.9),
    "b": ("Shells fired by Russian troops hit a market in Kharkiv, and three died.", "Shells", "ASSAULT", "kharkiv", 16, 0.8),
    "c": ("Russian troops shelled a market in Kharkiv: three dead.", "shelled", "ASSAULT", "kharkiv", 16, 0.7),
    "d": ("Police arrested a mayor in Lviv.", "arrested", "COERCE", "lviv", 16, 0.9),
    "e": ("Russian troops shelled a market in Kharkiv weeks ago.", "shelled", "ASSAULT", "kharkiv", 1, 0.9),
    "f": ("Perhaps troops shelled a market in Kharkiv.", "shelled", "ASSAULT", "kharkiv", 16, 0.3),
}  # fmt: skip


class Desk(Standing):
    """A warehouse whose events follow what is told."""

    def tell(self, *names, status="asserted"):
        units = self.write(*names, status=status)
        return events.events(self.warehouse, self.settings, units)

    def write(self, *names, status="asserted"):
        units = self.put(names, [article(name, TOLD[name][0], 17) for name in names])
        rows = [mention(name, status) for name in names]
        with self.warehouse.writer() as session:
            table = CONTRACTS["core.event_mentions"].from_rows(rows)
            session.replace("core.event_mentions", table, unit_column="article_id", units=units)
            session.run("update core.articles set story_id = 's'")
        return units

    def take_out(self, *names):
        units = self.put(names, [])
        with self.warehouse.writer() as session:
            empty = CONTRACTS["core.event_mentions"].empty()
            session.replace("core.event_mentions", empty, unit_column="article_id", units=units)
        return events.events(self.warehouse, self.settings, units)

    def ids(self):
        return {
            row["article_id"]: row["event_id"]
            for row in self.rows("select article_id, event_id from core.event_mentions")
        }

    def groups(self):
        found = {}
        for name, event in self.ids().items():
            found.setdefault(event, set()).add(name)
        return {frozenset(names) for event, names in found.items() if event is not None}


def mention(name, status):
    text, surface, event_type, place, day, score = TOLD[name]
    start = text.index(surface)
    return {
        "event_mention_id": f"m-{name}", "article_id": name, "field": "text", "start_char": start, "end_char": start + len(surface),
        "surface": surface, "sentence_start_char": 0, "sentence_end_char": len(text), "event_type": event_type, "mode": None,
        "expression": "shell" if event_type == "ASSAULT" else "arrest", "actor_surface": text.split(" ")[0], "actor_start_char": 0,
        "actor_end_char": len(text.split(" ")[0]), "place_id": place, "earliest": date(2026, 3, day), "latest": date(2026, 3, day),
        "day_basis": "text", "status": status, "factuality_score": 3.0, "is_asserted": status == "asserted", "score": score,
        "annotator_id": "t",
    }  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "w.duckdb")


def test_one_event_however_many_articles_tell_it(desk):
    desk.tell(*TOLD)
    assert desk.groups() == {frozenset("abc"), frozenset("d"), frozenset("e")}
    (row,) = desk.rows("select * from core.events where article_count = 3")
    assert (row["event_type"], row["place_id"], row["mention_count"], row["representative_mention_id"]) == (
        "ASSAULT",
        "kharkiv",
        3,
        "m-a",
    )
    assert (row["earliest"], row["latest"], row["story_id"]) == (date(2026, 3, 16), date(2026, 3, 16), "s")


@pytest.mark.parametrize("at_once", [1, 2])
def test_events_are_the_same_in_whatever_parts_they_are_written(desk, monkeypatch, at_once):
    desk.tell(*TOLD)
    whole = desk.rows("select * from core.events order by event_id")
    desk.take_out(*TOLD)
    monkeypatch.setattr(event_groups, "WRITTEN_AT_ONCE", at_once)
    desk.tell(*TOLD)
    assert desk.rows("select * from core.events order by event_id") == whole


def test_what_is_unlikely_is_in_no_event(desk):
    desk.tell("f")
    assert desk.ids() == {"f": None}
    assert desk.rows("select * from core.events") == []


def test_the_order_of_arrival_does_not_matter(desk):
    for name in "cdbea":
        desk.tell(name)
    assert desk.groups() == {frozenset("abc"), frozenset("d"), frozenset("e")}


@pytest.mark.parametrize("order", ["abced", "ecbad", "dbeca"])
def test_of_a_large_tangle_events_that_a_change_has_no_links_with_stay_as_they_are(desk, monkeypatch, order):
    for largest in (500, 1):
        monkeypatch.setattr(clusters, "LARGEST_AT_ONCE", largest)
        for name in order:
            desk.tell(name)
        assert desk.groups() == {frozenset("abc"), frozenset("d"), frozenset("e")}
        desk.take_out("a")
        assert frozenset("bc") in desk.groups()
        desk.take_out(*order)
        assert not desk.rows("select * from core.events")


def test_an_id_stays_while_an_event_grows(desk):
    desk.tell("a", "b")
    before = desk.ids()
    desk.tell("c", "d")
    assert {name: desk.ids()[name] for name in before} == before


def test_nothing_is_left_of_what_nobody_tells(desk):
    desk.tell("a", "d")
    desk.take_out("a")
    assert desk.groups() == {frozenset("d")}
    assert [row["event_type"] for row in desk.rows("select event_type from core.events")] == ["COERCE"]
    assert desk.rows("select * from ops.event_members where article_id = 'a'") == []


def test_a_second_run_changes_nothing(desk):
    desk.tell(*TOLD)
    before = desk.rows("select * from core.events order by event_id")
    events.events(desk.warehouse, desk.settings, None)
    assert desk.rows("select * from core.events order by event_id") == before


def test_a_step_that_ends_half_way_leaves_events_as_they_were(desk, monkeypatch):
    desk.tell("a", "b", "d")
    before = desk.ids(), desk.rows("select * from core.events order by all")

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(events, "regroup", killed)
        desk.tell("a", "b", "c")
    members = desk.rows("select distinct event_id from ops.event_members")
    assert {row["event_id"] for row in members} == {row["event_id"] for row in before[1]}
    desk.tell("a", "b", "c")
    ids = desk.ids()
    assert ids["a"] == ids["b"] == ids["c"] == before[0]["a"]
    assert ids["d"] == before[0]["d"]


def test_a_denial_is_counted(desk):
    desk.tell("a")
    desk.tell("b", status="denied")
    (row,) = desk.rows("select mention_count, denied_count from core.events")
    assert (row["mention_count"], row["denied_count"]) == (2, 1)


def test_a_party_is_the_entity_of_its_name(desk):
    units = pa.table({"unit_id": ["a"]})
    name = {
        "article_id": "a",
        "field": "text",
        "start_char": 0,
        "end_char": 7,
        "surface": "Russian",
        "entity_type": "NORP",
        "local_name": "Russian",
        "entity_id": "ru",
        "score": 0.9,
        "annotator_id": "t",
    }
    with desk.warehouse.writer() as session:
        session.replace(
            "core.entity_mentions",
            CONTRACTS["core.entity_mentions"].from_rows([name]),
            unit_column="article_id",
            units=units,
        )
    desk.tell("a")
    (row,) = desk.rows("select actor_entity_id from core.events")
    assert row["actor_entity_id"] == "ru"


def test_of_parties_told_equally_often_the_first_mentions_counts_whatever_is_read_again(desk):
    """A day that is made again puts its rows last: what an event says may not hang on that."""
    desk.tell("a", "b")
    with desk.warehouse.writer() as session:
        for name, target in (("a", "z"), ("b", "y")):
            session.run(f"update core.event_mentions set target_entity_id = '{target}' where article_id = '{name}'")
    rows = []
    for first, second in ("ab", "ba"):
        with desk.warehouse.writer() as session:
            moved = session.query("select * from core.event_mentions").to_pylist()
            session.run("delete from core.event_mentions")
            for name in (first, second):
                table = CONTRACTS["core.event_mentions"].from_rows([row for row in moved if row["article_id"] == name])
                units = pa.table({"unit_id": [name]})
                session.replace("core.event_mentions", table, unit_column="article_id", units=units)
            members = session.query("select event_mention_id, article_id, event_id from ops.event_members")
            rows.append(event_groups.events_of(session, members).to_pylist())
    assert rows[0] == rows[1]
    assert rows[0][0]["target_entity_id"] == "z"
