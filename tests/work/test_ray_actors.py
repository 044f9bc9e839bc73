"""Ray actors: the rows of every other executor, whatever dies."""

import json
import subprocess
import sys

import pytest

from pipelines.settings import Settings
from pipelines.work import executors
from pipelines.work.executors import InProcess

from .test_executors import TEXTS, job, rows, worked

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_000)]


def came_of(scenario):
    from tests.integration.conftest import command_environment

    done = subprocess.run(
        [sys.executable, "-m", "tests.work.ray_scenario", scenario],
        capture_output=True,
        text=True,
        timeout=1_500,
        env={**command_environment(), "RAY_USAGE_STATS_ENABLED": "0"},
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("scenario", ["killed", "lost node", "no room"])
def test_a_cluster_gives_the_rows_of_one_process(scenario):
    alone = rows(worked(InProcess(Settings(threads=1)), [job(n) for n in range(len(TEXTS))]))
    assert came_of(scenario) == json.loads(json.dumps(alone, default=str))


def test_a_unit_that_kills_whoever_reads_it_is_found_and_all_others_are_done():
    found = came_of("poison")
    assert found["units"] == ["poison", "u1", "u2", "u3", "u4", "u5", "u6", "u7"]
    assert found["failures"] == [["poison", executors.DIED]]


ALONE = """
from pipelines.settings import Settings
from pipelines.work.ray_actors import ClusterError, RayActors
try:
    RayActors(Settings(ray_address="auto"))
except ClusterError as error:
    print(error)
"""


def test_a_cluster_that_does_not_answer_is_said():
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, timeout=600)
    assert "start it with `ray start --head`" in done.stdout, done.stderr[-3_000:]
