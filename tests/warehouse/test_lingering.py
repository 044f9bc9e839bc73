"""A working file stays open for a moment where that is asked for, and never in anybody's way."""

import subprocess
import sys
import time

import duckdb
import pytest

from pipelines.warehouse import Warehouse, WarehouseError, lingering
from pipelines.warehouse.lingering import kept_open

OTHER_PROCESS = """
import pathlib, sys
sys.path[:0] = sys.argv[2:]
from pipelines.warehouse import Warehouse
with Warehouse(pathlib.Path(sys.argv[1]), lock_timeout_s=60).writer() as session:
    session.run("insert into ops.progress values ('other', 'process', 1)")
print("opened")
"""
NOTED = "select count(*) from ops.progress where table_name = 'other'"


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "w.duckdb")


@pytest.fixture
def opened(monkeypatch):
    """Paths that DuckDB opened."""
    paths = []
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda *given, **named: paths.append(given) or connect(*given, **named))
    return paths


def other_process(warehouse):
    command = [sys.executable, "-c", OTHER_PROCESS, str(warehouse.path), *filter(None, sys.path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_sessions_that_follow_one_another_open_the_file_once(warehouse, opened):
    with kept_open():
        for _ in range(3):
            with warehouse.writer() as session:
                session.count("core.articles")
    assert len(opened) == 1
    for _ in range(2):
        with warehouse.writer() as session:
            session.count("core.articles")
    assert len(opened) == 3


def test_each_session_has_temporary_tables_and_a_time_zone_of_its_own(warehouse):
    with kept_open():
        with warehouse.writer() as session:
            session.run("create temp table mine as select 1")
            session.run("set timezone = 'America/Lima'")
        with warehouse.writer() as session:
            assert session.scalar("select current_setting('timezone')") == "UTC"
            with pytest.raises(duckdb.CatalogException):
                session.scalar("select * from mine")


def test_what_was_not_committed_is_gone_with_its_session(warehouse):
    with kept_open():
        with pytest.raises(ZeroDivisionError), warehouse.writer() as session, session.transaction():
            session.run("insert into ops.progress values ('t', 'l', 1)")
            raise ZeroDivisionError
        with warehouse.writer() as session:
            assert not session.count("ops.progress") - session.scalar(
                "select count(*) from ops.progress where table_name <> 't'"
            )


def test_another_process_gets_the_file_while_this_one_goes_on_using_it(warehouse):
    with kept_open():
        with warehouse.writer() as session:
            session.count("core.articles")
        other = other_process(warehouse)
        while other.poll() is None:
            with warehouse.writer() as session:
                session.count("core.articles")
        output, errors = other.communicate()
        assert output == "opened\n", errors
        with warehouse.writer() as session:
            assert session.scalar(NOTED) == 1


def test_a_file_that_nobody_uses_is_closed(warehouse, monkeypatch):
    monkeypatch.setattr(lingering, "LINGER_S", 0.0)
    monkeypatch.setattr(lingering, "LOOK_S", 0.01)
    with kept_open():
        with warehouse.writer() as session:
            session.count("core.articles")
        patience = time.monotonic() + 60
        while lingering._open and time.monotonic() < patience:
            time.sleep(0.01)
        assert not lingering._open


def test_a_file_that_was_deleted_is_made_anew(warehouse):
    with kept_open():
        with warehouse.writer() as session:
            session.run("insert into ops.progress values ('other', 'l', 1)")
        warehouse.working_path.unlink()
        with warehouse.writer() as session:
            assert session.scalar(NOTED) == 0


def test_a_file_of_another_configuration_is_opened_again(warehouse):
    with kept_open():
        with warehouse.writer() as session:
            session.count("core.articles")
        with Warehouse(warehouse.path, memory_limit_mb=200).writer() as session:
            assert session.scalar("select current_setting('memory_limit')").startswith("190")


@pytest.mark.parametrize(
    ("size_mb", "limit_mb", "used"), [(50, 512, "244"), (1_000, 512, "381"), (1_500, 512, "488"), (700, 200, "190")]
)
def test_a_small_file_needs_less_of_the_memory_that_is_allowed(tmp_path, size_mb, limit_mb, used):
    own = Warehouse(tmp_path / "w.duckdb", memory_limit_mb=limit_mb)
    with own.writer():
        pass
    with own.working_path.open("r+b") as file:
        file.truncate(size_mb * 10**6)  # takes no room on the disk
    with own.writer() as session:
        assert session.scalar("select current_setting('memory_limit')").startswith(used)


@pytest.mark.parametrize(("threads", "used"), [(1, "122"), (2, "244"), (8, "488")])
def test_beside_models_each_thread_uses_so_much_whatever_the_size(tmp_path, threads, used):
    own = Warehouse(tmp_path / "w.duckdb", threads=threads)
    with own.writer():
        pass
    with own.working_path.open("r+b") as file:
        file.truncate(1_500 * 10**6)
    with own.beside_models(), own.writer() as session:
        assert session.scalar("select current_setting('memory_limit')").startswith(used)
    with own.writer() as session:
        assert session.scalar("select current_setting('memory_limit')").startswith("488")


def test_a_file_that_is_put_away_is_closed(warehouse, opened):
    with kept_open():
        for _ in range(2):
            with warehouse.writer() as session:
                session.count("core.articles")
            warehouse.put_away()
            assert not lingering._open
    assert len(opened) == 2


def test_inner_ones_leave_the_file_to_the_outer_one(warehouse, opened):
    with kept_open():
        with kept_open(), warehouse.writer() as session:
            session.count("core.articles")
        with warehouse.writer() as session:
            session.count("core.articles")
    assert len(opened) == 1
    assert not lingering._open


def test_an_error_of_the_file_is_told_as_elsewhere(warehouse, monkeypatch):
    with kept_open():
        with pytest.raises(WarehouseError, match="no room"), warehouse.writer():
            raise duckdb.FatalException("no room")
        assert not lingering._open
