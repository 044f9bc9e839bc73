"""STIX: what the specification's own library accepts, with ids that stay, and spans that say where it stands."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import stix2

from pipelines.exports.stix import as_stix, stix_id, timestamp


def objects(scope):
    return {item["id"]: item for item in json.loads(as_stix(scope))["objects"]}


def of_kind(scope, kind):
    return [item for item in objects(scope).values() if item["type"] == kind]


def test_the_library_of_the_specification_reads_every_object_and_finds_every_reference(scope):
    bundle = stix2.parse(as_stix(scope).decode(), version="2.1", allow_custom=False)
    known = {item.id for item in bundle.objects}
    for item in bundle.objects:
        refs = [
            item.get("source_ref"),
            item.get("target_ref"),
            item.get("created_by_ref"),
            *item.get("object_refs", []),
        ]
        assert {ref for ref in refs if ref} <= known
    assert sorted(item.type for item in bundle.objects) == [
        *("extension-definition", "grouping", "identity", "identity", "identity", "location", "note"),
        *("relationship", "relationship", "report"),
    ]


def test_an_article_of_a_day_is_a_report_and_one_of_no_day_claims_none(scope):
    [report] = of_kind(scope, "report")
    assert report["published"] == "2026-03-09T00:00:00.000Z"
    assert report["labels"] == ["war, conflict & unrest"]
    [grouping] = of_kind(scope, "grouping")
    assert "published" not in grouping
    assert grouping["name"] == "a2"


def test_a_person_is_an_individual_and_a_literal_place_a_location(scope):
    classes = {item["name"]: item["identity_class"] for item in of_kind(scope, "identity")}
    assert classes == {"Dateline": "system", "Ada Grossi": "individual", "Atom, Watch": "organization"}
    [place] = of_kind(scope, "location")
    assert (place["name"], place["country"], place["latitude"]) == ("Kupiansk", "UA", 49.71065)
    assert place["external_references"] == [{"source_name": "geonames", "external_id": "703845"}]


def test_names_in_one_sentence_are_related_with_their_spans(scope):
    relations = of_kind(scope, "relationship")
    [spans] = [
        next(iter(item["extensions"].values()))["spans"]
        for item in relations
        if item["source_ref"] == stix_id("identity", "e1")
    ]
    assert [(span["surface"], span["start_char"]) for span in spans] == [("Kupyansk", 13), ("Ada Grossi", 28)]
    assert {item["confidence"] for item in relations} == {90}


def test_a_statement_is_a_note_on_its_speaker(scope):
    [note] = of_kind(scope, "note")
    assert (note["content"], note["authors"], note["confidence"]) == ("“It must stop,”", ["Ada Grossi"], 80)
    assert note["object_refs"] == [stix_id("identity", "e1")]


def test_the_same_publication_is_written_the_same_way_and_ids_outlive_it(scope):
    assert as_stix(scope) == as_stix(scope)
    later = replace(scope, published_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert objects(later).keys() == objects(scope).keys()
    assert {item["created"] for item in objects(later).values()} == {"2026-03-01T00:00:00.000Z"}
    assert {item["modified"] for item in objects(later).values()} == {"2026-04-01T00:00:00.000Z"}


def test_what_is_more_likely_wrong_is_left_out(scope):
    for rows in (scope.facts["place_mentions"]["a1"], scope.facts["entity_mentions"]["a1"]):
        for row in rows:
            row["score"] = 0.4
    assert of_kind(scope, "location") == of_kind(scope, "relationship") == []


def test_no_articles_are_an_empty_bundle(nothing):
    bundle = stix2.parse(as_stix(nothing).decode(), version="2.1")
    assert bundle.get("objects", []) == []


def test_ids_follow_from_kind_and_parts():
    assert stix_id("identity", "a", "b") == stix_id("identity", "a", "b")
    assert len({stix_id("identity", "a", "b"), stix_id("identity", "ab"), stix_id("location", "a", "b")}) == 3


@pytest.mark.parametrize(
    ("microsecond", "text"), [(0, "000Z"), (999_999, "999Z"), (1_500, "001Z")], ids=["none", "most", "some"]
)
def test_times_have_milliseconds(microsecond, text):
    assert timestamp(datetime(2026, 3, 1, tzinfo=UTC, microsecond=microsecond)).endswith(f"T00:00:00.{text}")
