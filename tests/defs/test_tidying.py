"""Old runs go with their files; the latest run of each asset, the newest runs and those under way stay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs import tidying
from pipelines.defs.tidying import removable, remove, tidy
from pipelines.home import prepare_home

NEXT_YEAR = datetime.now(UTC) + timedelta(days=365)


@pytest.fixture
def instance(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setattr(tidying, "LEAST_KEPT", 1)
    prepare_home(tmp_path / "home")
    with dg.DagsterInstance.get() as made:
        yield made


@dg.asset
def table():
    return None


def made(instance):
    return dg.materialize([table], instance=instance).run_id


@dg.job
def nothing():
    pass


def test_old_runs_go_but_the_latest_of_an_asset_and_those_under_way_stay(instance):
    old, latest = made(instance), made(instance)
    under_way = instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.STARTED).run_id
    ended = instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.SUCCESS).run_id
    newest = instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.SUCCESS).run_id
    assert set(removable(instance, NEXT_YEAR, days=30, most=500)) == {old, ended}
    assert set(removable(instance, datetime.now(UTC), days=30, most=500)) == set()
    assert set(removable(instance, datetime.now(UTC), days=30, most=4)) == {old}
    assert {latest, under_way, newest} <= {run.run_id for run in instance.get_runs()}


def test_a_removed_run_leaves_no_file_and_the_asset_still_has_its_latest(instance, tmp_path):
    old, latest = made(instance), made(instance)
    assert remove(instance, [old]) == 1
    assert not [path for path in Path(tmp_path / "home").rglob("*") if old in path.name]
    assert instance.get_run_by_id(old) is None
    assert instance.get_latest_materialization_event(table.key).run_id == latest


def test_findings_of_removed_runs_go_but_the_last_of_each_check_stays(instance):
    """A check that runs alone, as in an audit, is of no asset's latest run: what it found last is still shown."""

    @dg.asset_check(asset=table)
    def often():
        return dg.AssetCheckResult(passed=True)

    @dg.asset_check(asset=table)
    def once():
        return dg.AssetCheckResult(passed=False)

    runs = [dg.materialize([table, often], instance=instance).run_id for _ in range(2)]
    alone = dg.materialize([table, once], instance=instance).run_id
    assert remove(instance, [runs[0], alone]) == 2
    keys = [check.check_keys for check in (often, once)]
    found = [instance.event_log_storage.get_asset_check_execution_history(key, limit=9) for [key] in keys]
    assert [[record.run_id for record in records] for records in found] == [[runs[1]], [alone]]


def test_the_newest_runs_stay_whatever_the_clock_says(instance, monkeypatch):
    monkeypatch.setattr(tidying, "LEAST_KEPT", 2)
    for _ in range(2):
        instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.SUCCESS)
    assert list(removable(instance, NEXT_YEAR, days=30, most=500)) == []


def test_the_job_removes_what_is_too_much(instance, monkeypatch):
    monkeypatch.setenv("DATELINE_RETENTION_RUNS", "10")
    runs = [instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.SUCCESS).run_id for _ in range(12)]
    assert tidy.execute_in_process(instance=instance).success
    standing = {run.run_id for run in instance.get_runs()}
    assert [run_id for run_id in runs if run_id not in standing] == runs[:3]
