"""The named queries run on an empty warehouse, and answer what they say on a filled one."""

import re
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from pipelines.sqlfiles import list_sql, load_sql

QUERIES = list_sql("queries")
TEXT = "Shelling resumed near Kupyansk.\nKiev said that Kupiansk held."


def answer(warehouse: duckdb.DuckDBPyConnection, name: str, **parameters: str) -> list[dict[str, Any]]:
    query = load_sql("queries", name)
    assert set(parameters) <= set(query.parameters)
    return warehouse.execute(query.statement, {**query.parameters, **parameters}).to_arrow_table().to_pylist()


def fill(warehouse: duckdb.DuckDBPyConnection, name: str, *rows: dict[str, Any]) -> None:
    for row in rows:
        columns = ", ".join(f'"{column}"' for column in row)
        values = ", ".join(f"${column}" for column in row)
        warehouse.execute(f"insert into {name} ({columns}) values ({values})", row)


@pytest.fixture
def filled(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    fill(
        warehouse,
        "core.articles",
        {"article_id": "a1", "text": TEXT, "published_date": date(2026, 3, 17), "published_basis": "text"},
        {"article_id": "a2", "text": "Nothing.", "title": "Quiet day", "published_basis": "none", "word_count": 1},
    )
    fill(warehouse, "raw.documents", {"document_id": "d", "uri": "x.txt", "source_code": "x", "is_dump": True})
    occurrence = {"document_id": "d", "start_char": 0, "end_char": 9, "boundary_basis": "model"}
    fill(
        warehouse,
        "core.article_occurrences",
        {"article_id": "a1", "ordinal": 0, "boundary_score": 0.1, **occurrence},
        {"article_id": "a2", "ordinal": 1, "boundary_score": 0.55, **occurrence},
    )
    fill(warehouse, "core.places", {"place_id": "p", "name": "Kupiansk", "country_code": "UA"})
    mention = {"article_id": "a1", "field": "text", "place_id": "p", "score": 0.9}
    fill(
        warehouse,
        "core.place_mentions",
        {"start_char": 22, "end_char": 30, "surface": "Kupyansk", "role": "literal", **mention},
        {"start_char": 47, "end_char": 55, "surface": "Kupiansk", "role": "literal", **mention},
    )
    fill(
        warehouse,
        "core.article_places",
        {"article_id": "a1", "place_id": "p", "mention_count": 2, "literal_count": 2, "is_focus": True},
    )
    fill(warehouse, "core.topics", {"topic_code": "medtop:1", "name": "conflict", "level": 1})
    fill(
        warehouse, "core.article_topics", {"article_id": "a1", "topic_code": "medtop:1", "rank": 1, "is_implied": False}
    )
    fill(
        warehouse,
        "ops.rejected_records",
        {"uri": "y.txt", "reason_code": "empty_file", "rejected_at": datetime(2026, 3, 20, tzinfo=UTC)},
    )
    return warehouse


@pytest.mark.parametrize("name", QUERIES)
def test_runs_on_an_empty_warehouse_with_its_defaults(empty: duckdb.DuckDBPyConnection, name: str) -> None:
    assert answer(empty, name) == []


@pytest.mark.parametrize("name", QUERIES)
def test_header_says_what_it_answers(name: str) -> None:
    query = load_sql("queries", name)
    assert query.description.endswith(".")
    assert "" not in query.parameters.values()
    assert set(query.parameters) == set(re.findall(r"\$(\w+)", query.statement))


@pytest.mark.parametrize("place", ["Kupyansk", "kupiansk"], ids=["spelling of the text", "gazetteer name, other case"])
def test_place_is_found_under_every_spelling(filled: duckdb.DuckDBPyConnection, place: str) -> None:
    [row] = answer(filled, "articles_mentioning_place", place=place)
    assert row["published_date"] == date(2026, 3, 17)
    assert row["published_basis"] == "text"
    assert row["headline"] == "Shelling resumed near Kupyansk."
    assert row["topics"] == "conflict"
    assert row["spellings"] == "Kupiansk, Kupyansk"
    assert (row["literal_count"], row["associative_count"], row["is_focus"]) == (2, 0, True)


def test_place_nobody_mentions_has_no_rows(filled: duckdb.DuckDBPyConnection) -> None:
    assert answer(filled, "articles_mentioning_place", place="Taipei") == []


def test_spellings_of_a_place_are_counted_with_their_sources(filled: duckdb.DuckDBPyConnection) -> None:
    [row] = answer(filled, "contested_spellings")
    assert row["spellings"] == "Kupiansk (1: x); Kupyansk (1: x)"


def test_first_article_of_a_dump_is_no_cut(filled: duckdb.DuckDBPyConnection) -> None:
    assert [row["article_id"] for row in answer(filled, "low_scored_cuts")] == ["a2"]


def test_undated_article_is_listed(filled: duckdb.DuckDBPyConnection) -> None:
    assert [row["headline"] for row in answer(filled, "undated_articles")] == ["Quiet day"]


def test_evidence_shows_the_characters_around_each_fact(filled: duckdb.DuckDBPyConnection) -> None:
    rows = answer(filled, "evidence_for_article", article="a1")
    assert [row["fact"] for row in rows] == ["place", "place", "topic"]
    assert rows[0]["context"] == TEXT
    assert rows[0]["reading"] == "literal: Kupiansk, UA"


def test_top_places_are_those_of_the_country(filled: duckdb.DuckDBPyConnection) -> None:
    assert len(answer(filled, "top_places", country="ua")) == 1
    assert answer(filled, "top_places", country="TW") == []


def test_refused_input_is_listed(filled: duckdb.DuckDBPyConnection) -> None:
    assert [row["uri"] for row in answer(filled, "rejected_inputs")] == ["y.txt"]
    assert answer(filled, "rejected_inputs", reason="invalid_json") == []


SUPERSEDED = {"article_id": "a0", "is_current": False, "text": TEXT}


@pytest.mark.parametrize(
    ("name", "parameters", "change"),
    [
        pytest.param("articles_mentioning_place", {"place": "Kupyansk"}, {}, id="by place"),
        pytest.param("top_places", {}, {}, id="by count"),
        pytest.param("undated_articles", {}, {}, id="without a date"),
        pytest.param("evidence_for_article", {}, {"published_date": date(2030, 1, 1)}, id="the latest"),
    ],
)
def test_a_superseded_article_is_not_shown(
    filled: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, str], change: dict[str, Any]
) -> None:
    before = answer(filled, name, **parameters)
    fill(filled, "core.articles", SUPERSEDED | change)
    mention = {"article_id": "a0", "field": "text", "place_id": "p", "start_char": 22, "end_char": 30}
    fill(filled, "core.place_mentions", {"surface": "Kupyansk", "role": "literal", **mention})
    fill(filled, "core.article_places", {"article_id": "a0", "place_id": "p", "mention_count": 1, "literal_count": 1})
    assert answer(filled, name, **parameters) == before


@pytest.fixture
def quoted(filled: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Kiev speaks of Kupiansk in `a1`, Ida Moe of nothing in `a2`, and a copy of `a1` says it again."""
    named = {"field": "text", "entity_type": "GPE", "score": 0.9}
    for entity_id, name, entity_type in (("k", "Kyiv", "GPE"), ("m", "Ida Moe", "PERSON"), ("p", "Kupiansk", "GPE")):
        fill(filled, "core.entities", {"entity_id": entity_id, "canonical_name": name, "entity_type": entity_type})
        fill(filled, "core.entity_aliases", {"entity_id": entity_id, "alias": name, "entity_type": entity_type})
    fill(filled, "core.entity_aliases", {"entity_id": "k", "alias": "Kiev", "entity_type": "GPE"})
    place = {"article_id": "a1", "start_char": 47, "end_char": 55, "surface": "Kupiansk", "entity_id": "p"}
    fill(filled, "core.entity_mentions", {**place, **named})
    fill(filled, "core.topics", {"topic_code": "medtop:2", "name": "siege", "level": 2, "parent_code": "medtop:1"})
    fill(filled, "core.article_topics", {"article_id": "a2", "topic_code": "medtop:2", "rank": 1, "is_implied": False})
    fill(filled, "core.articles", {"article_id": "a3", "text": TEXT, "published_basis": "none"})
    fill(filled, "core.duplicates", {"article_id": "a3", "canonical_article_id": "a1", "kind": "exact"})
    said = {"content_start_char": 42, "content_end_char": 60, "content": "that Kupiansk held", "cue": "said"}
    held = {"speaker_entity_id": "k", "speaker_surface": "Kiev", "kind": "indirect", "score": 0.9, **said}
    fill(
        filled,
        "core.quotes",
        {"quote_id": "q1", "article_id": "a1", **held},
        {"quote_id": "q3", "article_id": "a3", **held},
        {
            "quote_id": "q2", "article_id": "a2", "speaker_entity_id": "m", "kind": "direct", "score": 0.4,
            "content": "“Nothing.”", "content_start_char": 0, "content_end_char": 8,
        },
    )  # fmt: skip
    return filled


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param({"person": "kyiv"}, ["q1"], id="canonical name, no copies"),
        pytest.param({"person": "Kiev"}, ["q1"], id="a name in texts"),
        pytest.param({"person": "moe", "min_score": "0"}, ["q2"], id="last name"),
        pytest.param({"person": "Ida Moe"}, [], id="too unsure"),
        pytest.param({"person": "Kiev", "kind": "direct"}, [], id="of another kind"),
        pytest.param({"person": "yiv"}, [], id="part of a name"),
    ],
)
def test_who_speaks_is_found_by_any_name(
    quoted: duckdb.DuckDBPyConnection, parameters: dict[str, str], expected: list[str]
) -> None:
    assert [row["quote_id"] for row in answer(quoted, "quotes_by", **parameters)] == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param({"subject": "Kupyansk"}, ["q1"], id="a place by another spelling"),
        pytest.param({"subject": "kupiansk"}, ["q1"], id="an entity in the words"),
        pytest.param({"subject": "Kiev"}, [], id="who speaks is not spoken of"),
        pytest.param({"subject": "conflict", "min_score": "0"}, ["q1", "q2"], id="a topic and narrower ones"),
        pytest.param({"subject": "medtop:2", "min_score": "0"}, ["q2"], id="a topic by its code"),
        pytest.param({"subject": "siege"}, [], id="too unsure"),
    ],
)
def test_who_says_what_about_a_subject(
    quoted: duckdb.DuckDBPyConnection, parameters: dict[str, str], expected: list[str]
) -> None:
    assert [row["quote_id"] for row in answer(quoted, "who_said_what_about", **parameters)] == expected


@pytest.fixture
def linked(filled: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    person = {"entity_type": "PERSON", "article_count": 1}
    fill(
        filled,
        "core.entities",
        {"entity_id": "r", "canonical_name": "Rosa Lindqvist", "wikidata_id": "Q7", "mention_count": 4, **person},
        {"entity_id": "u", "canonical_name": "Ina Namenlos", "mention_count": 9, **person},
    )
    fill(filled, "core.entity_aliases", {"entity_id": "r", "entity_type": "PERSON", "alias": "Lindqvist"})
    mention = {"field": "text", "entity_type": "PERSON", "entity_id": "r", "local_name": "Rosa Lindqvist"}
    fill(filled, "core.entity_mentions", {"article_id": "a1", **mention}, {"article_id": "a2", **mention})
    fill(
        filled,
        "core.entity_links",
        {"article_id": "a1", "entity_id": "r", "wikidata_id": "Q7", "score": 0.9, "candidates": "[]"},
        {"article_id": "a1", "entity_id": "u", "score": 0.4, "candidates": '[{"wikidata_id": "Q5", "name": "I. N."}]'},
        {"article_id": "a2", "entity_id": "u", "score": 0.2, "candidates": '[{"wikidata_id": "Q6", "name": "X"}]'},
    )
    office = {"entity_id": "r", "wikidata_id": "Q7", "country_code": "AT"}
    fill(
        filled,
        "core.entity_offices",
        {"office": "Mayor", "first_day": date(1990, 1, 1), "last_day": date(1995, 12, 31), **office},
        {"office": "Minister of Finance", "first_day": date(2024, 1, 1), **office},
        {"office": "Member of parliament", "first_day": date(2001, 1, 1), **office},
    )
    return filled


@pytest.mark.parametrize("person", ["rosa lindqvist", "Lindqvist", "q7"])
def test_a_person_is_followed_with_the_office_of_the_day(linked: duckdb.DuckDBPyConnection, person: str) -> None:
    rows = answer(linked, "person_timeline", person=person)
    assert [(row["published_date"], row["wikidata_id"], row["offices"]) for row in rows] == [
        (date(2026, 3, 17), "Q7", "Minister of Finance"),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    ("parameters", "offices"),
    [
        pytest.param({"day": "1993-05-01"}, ["Mayor"], id="within a stated term"),
        pytest.param({"day": "1996-01-01"}, [], id="after its end"),
        pytest.param({"day": "2012-12-31"}, ["Member of parliament"], id="no end, twelve years"),
        pytest.param({"day": "2014-01-01"}, [], id="no end, for too long"),
        pytest.param({"day": "1993-05-01", "country": "de"}, [], id="of another country"),
    ],
)
def test_offices_are_those_of_the_day(
    linked: duckdb.DuckDBPyConnection, parameters: dict[str, str], offices: list[str]
) -> None:
    assert [row["office"] for row in answer(linked, "offices_on", **parameters)] == offices


def test_who_is_named_often_and_is_no_one_yet(linked: duckdb.DuckDBPyConnection) -> None:
    (row,) = answer(linked, "unlinked_but_frequent")
    assert (row["canonical_name"], row["best_candidate"], row["best_score"]) == ("Ina Namenlos", "Q5", 0.4)
