"""The leading entities of an article: most mentions first, of equal ones the smaller number, each with its place."""

from datetime import date

import polars as pl
import pytest

from pipelines.transforms.leading_entities import MOST_ENTITIES, leading_entities

DAY = date(2026, 3, 1)


def led(mentions, places=(), articles=((1, DAY),)):
    frames = {
        "mentions": pl.LazyFrame(list(mentions), schema=["article", "entity", "span"], orient="row"),
        "places": pl.LazyFrame(list(places), schema={"span": pl.Int64, "place": pl.Int64}, orient="row"),
        "articles": pl.LazyFrame(list(articles), schema={"article": pl.Int64, "published_date": pl.Date}, orient="row"),
    }
    return sorted(leading_entities(**frames).collect().rows())


@pytest.mark.parametrize(
    ("mentions", "places", "expected"),
    [
        pytest.param([(1, 5, 10), (1, 5, 11), (1, 7, 12)], [], [(1, 5, DAY, None), (1, 7, DAY, None)], id="once each"),
        pytest.param([(2, 5, 10)], [], [], id="an article that does not count"),
        pytest.param([(1, 5, 10), (1, 5, 11)], [(11, 4), (10, 9)], [(1, 5, DAY, 4)], id="the smallest of its places"),
        pytest.param([(1, 5, 10), (1, 7, 11)], [(11, 4)], [(1, 5, DAY, None), (1, 7, DAY, 4)], id="a place of one"),
    ],
)
def test_entities_of_articles(mentions, places, expected):
    assert led(mentions, places) == expected


def test_of_a_crowd_those_with_most_mentions_are_taken_and_of_equal_ones_the_first():
    once = [(1, entity, entity) for entity in range(1, MOST_ENTITIES + 4)]
    twice = [(1, MOST_ENTITIES + 3, 1000), (2, 99, 1001)]
    taken = [row[:2] for row in led([*once, *twice], articles=[(1, DAY), (2, DAY)])]
    assert taken == [*((1, entity) for entity in range(1, MOST_ENTITIES)), (1, MOST_ENTITIES + 3), (2, 99)]
