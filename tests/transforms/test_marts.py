"""What each mart counts, on tables small enough to count by hand."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from pipelines.transforms.daily_entities import daily_entities
from pipelines.transforms.daily_places import daily_places
from pipelines.transforms.daily_topics import daily_topics
from pipelines.transforms.place_cells import place_cells
from pipelines.transforms.source_volume import source_volume
from pipelines.transforms.trending_entities import trending_entities

from .conftest import frame

MONDAY = date(2026, 3, 16)


def rows(result: pl.LazyFrame) -> list[tuple[Any, ...]]:
    return sorted(result.collect().rows(), key=repr)


ARTICLES = frame(
    "core.articles",
    "article_id published_date published_basis word_count",
    ("told", MONDAY, "metadata", 100),
    ("dateline", MONDAY, "dateline", 200),
    ("inferred", MONDAY, "text", 300),
    ("undated", None, "none", 400),
)


NO_COPIES = frame("core.duplicates", "article_id")


def test_copies_do_not_count_and_are_counted_beside_for_their_source() -> None:
    copies = frame("core.duplicates", "article_id", ("dateline",))
    article_topics = frame(
        "core.article_topics", "article_id topic_code score", ("told", "t", 1.0), ("dateline", "t", 0.0)
    )
    topics = frame("core.topics", "topic_code name", ("t", "sport"))
    result = daily_topics(articles=ARTICLES, duplicates=copies, article_topics=article_topics, topics=topics)
    assert rows(result) == [(MONDAY, "t", "sport", 1, 0, 1.0)]
    documents = frame("raw.documents", "document_id source_code", ("d1", "wire"))
    held = frame("core.article_occurrences", "article_id document_id", ("told", "d1"), ("dateline", "d1"))
    volume = source_volume(documents=documents, article_occurrences=held, articles=ARTICLES, duplicates=copies)
    assert rows(volume) == [("wire", MONDAY, 1, 0, 100, 1)]


def test_daily_topics_count_dated_articles() -> None:
    article_topics = frame(
        "core.article_topics",
        "article_id topic_code score",
        ("told", "t:1", 1.0),
        ("inferred", "t:1", 0.5),
        ("undated", "t:1", 0.9),
        ("told", "t:gone", 0.9),
    )
    topics = frame("core.topics", "topic_code name", ("t:1", "sport"), ("t:2", "arts"))
    result = daily_topics(articles=ARTICLES, duplicates=NO_COPIES, article_topics=article_topics, topics=topics)
    assert rows(result) == [(MONDAY, "t:1", "sport", 2, 1, 0.75)]


def test_daily_places_sum_mentions_and_count_articles() -> None:
    article_places = frame(
        "core.article_places",
        "article_id place_id mention_count literal_count is_focus",
        ("told", "p1", 3, 2, True),
        ("dateline", "p1", 1, 0, False),
        ("undated", "p1", 9, 9, True),
    )
    places = frame("core.places", "place_id name country_code", ("p1", "Kharkiv", "UA"))
    result = daily_places(articles=ARTICLES, duplicates=NO_COPIES, article_places=article_places, places=places)
    assert rows(result) == [(MONDAY, "p1", "Kharkiv", "UA", 2, 1, 4, 2, 1)]


def test_daily_entities_count_an_article_once() -> None:
    mentions = frame(
        "core.entity_mentions",
        "article_id entity_id",
        ("told", "e1"),
        ("told", "e1"),
        ("inferred", "e1"),
        ("inferred", None),
        ("undated", "e1"),
    )
    entities = frame("core.entities", "entity_id canonical_name entity_type", ("e1", "Harrow & Pell", "ORG"))
    result = daily_entities(articles=ARTICLES, duplicates=NO_COPIES, entity_mentions=mentions, entities=entities)
    assert rows(result) == [(MONDAY, "e1", "Harrow & Pell", "ORG", 2, 1, 3)]


def test_source_volume_keeps_undated_articles_and_counts_repeats_once() -> None:
    documents = frame("raw.documents", "document_id source_code", ("d1", "wire"), ("d2", "wire"), ("d3", None))
    occurrences = frame(
        "core.article_occurrences",
        "article_id document_id",
        ("told", "d1"),
        ("told", "d2"),
        ("undated", "d2"),
        ("inferred", "d3"),
    )
    result = source_volume(
        documents=documents, article_occurrences=occurrences, articles=ARTICLES, duplicates=NO_COPIES
    )
    assert rows(result) == [
        ("unknown", MONDAY, 1, 1, 300, 0),
        ("wire", None, 1, 0, 400, 0),
        ("wire", MONDAY, 1, 0, 100, 0),
    ]


def test_place_cells_join_places_of_a_cell_and_leave_out_countries() -> None:
    article_places = frame(
        "core.article_places",
        "article_id place_id mention_count literal_count",
        ("told", "town", 2, 2),
        ("told", "station", 1, 1),
        ("dateline", "town", 1, 0),
        ("told", "country", 5, 0),
    )
    places = frame(
        "core.places",
        "place_id feature_class h3_cell",
        ("town", "P", "871fb4662ffffff"),
        ("station", "S", "871fb4662ffffff"),
        ("country", "A", "871fb4662ffffff"),
    )
    result = place_cells(articles=ARTICLES, duplicates=NO_COPIES, article_places=article_places, places=places)
    assert rows(result) == [(MONDAY, "871fb4662ffffff", 2, 2, 1, 4, 3)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({0: 4}, []),
        ({0: 1, 7: 4}, [(7, 4, 1, 1.0)]),
        ({0: 2, 7: 1}, []),
        ({0: 1, 28: 4}, [(28, 4, 1, 1.0)]),
        ({0: 1, 29: 4}, []),
    ],
    ids=["nothing before", "more than before", "less than before", "window's first day", "beyond the window"],
)
def test_trend_is_against_the_four_weeks_before(counts: dict[int, int], expected: list[tuple[Any, ...]]) -> None:
    days = {MONDAY + timedelta(days=offset): count for offset, count in counts.items()}
    articles = frame(
        "core.articles",
        "article_id published_date",
        *((f"{day}-{i}", day) for day in days for i in range(10)),
    )
    daily = frame(
        "marts.daily_entities",
        "published_date entity_id canonical_name entity_type article_count",
        *((day, "e", "E", "ORG", count) for day, count in days.items()),
    )
    result = rows(trending_entities(articles=articles, duplicates=NO_COPIES, daily_entities=daily))
    assert [(row[0] - MONDAY, *row[4:7]) for row in result] == [
        (timedelta(days=offset), *values) for offset, *values in expected
    ]


def test_new_thing_needs_two_articles_and_trends_more_for_many() -> None:
    articles = frame("core.articles", "article_id published_date", ("a", MONDAY), ("b", MONDAY + timedelta(days=1)))
    daily = frame(
        "marts.daily_entities",
        "published_date entity_id canonical_name entity_type article_count",
        (MONDAY + timedelta(days=1), "one", "One", "ORG", 1),
        (MONDAY + timedelta(days=1), "two", "Two", "ORG", 2),
        (MONDAY + timedelta(days=1), "many", "Many", "ORG", 9),
    )
    scores = {
        row[1]: row[7] for row in rows(trending_entities(articles=articles, duplicates=NO_COPIES, daily_entities=daily))
    }
    assert scores == {"two": pytest.approx(1.0986, abs=1e-3), "many": pytest.approx(2.3026, abs=1e-3)}
