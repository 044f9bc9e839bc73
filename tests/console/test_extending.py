"""Extensions that do not fit end a command in a sentence, before anything is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACT = "from pipelines.contracts import CONTRACTS\nTABLES = (CONTRACTS['core.topics'],)\n"
ENTRY = """
from pipelines.catalogue import Derived

ENTRIES = (Derived(tables=({name!r},), reads=({reads!r},), make=lambda *_: {{}}, identity=lambda _: "1"),)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("1 / 0", "module 'mine' cannot be imported (ZeroDivisionError", id="fails"),
        pytest.param(CONTRACT, "core.topics: declared twice", id="declares a table of the house"),
        pytest.param(
            ENTRY.format(name="mine.a", reads="core.articles"), "no contract in TABLES for mine.a", id="no contract"
        ),
        pytest.param(
            ENTRY.format(name="core.topics", reads="core.articles"), "core.topics is written by", id="two makers"
        ),
        pytest.param(ENTRY.format(name="mine.a", reads="mine.b"), "reads ['mine.b']", id="reads what nothing makes"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(tmp_path, source, message):
    (tmp_path / "mine.py").write_text(source, encoding="utf-8")
    (tmp_path / "news.jsonl").write_text('{"text": "Rain fell on Monday."}\n', encoding="utf-8")
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "run", "news.jsonl"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "DATELINE_EXTENSIONS": "mine"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("dateline: DATELINE_EXTENSIONS: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("dateline.duckdb*"))
