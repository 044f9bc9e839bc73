"""The daemon's own rounds, in this process: the sensor's ticks, and runs whose processes were killed."""

import gc
import logging
import os
import subprocess
import sys
from datetime import timedelta

import dagster as dg
import pytest
from dagster._core.remote_origin import InProcessCodeLocationOrigin
from dagster._core.test_utils import create_test_daemon_workspace_context, freeze_time
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin
from dagster._core.workspace.load_target import InProcessWorkspaceLoadTarget
from dagster._daemon.monitoring.run_monitoring import execute_run_monitoring_iteration
from dagster._daemon.sensor import execute_sensor_iteration
from dagster._time import get_current_datetime

from pipelines.defs.automation import SENSOR_INTERVAL_S, landing_folder
from pipelines.defs.launcher import WatchedRunLauncher
from pipelines.home import prepare_home
from pipelines.run_processes import BOOT_TAG, PID_TAG, boot_id
from pipelines.starting import forget_later_looks

pytestmark = [
    pytest.mark.filterwarnings("ignore:Property `ScheduleDefinition.environment_vars`:DeprecationWarning"),
    # Dagster's own processes and pipes, which it leaves to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LOGGER = logging.getLogger("tests.daemon")
MODULE = "pipelines.definitions"


@pytest.fixture(autouse=True)
def _collected():
    """What Dagster leaves behind is collected before another test is blamed for it."""
    yield
    gc.collect()


class Daemon:
    """One instance with its code location, and the rounds of its daemon at hand."""

    def __init__(self, context):
        self.context, self.instance = context, context.instance
        self._now = get_current_datetime()

    def sensor_rounds(self, count):
        for _ in range(count):
            self._now += timedelta(seconds=SENSOR_INTERVAL_S + 1)
            with freeze_time(self._now):
                list(execute_sensor_iteration(self.context, LOGGER, None, None))

    def set_clock_back(self, by):
        self._now -= by

    @property
    def now_s(self):
        return self._now.timestamp()

    def turn_the_sensor_on(self):
        [entry] = self.context.create_request_context().get_code_location_entries().values()
        [repository] = entry.code_location.get_repositories().values()
        self.sensor = repository.get_sensor(landing_folder.name)
        self.instance.start_sensor(self.sensor)

    @property
    def runs(self):
        return [run for run in self.instance.get_runs() if run.job_name == landing_folder.job_name]


@pytest.fixture
def daemon(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "")
    prepare_home(tmp_path / "home")
    origin = InProcessCodeLocationOrigin(LoadableTargetOrigin(module_name=MODULE), location_name=MODULE)
    with (
        dg.DagsterInstance.get() as instance,
        create_test_daemon_workspace_context(InProcessWorkspaceLoadTarget(origin), instance) as context,
    ):
        yield Daemon(context)


@pytest.mark.slow
def test_the_sensor_asks_for_a_file_once_it_is_left_alone_and_again_after_a_failure(daemon, tmp_path):
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "a.txt").write_text("A line of text.")
    daemon.turn_the_sensor_on()
    daemon.sensor_rounds(1)
    assert daemon.runs == []
    daemon.sensor_rounds(2)
    [run] = daemon.runs
    assert run.status is dg.DagsterRunStatus.QUEUED
    assert run.run_config["ops"]["raw__documents"]["config"]["inputs"] == [str(tmp_path / "landing")]
    daemon.instance.report_run_failed(run, "a disk was full")
    daemon.sensor_rounds(3)
    assert len(daemon.runs) == 2
    assert all(tick.error is None for tick in daemon.instance.get_ticks(*tick_key(daemon.sensor)))


@pytest.mark.slow
def test_after_the_clock_was_set_back_the_sensor_looks_once_the_servers_start_again(daemon, tmp_path):
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "a.txt").write_text("A line of text.")
    daemon.turn_the_sensor_on()
    daemon.sensor_rounds(1)
    daemon.set_clock_back(timedelta(hours=5))
    daemon.sensor_rounds(3)
    assert daemon.runs == []  # Dagster waits until the clock has caught up
    assert forget_later_looks(daemon.instance, daemon.now_s) == [landing_folder.name]
    assert forget_later_looks(daemon.instance, daemon.now_s) == []
    daemon.sensor_rounds(2)
    assert len(daemon.runs) == 1


def tick_key(sensor):
    return sensor.get_remote_origin_id(), sensor.selector_id


def test_the_daemon_fails_a_run_whose_process_was_killed(daemon):
    @dg.job
    def nothing():
        pass

    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    tags = [{PID_TAG: str(pid), BOOT_TAG: boot_id()} for pid in (process.pid, os.getppid())]
    killed, living = (
        daemon.instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.STARTED, tags=each).run_id
        for each in tags
    )
    assert isinstance(daemon.instance.run_launcher, WatchedRunLauncher)
    assert not any(execute_run_monitoring_iteration(daemon.context, LOGGER))
    assert daemon.instance.get_run_by_id(killed).status is dg.DagsterRunStatus.FAILURE
    assert daemon.instance.get_run_by_id(living).status is dg.DagsterRunStatus.STARTED
    assert daemon.instance.run_monitoring_enabled
