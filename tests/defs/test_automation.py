"""The sensor: files that were left alone, one run a content, again after a failure, never two at once."""

import os

import dagster as dg
import pytest

from pipelines.catalogue import CATALOGUE
from pipelines.defs import automation
from pipelines.defs.automation import CONTENT_TAG, landing_folder
from pipelines.defs.describing import asset_key
from pipelines.home import prepare_home
from pipelines.runs import WAREHOUSE_TAG
from pipelines.settings import load_settings
from pipelines.warehouse import open_warehouse
from pipelines.work.ingest import ingest, utc_now
from pipelines.work.landing import Look
from pipelines.work.run import publish_now


@pytest.fixture
def landing(tmp_path, monkeypatch):
    folder = tmp_path / "landing"
    folder.mkdir()
    monkeypatch.setenv("DATELINE_LANDING", str(folder))
    return folder


class Ticks:
    """Evaluates the sensor as the daemon does: the cursor of one tick is the next one's."""

    def __init__(self, instance):
        self.instance, self.cursor = instance, None

    def tick(self):
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor)
        [result] = list(landing_folder(context))
        self.cursor = context.cursor
        return result

    def settled(self):
        """The result once the files have been left alone for a tick."""
        self.tick()
        return self.tick()


@pytest.fixture
def ticks():
    with dg.DagsterInstance.ephemeral() as instance:
        yield Ticks(instance)


def ran(ticks, request, status):
    @dg.job
    def nothing():
        pass

    return ticks.instance.create_run_for_job(nothing, status=status, tags=dict(request.tags))


def test_a_missing_folder_is_named(tmp_path, monkeypatch, ticks):
    monkeypatch.setenv("DATELINE_LANDING", str(tmp_path / "nowhere"))
    assert "nowhere" in ticks.tick().skip_message


@pytest.mark.parametrize("name", [None, "notes.unknown", ".hidden.txt"])
def test_nothing_to_read_starts_nothing(landing, ticks, name):
    if name:
        (landing / name).write_text("one")
    assert isinstance(ticks.settled(), dg.SkipReason)


def test_a_file_counts_once_it_was_left_alone_for_a_tick(landing, ticks):
    (landing / "a.txt").write_text("half of")
    assert "still being written" in ticks.tick().skip_message
    (landing / "a.txt").write_text("half of it and more")
    assert isinstance(ticks.tick(), dg.SkipReason)
    request = ticks.tick()
    assert request.run_config["ops"]["raw__documents"]["config"]["inputs"] == [str(landing)]
    assert CONTENT_TAG in request.tags


def test_while_a_run_is_under_way_no_other_is_asked_for(landing, ticks):
    (landing / "a.txt").write_text("one")
    ran(ticks, ticks.settled(), dg.DagsterRunStatus.STARTED)
    assert "under way" in ticks.tick().skip_message


def test_another_warehouse_on_the_same_home_and_folder_does_not_wait(landing, ticks, monkeypatch, tmp_path):
    (landing / "a.txt").write_text("one")
    ran(ticks, ticks.settled(), dg.DagsterRunStatus.STARTED)
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(tmp_path / "other.duckdb"))
    request = ticks.tick()
    assert request.tags[WAREHOUSE_TAG] == str(tmp_path / "other.duckdb")


def test_a_run_on_a_lake_waits_for_those_of_the_command_which_name_it_so(landing, ticks, monkeypatch):
    monkeypatch.setenv("DATELINE_LAKE", "dbname=news")
    monkeypatch.setattr(automation, "look_at", lambda settings, before: Look(settled_key="k"))
    assert ticks.tick().tags[WAREHOUSE_TAG] == load_settings().warehouse_name == "ducklake:postgres:dbname=news"


def test_runs_wait_for_others_of_their_warehouse_only(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "")
    prepare_home(tmp_path / "home")
    with dg.DagsterInstance.get() as instance:
        settings = instance.get_concurrency_config().run_queue_config
    [limit] = settings.tag_concurrency_limits
    assert limit["key"] == WAREHOUSE_TAG
    assert (limit["limit"], limit["value"]) == (1, {"applyLimitPerUniqueValue": True})
    assert settings.max_concurrent_runs > 1


def made(instance, names):
    for name in names:
        instance.report_runless_asset_event(dg.AssetMaterialization(asset_key(name)))


@pytest.mark.filterwarnings("ignore:Parameter `include_sources`")
def test_what_rests_on_a_table_made_alone_is_made_and_after_a_whole_run_nothing():
    from pipelines.definitions import defs

    with dg.DagsterInstance.ephemeral() as instance:
        made(instance, CATALOGUE)
        first = dg.evaluate_automation_conditions(defs, instance=instance)
        made(instance, CATALOGUE)
        second = dg.evaluate_automation_conditions(defs, instance=instance, cursor=first.cursor)
        assert second.total_requested == 0
        made(instance, ["core.place_mentions"])
        third = dg.evaluate_automation_conditions(defs, instance=instance, cursor=second.cursor)
        asked = {".".join(result.key.path) for result in third.results if not result.true_subset.is_empty}
        assert {"core.article_places", "core.places", "marts.daily_places", "ops.publications"} <= asked
        assert not {"core.articles", "core.entity_mentions", "core.article_topics", "raw.documents"} & asked


def test_after_a_failure_the_content_is_asked_for_again_less_and_less_often(landing, ticks):
    (landing / "a.txt").write_text("one")
    request = ticks.settled()
    keys = [request.run_key]
    waits = []
    for _ in range(3):
        ran(ticks, request, dg.DagsterRunStatus.FAILURE)
        waited = 0
        while isinstance(request := ticks.tick(), dg.SkipReason):
            waited += 1
        waits.append(waited)
        keys.append(request.run_key)
    assert len(set(keys)) == 4
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]


def test_what_is_in_the_warehouse_is_not_asked_for_until_it_changes(landing, ticks):
    path = landing / "a.txt"
    path.write_text("one")
    warehouse = open_warehouse(load_settings())
    ingest(warehouse, [str(landing)], now=utc_now)
    publish_now(warehouse)
    assert "nothing new" in ticks.settled().skip_message
    path.write_text("another")
    os.utime(path, ns=(path.stat().st_mtime_ns + 10**9,) * 2)
    assert isinstance(ticks.settled(), dg.RunRequest)
