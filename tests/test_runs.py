"""Runs from code: a Dagster home of their own, and the runs of killed processes closed."""

import json
import os
import subprocess
import sys
import time

import dagster as dg
import pytest
from dagster._core.events import EngineEventData
from dagster._core.storage.tags import GRPC_INFO_TAG

from pipelines import progress, run_processes, runs
from pipelines.home import prepare_home
from pipelines.run_processes import BOOT_TAG, PID_TAG, boot_id
from pipelines.runs import close_dead_runs, export_settings
from pipelines.settings import Settings, load_settings
from pipelines.work.ingest import IngestCounts


@pytest.fixture
def instance(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    prepare_home(tmp_path / "home")
    with dg.DagsterInstance.get() as opened:
        yield opened


def started(instance, **tags):
    @dg.job
    def nothing():
        pass

    return instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.STARTED, tags=tags).run_id


def finished_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return str(process.pid)


def launched_by_the_daemon(instance, pid, host="localhost"):
    """A run as the code server leaves it when its process was started and has said so."""
    run_id = started(instance, **{GRPC_INFO_TAG: json.dumps({"host": host, "port": 4000})})
    run = instance.get_run_by_id(run_id)
    instance.report_engine_event("Started process for run.", run, EngineEventData.in_process(int(pid)))
    instance.report_engine_event("Executing steps in process.", run, EngineEventData.in_process(int(pid)))
    return run_id


def status(instance, run_id):
    return instance.get_run_by_id(run_id).status


def test_the_run_of_a_process_that_is_gone_is_failed(instance):
    run_id = started(instance, **{PID_TAG: finished_process(), BOOT_TAG: boot_id()})
    assert close_dead_runs(instance) == [run_id]
    assert status(instance, run_id) == dg.DagsterRunStatus.FAILURE


def test_the_run_of_an_earlier_boot_is_failed_whatever_its_process_number(instance):
    run_id = started(instance, **{PID_TAG: str(os.getppid()), BOOT_TAG: "another boot"})
    assert close_dead_runs(instance) == [run_id]


def test_the_run_of_a_living_process_and_those_of_others_are_left_alone(instance):
    alive = started(instance, **{PID_TAG: str(os.getppid()), BOOT_TAG: boot_id()})
    foreign = started(instance)
    assert close_dead_runs(instance) == []
    assert {status(instance, run_id) for run_id in (alive, foreign)} == {dg.DagsterRunStatus.STARTED}


def test_a_run_of_the_daemon_whose_process_is_gone_is_failed(instance):
    run_id = launched_by_the_daemon(instance, finished_process())
    assert close_dead_runs(instance) == [run_id]
    assert status(instance, run_id) == dg.DagsterRunStatus.FAILURE


def test_runs_of_the_daemon_that_live_or_are_elsewhere_or_have_said_nothing_are_left_alone(instance):
    launched_by_the_daemon(instance, os.getppid())
    launched_by_the_daemon(instance, finished_process(), host="workers.example.org")
    started(instance, **{GRPC_INFO_TAG: json.dumps({"host": "localhost", "socket": "a.sock"})})
    assert close_dead_runs(instance) == []


def test_another_process_under_the_number_of_a_dead_one_is_not_the_runs(instance, monkeypatch):
    run_id = launched_by_the_daemon(instance, os.getppid())
    monkeypatch.setattr(run_processes, "_started_at", lambda _: time.time() + 60)
    assert close_dead_runs(instance) == [run_id]


def test_a_process_that_ended_and_was_not_asked_after_is_gone(instance):
    process = subprocess.Popen([sys.executable, "-c", ""])
    while not run_processes._is_defunct(process.pid):
        time.sleep(0.01)
    run_id = started(instance, **{PID_TAG: str(process.pid), BOOT_TAG: boot_id()})
    assert close_dead_runs(instance) == [run_id]
    process.wait()


def test_the_home_holds_all_state_and_follows_the_shipped_configuration(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "elsewhere")
    home = prepare_home(tmp_path / "state")
    config = (home / "dagster.yaml").read_text()
    assert os.environ["DAGSTER_HOME"] == str(home)
    assert config.count(f"base_dir: {home}/") == 3
    assert "enabled: false" in config
    (home / "dagster.yaml").write_text("telemetry: {enabled: true}")
    prepare_home(home)
    assert (home / "dagster.yaml").read_text() == config


def test_settings_reach_the_processes_that_dagster_starts(tmp_path, monkeypatch):
    for name in ("WAREHOUSE", "LAKE", "HOME", "LANDING"):
        monkeypatch.setenv(f"DATELINE_{name}", "before")
    settings = Settings(warehouse=tmp_path / "w.duckdb", lake="", home=tmp_path / "h", landing=tmp_path / "l")
    export_settings(settings)
    assert os.environ["DATELINE_WAREHOUSE"] == str(tmp_path / "w.duckdb")
    assert os.environ["DATELINE_LANDING"] == str(tmp_path / "l")
    assert load_settings().warehouse_name == settings.warehouse_name
    export_settings(settings.for_warehouse("ducklake:postgres:dbname=news"))
    assert load_settings().warehouse_name == "ducklake:postgres:dbname=news"


def test_progress_reaches_listeners_only_while_they_listen():
    told = []
    with progress.listening(lambda *values: told.append(values)):
        progress.emit("core.articles", 1, 2)
    progress.emit("core.articles", 2, 2)
    assert told == [("core.articles", 1, 2)]


def test_a_run_with_nothing_to_do_is_listed_and_makes_no_table_again(instance, tmp_path, monkeypatch):
    counts = IngestCounts("batch", file_count=2, seen_count=3, accepted_count=3)
    monkeypatch.setattr(runs, "_counts_if_idle", lambda *_: counts)
    outcome = runs.run_job(Settings(home=tmp_path / "home", warehouse=tmp_path / "w.duckdb"), ["news"])
    assert outcome.is_success
    assert outcome.ingested["known"] == 3
    run = instance.get_run_by_id(outcome.run_id)
    assert (run.job_name, run.status) == ("news_to_marts", dg.DagsterRunStatus.SUCCESS)
    assert run.tags[PID_TAG] == str(os.getpid())
    kinds = {record.dagster_event_type for record in instance.all_logs(outcome.run_id) if record.is_dagster_event}
    assert dg.DagsterEventType.STEP_SUCCESS in kinds
    assert not kinds & {dg.DagsterEventType.ASSET_MATERIALIZATION, dg.DagsterEventType.ASSET_CHECK_EVALUATION}
