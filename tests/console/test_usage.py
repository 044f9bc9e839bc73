"""What every command shares: help that says all of it."""

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from pipelines.cli import app

ROOT = get_command(app)


def _commands(command, path=()):
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, (*path, name))


@pytest.mark.parametrize(
    ("path", "command"),
    [pytest.param(path, command, id=" ".join(path) or "dateline") for path, command in _commands(ROOT)],
)
def test_help_shows_every_word_and_default_of_the_options(path, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    shown = " ".join(CliRunner().invoke(app, [*path, "--help"]).output.split())
    for parameter in command.params:
        assert parameter.help in shown
        if isinstance(parameter.show_default, str):
            assert f"[default: ({parameter.show_default})]" in shown


def test_the_default_of_the_warehouse_is_told():
    told = CliRunner().invoke(app, ["publish", "--help"], env={"COLUMNS": "300"}).output
    assert "[default: (dateline.duckdb, or DATELINE_WAREHOUSE)]" in told
