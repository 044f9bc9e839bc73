"""Stories in a warehouse: the same whatever arrives when, with ids that stay."""

import itertools
import shutil
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue import (
    copies,
    group_reach,
    groups,
    stories,
    stories_as_a_whole,
    story_groups,
    story_links,
)
from pipelines.enrich.stories import clusters
from pipelines.sqlfiles import load_sql

from .conftest import Standing, article, killed_at_the_second

QUAKE = (
    "A strong earthquake shook the town of Samarra at dawn, killing twelve villagers and burying a school in rubble."
)
TEXTS = {
    "a": ("Earthquake kills twelve in Samarra", QUAKE + " Rescuers dug with bare hands.", 1),
    "b": ("Samarra earthquake: school buried", "Rescuers in Samarra pulled villagers from the rubble of a school after the earthquake at dawn killed twelve.", 1),
    "c": ("Twelve dead in Samarra earthquake", "The earthquake that shook Samarra at dawn buried a school; twelve villagers are dead, rescuers said.", 2),
    "d": ("Strike shuts Rotterdam harbour", "Dockers walked out in Rotterdam over pensions, and the harbour with its container cranes stood still.", 1),
    "e": ("Rotterdam dockers on strike", "The harbour of Rotterdam stood still as dockers walked out over pensions; container ships waited.", 2),
    "f": ("Earthquake kills twelve in Samarra again", QUAKE + " Rescuers dug with their bare hands.", 3),
    "g": ("Bakery wins a prize", "A village bakery won a prize for its sourdough loaves.", 2),
    "h": ("Rotterdam harbour strike over pensions", "Dockers in Rotterdam walked out over pensions; cranes stood still in the harbour.", None),
}  # fmt: skip
EXPECTED = {frozenset("abcf"), frozenset("de"), frozenset("g"), frozenset("h")}


def reported(name):
    title, text, day = TEXTS[name]
    return article(name, text, day, title)


class Front(Standing):
    """A warehouse whose duplicates and stories follow what is written."""

    def write(self, article_ids, rows, *, is_told=True):
        units = self.put(article_ids, rows)
        copies.duplicates(self.warehouse, self.settings, units if is_told else None)
        with self.warehouse.writer() as session:
            noted = session.query("select distinct unit_id from ops.changes where table_name = 'core.duplicates'")
        both = pa.concat_tables([units, noted]).group_by("unit_id").aggregate([])
        return stories.stories(self.warehouse, self.settings, both if is_told else None)

    def bring(self, *article_ids):
        return self.write(article_ids, [reported(name) for name in article_ids])

    def ids(self):
        return {
            row["article_id"]: row["story_id"] for row in self.rows("select article_id, story_id from core.articles")
        }

    def found(self):
        rows = self.rows("select list(article_id) as members from core.articles group by story_id")
        return {frozenset(row["members"]) for row in rows}


@pytest.fixture
def front(tmp_path):
    return Front(tmp_path / "w.duckdb")


def test_articles_on_one_happening_are_one_story(front):
    assert front.bring(*TEXTS)["stories"] == 4
    assert front.found() == EXPECTED


def test_a_story_says_what_it_is(front):
    front.bring(*TEXTS)
    (row,) = front.rows("select * from core.stories where article_count = 3")
    assert (row["first_published_date"], row["last_published_date"]) == (date(2026, 3, 1), date(2026, 3, 2))
    assert (row["copy_count"], row["source_count"]) == (1, 0)
    assert row["label"] == TEXTS[row["representative_article_id"]][0]
    assert row["story_id"] == front.ids()["a"] == front.ids()["f"]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(list(TEXTS)), st.sets(st.integers(1, 7)))
def test_the_order_of_arrival_does_not_matter(tmp_path_factory, order, cuts):
    front = Front(tmp_path_factory.mktemp("w") / "w.duckdb")
    bounds = [0, *sorted(cuts), len(order)]
    for start, end in itertools.pairwise(bounds):
        front.bring(*order[start:end])
    assert front.found() == EXPECTED
    counted = front.rows("select sum(article_count) as articles, sum(copy_count) as copies from core.stories")
    assert counted == [{"articles": 7, "copies": 1}]


def test_days_that_are_linked_apart_give_the_same_stories(front, monkeypatch):
    monkeypatch.setattr(stories, "LINKED_AT_ONCE", 1)
    front.bring(*TEXTS)
    assert front.found() == EXPECTED


@pytest.mark.parametrize("wanted", ["a", "e", "h", "acg", "".join(TEXTS)])
def test_few_articles_find_the_links_that_they_have_among_all_of_their_days(front, monkeypatch, wanted):
    front.bring(*TEXTS)
    units = pa.table({"unit_id": list(wanted)})
    of_few = groups.once("ops.story_links", [story_links.linked(front.warehouse, units)])
    monkeypatch.setattr(story_links, "FEW", 0)
    of_all = groups.once("ops.story_links", [story_links.linked(front.warehouse, units)])
    by_articles = [("article_id", "ascending"), ("other_article_id", "ascending")]
    assert of_few.sort_by(by_articles).equals(of_all.sort_by(by_articles))
    assert (of_few.num_rows > 0) == (wanted != "h")


WORDS = ("harbour", "dockers", "cranes", "pensions", "quake", "rubble", "rescuers", "villagers", "bakery", "sourdough")


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("abcdefghijkl"),
            st.one_of(
                st.none(),
                st.tuples(st.lists(st.sampled_from(WORDS), min_size=4, max_size=7, unique=True), st.integers(1, 4)),
            ),
            min_size=1,
            max_size=6,
        ),
        min_size=3,
        max_size=5,
    )
)
def test_of_a_large_tangle_only_what_a_change_has_links_with_is_grouped_again(tmp_path_factory, steps):
    """Steps write articles of few words on few days, change them and take them out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "LARGEST_AT_ONCE", 3)
        front, whole = (Front(tmp_path_factory.mktemp("w") / "w.duckdb") for _ in range(2))
        for step in steps:
            rows = [article(name, " ".join(told[0]), told[1]) for name, told in step.items() if told]
            front.write(list(step), rows)
            with patch.context() as widened:
                widened.setattr(story_groups, "reach", everything_tied)
                whole.write(list(step), rows)
            assert front.found() == whole.found()
            sql = "select label, article_count, copy_count, representative_article_id from core.stories order by all"
            assert front.rows(sql) == whole.rows(sql)


def everything_tied(session, ties, touched, doubts, made):
    """The whole tangle."""
    known, before = touched.items, set()
    while known != before:
        before = known
        units = pa.table({"unit_id": pa.array(sorted(known), pa.string())})
        found = session.query(ties.close, {"threshold": ties.threshold}, units=units)
        grouped = session.query(ties.companions, units=units)
        known = {*grouped["unit_id"].to_pylist(), *found["unit_id"].to_pylist(), *found["tied_id"].to_pylist()}
    return group_reach.Reach(units, frozenset())


def test_an_id_stays_while_its_story_grows(front):
    front.bring("a", "d")
    before = front.ids()
    front.bring("b", "c", "e", "f", "g", "h")
    after = front.ids()
    assert {name: after[name] for name in "ad"} == before
    front.bring("a")
    assert front.ids() == after


def test_what_is_made_again_keeps_its_ids(front):
    front.bring(*TEXTS)
    before = front.ids()
    front.write(["a"], [reported("a")], is_told=False)
    assert front.ids() == before
    assert front.rows("select * from ops.story_merges") == []


def test_a_story_whose_articles_are_gone_is_gone(front):
    front.bring(*TEXTS)
    front.write(["g"], [])
    front.write(["d"], [reported("d") | {"is_current": False}])
    assert front.ids()["d"] is None
    assert len(front.rows("select * from core.stories")) == 3
    assert front.rows("select article_count from core.stories where representative_article_id = 'e'") == [
        {"article_count": 1}
    ]
    assert front.rows("select 1 from ops.story_members where article_id in ('d', 'g')") == []


def test_stories_that_turn_out_to_be_one_are_merged_and_parted_again(front):
    far = reported("d") | {"published_date": date(2026, 5, 1)}
    front.bring("e")
    front.write(["d"], [far])
    apart = front.ids()
    assert apart["d"] != apart["e"]
    front.bring("d")
    together = front.ids()
    assert together["d"] == together["e"]
    moves = front.rows("select from_story_id, to_story_id, kind, article_count from ops.story_merges")
    (lost,) = set(apart.values()) - set(together.values())
    assert moves == [{"from_story_id": lost, "to_story_id": together["d"], "kind": "merge", "article_count": 1}]
    front.write(["d"], [far])
    parted = front.ids()
    assert parted["d"] != parted["e"]
    assert [row["kind"] for row in front.rows("select kind from ops.story_merges order by moved_at")] == [
        "merge",
        "split",
    ]


def test_the_front_page_of_a_day(front):
    front.bring(*TEXTS)
    query = load_sql("queries", "stories_of_the_day")
    page = front.rows(query.statement, {**query.parameters, "day": "2026-03-01"})
    assert [(row["article_count"], row["articles_in_all"]) for row in page] == [(2, 3), (1, 2)]
    assert [row["copy_count"] for row in front.rows(query.statement, dict(query.parameters))] == [1]


def test_the_identity_follows_the_weights(monkeypatch, front):
    before = stories.stories_identity(front.settings)
    monkeypatch.setattr("pipelines.worker.file_digest", lambda path: f"other {path.name}")
    assert stories.stories_identity(front.settings) != before


def kept_of(front):
    tables = ("ops.story_terms", "ops.story_links", "ops.story_members", "core.stories")
    rows = {table: front.rows(f"select * from {table} order by all") for table in tables}
    merges = "select from_story_id, to_story_id, kind, article_count from ops.story_merges order by all"
    return rows | {"ids": front.ids(), "merges": front.rows(merges)}


def test_all_again_in_parts_is_all_again_at_once(tmp_path, monkeypatch):
    """An article of one story is said to be of another, as other rules might have it; one is gone, one is undated.

    With the smallest parts, the run ends twice before: between two parts of the links, and between two of the articles' ids.
    """
    (tmp_path / "stood").mkdir()
    stood = Front(tmp_path / "stood" / "w.duckdb")
    stood.bring(*TEXTS)
    stood.put(["g"], [])
    before = kept_of(stood)
    with stood.warehouse.writer() as session:
        session.run("update ops.story_members set story_id = 'other' where article_id = 'b'")
        session.run("insert into core.stories by name select * replace ('other' as story_id) from core.stories limit 1")
    made = []
    for at_once in (1, 100_000):
        for name in ("NAMED_AT_ONCE", "LINKED_AT_ONCE", "GROUPED_AT_ONCE", "WRITTEN_AT_ONCE", "WEIGHED_AT_ONCE"):
            monkeypatch.setattr(stories_as_a_whole, name, at_once)
        monkeypatch.setattr(story_links, "FOUND_AT_ONCE", at_once)
        shutil.copytree(tmp_path / "stood", tmp_path / str(at_once))
        front = Front(tmp_path / str(at_once) / "w.duckdb")
        for step in ("linked_days", "link_articles") if at_once == 1 else ():
            with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
                patch.setattr(stories_as_a_whole, step, killed_at_the_second(getattr(stories_as_a_whole, step)))
                stories.stories(front.warehouse, front.settings, None)
        assert stories.stories(front.warehouse, front.settings, None)["stories"] == 3
        made.append(kept_of(front))
    assert made[0] == made[1]
    of_a = before["ids"]["a"]
    assert made[0]["ids"] == {name: story for name, story in before["ids"].items() if name != "g"}
    assert made[0]["merges"] == [{"from_story_id": "other", "to_story_id": of_a, "kind": "merge", "article_count": 1}]
    assert made[0]["ops.story_links"] == [row for row in before["ops.story_links"] if "g" not in row.values()]
    assert made[0]["core.stories"] == [row for row in before["core.stories"] if row["representative_article_id"] != "g"]


def test_days_are_taken_together_up_to_a_number_of_articles():
    days = [date(2026, 3, day) for day in range(1, 6)]
    counts = pa.table({"published_date": pa.array([*days, None], pa.date32()), "article_count": [2, 1, 9, 1, 1, 4]})
    parts = [(part.first, part.last) for part in stories_as_a_whole.day_parts(counts, 3)]
    assert parts == [(days[0], days[1]), (days[2], days[2]), (days[3], days[4]), (None, None)]
