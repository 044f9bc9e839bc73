"""Each named question against an answer that was read off seven articles (`conftest.py`)."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.sqlfiles import list_sql, load_sql


def day(number: int) -> date:
    return date(2026, 3, number)


CASES: list[tuple[str, dict[str, str], str, list[tuple[Any, ...]]]] = [
    # question, parameters, columns, rows
    ("places_near", {"place": "Kupyansk", "within": "110"}, "place_name article_count", [("Kupiansk", 3), ("Kharkiv", 1)]),
    ("places_near", {"place": "Kupyansk", "within": "90"}, "place_name", [("Kupiansk",)]),
    ("places_near", {"place": "Suva", "within": "250"}, "place_name", [("Suva",), ("Taveuni",)]),
    ("places_near", {"place": "Taveuni", "within": "250"}, "place_name", [("Taveuni",), ("Suva",)]),
    ("place_by_day", {"place": "kupyansk"}, "published_date article_count focus_count", [(day(9), 1, 1), (day(10), 1, 1)]),
    ("place_by_day", {"place": "Kupiansk", "since": "2026-03-10"}, "published_date", [(day(10),)]),
    (
        "countries_of_the_news",
        {},
        "country_code article_count focus_count literal_count",
        [("UA", 2, 2, 3), ("RU", 1, 1, 0), ("FJ", 1, 1, 2)],
    ),
    ("countries_of_the_news", {"until": "2026-03-09"}, "country_code", [("UA",)]),
    ("unresolved_places", {}, "surface mention_count container_name", [("Lower Tansk", 1, "Ukraine")]),
    ("places_as_governments", {}, "place_name mention_count associative_share", [("Moscow", 3, 1.0)]),
    ("places_as_governments", {"least": "4"}, "place_name", []),
    ("people_at_place", {"place": "Kupyansk"}, "canonical_name article_count", [("Ada Grossi", 1)]),
    ("people_at_place", {"place": "Kupyansk", "type": "gpe"}, "canonical_name", [("Kupiansk",)]),
    (
        "articles_mentioning_name",
        {"name": "grossi"},
        "article_id copy_kind spellings",
        [("a7", "revision", "Grossi"), ("a6", None, "Grossi"), ("a3", "copy", "Ada Grossi"), ("a1", None, "Ada Grossi")],
    ),
    ("articles_mentioning_name", {"name": "Grossi", "until": "2026-03-09"}, "article_id", [("a1",)]),
    ("name_by_day", {"name": "Ada Grossi"}, "published_date article_count", [(day(9), 1), (day(12), 1)]),
    (
        "forms_of_name",
        {"name": "Grossi"},
        "canonical_name alias basis",
        [("Ada Grossi", "Ada Grossi", "exact"), ("Ada Grossi", "Grossi", "surname")],
    ),
    (
        "names_of_source",
        {"name": "Kupyansk"},
        "source_code surface mention_count",
        [("herald", "Kupyansk", 1), ("post", "Kupiansk", 1), ("wire", "Kupyansk", 1)],
    ),
    ("companions_of_name", {"name": "Grossi"}, "companion article_count", [("Kupiansk", 2)]),
    ("companions_of_name", {"name": "Kupyansk"}, "companion companion_type", [("Ada Grossi", "PERSON")]),
    ("strongest_pairs", {"least": "2"}, "entity_name other_entity_name", [("Ada Grossi", "Kupiansk")]),
    ("strongest_pairs", {}, "entity_name", []),
    ("rising_names", {}, "canonical_name", []),
    ("rising_places", {}, "place_name", []),
    ("new_names", {}, "first_published_date canonical_name", [(day(16), "Boris Venn")]),
    ("new_names", {"days": "8", "type": "person"}, "canonical_name", [("Ada Grossi",), ("Boris Venn",)]),
    ("doubtful_names", {}, "alias canonical_name score", [("Grossi", "Ada Grossi", 0.7)]),
    ("articles_on_topic", {"topic": "Conflict"}, "article_id", [("a2",), ("a1",)]),
    ("articles_on_topic", {"topic": "t:pol"}, "article_id topic_name", [("a4", "politics")]),
    ("topics_of_place", {"place": "Kupyansk"}, "topic_name article_count share share_of_all ratio", [("conflict", 2, 1.0, 0.4, 2.5)]),
    (
        "topics_of_source",
        {"source": "WIRE"},
        "source_code topic_name article_count share",
        [("wire", "conflict", 1, 0.25), ("wire", "politics", 1, 0.25)],
    ),
    (
        "articles_of_story",
        {"story": "near kupyansk"},
        "published_date sources copy_kind copy_of",
        [(day(9), "wire", None, None), (day(10), "post", None, None), (day(10), "herald", "copy", "a1")],
    ),
    ("articles_of_story", {"story": "s2"}, "article_id", [("a6",), ("a7",)]),
    ("widest_stories", {}, "story_id source_count copy_count day_count", [("s1", 3, 1, 2), ("s2", 1, 1, 2)]),
    ("widest_stories", {"since": "2026-03-11"}, "story_id", [("s2",)]),
    (
        "first_to_tell",
        {},
        "source_code story_count first_count median_lag_days",
        [("wire", 1, 1, 0.0), ("herald", 1, 0, 1.0), ("post", 1, 0, 1.0)],
    ),
    ("copies_of_article", {"article": "a3"}, "article_id kind sources", [("a1", "first", "wire"), ("a3", "copy", "herald")]),
    ("copies_of_article", {"article": "a4"}, "article_id", []),
    ("who_copies_whom", {}, "first_source copying_source copy_count median_lag_days", [("wire", "herald", 1, 1.0)]),
    ("revisions", {}, "article_id first_article_id added_word_count is_title_changed", [("a7", "a6", 3, True)]),
    (
        "spellings_of_place",
        {"place": "Kupiansk"},
        "source_code surface mention_count",
        [("herald", "Kupyansk", 1), ("post", "Kupiansk", 1), ("wire", "Kupyansk", 1)],
    ),
    ("spellings_of_place", {"place": "Moscow"}, "surface", []),
    (
        "sources",
        {},
        "source_code article_count dated_count copy_count",
        [("wire", 3, 3, 1), ("post", 2, 1, 0), ("herald", 0, 0, 1)],
    ),
    (
        "volume_by_day",
        {"until": "2026-03-12"},
        "published_date article_count copy_count source_count",
        [(day(9), 1, 0, 1), (day(10), 1, 1, 1), (day(12), 1, 0, 1)],
    ),
    ("volume_by_day", {"source": "herald"}, "published_date article_count copy_count", [(day(10), 0, 1)]),
    (
        "articles_by_date",
        {"since": "2026-03-10", "until": "2026-03-12"},
        "article_id source_code copy_kind",
        [("a2", "post", None), ("a3", "herald", "copy"), ("a6", "wire", None)],
    ),
    (
        "how_dates_are_known",
        {},
        "published_basis article_count dated_count median_interval_days",
        [("metadata", 4, 4, 1.0), ("dateline", 1, 1, 1.0), ("none", 1, 0, None), ("text", 1, 1, 1.0)],
    ),
    ("evidence_for_date", {"article": "a2"}, "kind surface weight", [("dateline", "Kupiansk", 0.8)]),
    ("evidence_for_date", {"article": "a5"}, "kind", []),
    ("articles_naming_day", {"day": "2026-03-12"}, "article_id surface context", [("a1", "Thursday", ARTICLE_1 := "Kupyansk was shelled. Ada Grossi speaks on Thursday.")]),
    ("articles_naming_day", {"day": "2026-03-13"}, "article_id", []),
    ("announced_days", {}, "announced_date published_date context", [(day(12), day(9), ARTICLE_1)]),
    ("announced_days", {"from": "2026-03-13"}, "announced_date", []),
    (
        "quality_by_source",
        {},
        "source_code article_count dated_share place_mention_count resolved_share low_scored_share",
        [("wire", 4, 1.0, 8, 1.0, 2 / 13), ("post", 2, 0.5, 3, 2 / 3, 0.25), ("herald", 1, 1.0, 1, 1.0, 0.0)],
    ),
    ("refusals_by_reason", {}, "reason_code refused_count file_count example_detail", [("invalid_json", 2, 1, "mend line 2")]),
    ("failed_readings", {}, "table_name reason_code unit_count example_detail", [("core.sentences", "ValueError", 1, "too odd")]),
    ("unread_dates", {}, "published_stated record_count example_position", [("03/04/2026", 1, "line 2")]),
    (
        "unsure_facts",
        {},
        "kind surface score article_id",
        [
            ("place", "Lower Tansk", 0.2, "a5"),
            ("place", "Moscow", 0.3, "a4"),
            ("entity", "Boris Venn", 0.4, "a4"),
            ("time", "Thursday", 0.45, "a1"),
            ("time", "Thursday", 0.45, "a3"),
        ],
    ),
    ("unsure_facts", {"kind": "entity"}, "surface", [("Boris Venn",)]),
    ("rising_topics", {}, "topic_name", []),
    ("bursts_of_the_day", {}, "item_name", []),
    (
        "story_by_day",
        {"story": "SHELLS"},
        "published_date article_count copy_count source_count articles_so_far",
        [(day(9), 1, 0, 1, 1), (day(10), 1, 1, 2, 2)],
    ),
    (
        "quality_by_day",
        {"source": "post"},
        "published_date article_count inferred_share resolved_share low_scored_share",
        [(day(10), 1, 1.0, 1.0, 0.0), (None, 1, 0.0, 0.0, 1.0)],
    ),
    (
        "topics_by_day",
        {},
        "published_date topic_name article_count",
        [(day(9), "conflict", 1), (day(10), "conflict", 1), (day(16), "politics", 1)],
    ),
    ("annotators", {}, "table_name name unit_count", [("core.sentences", "r", 2)]),
]  # fmt: skip


def answer(world: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, str]) -> list[dict[str, Any]]:
    query = load_sql("queries", name)
    assert set(parameters) <= set(query.parameters)
    return world.execute(query.statement, {**query.parameters, **parameters}).to_arrow_table().to_pylist()


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"),
    [pytest.param(*case, id=f"{case[0]} {' '.join(case[1].values())}".strip()) for case in CASES],
)
def test_the_answer_is_what_the_articles_say(
    world: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, str], columns: str, rows: list[tuple[Any, ...]]
) -> None:
    found = [tuple(row[column] for column in columns.split()) for row in answer(world, name, parameters)]
    assert [tuple(map(about, row)) for row in found] == [tuple(map(about, row)) for row in rows]


def about(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def test_every_question_is_asked_by_a_test() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))
    assert [name for name in list_sql("queries") if f'"{name}"' not in source] == []


HOSTILE = ["O'Brien", "%", "_", "'; drop table core.articles; --", "Kup*", '"', "\\", "$limit"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "name", sorted({case[0] for case in CASES if {"place", "name", "topic", "story"} & set(case[1])})
)
def test_quotes_wildcards_and_sql_in_a_parameter_are_only_text(
    world: duckdb.DuckDBPyConnection, name: str, text: str
) -> None:
    [parameter] = {"place", "name", "topic", "story"} & set(load_sql("queries", name).parameters)
    assert answer(world, name, {parameter: text}) == []
    assert world.execute("select count(*) from core.articles").fetchone() == (7,)


@pytest.mark.parametrize(
    ("latitude", "longitude", "near"),
    [(89.9, 10.0, True), (89.9, -170.0, True), (-89.9, 10.0, False)],
    ids=["at the pole", "beyond the pole", "at the other pole"],
)
def test_distance_holds_at_the_poles(
    warehouse: duckdb.DuckDBPyConnection, latitude: float, longitude: float, near: bool
) -> None:
    insert = "insert into core.places (place_id, name, feature_class, latitude, longitude) values ($1, $1, 'P', $2, $3)"
    warehouse.execute(insert, ["camp", 89.9, -10.0])
    warehouse.execute(insert, ["other", latitude, longitude])
    rows = answer(warehouse, "places_near", {"place": "camp", "within": "25"})
    assert ("other" in {row["place_name"] for row in rows}) is near


@pytest.mark.parametrize(
    ("name", "mart", "row"),
    [
        (
            "rising_names",
            "trending_entities",
            {"entity_id": "gro", "canonical_name": "Ada Grossi", "entity_type": "PERSON"},
        ),
        ("rising_places", "trending_places", {"place_id": "kup", "place_name": "Kupiansk"}),
        ("rising_topics", "trending_topics", {"topic_code": "t", "topic_name": "conflict"}),
        ("bursts_of_the_day", "bursts", {"kind": "place", "item_id": "kup", "item_name": "Kupiansk"}),
    ],
)
def test_what_rises_is_that_of_the_day_the_strongest_first(
    warehouse: duckdb.DuckDBPyConnection, name: str, mart: str, row: dict[str, str]
) -> None:
    key = next(iter(set(row) & {"entity_id", "place_id", "topic_code", "item_id"}))
    score = "burst_score" if mart == "bursts" else "trend_score"
    for number, (when, value) in enumerate([(day(9), 5.0), (day(10), 3.0), (day(10), 4.0)]):
        values = row | {key: str(number), "published_date": when, score: value, "article_count": 2}
        columns = ", ".join(values)
        warehouse.execute(f"insert into marts.{mart} ({columns}) values ({', '.join(f'${c}' for c in values)})", values)
    assert [found[score] for found in answer(warehouse, name, {})] == [4.0, 3.0]
    assert [found[score] for found in answer(warehouse, name, {"day": "2026-03-09"})] == [5.0]


def test_a_day_that_is_none_is_an_error_not_an_empty_answer(world: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ConversionException, match="Tuesday"):
        answer(world, "place_by_day", {"place": "Kupyansk", "since": "Tuesday"})
