"""What happens to machines that run for months, and that the next tick and run put right by themselves."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipelines.defs.automation import landing_folder
from pipelines.home import prepare_home
from pipelines.settings import load_settings
from pipelines.warehouse import open_warehouse
from pipelines.work.ingest import ingest, ingesting, utc_now
from pipelines.work.run import publish_now

RECORD = '{"id": "1", "text": "A bridge near Lima fell on Monday."}\n'


@pytest.fixture
def landing(tmp_path, monkeypatch):
    folder = tmp_path / "landing"
    folder.mkdir()
    monkeypatch.setenv("DAGSTER_HOME", "")
    prepare_home(tmp_path / "home")
    return folder


def ticks(count):
    """What the sensor says at each tick, the cursor of one being the next one's."""
    cursor, said = None, []
    with dg.DagsterInstance.get() as instance:
        for _ in range(count):
            context = dg.build_sensor_context(instance=instance, cursor=cursor)
            said += list(landing_folder(context))
            cursor = context.cursor
    return said


def brought_in(landing):
    warehouse = open_warehouse(load_settings())
    counts = ingest(warehouse, [str(landing)], now=utc_now)
    publish_now(warehouse)
    return counts


def texts():
    with open_warehouse(load_settings()).reader() as session:
        return session.query(
            "select text from raw.documents join raw.document_texts using (document_id) where is_current order by text"
        ).to_pylist()


KILLED = """
import os, signal, sys
from pipelines import runs
from pipelines.defs import assets
from pipelines.settings import load_settings

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

assets.ingest = killed
runs.run_job(load_settings(), [sys.argv[1]])
"""


@pytest.mark.slow
def test_a_run_of_the_command_that_was_killed_is_closed_by_the_next_tick_which_asks_for_its_files(landing):
    (landing / "a.jsonl").write_text(RECORD)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    killed = subprocess.run([sys.executable, "-c", KILLED, landing], env=environment, capture_output=True, text=True)
    assert killed.returncode == -9, killed.stderr
    with dg.DagsterInstance.get() as instance:
        [run] = instance.get_runs()
        assert run.status is dg.DagsterRunStatus.STARTED
    said = ticks(2)
    assert isinstance(said[-1], dg.RunRequest)
    with dg.DagsterInstance.get() as instance:
        assert instance.get_run_by_id(run.run_id).status is dg.DagsterRunStatus.FAILURE


def deleted(path: Path) -> None:
    path.unlink()


def deleted_with_its_working_file(path: Path) -> None:
    path.unlink()
    shutil.rmtree(path.with_name(path.name + ".work"))


def replaced_by_another_programs_file(path: Path) -> None:
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table mine as select 1 as one")


def replaced_by_what_is_no_database(path: Path) -> None:
    path.write_text("not a database")


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize(
    "happened",
    [
        deleted,
        deleted_with_its_working_file,
        replaced_by_another_programs_file,
        replaced_by_what_is_no_database,
        cut_off,
    ],
    ids=lambda happened: happened.__name__,
)
def test_a_warehouse_to_which_something_happened_is_asked_for_by_a_tick_and_whole_after_a_run(landing, happened):
    (landing / "a.jsonl").write_text(RECORD)
    brought_in(landing)
    assert [type(each) for each in ticks(2)] == [dg.SkipReason] * 2
    happened(load_settings().warehouse)
    assert isinstance(ticks(2)[-1], dg.RunRequest)
    brought_in(landing)
    assert texts() == [{"text": "A bridge near Lima fell on Monday."}]
    assert isinstance(ticks(2)[-1], dg.SkipReason)


@pytest.mark.parametrize("is_same_size", [True, False], ids=["by as many bytes", "by more"])
def test_a_landing_file_that_is_replaced_while_it_is_read_is_read_again_as_it_stands(
    landing, monkeypatch, tmp_path, is_same_size
):
    path, other = landing / "a.jsonl", tmp_path / "other.jsonl"
    path.write_text(RECORD)
    other.write_text(RECORD.replace("Lima", "Oslo" if is_same_size else "Tegucigalpa"))
    real = ingesting.read_source

    def read(*arguments, **options):
        for reading in real(*arguments, **options):
            if other.exists():
                other.replace(path)
            yield reading

    monkeypatch.setattr(ingesting, "read_source", read)
    brought_in(landing)
    assert isinstance(ticks(2)[-1], dg.RunRequest)
    brought_in(landing)
    assert texts() == [{"text": f"A bridge near {'Oslo' if is_same_size else 'Tegucigalpa'} fell on Monday."}]
    assert isinstance(ticks(2)[-1], dg.SkipReason)


def test_a_clock_that_was_set_back_hides_no_file_and_no_version(landing):
    path = landing / "a.jsonl"
    path.write_text(RECORD)
    brought_in(landing)
    path.write_text(RECORD.replace("Lima", "Oslo"))
    yesterday = time.time() - 86_400
    os.utime(path, (yesterday, yesterday))
    assert isinstance(ticks(2)[-1], dg.RunRequest)
    (landing / "b.jsonl").write_text(RECORD.replace('"1"', '"2"').replace("Lima", "Quito"))
    os.utime(landing / "b.jsonl", (0, 0))
    assert brought_in(landing).accepted_count == 2
    assert "A bridge near Quito fell on Monday." in {row["text"] for row in texts()}
    assert isinstance(ticks(2)[-1], dg.SkipReason)
