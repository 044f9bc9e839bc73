"""A run that is killed at any moment, and then run again, gives the rows of a run that was left alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import command_environment

KILLS = 30
PROGRAM = Path(__file__).parents[2] / "benchmarks" / "kills.py"


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_killed_at_thirty_moments_by_command_and_daemon_the_next_run_gives_the_same_warehouse(inputs):
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(inputs), "--kills", str(KILLS)],
        capture_output=True,
        text=True,
        timeout=3_500,
        env={**command_environment(), "POLARS_MAX_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    results = json.loads(done.stdout)
    assert results["repeat"] == results["calm"]
    assert (results["interrupted"], results["still_started"]) == (KILLS, 0)
    for kill in results["killed"]:
        tables = kill.pop("tables")
        assert tables == results["calm"], kill
