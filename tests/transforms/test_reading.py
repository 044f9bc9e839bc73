"""Which columns a mart reads: those that it computes with, and no others."""

import polars as pl

from pipelines.catalogue import CATALOGUE, Mart
from pipelines.contracts import CONTRACTS
from pipelines.transforms.reading import columns_read

SCHEMA = pl.Schema({"key": pl.String, "value": pl.Int64, "is_kept": pl.Boolean, "unread": pl.String})
OTHER = pl.Schema({"key": pl.String, "name": pl.String, "unread": pl.String})


def test_columns_of_results_filters_and_joins_are_read():
    def mart(*, left, right):
        return left.filter(pl.col("is_kept")).join(right, on="key").group_by("name").agg(pl.col("value").sum())

    read = columns_read(mart, {"left": SCHEMA, "right": OTHER})
    assert read == {"left": ("key", "value", "is_kept"), "right": ("key", "name")}


def test_what_two_parts_of_a_mart_read_counts_together():
    def mart(*, left):
        return left.select("key", "value").join(left.filter(pl.col("is_kept")).select("key"), on="key", how="anti")

    assert columns_read(mart, {"left": SCHEMA}) == {"left": ("key", "value", "is_kept")}


def test_a_mart_that_chooses_nothing_reads_everything():
    assert columns_read(lambda *, left: left, {"left": SCHEMA}) == {"left": tuple(SCHEMA)}


def test_no_mart_reads_texts():
    for entry in CATALOGUE.entries:
        if isinstance(entry, Mart) and "core.articles" in entry.reads:
            schemas = {CONTRACTS[name].name: pl.from_arrow(CONTRACTS[name].empty()).schema for name in entry.reads}
            assert not {"text", "title"} & set(columns_read(entry.transform, schemas)["articles"]), entry.name


def test_every_mart_asks_for_something_of_each_of_its_tables():
    for entry in CATALOGUE.entries:
        if isinstance(entry, Mart):
            schemas = {CONTRACTS[name].name: pl.from_arrow(CONTRACTS[name].empty()).schema for name in entry.reads}
            assert all(columns_read(entry.transform, schemas).values()), entry.name
