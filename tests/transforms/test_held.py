"""Marts by source, on articles small enough to count by hand: spellings, stories day by day, quality."""

from datetime import date

import pytest

from pipelines.transforms.data_quality import data_quality
from pipelines.transforms.held import held_articles
from pipelines.transforms.source_spellings import source_spellings
from pipelines.transforms.story_timeline import story_timeline

from .conftest import frame

DAY = date(2026, 3, 16)


HELD = {
    "documents": frame("raw.documents", "document_id source_code", ("d1", "wire"), ("d2", "wire"), ("d3", None)),
    "article_occurrences": frame(
        "core.article_occurrences",
        "article_id document_id",
        *(("a1", "d1"), ("a1", "d2"), ("copy", "d3"), ("undated", "d3")),
    ),
    "articles": frame(
        "core.articles",
        "article_id published_date published_basis published_score word_count story_id",
        ("a1", DAY, "text", 0.4, 9, "s"),
        ("copy", DAY, "metadata", 0.9, 9, "s"),
        ("undated", None, "none", None, 9, "s"),
    ),
    "duplicates": frame("core.duplicates", "article_id", ("copy",)),
}
MENTIONS = frame(
    "core.place_mentions",
    "article_id surface place_id role resolution_basis score",
    ("a1", "Kyiv", "k", "literal", "gazetteer", 0.9),
    ("a1", "Kyiv", "k", "associative", "gazetteer", 0.4),
    ("a1", "Lower Tansk", "k", "literal", "container", 0.2),
    ("a1", "Nowhere", None, "literal", "none", 0.1),
    ("copy", "Kiev", "k", "literal", "gazetteer", 0.1),
    ("undated", "Kiev", "k", "literal", None, 0.9),
)


def rows(result, columns):
    return sorted((tuple(row[c] for c in columns.split()) for row in result.collect().to_dicts()), key=repr)


def test_an_article_that_a_source_brought_twice_is_held_once():
    found = held_articles(**{name: HELD[name] for name in HELD})
    assert rows(found, "source_code article_id is_copy") == [
        ("unknown", "copy", True),
        ("unknown", "undated", False),
        ("wire", "a1", False),
    ]


def test_spellings_are_those_of_the_location_itself_and_of_the_sources_own_words():
    result = source_spellings(**HELD, place_mentions=MENTIONS)
    columns = "source_code published_date surface article_count mention_count copy_mention_count"
    assert rows(result, columns) == [
        ("unknown", None, "Kiev", 1, 1, 0),
        ("unknown", DAY, "Kiev", 0, 0, 1),
        ("wire", DAY, "Kyiv", 1, 1, 0),
    ]


@pytest.mark.parametrize(("stories", "expected"), [(("s",), [(DAY, "s", 1, 1, 2)]), ((), [])], ids=["known", "gone"])
def test_a_story_has_a_row_per_day_with_its_copies_beside(stories, expected):
    known = frame("core.stories", "story_id", *((story,) for story in stories))
    result = story_timeline(**HELD, stories=known)
    assert rows(result, "published_date story_id article_count copy_count source_count") == expected


def test_quality_counts_facts_of_articles_that_are_no_copies():
    names = frame("core.entity_mentions", "article_id score", ("a1", 0.3), ("a1", 0.6), ("copy", 0.1))
    found = rows(
        data_quality(**HELD, place_mentions=MENTIONS, entity_mentions=names),
        "source_code published_date article_count copy_count inferred_count low_scored_date_count place_mention_count "
        "resolved_count container_count low_scored_place_count entity_mention_count low_scored_entity_count",
    )
    assert found == [
        ("unknown", None, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0),
        ("unknown", DAY, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        ("wire", DAY, 1, 0, 1, 1, 4, 2, 1, 3, 2, 1),
    ]
