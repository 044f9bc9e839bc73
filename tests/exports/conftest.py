"""Two articles with what was read from them: one of a day, with a place, a person who speaks and a time; one of no day."""

from datetime import UTC, date, datetime

import pytest

from pipelines.exports.scope import Scope

TEXT = "Shelling hit Kupyansk, said Ada Grossi of Atom Watch. “It must stop,” she said on March 9, 2026."
ARTICLE = {"article_id": "a1", "title": "Shells; <fall>", "headline": "Shells; <fall>", "word_count": 17}
PLACE = {
    "place_id": "geonames:703845",
    "place_name": "Kupiansk",
    "country_code": "UA",
    "admin1_name": "Kharkiv Oblast",
    "feature_code": "PPL",
    "latitude": 49.71065,
    "longitude": 37.61516,
    "geonames_id": 703845,
}
COUNTRY = {
    "place_id": "geonames:690791",
    "place_name": "Ukraine",
    "country_code": "UA",
    "admin1_name": None,
    "feature_code": "PCLI",
    "latitude": 49.0,
    "longitude": 32.0,
    "geonames_id": 690791,
}


def mention(surface, **more):
    start = TEXT.index(surface)
    span = {"field": "text", "start_char": start, "end_char": start + len(surface), "surface": surface}
    return {"article_id": "a1", **span, "score": 0.9, **more}


def facts(**kinds):
    names = ("places", "place_mentions", "entity_mentions", "topics", "times", "quotes", "sentences")
    return {name: {"a1": kinds.get(name, [])} for name in names}


@pytest.fixture
def scope():
    grossi = {"entity_id": "e1", "canonical_name": "Ada Grossi", "entity_type": "PERSON"}
    watch = {"entity_id": "e2", "canonical_name": "Atom, Watch", "entity_type": "ORG"}
    content = "“It must stop,”"
    start = TEXT.index(content)
    quote = {
        "article_id": "a1",
        "quote_id": "q1",
        "start_char": start,
        "end_char": start + 25,
        "content": content,
        "content_start_char": start,
        "content_end_char": start + len(content),
        "cue": "said",
        "is_direct": True,
        "score": 0.8,
        "speaker_entity_id": "e1",
        "canonical_name": "Ada Grossi",
        "entity_type": "PERSON",
    }
    return Scope(
        articles=[
            {**ARTICLE, "published_date": date(2026, 3, 9), "source_code": "wire", "url": "http://x.example/a\tb"},
            {
                "article_id": "a2",
                "title": None,
                "headline": None,
                "word_count": 1,
                "published_date": None,
                "source_code": None,
                "url": None,
            },
        ],
        facts=facts(
            places=[{**PLACE, "mention_count": 1, "literal_count": 1, "focus_score": 0.9, "is_focus": True}],
            place_mentions=[
                {**mention("Kupyansk"), **PLACE, "role": "literal"},
                {**mention("Shelling"), **COUNTRY, "role": "associative"},
            ],
            entity_mentions=[mention("Ada Grossi", **grossi), mention("Atom Watch", **watch)],
            topics=[{"topic_name": "war, conflict & unrest"}],
            times=[
                {"field": "text", "start_char": 82, "value": value}
                for value in ("2026-03-09", "2026-03", "2026", "2026-W10", "P2D")
            ],
            quotes=[quote],
            sentences=[{"start_char": 0, "end_char": 53}, {"start_char": 54, "end_char": len(TEXT)}],
        ),
        published_at=datetime(2026, 3, 20, 12, tzinfo=UTC),
        first_published_at=datetime(2026, 3, 1, tzinfo=UTC),
    )


@pytest.fixture
def nothing():
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    return Scope([], facts(), moment, moment)
