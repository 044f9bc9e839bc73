"""A run that is killed at any moment, and then run again, gives the rows of a run that was left alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MOMENTS = 30


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_killed_at_thirty_moments_the_next_run_gives_the_same_warehouse(inputs, tmp_path):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killing.py")), str(tmp_path), str(inputs), str(MOMENTS)],
        capture_output=True,
        text=True,
        timeout=3_500,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "POLARS_MAX_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    results = json.loads(done.stdout)
    assert results["repeat"] == results["calm"]
    assert results["interrupted"] == MOMENTS
    for moment, warehouse in enumerate(results["killed"]):
        assert warehouse == results["calm"], f"killed at moment {moment} of {MOMENTS}"
