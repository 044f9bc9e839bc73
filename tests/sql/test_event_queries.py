"""The named queries on events and claims, on a front whose answers are plain to see."""

from datetime import date

import duckdb
import pytest

from .test_queries import answer, fill

DAY = date(2026, 3, 17)
TOOK = "Russian forces captured Kupyansk, Gerasimov said. "
DENIED = "Ukraine denied that its troops had left Kupyansk. "
TOLL = "Nine people were killed in Kupyansk. "
TEXTS = {"a": TOOK + TOLL, "b": DENIED + "Fourteen people were killed in Kupyansk. "}


@pytest.fixture
def front(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    for name, text in TEXTS.items():
        fill(warehouse, "core.articles", {"article_id": name, "text": text, "published_date": DAY})
        fill(warehouse, "raw.documents", {"document_id": name, "uri": f"{name}.txt", "source_code": f"paper {name}"})
        fill(warehouse, "core.article_occurrences", {"article_id": name, "document_id": name, "ordinal": 0})
    fill(warehouse, "core.places", {"place_id": "p", "name": "Kupiansk", "country_code": "UA"})
    for name, text in TEXTS.items():
        start = text.index("Kupyansk")
        fill(
            warehouse,
            "core.place_mentions",
            {
                "article_id": name,
                "field": "text",
                "start_char": start,
                "end_char": start + 8,
                "surface": "Kupyansk",
                "place_id": "p",
                "role": "literal",
            },
        )
    fill(
        warehouse,
        "core.entities",
        {"entity_id": "g", "canonical_name": "Valery Gerasimov", "entity_type": "PERSON"},
        {"entity_id": "u", "canonical_name": "Ukraine", "entity_type": "GPE"},
    )
    side = {"field": "text", "place_id": "p", "latest": DAY, "earliest": DAY, "score": 0.8, "sentence_start_char": 0}
    control = {"kind": "control", "predicate": "took", "start_char": 0, "end_char": 31, "sentence_end_char": 49, **side}
    fill(
        warehouse,
        "core.claims",
        {
            "claim_id": "1", "article_id": "a", "is_denied": False, "subject_surface": "Russian forces", "claimant_entity_id": "g",
            "claimant_surface": "Gerasimov", **control,
        },
        {
            "claim_id": "2", "article_id": "b", "is_denied": True, "subject_surface": "Russian forces", "claimant_entity_id": "u",
            "claimant_surface": "Ukraine", **control,
        },
    )  # fmt: skip
    losses = {
        "kind": "casualties",
        "predicate": "killed",
        "is_denied": False,
        "unit": "people",
        "sentence_end_char": 87,
        **side,
    }
    fill(
        warehouse,
        "core.claims",
        {
            "claim_id": "3",
            "article_id": "a",
            "count_lowest": 9,
            "count_highest": 9,
            "start_char": 50,
            "end_char": 73,
            **losses,
        },
        {
            "claim_id": "4",
            "article_id": "b",
            "count_lowest": 14,
            "count_highest": 14,
            "start_char": 50,
            "end_char": 77,
            **losses,
        },
    )
    fill(
        warehouse,
        "core.events",
        {
            "event_id": "v", "event_type": "COERCE", "mode": "seize", "label": "captured Kupyansk", "place_id": "p", "earliest": DAY,
            "latest": DAY, "mention_count": 2, "article_count": 2, "source_count": 2, "asserted_count": 0, "claimed_by_count": 1,
            "denied_count": 1, "score": 0.9,
        },
    )  # fmt: skip
    told = {
        "field": "text",
        "event_id": "v",
        "event_type": "COERCE",
        "score": 0.9,
        "sentence_start_char": 0,
        "sentence_end_char": 49,
    }
    fill(
        warehouse,
        "core.event_mentions",
        {"event_mention_id": "m1", "article_id": "a", "status": "claimed", "quote_id": "q", **told},
        {"event_mention_id": "m2", "article_id": "b", "status": "denied", "quote_id": None, **told},
    )
    fill(
        warehouse,
        "core.quotes",
        {"quote_id": "q", "article_id": "a", "speaker_entity_id": "g", "speaker_surface": "Gerasimov"},
    )
    return warehouse


@pytest.mark.parametrize("place", ["Kupyansk", "kupiansk"])
def test_events_at_a_place_are_found_under_every_spelling(front: duckdb.DuckDBPyConnection, place: str) -> None:
    [row] = answer(front, "events_at", place=place)
    assert (row["event_type"], row["place_name"], row["source_count"], row["denied_count"]) == (
        "COERCE",
        "Kupiansk",
        2,
        1,
    )
    assert answer(front, "events_at", place=place, type="assault") == []


def test_events_elsewhere_are_not_there(front: duckdb.DuckDBPyConnection) -> None:
    assert answer(front, "events_at", place="Taipei") == []


def test_claims_about_a_place_name_their_claimants(front: duckdb.DuckDBPyConnection) -> None:
    rows = answer(front, "claims_about", place="Kupyansk")
    assert [(row["kind"], row["is_denied"], row["claimant"]) for row in rows] == [
        ("control", False, "Valery Gerasimov"),
        ("control", True, "Ukraine"),
        ("casualties", False, "the paper"),
        ("casualties", False, "the paper"),
    ]


def test_a_contradiction_stands_side_by_side(front: duckdb.DuckDBPyConnection) -> None:
    [row] = answer(front, "contradicted_claims", kind="control")
    assert (row["for_speakers"], row["against_speakers"]) == ("Valery Gerasimov", "Ukraine")
    assert (row["for_sources"], row["against_sources"]) == ("paper a", "paper b")
    assert (row["for_count"], row["against_count"], row["subject"]) == (1, 1, "Russian forces")


def test_other_figures_for_one_loss_are_a_contradiction(front: duckdb.DuckDBPyConnection) -> None:
    [row] = answer(front, "contradicted_claims", kind="casualties")
    assert (row["for_count"], row["against_count"], row["unit"]) == (1, 1, "people")
    assert {row["for_sources"], row["against_sources"]} == {"paper a", "paper b"}


def test_equal_figures_are_none(front: duckdb.DuckDBPyConnection) -> None:
    front.execute("update core.claims set count_lowest = 9, count_highest = null where claim_id = '4'")
    assert answer(front, "contradicted_claims", kind="casualties") == []


def test_what_is_said_and_denied_shows_both_sentences(front: duckdb.DuckDBPyConnection) -> None:
    [row] = answer(front, "said_and_denied")
    assert (row["said_by"], row["said"]) == ("Valery Gerasimov", TOOK.strip())
    assert (row["denied_by"], row["denied"]) == ("the paper", DENIED.strip())


def test_figures_of_losses_with_their_outlets(front: duckdb.DuckDBPyConnection) -> None:
    rows = answer(front, "casualty_figures", place="Kupyansk", predicate="killed")
    assert [(row["count_lowest"], row["sources"]) for row in rows] == [(14, "paper b"), (9, "paper a")]
    assert len(answer(front, "casualty_figures")) == 2
    assert answer(front, "casualty_figures", place="Taipei") == []


def test_a_timeline_counts_each_event_once(front: duckdb.DuckDBPyConnection) -> None:
    rows = front.execute("select * from marts.event_days").to_arrow_table().to_pylist()
    assert [(row["event_day"], row["place_name"], row["event_count"], row["exact_event_count"]) for row in rows] == [
        (DAY, "Kupiansk", 1, 1)
    ]
