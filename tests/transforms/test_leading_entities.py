"""The leading entities of an article: most mentions first, of equal ones the smaller number, each with its place."""

import polars as pl
import pytest

from pipelines.transforms.leading_entities import MOST_ENTITIES, leading_entities


def led(mentions):
    frame = pl.LazyFrame(
        list(mentions), schema={"article": pl.Int32, "entity": pl.Int32, "place": pl.Int32}, orient="row"
    )
    return leading_entities(mentions=frame).collect().rows()


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([(1, 5, None), (1, 5, None), (1, 7, None)], [(1, 5, None), (1, 7, None)], id="once each"),
        pytest.param(
            [(2, 3, None), (0, 9, None), (2, 1, None)], [(0, 9, None), (2, 1, None), (2, 3, None)], id="in order"
        ),
        pytest.param([(1, 5, 9), (1, 5, 4), (1, 5, None)], [(1, 5, 4)], id="the smallest of its places"),
        pytest.param([(1, 5, None), (1, 7, 4), (2, 5, 8)], [(1, 5, None), (1, 7, 4), (2, 5, 8)], id="a place of one"),
    ],
)
def test_entities_of_articles(mentions, expected):
    assert led(mentions) == expected


def test_of_a_crowd_those_with_most_mentions_are_taken_and_of_equal_ones_the_first():
    once = [(1, entity, entity) for entity in range(1, MOST_ENTITIES + 4)]
    twice = [(1, MOST_ENTITIES + 3, 1000), (2, 99, 1001)]
    taken = led([*twice, *reversed(once)])
    assert taken == [
        *((1, entity, entity) for entity in range(1, MOST_ENTITIES)), (1, MOST_ENTITIES + 3, MOST_ENTITIES + 3), (2, 99, 1001)
    ]  # fmt: skip


def test_an_article_of_just_so_many_entities_has_all_of_them():
    assert len(led([(0, entity, None) for entity in range(MOST_ENTITIES)])) == MOST_ENTITIES
