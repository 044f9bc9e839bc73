"""`dateline search` as a user types it: laid out for reading, as rows for machines, wrong limits in words."""

import csv
import io
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.console import searching
from pipelines.settings import load_settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

runner = CliRunner()
ARTICLE = (
    "insert into core.articles by name select $id as article_id, $text as text, '=cmd' as title, false as is_title_in_text, "
    "2 as word_count, 'none' as published_basis, 'x@1+0' as annotator_id"
)


@pytest.fixture
def warehouse():
    made = Warehouse(load_settings().warehouse)
    with made.writer() as session:
        session.run(ARTICLE, {"id": "a1", "text": "Talks on a ceasefire [sic] began. <b>Nobody</b> spoke."})
    publish(made, datetime(2026, 3, 9, tzinfo=UTC))


def asked(*arguments):
    return runner.invoke(app, ["search", *arguments])


def test_what_is_found_is_laid_out(warehouse):
    result = asked("talk", "--limit", "1")
    lines = result.output.splitlines()
    assert (result.exit_code, lines[0], lines[1], lines[3]) == (0, " 1. =cmd", "    no date, unknown", "    a1")
    assert lines[2] == "    [Talks] on a ceasefire [sic] began. <b>Nobody</b> spoke."


def test_rows_go_into_a_file_in_which_no_cell_is_run(warehouse, tmp_path):
    assert asked("talk", "-o", str(tmp_path / "found.csv")).exit_code == 0
    [row] = csv.DictReader(io.StringIO((tmp_path / "found.csv").read_text(), newline=""))
    assert (row["article_id"], row["headline"]) == ("a1", "'=cmd")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nothing"], 0, "no article has these words\n"),
        (["talk", "--since", "2026-01-01"], 0, "within these limits"),
        (["talk bakery"], 0, "these have some of them"),
        (["--", "--"], 2, "nothing to look for"),
        (["talk", "--since", "Tuesday"], 2, "--since Tuesday: give a day such as"),
        (["talk", "--place", "Kupyansk"], 2, "knows no place 'Kupyansk'"),
        (["talk", "--limit", "0"], 2, "limit"),
        (["talk", "-f", "geojson"], 2, "geojson needs columns"),
        (["talk", "-w", "nowhere.duckdb"], 1, "no warehouse here"),
    ],
)
def test_what_is_not_there_or_wrong_is_said(warehouse, arguments, code, message):
    result = asked(*arguments)
    assert (result.exit_code, message in result.output) == (code, True), result.output


def test_taking_in_many_articles_is_shown(warehouse, monkeypatch):
    monkeypatch.setattr(searching, "WORTH_SAYING", 1)
    assert "taking in words for searching: 1 of 1 articles" in asked("talk").output
    assert "taking in" not in asked("talk").output
