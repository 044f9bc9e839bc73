"""Sums of fractions come out the same to the last bit in whatever order their rows lie, in SQL and in Polars."""

import inspect
from datetime import date

import duckdb
import h3
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sqlfiles import load_sql
from pipelines.transforms.daily_topics import daily_topics
from pipelines.transforms.place_cell_levels import place_cell_levels

from .conftest import frame

DAY = date(2026, 3, 16)
SCORES = st.lists(st.floats(0, 1), min_size=3, max_size=30)


def tables_of(scores):
    """Articles of one day that each carry a topic with a score, and name a place of one cell as often as the score says."""
    numbers = range(len(scores))
    latitude, longitude = 49.7, 37.6
    points = [(f"p{n}", "P", latitude + score / 100, longitude) for n, score in enumerate(scores)]
    cell = h3.latlng_to_cell(latitude, longitude, 7)
    return {
        "articles": frame(
            "core.articles",
            "article_id published_date published_basis",
            *((f"a{n}", DAY, "metadata") for n in numbers),
        ),
        "duplicates": frame("core.duplicates", "article_id"),
        "topics": frame("core.topics", "topic_code name", ("t", "sport")),
        "article_topics": frame(
            "core.article_topics", "article_id topic_code score", *((f"a{n}", "t", score) for n, score in enumerate(scores))
        ),
        "article_places": frame(
            "core.article_places",
            "article_id place_id mention_count literal_count",
            *((f"a{n}", f"p{n}", 1 + int(9 * score), 1) for n, score in enumerate(scores)),
        ),
        "places": frame(
            "core.places", "place_id feature_class latitude longitude h3_cell", *((*point, cell) for point in points)
        ),
    }  # fmt: skip


def by_polars(make, tables):
    return make(**{name: tables[name] for name in inspect.signature(make).parameters}).collect()


def by_sql(mart, tables):
    with duckdb.connect() as connection:
        connection.execute("create schema core")
        for name, table in tables.items():
            connection.register("given", table.collect().to_arrow())
            connection.execute(f"create table core.{name} as select * from given")
        return pl.from_arrow(connection.execute(load_sql("marts", mart).statement).to_arrow_table())


@pytest.mark.parametrize("made", [by_polars, by_sql])
@settings(max_examples=20)
@given(scores=SCORES, data=st.data())
def test_the_order_of_rows_changes_no_bit(made, scores, data):
    tables = tables_of(scores)
    order = data.draw(st.permutations(range(len(scores))))
    moved = {
        name: table.collect()[order].lazy() if table.collect().height == len(order) else table
        for name, table in tables.items()
    }
    for mart, make in (("daily_topics", daily_topics), ("place_cell_levels", place_cell_levels)):
        first, second = (made(make if made is by_polars else mart, given) for given in (tables, moved))
        names = [name for name in first.columns if name != "parent_h3_cell"]
        assert first.sort(names).equals(second.sort(names))
