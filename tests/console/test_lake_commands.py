"""`dateline move` and `dateline compact`: names that do not fit end with 2, before anything is written."""

import pytest
from typer.testing import CliRunner

from pipelines.cli import app


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param(["move", "a.duckdb", "ducklake:sqlite:x"], "PostgreSQL", id="a catalogue that loses commits"),
        pytest.param(["move", "ducklake:postgres:password=p", "a.duckdb"], "PGPASSFILE", id="a password in a name"),
        pytest.param(["compact", "-w", "news.duckdb"], "needs no compaction", id="a file"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_written(arguments, word, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert word in result.output
    assert list(tmp_path.iterdir()) == []
