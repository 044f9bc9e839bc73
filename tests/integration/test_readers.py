"""Nobody is locked out: readers of the named file while runs come and go, and two runs at once."""

import subprocess
import sys

import pytest

from pipelines.warehouse import Warehouse

from .conftest import TIMEOUT_S, command_environment, dateline, rows_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_000)]


NOTEBOOK = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for _ in range(2):
    print(connection.execute("select count(*) from core.articles").fetchone()[0], flush=True)
    sys.stdin.readline()
"""


def started(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=command_environment(),
    )


def test_readers_are_answered_while_a_run_goes_on_and_the_run_succeeds(inputs, tmp_path):
    path = tmp_path / "news.duckdb"
    assert dateline("run", inputs / "wire.jsonl", "--warehouse", path).returncode == 0
    notebook = subprocess.Popen(
        [sys.executable, "-c", NOTEBOOK, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert notebook.stdout.readline() == "2\n"
    run = started("run", inputs, "--warehouse", path)
    polls = 0
    while run.poll() is None:
        with Warehouse(path).reader() as session:
            assert session.count("core.articles") in {2, 5}
        polls += 1
    out, err = run.communicate(timeout=TIMEOUT_S)
    assert run.returncode == 0, err + out
    assert polls > 1
    assert notebook.communicate("look again\n", timeout=TIMEOUT_S)[0] == "2\n"
    assert len(rows_of(path)["core.articles"]) == 5


def test_two_runs_at_once_both_succeed_and_give_the_rows_of_one(inputs, tmp_path):
    alone, both = tmp_path / "alone.duckdb", tmp_path / "both.duckdb"
    assert dateline("run", inputs, "--warehouse", alone).returncode == 0
    runs = [started("run", inputs, "--warehouse", both) for _ in range(2)]
    for run in runs:
        out, err = run.communicate(timeout=TIMEOUT_S)
        assert run.returncode == 0, err + out
    left = {"ops.batches", "ops.files", "ops.rejected_records", "raw.documents"}
    wanted, found = rows_of(alone), rows_of(both)
    assert {name: rows for name, rows in found.items() if name not in left} == {
        name: rows for name, rows in wanted.items() if name not in left
    }
    assert len(found["raw.documents"]) == len(wanted["raw.documents"])
