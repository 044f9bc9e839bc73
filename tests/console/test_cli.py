"""The command: quick to start, clear about wrong usage and warehouses that it cannot use."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.warehouse import Warehouse, opening
from pipelines.warehouse.publishing import publish

runner = CliRunner()


def test_help_imports_nothing_that_costs():
    code = (
        "import sys; from typer.testing import CliRunner; from pipelines.cli import app\n"
        "result = CliRunner().invoke(app, ['--help']); print(result.exit_code)\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'dagster', 'duckdb', 'polars', 'pyarrow', 'onnxruntime', 'numpy'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path[:0] = sys.argv[1:]\n" + code, *sys.path],
        capture_output=True,
        text=True,
    )
    assert done.stdout.split("\n")[:2] == ["0", "[]"], done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["run"], 2, "PATH", id="no path"),
        pytest.param(["run", "{tmp}/a.txt", "--map", "text"], 2, "FIELD=NAME", id="mapping without ="),
        pytest.param(["run", "{tmp}/nowhere.txt"], 2, "nothing was written", id="no such file"),
        pytest.param(["run", "{tmp}/a.txt", "--map", "colour=x"], 2, "fields are", id="unknown field"),
        pytest.param(["run", "{tmp}/a.txt", "-w", "{tmp}/nowhere/w.duckdb"], 1, "nowhere", id="warehouse in no folder"),
        pytest.param(["run", "{tmp}/a.txt", "-w", "{tmp}"], 1, "{tmp}", id="warehouse is a folder"),
        pytest.param(["sql", "select 1", "-w", "{tmp}/none.duckdb"], 1, "no warehouse here", id="nothing to query"),
        pytest.param(["evaluate", "poetry", "{tmp}"], 2, "segmentation", id="unknown task"),
        pytest.param(["evaluate", "topics", "{tmp}/none.jsonl"], 2, "no such file", id="missing gold"),
        pytest.param(["gazetteer", "install"], 1, "--from", id="gazetteer without a source"),
        pytest.param(["redo", "core.nothing"], 2, "core.place_mentions", id="nothing to redo"),
        pytest.param(["briefing", "-w", "{tmp}/none.duckdb"], 1, "no warehouse here", id="nothing to tell"),
        pytest.param(["briefing", "-o", "{tmp}/nowhere/b.html"], 2, "nowhere does not exist", id="page in no folder"),
        pytest.param(["fly"], 2, "fly", id="unknown command"),
    ],
)
def test_wrong_usage_is_named_and_ends_with_its_code(arguments, code, message, tmp_path):
    (tmp_path / "a.txt").write_text("One line of text.")
    result = runner.invoke(app, [argument.replace("{tmp}", str(tmp_path)) for argument in arguments])
    assert result.exit_code == code, result.output
    assert message.replace("{tmp}", str(tmp_path)) in result.output.replace("\n", "")
    assert "Traceback" not in result.output
    assert not list(tmp_path.rglob("*.duckdb"))


def test_the_version_is_printed():
    assert runner.invoke(app, ["--version"]).output.startswith("dateline ")


def test_a_warehouse_of_another_version_is_refused_before_a_run_begins(tmp_path):
    path = tmp_path / "old.duckdb"
    with Warehouse(path).writer() as session:
        session.run("update ops.migrations set migration_number = 999")
    opening._prepared.clear()
    (tmp_path / "a.txt").write_text("One line of text.")
    result = runner.invoke(app, ["run", str(tmp_path / "a.txt"), "-w", str(path)])
    assert (result.exit_code, "newer release" in result.output) == (1, True)
    assert not (tmp_path / "home").exists()


def test_bad_settings_name_the_variable(monkeypatch):
    monkeypatch.setenv("DATELINE_THREADS", "many")
    result = runner.invoke(app, ["doctor"])
    assert result.exit_code == 2
    assert "DATELINE_THREADS" in result.output


def test_named_queries_are_listed_with_what_they_answer():
    result = runner.invoke(app, ["sql"])
    assert result.exit_code == 0
    assert "articles_mentioning_place" in result.output


def test_a_wrong_parameter_of_a_named_query_is_refused(tmp_path):
    path = tmp_path / "w.duckdb"
    publish(Warehouse(path), datetime(2026, 3, 9, tzinfo=UTC))
    result = runner.invoke(app, ["sql", "articles_mentioning_place", "-p", "colour=red", "-w", str(path)])
    assert (result.exit_code, "colour" in result.output) == (2, True)
