"""`dateline briefing`: a file, whole, where it was asked for."""

from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "w.duckdb"
    publish(Warehouse(path), datetime(2026, 3, 9, tzinfo=UTC))
    return path


def asked(warehouse, *arguments):
    return CliRunner().invoke(app, ["briefing", "-w", str(warehouse), *map(str, arguments)])


@pytest.mark.parametrize(("target", "name"), [("page.html", "page.html"), (".", "w.briefing.html")])
def test_the_page_is_written_where_it_was_asked_for(warehouse, tmp_path, target, name):
    result = asked(warehouse, "-o", tmp_path / target)
    assert (result.exit_code, "0 articles, no article is dated" in result.output) == (0, True)
    assert [path.name for path in tmp_path.glob("*.*")] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--since", "monday"], "--since 'monday' is not a day"), (["--place", "Atlantis"], "no article names a place")],
)
def test_what_cannot_be_made_leaves_the_file_that_stood(warehouse, tmp_path, arguments, message):
    target = tmp_path / "page.html"
    target.write_text("stood")
    result = asked(warehouse, "-o", target, *arguments)
    assert (result.exit_code, message in result.output) == (2, True)
    assert target.read_text() == "stood"
