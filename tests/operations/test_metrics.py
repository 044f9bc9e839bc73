"""Figures by OpenTelemetry: what a run tells, what fails, nothing without the package, and all of it before a process ends."""

import multiprocessing
import sys
from types import ModuleType

import dagster as dg
import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import ConsoleMetricExporter, InMemoryMetricReader, PeriodicExportingMetricReader

from pipelines.definitions import defs
from pipelines.defs import assets, telling
from pipelines.defs.telling import Told
from pipelines.operations import metrics
from pipelines.operations.metrics import COUNTERS, HISTOGRAMS, note
from pipelines.warehouse import WarehouseLockedError

STEPS = ("raw.documents", "core.article_occurrences", "core.articles", "ops.publications")


@pytest.fixture
def use(monkeypatch):
    """Measure by a provider, as a user's function returns it."""
    metrics._instruments.cache_clear()

    def use(provider):
        module = ModuleType("exporting")
        module.provider = lambda: provider
        monkeypatch.setitem(sys.modules, "exporting", module)
        monkeypatch.setenv("DATELINE_METRICS", "exporting:provider")

    yield use
    metrics._instruments.cache_clear()


@pytest.fixture
def told(use):
    """What was noted: name and attributes to the sum of it."""
    reader = InMemoryMetricReader()
    use(MeterProvider([reader], shutdown_on_exit=False))

    def read():
        data = reader.get_metrics_data()
        return {
            (metric.name, *dict(point.attributes).values()): getattr(point, "value", None) or point.sum
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            for point in metric.data.data_points
        }

    return read


def made(names, **options):
    wanted = {dg.AssetKey(name.split(".")) for name in names}
    definitions = [d for d in defs.assets if isinstance(d, dg.AssetsDefinition) and wanted & set(d.keys)]
    return dg.materialize(definitions, resources=defs.resources, raise_on_error=False, **options)


def test_a_run_tells_what_it_read_made_and_refused_and_how_long_it_took(told, tmp_path):
    (tmp_path / "landing").mkdir()
    for number in range(2):
        (tmp_path / "landing" / f"{number}.html").write_text("")
    (tmp_path / "landing" / "a.jsonl").write_text('{"text": "A bridge near Lima fell on Monday."}\n{"text": \n')
    with dg.DagsterInstance.ephemeral() as instance:
        assert made(STEPS, instance=instance).success
    found = told()
    assert found["dateline.documents",] == 1
    assert found["dateline.articles",] == 1
    assert found["dateline.refusals", "invalid_json"] == 1
    assert found["dateline.rows", "core.articles"] == 1
    assert all(found["dateline.step.duration", step] > 0 for step in STEPS)
    assert found["dateline.run.duration",] > 0
    assert not [key for key in found if key[0] == "dateline.failures"]


def test_what_fails_is_counted_by_its_own_kind_also_when_it_is_tried_again(told, monkeypatch):
    def locked(*_, **__):
        raise WarehouseLockedError("another program holds it")

    monkeypatch.setattr(assets, "ingest", locked)
    monkeypatch.setattr("pipelines.defs.retrying.FIRST_WAIT_S", 0)
    monkeypatch.setattr("pipelines.defs.retrying.MOST_RETRIES", 1)
    assert not made(["raw.documents"]).success
    assert told()["dateline.failures", "raw.documents", "WarehouseLockedError"] == 2


def test_a_failed_run_is_counted_once_whoever_ended_it(told, monkeypatch):
    monkeypatch.setattr(telling, "tell", lambda *_: None)

    @dg.job
    def killed():
        pass

    with dg.DagsterInstance.ephemeral() as instance:
        cursor = Told(is_first=False).dump()
        instance.create_run_for_job(killed, status=dg.DagsterRunStatus.FAILURE)
        for _ in range(2):
            context = dg.build_sensor_context(instance=instance, cursor=cursor)
            list(telling.failures(context))
            cursor = context.cursor
    assert told()["dateline.failed_runs", "killed"] == 1


def test_without_the_package_nothing_is_noted_and_nothing_breaks(use, monkeypatch):
    use(None)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    for name in (*COUNTERS, *HISTOGRAMS):
        note(name, 1)


def test_a_function_that_is_not_there_is_named_and_stops_no_run(use, monkeypatch, caplog):
    use(None)
    monkeypatch.setenv("DATELINE_METRICS", "no_such_module:provider")
    note("dateline.rows", 1, table="core.articles")
    assert "no_such_module" in caplog.text


def _child(path):
    with open(path, "w") as out:  # noqa: PTH123 a stream that the exporter writes to while the process ends
        reader = PeriodicExportingMetricReader(ConsoleMetricExporter(out=out), export_interval_millis=3_600_000)
        sys.modules["exporting"].provider = lambda: MeterProvider([reader], shutdown_on_exit=False)
        note("dateline.rows", 7, table="core.articles")
        multiprocessing.util._exit_function()  # as a process of Dagster's ends, which asks no `atexit`


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_what_a_process_noted_is_exported_before_it_ends(use, tmp_path):
    use(None)
    process = multiprocessing.get_context("fork").Process(target=_child, args=(tmp_path / "told",))
    process.start()
    process.join(60)
    assert '"value": 7' in (tmp_path / "told").read_text()
