"""The state folder: its configuration, a full disk said in words, Dagster's records in PostgreSQL with the same behaviour."""

import json
import sqlite3

import dagster as dg
import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from pipelines import home as home_module
from pipelines.console.running import run_with_progress
from pipelines.console.usage import EXIT_FAILED
from pipelines.defs.tidying import removable, remove
from pipelines.home import HomeError, prepare_home
from pipelines.run_processes import BOOT_TAG, PID_TAG
from pipelines.runs import close_dead_runs, run_job
from pipelines.settings import load_settings
from pipelines.warehouse import Warehouse
from pipelines.work.ingest import ReadOptions

PASSWORD = "s3cr3t-word"  # noqa: S105


@pytest.fixture
def address(postgres_server, monkeypatch):
    """Where records are, as the setting has it; the server trusts its socket and asks for no password."""
    parts = dict(part.split("=", 1) for part in postgres_server.database().split())
    address = f"postgresql://postgres:{PASSWORD}@/{parts['dbname']}?host={parts['host']}"
    monkeypatch.setenv("DATELINE_DAGSTER_POSTGRES", address)
    monkeypatch.setenv("DAGSTER_HOME", "")
    return address


@dg.asset
def table():
    return None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_records_in_postgres_are_kept_closed_and_tidied_and_the_address_is_in_no_file(address, tmp_path):
    prepare_home(tmp_path / "home")
    with dg.DagsterInstance.get() as instance:
        old, latest = (dg.materialize([table], instance=instance).run_id for _ in range(2))
        tags = {PID_TAG: "1", BOOT_TAG: "another boot"}
        killed = instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.STARTED, tags=tags).run_id
        assert close_dead_runs(instance) == [killed]
        assert instance.get_latest_materialization_event(table.key).run_id == latest
        assert remove(instance, [old]) == 1
        assert not set(removable(instance, instance.get_run_record_by_id(latest).create_timestamp, days=1, most=500))
    with psycopg.connect(address) as connection:
        runs = {run_id for (run_id,) in connection.execute("select run_id from runs").fetchall()}
        assert runs == {latest, killed}
        assert connection.execute("select count(*) from event_logs where run_id = %s", [old]).fetchone() == (0,)
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not [path for path in files if path.suffix == ".db" or PASSWORD.encode() in path.read_bytes()]


@dg.job
def nothing():
    pass


@pytest.fixture
def one_article(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "A bridge near Lima fell on Monday."}))
    return [str(path)]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_run_keeps_its_records_in_postgres(address, one_article):
    assert run_job(load_settings(), one_article).is_success
    with psycopg.connect(address) as connection:
        assert connection.execute("select pipeline_name, status from runs").fetchall() == [("news_to_marts", "SUCCESS")]


def test_a_database_that_is_down_is_said_in_words_and_without_its_password(monkeypatch, tmp_path, one_article):
    monkeypatch.setenv("DATELINE_DAGSTER_POSTGRES", f"postgresql://u:{PASSWORD}@/news?host={tmp_path}")
    monkeypatch.setenv("DAGSTER_HOME", "")
    with pytest.raises(HomeError, match="records cannot be kept") as told:
        run_job(load_settings(), one_article)
    assert PASSWORD not in str(told.value)


def test_without_the_package_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_DAGSTER_POSTGRES", "postgresql:///news")
    monkeypatch.setattr(home_module, "find_spec", lambda name: None)
    with pytest.raises(HomeError, match=r"dateline\[postgres\]"):
        prepare_home(tmp_path / "home")


@pytest.fixture
def full_disk():
    """SQLite meets its own limit of pages as it does a full disk."""

    def limit(connection, _):
        if isinstance(connection, sqlite3.Connection):
            connection.execute("pragma max_page_count = 30")

    event.listen(Engine, "connect", limit)
    yield lambda: event.remove(Engine, "connect", limit)
    if event.contains(Engine, "connect", limit):
        event.remove(Engine, "connect", limit)


def test_a_home_on_a_full_disk_is_said_in_words_and_the_next_run_carries_on(
    full_disk, tmp_path, monkeypatch, one_article
):
    monkeypatch.setenv("DAGSTER_HOME", "")
    with pytest.raises(HomeError, match="database or disk is full.*the next run carries on"):
        run_job(load_settings(), one_article)
    full_disk()
    assert run_job(load_settings(), one_article).is_success
    with Warehouse(tmp_path / "dateline.duckdb").reader() as session:
        assert session.count("core.articles") == 1


def test_the_command_says_what_is_wrong_with_the_home(tmp_path, monkeypatch, capfd):
    (tmp_path / "home").write_text("a file")
    assert run_with_progress(load_settings(), ["a.txt"], ReadOptions()) == EXIT_FAILED
    assert "set DATELINE_HOME to a folder that can be written" in capfd.readouterr().err
