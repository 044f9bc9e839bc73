"""Marts: refreshed by the days that changed, and equal to a rebuild whatever arrives when."""

import json
import math
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue import CATALOGUE, Mart, article_slices
from pipelines.catalogue.mart_engines import ENGINES, Engine
from pipelines.catalogue.pairs import pair_counts
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Warehouse
from pipelines.warehouse.changes import forget_progress, log_changes
from pipelines.warehouse.commits import days_of
from pipelines.work import mart_days, undated
from pipelines.work import marts as marts_module
from pipelines.work.marts import refresh_mart
from tests.lakes import lake_of

MARTS = [entry for entry in CATALOGUE.entries if isinstance(entry, Mart)]
RISING = [entry for entry in MARTS if entry.carried or entry.name == "marts.bursts"]
DAYS = [None, *(date(2026, 3, day) for day in (1, 2, 20, 29))]


def article(number, day, entities=(), places=(), topics=()):
    article_id = f"a{number}"
    base = {"article_id": article_id, "annotator_id": "t"}
    return {
        "raw.documents": [
            {
                "document_id": f"d{number}",
                "source_code": f"s{number % 2}",
                "uri": "u",
                "media_type": "m",
                "is_dump": False,
                "content_sha256": "x",
                "byte_count": 1,
                "char_count": 1,
                "batch_id": "b",
                "collected_at": pa.scalar(0, pa.timestamp("us", tz="UTC")).as_py(),
                "is_current": True,
            }
        ],
        "core.article_occurrences": [
            {
                **base,
                "document_id": f"d{number}",
                "ordinal": 0,
                "start_char": 0,
                "end_char": 1,
                "boundary_score": 1.0,
                "boundary_basis": "document",
            }
        ],
        "core.articles": [
            {
                **base,
                "text": "x",
                "is_title_in_text": False,
                "word_count": number + 1,
                "published_date": day,
                "published_basis": "none" if day is None else "metadata",
                "is_current": True,
            }
        ],
        "core.entity_mentions": [
            {
                **base,
                "field": "text",
                "start_char": i,
                "end_char": i + 1,
                "surface": "x",
                "entity_type": "ORG",
                "local_name": f"n{e}",
                "entity_id": f"e{e}",
                "score": 1.0,
            }
            for i, e in enumerate(entities)
        ],
        "core.article_places": [
            {
                **base,
                "place_id": f"p{p}",
                "mention_count": 1,
                "literal_count": 1,
                "focus_score": 0.5,
                "is_focus": True,
            }
            for p in dict.fromkeys(places)
        ],
        "core.article_topics": [
            {**base, "topic_code": f"t{t}", "score": 0.5, "rank": 1, "is_implied": False} for t in dict.fromkeys(topics)
        ],
    }


class Aggregates:
    """A warehouse of hand-made facts, and its marts."""

    def __init__(self, path, warehouse=None):
        self.warehouse, self.settings = warehouse or Warehouse(path), Settings(warehouse=path)
        self.paired_up_to = 0
        with self.warehouse.writer() as session:
            for n in range(4):
                names = {"canonical_name": f"E{n}", "entity_type": "ORG", "mention_count": 0, "article_count": 0}
                session.append("core.entities", CONTRACTS["core.entities"].from_rows([{"entity_id": f"e{n}", **names}]))
                place = {
                    "place_id": f"p{n}",
                    "name": f"P{n}",
                    "feature_class": "P",
                    "feature_code": "PPL",
                    "latitude": 0.0,
                    "longitude": 0.0,
                    "h3_cell": ("871fb4662ffffff", "872830828ffffff")[n % 2],
                }
                session.append("core.places", CONTRACTS["core.places"].from_rows([place]))
                topic = {"topic_code": f"t{n}", "scheme": "s", "name": f"T{n}", "level": 1}
                session.append("core.topics", CONTRACTS["core.topics"].from_rows([topic]))

    def write(self, *articles):
        for facts in articles:
            [row] = facts["core.articles"]
            units = pa.table({"unit_id": [row["article_id"]]})
            with self.warehouse.writer() as session, session.transaction():
                before = days_of(session, units)
                for name, rows in facts.items():
                    column = "document_id" if name == "raw.documents" else "article_id"
                    ids = (
                        units
                        if column == "article_id"
                        else pa.table({"unit_id": [facts["raw.documents"][0]["document_id"]]})
                    )
                    session.replace(name, CONTRACTS[name].from_rows(rows), unit_column=column, units=ids)
                log_changes(session, ["core.articles"], units, pa.concat_tables([before, days_of(session, units)]))

    def refresh(self, engine=None, *, is_whole=False):
        told = []
        for entry in MARTS:
            refresh_mart(self.warehouse, self.settings, entry, lambda *step: told.append(step), engine)
        with self.warehouse.writer() as session:
            number = session.scalar("select coalesce(max(change_number), 0) from ops.changes")
            changed = session.query(
                "select distinct unit_id from ops.changes where change_number > $after", {"after": self.paired_up_to}
            )
            self.paired_up_to = number
        pair_counts(self.warehouse, self.settings, None if is_whole else changed)
        return told

    def rows(self):
        names = [*(entry.name for entry in MARTS), "marts.entity_pairs", "ops.single_pairs"]
        with self.warehouse.writer() as session:
            return {name: session.query(f"select * from {name} order by all").to_pylist() for name in names}


ARTICLES = st.builds(
    article,
    st.integers(0, 5),
    st.sampled_from(DAYS),
    st.lists(st.integers(0, 3), max_size=4),
    st.lists(st.integers(0, 3), max_size=3),
    st.lists(st.integers(0, 3), max_size=3),
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.lists(ARTICLES, min_size=1, max_size=3), min_size=1, max_size=4),
    engine=st.sampled_from(Engine),
    most_held=st.sampled_from([0, marts_module.MOST_ARTICLES]),
)
def test_refreshed_marts_equal_a_rebuild_whatever_arrives_when(tmp_path_factory, steps, engine, most_held):
    """Articles come, come again with other facts and other days, in any order, of few articles or as of many; the rebuild is by the
    engines that are published."""
    stepwise = Aggregates(tmp_path_factory.mktemp("step") / "w.duckdb")
    with pytest.MonkeyPatch.context() as patched:
        for module in (marts_module, article_slices):
            patched.setattr(module, "MOST_ARTICLES", most_held)
        for articles in steps:
            stepwise.write(*articles)
            stepwise.refresh(engine)
    rebuilt = Aggregates(tmp_path_factory.mktemp("whole") / "w.duckdb")
    latest = {facts["core.articles"][0]["article_id"]: facts for articles in steps for facts in articles}
    rebuilt.write(*latest.values())
    rebuilt.refresh(is_whole=True)
    assert stepwise.rows() == rebuilt.rows()


@pytest.fixture
def aggregates(tmp_path):
    return Aggregates(tmp_path / "w.duckdb")


@pytest.mark.slow
def test_marts_in_a_lake_follow_what_changed_as_those_of_a_file_are_made(postgres_server, tmp_path):
    first = [article(n, DAYS[n % 5], [n % 4, 0], [n % 4], [n % 4]) for n in range(6)]
    then = [article(6, DAYS[1], [0, 1, 2], [1], [2]), article(7, None, [0, 1], [1], [2]), article(2, DAYS[3], [1, 2])]
    in_lake = Aggregates(tmp_path / "unused.duckdb", lake_of(postgres_server.database(), tmp_path, lock_timeout_s=20))
    for step in (first, then):
        in_lake.write(*step)
        in_lake.refresh()
    of_file = Aggregates(tmp_path / "w.duckdb")
    of_file.write(*first, *then)
    of_file.refresh(is_whole=True)
    assert in_lake.rows() == of_file.rows()


def test_only_the_days_that_changed_are_made_again(aggregates):
    aggregates.write(article(0, DAYS[1], [0]), article(1, DAYS[3], [1]))
    aggregates.refresh()
    assert aggregates.refresh() == []
    aggregates.write(article(2, DAYS[3], [1]))
    told = aggregates.refresh()
    assert [step for step in told if step[0] == "marts.daily_entities"] == [("marts.daily_entities", 1, 1)]


def test_the_undated_are_looked_at_only_for_marts_that_keep_them(aggregates):
    aggregates.write(article(0, None, [0], [0], [0]), article(1, DAYS[1], [0], [0], [0]))
    told = {(step[0], step[2]) for step in aggregates.refresh()}
    assert ("marts.daily_entities", 1) in told
    assert ("marts.source_volume", 2) in told


@pytest.mark.parametrize(("engine", "is_held"), [("polars", False), ("polars", True), ("sql", False), ("sql", True)])
def test_days_in_chunks_give_the_same_rows(aggregates, tmp_path, monkeypatch, engine, is_held):
    facts = [article(n, DAYS[n % 5], [n % 4, 0], [n % 4], [n % 4]) for n in range(6)]
    aggregates.write(*facts)
    aggregates.refresh()
    monkeypatch.setattr(mart_days, "CHUNK_ARTICLES", 1)
    monkeypatch.setattr(undated, "MOST_ARTICLES", 1)
    if not is_held:
        monkeypatch.setattr(marts_module, "MOST_ARTICLES", 0)
    chunked = Aggregates(tmp_path / "chunked.duckdb")
    chunked.write(*facts)
    told = chunked.refresh(Engine(engine))
    assert [step[1:] for step in told if step[0] == "marts.daily_entities"] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert chunked.rows() == aggregates.rows()


@pytest.mark.parametrize("is_held", [False, True])
def test_what_rises_is_the_same_by_both_engines_and_carries_the_texts_of_its_day(aggregates, monkeypatch, is_held):
    if not is_held:
        monkeypatch.setattr(marts_module, "MOST_ARTICLES", 0)
    aggregates.write(*(article(n, DAYS[1], [n % 2], [0], [0]) for n in range(4)))
    aggregates.write(*(article(n, DAYS[2], [0, 2] if n < 8 else [1], [1], [1]) for n in range(4, 9)))
    aggregates.refresh()
    with aggregates.warehouse.writer() as session:
        session.run("update core.entities set canonical_name = 'Renamed' where entity_id = 'e0'")
    aggregates.write(*(article(n, DAYS[3], [0], [2], [2]) for n in range(9, 13)))
    aggregates.refresh()
    by_engine = []
    for engine in Engine:
        with aggregates.warehouse.writer() as session:
            for entry in RISING:
                forget_progress(session, entry.name)
                session.run(f"delete from {entry.name}")
        for entry in RISING:
            refresh_mart(aggregates.warehouse, aggregates.settings, entry, lambda *_: None, engine)
        by_engine.append({entry.name: aggregates.rows()[entry.name] for entry in RISING})
    assert by_engine[0] == by_engine[1]
    assert all(by_engine[0].values())
    risen = {(row["published_date"], row["canonical_name"]) for row in by_engine[0]["marts.trending_entities"]}
    assert risen == {(DAYS[2], "E0"), (DAYS[2], "E2"), (DAYS[3], "Renamed")}


def test_pairs_equal_their_sql_oracle_and_need_two_articles(aggregates):
    aggregates.write(
        article(0, DAYS[1], [0, 1, 1]), article(1, None, [0, 1]), article(2, DAYS[2], [2, 0]), article(3, DAYS[2], [3])
    )
    aggregates.refresh()
    with aggregates.warehouse.writer() as session:
        view = session.query("select * from marts.entity_pairs order by all").to_pylist()
        oracle = session.query(
            f"select * from ({load_sql('marts', 'entity_pairs').statement}) order by all"
        ).to_pylist()
    assert json.dumps(view, default=str) == json.dumps(oracle, default=str)
    assert [(row["entity_id"], row["other_entity_id"], row["article_count"]) for row in view] == [("e0", "e1", 2)]
    assert view[0]["lift_ratio"] == pytest.approx(2 * 4 / 3 / 2)


def test_only_the_leading_entities_of_an_article_are_paired(aggregates):
    with aggregates.warehouse.writer() as session:
        for n in range(4, 30):
            row = {"entity_id": f"e{n}", "canonical_name": f"E{n}", "entity_type": "ORG"}
            counts = {"mention_count": 0, "article_count": 0}
            session.append("core.entities", CONTRACTS["core.entities"].from_rows([row | counts]))
    crowd = [*range(25), 29, 29]
    aggregates.write(article(0, DAYS[1], crowd), article(1, DAYS[1], crowd))
    aggregates.refresh()
    pairs = aggregates.rows()["marts.entity_pairs"]
    assert len(pairs) == 20 * 19 / 2
    assert any("e29" in (row["entity_id"], row["other_entity_id"]) for row in pairs)


def test_an_engine_is_chosen_for_every_mart_of_the_house_and_both_have_tables():
    assert set(ENGINES) == {entry.name for entry in MARTS}
    assert set(ENGINES.values()) == set(Engine)


@pytest.mark.parametrize("engine", Engine)
def test_an_article_that_is_not_current_is_in_no_mart(aggregates, engine):
    facts = article(0, DAYS[1], [0, 1], [0], [0])
    facts["core.articles"][0]["is_current"] = False
    aggregates.write(facts)
    aggregates.refresh(engine)
    assert {name: rows for name, rows in aggregates.rows().items() if rows} == {}


def call_copy(aggregates, article_id, canonical_article_id):
    """Note that an article is a copy of another."""
    row = {
        "article_id": article_id,
        "canonical_article_id": canonical_article_id,
        "kind": "copy",
        "similarity_score": 0.9,
    }
    change = {"added_word_count": 1, "removed_word_count": 1, "is_title_changed": False}
    units = pa.table({"unit_id": [article_id]})
    with aggregates.warehouse.writer() as session, session.transaction():
        session.append("core.duplicates", CONTRACTS["core.duplicates"].from_rows([row | change]))
        log_changes(session, ["core.duplicates"], units, days_of(session, units))


def test_a_copy_is_counted_beside_for_its_source_only_and_its_day_is_made_again(aggregates):
    aggregates.write(article(0, DAYS[1], [0, 1], [0], [0]), article(1, DAYS[2], [0, 1], [0], [0]))
    aggregates.refresh()
    assert len(aggregates.rows()["marts.entity_pairs"]) == 1
    call_copy(aggregates, "a1", "a0")
    aggregates.refresh()
    rows = aggregates.rows()
    assert {day["published_date"] for day in rows["marts.daily_entities"]} == {DAYS[1]}
    assert rows["marts.entity_pairs"] == []
    volume = {(day["source_code"], day["article_count"], day["copy_count"]) for day in rows["marts.source_volume"]}
    assert volume == {("s0", 1, 0), ("s1", 0, 1)}


def test_an_undated_article_that_turns_out_to_be_a_copy_is_taken_away_and_counted_beside(aggregates):
    aggregates.write(article(0, None, [0, 1], [0]), article(2, None, [0]))
    aggregates.refresh()
    call_copy(aggregates, "a2", "a0")
    aggregates.refresh()
    [volume] = aggregates.rows()["marts.source_volume"]
    assert (volume["article_count"], volume["word_count"], volume["copy_count"]) == (1, 1, 1)
    [quality] = aggregates.rows()["marts.data_quality"]
    assert (quality["article_count"], quality["copy_count"], quality["entity_mention_count"]) == (1, 1, 2)


def test_a_source_whose_only_undated_article_gets_a_day_has_no_row_without_one(aggregates):
    aggregates.write(article(0, None), article(1, DAYS[1]))
    aggregates.refresh()
    aggregates.write(article(0, DAYS[2]))
    aggregates.refresh()
    rows = aggregates.rows()
    assert [(row["source_code"], row["published_date"]) for row in rows["marts.source_volume"]] == [
        ("s0", DAYS[2]),
        ("s1", DAYS[1]),
    ]
    with aggregates.warehouse.writer() as session:
        assert not session.count("ops.undated_source_volume")


def test_a_dated_article_leaves_what_has_no_day_alone(aggregates):
    """A document has no day of its own: that it is new says nothing of articles without one."""
    aggregates.write(article(0, None, [0]), article(1, DAYS[1], [1]))
    aggregates.refresh()
    units = pa.table({"unit_id": ["d9"]})
    with aggregates.warehouse.writer() as session, session.transaction():
        log_changes(session, ["raw.documents", "core.article_occurrences"], units)
    assert aggregates.refresh() == []


def test_rows_of_new_articles_are_looked_for_once_for_all_marts_and_pairs(aggregates, monkeypatch):
    aggregates.write(article(0, DAYS[1], [0], [0], [0]))
    aggregates.refresh()
    aggregates.write(article(1, DAYS[3], [0, 1], [0], [0]), article(2, None, [0, 1], [0], [0]))
    looked_for = []
    found = article_slices.Slice._found
    monkeypatch.setattr(article_slices.Slice, "_found", lambda *given: looked_for.append(given[2]) or found(*given))
    aggregates.refresh()
    looked_for = [
        name for name in looked_for if name != "core.duplicates"
    ]  # marts of what rises look at earlier days too
    assert sorted(looked_for) == sorted(set(looked_for))
    assert {"core.entity_mentions", "core.place_mentions", "core.article_places", "raw.documents"} <= set(looked_for)
    assert pairs_of(aggregates) == {("e0", "e1"): 2}


def test_two_names_for_one_place_are_no_pair(aggregates):
    """A people and its country; in an article in which the name is not read as that place, the two do count."""
    for number in range(3):
        facts = article(number, DAYS[1], [0, 1, 2])
        facts["core.place_mentions"] = [
            {
                "article_id": f"a{number}",
                "annotator_id": "t",
                "field": "text",
                "surface": "x",
                "score": 1.0,
                "start_char": entity,
                "end_char": entity + 1,
                "place_id": "ua",
                "role": "literal",
                "role_score": 1.0,
                "resolution_basis": "gazetteer",
            }
            for entity in (0, 1)
        ]
        aggregates.write(facts)
    aggregates.refresh()
    assert pairs_of(aggregates) == {("e0", "e2"): 3, ("e1", "e2"): 3}
    for number in range(2):
        facts = article(number, DAYS[1], [0, 1, 2])
        aggregates.write(facts | {"core.place_mentions": []})
    aggregates.refresh()
    assert pairs_of(aggregates) == {("e0", "e1"): 2, ("e0", "e2"): 3, ("e1", "e2"): 3}
    with aggregates.warehouse.writer() as session:
        oracle = session.query(load_sql("marts", "entity_pairs").statement).to_pylist()
    assert {(row["entity_id"], row["other_entity_id"]): row["article_count"] for row in oracle} == pairs_of(aggregates)


def pairs_of(aggregates):
    rows = aggregates.rows()["marts.entity_pairs"]
    return {(row["entity_id"], row["other_entity_id"]): row["article_count"] for row in rows}


def test_pairs_are_weighed_as_the_fourfold_table_says(aggregates):
    """Two names: both in 2 articles, the first alone in 1, the second alone in 3, neither in 4."""
    named = [[0, 1]] * 2 + [[0]] + [[1]] * 3 + [[2]] * 4
    aggregates.write(*(article(number, DAYS[1], entities) for number, entities in enumerate(named)))
    aggregates.refresh()
    [row] = aggregates.rows()["marts.entity_pairs"]
    assert row["lift_ratio"] == pytest.approx(2 * 10 / (3 * 5))
    assert row["pmi_score"] == pytest.approx(math.log2(4 / 3))
    assert row["npmi_score"] == pytest.approx(math.log(4 / 3) / -math.log(0.2))
    cells = {2: 3 * 5 / 10, 1: 3 * 5 / 10, 3: 7 * 5 / 10, 4: 7 * 5 / 10}
    assert row["log_likelihood"] == pytest.approx(2 * sum(seen * math.log(seen / mean) for seen, mean in cells.items()))
