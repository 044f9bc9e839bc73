"""Pairs of numbered entities: counted once per article, in parts or at once."""

from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from pipelines.transforms.entity_pairs import (
    MOST_ENTITIES,
    Numbered,
    counted_pairs,
    entity_pairs,
    led_articles,
    named_pairs,
    shared_pairs,
)

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 9)
SCHEMA = {"article": pl.Int32, "entity": pl.Int32, "published_date": pl.Date, "place": pl.Int32}


def led(*rows):
    return pl.LazyFrame(list(rows), schema=SCHEMA, orient="row")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([(1, 5, FIRST, None), (1, 7, FIRST, None)], [(5, 7, 1, FIRST, FIRST)], id="one article"),
        pytest.param(
            [(2, 5, LAST, None), (2, 7, LAST, None), (1, 5, FIRST, None), (1, 7, FIRST, None)],
            [(5, 7, 2, FIRST, LAST)],
            id="in any order of articles",
        ),
        pytest.param(
            [(n, entity, None, None) for n in (1, 2) for entity in (5, 7)], [(5, 7, 2, None, None)], id="without days"
        ),
        pytest.param(
            [(n, entity, FIRST, 3) for n in (1, 2) for entity in (5, 7)], [], id="two names for one place are no pair"
        ),
        pytest.param(
            [(1, 5, FIRST, 3), (1, 7, FIRST, None), (2, 5, LAST, None), (2, 7, LAST, 3)],
            [(5, 7, 2, FIRST, LAST)],
            id="a place and a name that is none",
        ),
        pytest.param([(1, 5, FIRST, None), (2, 7, FIRST, None)], [], id="neighbours of two articles"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_pairs_of_articles(rows, expected):
    order = ["entity", "other_entity", "article_count", "first_published_date", "last_published_date"]
    assert entity_pairs(leading=led(*rows)).select(order).collect().sort("entity", "other_entity").rows() == expected


def test_rows_come_as_pairs_are_read_in_whatever_order_mentions_stand():
    mentions = pl.DataFrame({"article": [1, 0, 0, 1, 0], "entity": [5, 9, 7, 3, 8], "place": [None] * 5})
    articles = pl.DataFrame({"published_date": [FIRST, LAST]})
    led_rows = led_articles(*(table.to_arrow() for table in (mentions, articles)))
    columns = (led_rows[name].to_pylist() for name in ("article", "entity", "published_date"))
    expected = [(0, 7, FIRST), (0, 8, FIRST), (0, 9, FIRST), (1, 3, LAST), (1, 5, LAST)]
    assert list(zip(*columns, strict=True)) == expected
    assert counted_pairs(shared_pairs(led_rows, 1)).num_rows == 4


def test_pairs_get_their_ids_and_those_of_one_article_their_hash_alone():
    entities = Numbered(pa.array(["a", "b", "c"]), np.array([1 << 63, 4, 12], np.uint64))
    counted = pa.table(
        {
            "entity": [0, 1], "other_entity": [2, 2], "article_count": [2, 1],
            "first_published_date": [FIRST, LAST], "last_published_date": [LAST, LAST],
        }
    )  # fmt: skip
    pairs, singles = named_pairs(counted, entities)
    assert pairs.select(["entity_id", "other_entity_id", "article_count", "pair_hash"]).to_pylist() == [
        {"entity_id": "a", "other_entity_id": "c", "article_count": 2, "pair_hash": (1 << 62) + 3}
    ]
    assert singles.to_pylist() == [{"pair_hash": 1, "published_date": LAST}]


def test_the_first_and_the_last_of_the_most_entities_are_a_pair_and_shares_are_the_whole():
    leading = led(*((article, entity, FIRST, None) for article in (1, 2) for entity in range(MOST_ENTITIES))).collect()
    whole = counted_pairs(shared_pairs(leading.to_arrow(), 1))
    assert whole.num_rows == MOST_ENTITIES * (MOST_ENTITIES - 1) // 2
    pairs = pl.from_arrow(shared_pairs(leading.to_arrow(), 3))
    assert pairs["share"].is_sorted()
    shares = [pl.from_arrow(counted_pairs(share.to_arrow())) for share in pairs.partition_by("share")]
    keys = ("entity", "other_entity")
    assert len(shares) == 3
    assert pl.concat(shares).sort(keys).equals(pl.from_arrow(whole).sort(keys))
