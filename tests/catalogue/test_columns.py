"""Lineage of columns: every source is a column of a table that is read, and a mart's twin in SQL names it."""

import pytest

from pipelines.catalogue import CATALOGUE
from pipelines.catalogue.columns import MADE_FROM, columns_made_from
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import list_sql, load_sql

TWINS = [name for name in CATALOGUE if name.startswith("marts.") and name.removeprefix("marts.") in list_sql("marts")]


@pytest.mark.parametrize("name", CATALOGUE)
def test_sources_are_columns_of_tables_that_are_read(name):
    for column, sources in columns_made_from(CATALOGUE, name).items():
        assert column in CONTRACTS[name].column_names
        for table, source in sources:
            assert table in CATALOGUE[name].reads
            assert source in CONTRACTS[table].column_names


def test_what_is_stated_is_of_columns_that_there_are():
    for table, column in MADE_FROM:
        assert column in CONTRACTS[table].column_names, (table, column)


@pytest.mark.parametrize("name", TWINS)
def test_the_sql_of_a_mart_names_its_sources(name):
    statement = load_sql("marts", name.removeprefix("marts.")).statement
    made = columns_made_from(CATALOGUE, name)
    assert set(CONTRACTS[name].key) <= set(made)
    for column, sources in made.items():
        for table, source in sources:
            assert table in statement, (column, table)
            assert source in statement or "count(*)" in statement, (column, table, source)


def test_a_column_that_an_entry_fills_elsewhere_is_not_its_source():
    assert "entity_id" not in columns_made_from(CATALOGUE, "core.entities")


def test_a_span_comes_from_the_text_and_a_score_from_no_column():
    made = columns_made_from(CATALOGUE, "core.place_mentions")
    assert made["surface"] == (("core.articles", "text"), ("core.articles", "title"))
    assert "score" not in made
