"""`dateline export` as a user types it."""

import json
from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.contracts import CONTRACTS
from pipelines.settings import load_settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

runner = CliRunner()


@pytest.fixture
def warehouse():
    made = Warehouse(load_settings().warehouse)
    base = {"text": "x", "is_title_in_text": False, "word_count": 1, "annotator_id": "t"}
    days = {"a1": date(2026, 3, 9), "a2": None}
    rows = [
        {**base, "article_id": article_id, "published_date": day, "published_basis": "metadata" if day else "none"}
        for article_id, day in days.items()
    ]
    with made.writer() as session:
        session.append("core.articles", CONTRACTS["core.articles"].from_rows(rows))
    publish(made, datetime(2026, 3, 20, tzinfo=UTC))


def exported(*arguments):
    return runner.invoke(app, ["export", *map(str, arguments)])


def test_each_format_goes_into_the_file(warehouse, tmp_path):
    assert exported("stix", "-o", tmp_path / "a.json").exit_code == 0
    assert {o["type"] for o in json.loads((tmp_path / "a.json").read_text())["objects"]} >= {"report", "grouping"}
    assert exported("geoparquet", "-o", tmp_path / "a.parquet").exit_code == 0
    assert pq.read_table(tmp_path / "a.parquet").num_rows == 0
    result = exported("gkg", "-o", tmp_path / "a.gkg.csv")
    assert (tmp_path / "a.gkg.csv").read_text().count("\n") == 1
    assert "1 articles without a day are left out" in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["csv"], 2, "geoparquet"),
        (["gkg", "--since", "Tuesday"], 2, "give a day such as"),
        (["gkg", "--since", "2027-01-01"], 0, "no articles of these days"),
        (["stix", "-o", "nowhere/a.json"], 2, "cannot be written"),
        (["stix", "-w", "nowhere.duckdb"], 1, "no warehouse here"),
    ],
)
def test_what_is_wrong_or_missing_is_said(warehouse, arguments, code, message):
    result = exported(*arguments)
    assert (result.exit_code, message in result.output) == (code, True), result.output
