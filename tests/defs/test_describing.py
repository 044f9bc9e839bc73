"""What the graph says of each table: where it comes from, how far to trust it, and a query that runs."""

import json

import dagster as dg
import duckdb
import pytest

from pipelines.catalogue import CATALOGUE, Published
from pipelines.contracts import CONTRACTS
from pipelines.defs.describing import LANDING, PUBLISHED_COPY, asset_specs, example_query, outside_specs
from pipelines.work.lineages import RECORD


@pytest.fixture(scope="module")
def warehouse():
    with duckdb.connect() as connection:
        for contract in CONTRACTS.values():
            connection.execute(f"create schema if not exists {contract.schema_name}")
            columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in contract.columns)
            connection.execute(f"create table {contract.qualified_name} ({columns})")
        yield connection


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_example_query_of_a_table_runs(warehouse, name):
    warehouse.execute(example_query(CONTRACTS[name]))


def spec_of(name):
    return asset_specs()[name]


def test_a_description_says_grain_trust_and_a_query():
    text = spec_of("core.place_mentions").description
    assert text.startswith("One row per toponym mention.")
    assert "`score` is the probability that a row is right; `surface` is exactly the text" in text
    assert "order by found.score" in text


def test_owners_are_a_setting(monkeypatch):
    assert spec_of("core.topics").owners == []
    monkeypatch.setenv("DATELINE_OWNERS", "team:desk, ana@example.org")
    assert spec_of("core.topics").owners == ["team:desk", "ana@example.org"]


def test_the_graph_begins_at_the_landing_folder_and_ends_at_the_published_copy(tmp_path):
    assert LANDING in {dep.asset_key for dep in spec_of("raw.documents").deps}
    landing, copy = outside_specs()
    assert str(tmp_path / "landing") in landing.description
    published = [name for name in CATALOGUE if isinstance(CATALOGUE[name], Published)]
    assert [".".join(dep.asset_key.path) for dep in copy.deps] == published
    assert copy.key == PUBLISHED_COPY


def test_the_lineage_of_columns_names_columns_that_there_are():
    lineage = spec_of("marts.daily_places").metadata["dagster/column_lineage"]
    assert isinstance(lineage, dg.TableColumnLineage)
    [name] = lineage.deps_by_column["place_name"]
    assert (name.asset_key.path, name.column_name) == (["core", "places"], "name")


def test_the_code_version_is_what_makes_the_rows_and_another_setting_is_another(monkeypatch, tmp_path):
    first = spec_of("core.articles").code_version
    assert first == json.loads((tmp_path / "home" / RECORD).read_text())["lineages"]["core.articles"]
    monkeypatch.setenv("DATELINE_USE_DUMP_NEIGHBOURS", "false")
    assert spec_of("core.articles").code_version != first
