"""Publishing: a reader sees one state and blocks nobody; a copy is put in place whole or not at all."""

import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import duckdb
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Warehouse, WarehouseError, publishing
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of
from pipelines.warehouse.lingering import kept_open
from pipelines.warehouse.publishing import publish

from .conftest import sentences

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "w.duckdb", lock_timeout_s=0.3)


def write(warehouse, article_id):
    """One commit, as any: rows and what they change."""
    units = sentences({"article_id": article_id}).select(["article_id"]).rename_columns(["unit_id"])
    with warehouse.writer() as session, session.transaction():
        session.append("core.sentences", sentences({"article_id": article_id}))
        log_changes(session, ["core.sentences"], units, days_of(session, units))


def published(warehouse):
    with warehouse.reader() as session:
        return session.query("select article_id from core.sentences order by 1")["article_id"].to_pylist()


def test_what_is_committed_is_read_once_it_is_published(warehouse):
    write(warehouse, "a")
    assert publish(warehouse, NOW).number == 1
    write(warehouse, "b")
    assert published(warehouse) == ["a"]
    assert publish(warehouse, NOW).number == 2
    assert published(warehouse) == ["a", "b"]


@pytest.mark.parametrize(
    ("light_log", "is_coded"), [(publishing.LIGHT_LOG, False), (0, True)], ids=["few-changes", "many-changes"]
)
def test_codes_of_strings_are_looked_for_where_much_is_written(warehouse, monkeypatch, light_log, is_coded):
    monkeypatch.setattr(publishing, "LIGHT_LOG", light_log)
    with kept_open():  # a file that is closed is written out by itself
        write(warehouse, "a")
        with warehouse.writer() as session:
            session.run(
                "insert into core.article_keyphrases by name select 'a' as article_id, 'the words of number ' || i as keyphrase, "
                "1.0 as score, i as rank, i as start_char, i + 1 as end_char, 't@1' as annotator_id from range(5000) as numbers(i)"
            )
        publish(warehouse, NOW)
    segments = "select distinct compression from pragma_storage_info('core.article_keyphrases') where column_name = 'keyphrase'"
    with duckdb.connect(str(warehouse.path), read_only=True) as connection:
        assert (("FSST",) in connection.execute(segments).fetchall()) is is_coded


def test_a_commit_that_is_published_is_not_published_again(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    stamp = warehouse.path.stat().st_mtime_ns
    again = publish(warehouse, NOW)
    assert (again.number, again.is_new) == (1, False)
    assert warehouse.path.stat().st_mtime_ns == stamp


def test_a_reader_that_stays_open_sees_one_state_through_commits_and_publications(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    with warehouse.reader() as session:
        for number in range(20):
            write(warehouse, f"b{number}")
            if number % 7 == 0:
                assert publish(warehouse, NOW).is_new
            assert session.scalar("select count(*) from core.sentences") == 1
    publish(warehouse, NOW)
    assert len(published(warehouse)) == 21


def test_readers_of_one_process_share_nothing(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    with warehouse.reader() as before:
        with warehouse.reader() as beside:
            assert beside.count("core.sentences") == before.count("core.sentences") == 1
        write(warehouse, "b")
        publish(warehouse, NOW)
        with warehouse.reader() as after:
            assert (before.count("core.sentences"), after.count("core.sentences")) == (1, 2)


def test_threads_read_at_once(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    together = threading.Barrier(2, timeout=60)

    def read(_):
        with warehouse.reader() as session:
            together.wait()
            return session.count("core.sentences")

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(read, range(2))) == [1, 1]


def test_a_program_that_has_the_named_file_open_for_writing_stops_nobody(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    notebook = duckdb.connect(str(warehouse.path))
    notebook.execute("create table mine as select 42 as answer")
    write(warehouse, "b")
    done = publish(warehouse, NOW)
    assert done.set_aside is not None
    notebook.close()
    assert published(warehouse) == ["a", "b"]
    with duckdb.connect(str(done.set_aside), read_only=True) as kept:
        assert kept.execute("select answer from mine").fetchall() == [(42,)]


def test_a_file_that_another_program_put_there_is_set_aside_not_overwritten(warehouse, capsys):
    write(warehouse, "a")
    publish(warehouse, NOW)
    warehouse.path.unlink()
    warehouse.path.write_text("somebody else's notes")
    write(warehouse, "b")
    done = publish(warehouse, NOW)
    assert done.set_aside.read_text() == "somebody else's notes"
    assert published(warehouse) == ["a", "b"]
    assert str(done.set_aside) in capsys.readouterr().err


def test_a_named_file_that_was_deleted_is_put_back(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    warehouse.path.unlink()
    assert publish(warehouse, NOW).is_new
    assert published(warehouse) == ["a"]


def test_a_working_folder_that_was_deleted_is_made_from_the_named_file(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    shutil.rmtree(warehouse.working_folder)
    write(warehouse, "b")
    publish(warehouse, NOW)
    assert published(warehouse) == ["a", "b"]


@pytest.mark.parametrize("step", ["copy", "record", "rename"])
def test_a_publication_interrupted_at_any_step_leaves_a_whole_copy_and_the_next_one_succeeds(
    warehouse, monkeypatch, step
):
    write(warehouse, "a")
    publish(warehouse, NOW)
    write(warehouse, "b")

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if step == "copy":
            patched.setattr(publishing, "_copy", killed)
        elif step == "record":
            patched.setattr(publishing, "write_record", killed)
        else:
            real = publishing.write_record
            patched.setattr(publishing, "write_record", lambda *given: (real(*given), killed()))
        with pytest.raises(KeyboardInterrupt):
            publish(warehouse, NOW)
    assert published(warehouse) == ["a"]
    done = publish(warehouse, NOW)
    assert done.set_aside is None
    assert published(warehouse) == ["a", "b"]


def test_a_full_disk_while_publishing_is_said_and_loses_nothing(warehouse, monkeypatch):
    write(warehouse, "a")
    publish(warehouse, NOW)
    write(warehouse, "b")

    def full(_source, target):
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_copy", full)
        with pytest.raises(WarehouseError, match=r"No space left.*everything is committed"):
            publish(warehouse, NOW)
    assert published(warehouse) == ["a"]
    assert [path.name for path in warehouse.path.parent.iterdir() if "publishing" in path.name] == []
    publish(warehouse, NOW)
    assert published(warehouse) == ["a", "b"]


@pytest.mark.parametrize("copied", [None, 0, 4096], ids=["refused", "nothing", "a part"])
def test_where_the_system_cannot_copy_the_copy_is_whole_all_the_same(warehouse, monkeypatch, copied):
    def copy(_source, target, _count, written=[]):  # noqa: B006 remembers
        if copied is None:
            raise OSError(95, "not supported")
        return 0 if written or not copied else (written.append(1) or os.write(target, b"x" * copied))

    monkeypatch.setattr(os, "copy_file_range", copy)
    write(warehouse, "a")
    publish(warehouse, NOW)
    assert published(warehouse) == ["a"]
    assert warehouse.path.stat().st_size == warehouse.working_path.stat().st_size


def test_a_clock_that_is_set_back_changes_nothing(warehouse):
    write(warehouse, "a")
    publish(warehouse, NOW)
    write(warehouse, "b")
    assert publish(warehouse, NOW.replace(year=1999)).is_new
    os.utime(warehouse.path.parent)
    assert published(warehouse) == ["a", "b"]


def test_a_copy_is_a_whole_warehouse_of_its_own(warehouse, tmp_path):
    write(warehouse, "a")
    publish(warehouse, NOW)
    elsewhere = Warehouse(tmp_path / "moved.duckdb")
    shutil.copyfile(warehouse.path, elsewhere.path)
    write(elsewhere, "b")
    publish(elsewhere, NOW)
    assert published(elsewhere) == ["a", "b"]
    with elsewhere.reader() as session:
        assert session.count("ops.publications") == 2
        assert set(CONTRACTS) <= {
            f"{row['schema_name']}.{row['table_name']}"
            for row in session.query("select schema_name, table_name from duckdb_tables()").to_pylist()
        }
