"""A lake: many writers in one line, readers on the last publication, nothing left of what was not committed."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, WarehouseError, WarehouseLockedError, open_warehouse
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of
from pipelines.warehouse.lake import Lake
from pipelines.warehouse.lake_care import care_for
from pipelines.warehouse.migrations import LATEST
from pipelines.warehouse.moving import move
from pipelines.warehouse.publishing import publish
from tests.lakes import lake_of

from .conftest import sentences

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def lake(postgres_server, tmp_path):
    return lake_of(postgres_server.database(), tmp_path, lock_timeout_s=20)


def again(lake, tmp_path, **settings):
    return lake_of(lake.catalogue, tmp_path, **settings)


def write(warehouse, article_id):
    """One commit, as any: rows and what they change."""
    rows = sentences(*({"article_id": article_id, "sentence_index": n} for n in range(3)))
    units = rows.select(["article_id"]).slice(0, 1).rename_columns(["unit_id"])
    with warehouse.writer() as session, session.transaction():
        session.replace("core.sentences", rows, unit_column="article_id", units=units)
        log_changes(session, ["core.sentences"], units, days_of(session, units))


def articles(session):
    found = session.query("select distinct article_id from core.sentences order by 1")
    return found["article_id"].to_pylist()


def published(warehouse):
    with warehouse.reader() as session:
        return articles(session)


def test_it_has_the_tables_columns_and_comments_of_a_file(lake, tmp_path):
    file = Warehouse(tmp_path / "w.duckdb")
    tables = (
        "select schema_name, table_name, comment from duckdb_tables() "
        "where database_name = current_database() and not internal order by all"
    )
    columns = (
        "select schema_name, table_name, column_name, data_type, is_nullable, comment from duckdb_columns() "
        "where database_name = current_database() and not internal and schema_name || '.' || table_name in "
        "(select schema_name || '.' || table_name from duckdb_tables()) order by all"
    )
    with lake.writer() as one, file.writer() as other:
        assert one.query(tables).to_pylist() == other.query(tables).to_pylist()
        assert one.query(columns).to_pylist() == other.query(columns).to_pylist()


def test_readers_see_the_last_publication_while_others_write(lake):
    assert not lake.exists()
    write(lake, "a")
    assert lake.exists()
    with pytest.raises(WarehouseError, match="nothing is published"):
        published(lake)
    assert publish(lake, NOW).number == 1
    write(lake, "b")
    with lake.reader() as session:
        write(lake, "c")
        publish(lake, NOW)
        assert articles(session) == ["a"]
    assert published(lake) == ["a", "b", "c"]
    assert not publish(lake, NOW).is_new


def test_an_older_state_can_be_asked_for(lake, tmp_path):
    write(lake, "a")
    publish(lake, NOW)
    with lake.writer() as session:
        number = session.scalar("select max(snapshot_id) from ducklake_snapshots('lake')")
        moment = session.scalar("select max(snapshot_time) from ducklake_snapshots('lake')")
    write(lake, "b")
    publish(lake, NOW)
    assert published(again(lake, tmp_path, as_of=str(number))) == ["a"]
    assert published(again(lake, tmp_path, as_of=moment.isoformat())) == ["a"]
    for absent in ("999999", "1999-01-01", "yesterday's"):
        with pytest.raises(WarehouseError, match="no snapshot as of"):
            published(again(lake, tmp_path, as_of=absent))


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("delete from core.sentences", id="rows"),
        pytest.param("create table core.mine (a int)", id="table"),
        pytest.param("select * from read_text('/etc/hostname')", id="another file"),
        pytest.param(
            "select * from postgres_query('__ducklake_metadata_lake', 'delete from ducklake_table')", id="catalogue"
        ),
        pytest.param("set enable_external_access = true", id="settings"),
        pytest.param("attach 'ducklake:x' as other", id="another lake"),
    ],
)
def test_a_reader_can_only_read(lake, statement):
    write(lake, "a")
    publish(lake, NOW)
    with pytest.raises((duckdb.Error, WarehouseError)), lake.reader() as session:
        session.query(statement)
    assert published(lake) == ["a"]


def test_commits_of_many_writers_stand_in_one_line(lake):
    def writes(number):
        for turn in range(4):
            write(lake, f"{number}-{turn}")

    with lake.writer():
        pass
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(writes, range(4)))
    with lake.writer() as session:
        numbers = session.query("select change_number from ops.changes order by 1")["change_number"].to_pylist()
        assert numbers == list(range(1, 17))
        assert len(articles(session)) == 16


HOLDER = """
import sys, time
from pathlib import Path
from tests.lakes import lake_of
lake = lake_of(sys.argv[1], Path(sys.argv[2]))
with lake.lock("readings"), lake.writer() as session, session.transaction():
    session.run("delete from core.sentences")
    print("inside", flush=True)
    time.sleep(600)
"""


def test_a_writer_that_is_killed_leaves_nothing_and_blocks_nobody(lake, tmp_path):
    write(lake, "a")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, lake.catalogue, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "inside\n"
    with (
        pytest.raises(WarehouseLockedError, match="another run is writing"),
        lake.lock("readings", timeout_s=0.1),
    ):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    with lake.lock("readings", timeout_s=60):
        write(lake, "b")
    with lake.writer() as session:
        assert articles(session) == ["a", "b"]


def test_what_fails_inside_a_transaction_leaves_nothing(lake):
    write(lake, "a")
    with pytest.raises(ZeroDivisionError), lake.writer() as session, session.transaction():
        session.run("delete from core.sentences")
        raise ZeroDivisionError
    with lake.writer() as session:
        assert articles(session) == ["a"]


def test_a_catalogue_that_goes_down_is_said_and_work_goes_on_when_it_is_back(lake, postgres_server):
    write(lake, "a")
    publish(lake, NOW)
    with pytest.raises(WarehouseError, match="nothing that was committed is lost"):  # noqa: SIM117 the commit is what fails
        with lake.writer() as session, session.transaction():
            session.run("delete from core.sentences")
            postgres_server.end_connections(lake.catalogue)
    with pytest.raises(WarehouseError, match="does not answer"):
        write(lake, "b")
    with pytest.raises(WarehouseError, match="does not answer"):
        published(lake)
    postgres_server.let_in(lake.catalogue)
    write(lake, "b")
    publish(lake, NOW)
    assert published(lake) == ["a", "b"]


def test_storage_that_vanished_is_an_error_with_its_name(lake, tmp_path):
    rows = sentences(*({"article_id": "a", "sentence_index": number} for number in range(500)))
    with lake.writer() as session:
        session.append("core.sentences", rows)
    publish(lake, NOW)
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    with pytest.raises(WarehouseError, match=r"core/sentences|No such file"):
        published(lake)
    (tmp_path / "elsewhere").rename(tmp_path / "data")
    assert published(lake) == ["a"]


def test_compaction_and_expiry_keep_rows_and_the_last_publication(lake, tmp_path):
    for number in range(4):
        rows = sentences(*({"article_id": f"a{number}", "sentence_index": n} for n in range(300)))
        with lake.writer() as session:
            session.append("core.sentences", rows)
    publish(lake, NOW)
    with lake.reader() as session:
        care = care_for(lake, datetime.now(UTC) + timedelta(days=40))
        assert articles(session) == ["a0", "a1", "a2", "a3"]
    assert care.snapshots_expired > 3
    assert published(lake) == ["a0", "a1", "a2", "a3"]
    with lake.writer() as session:
        files = "select count(*) from ducklake_list_files('lake', 'sentences', schema => 'core')"
        assert session.scalar(files) == 1
    assert care_for(lake, datetime.now(UTC)).snapshots_expired == 0
    with pytest.raises(WarehouseError, match="no snapshot as of 1"):
        published(again(lake, tmp_path, as_of="1"))


def test_two_compactions_at_once_and_commits_beside_them_lose_nothing(lake):
    rows = [sentences(*({"article_id": f"a{number}", "sentence_index": n} for n in range(300))) for number in range(4)]
    with lake.writer() as session:
        for part in rows[:2]:
            session.append("core.sentences", part)

    def care(_):
        return care_for(lake, datetime.now(UTC) + timedelta(days=40))

    def write_more(part):
        with lake.writer() as session:
            session.append("core.sentences", part)

    with ThreadPoolExecutor(4) as pool:
        cares, writes = pool.map(care, range(2)), pool.map(write_more, rows[2:])
        assert len([*cares, *writes]) == 4
    with lake.writer() as session:
        assert (articles(session), session.count("core.sentences")) == (["a0", "a1", "a2", "a3"], 1_200)


def test_a_process_of_an_older_release_is_told_when_a_newer_one_has_carried_the_lake_forward(lake):
    write(lake, "a")
    with lake.writer() as session:
        session.run(
            "insert into ops.migrations by name select $number::bigint as migration_number, 'later' as name, "
            "'99' as release, current_timestamp as applied_at",
            {"number": LATEST + 1},
        )
    with pytest.raises(WarehouseError, match="made by a newer release"):
        write(lake, "b")


FILLING = """
import resource, sys
from pathlib import Path
import pyarrow as pa
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import WarehouseError
from tests.lakes import lake_of
lake = lake_of(sys.argv[1], Path(sys.argv[2]))
count = 50_000
rows = {"article_id": [f"a{n}" for n in range(count)], "sentence_index": [0] * count, "start_char": [0] * count,
        "end_char": [n % 1000 for n in range(count)], "kind": ["sentence"] * count, "annotator_id": ["t@1"] * count}
with lake.writer():
    pass
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000,) * 2)
try:
    with lake.writer() as session:
        session.append("core.sentences", pa.table(rows, schema=CONTRACTS["core.sentences"].arrow_schema))
except WarehouseError as error:
    print(error)
"""


def test_a_full_data_path_refuses_the_commit_in_words_and_the_next_one_succeeds(lake, tmp_path):
    write(lake, "a")
    done = subprocess.run(
        [sys.executable, "-c", FILLING, lake.catalogue, str(tmp_path)], capture_output=True, text=True, timeout=900
    )
    assert "the disk is full where the lake keeps its rows" in done.stdout, done.stderr
    write(lake, "b")
    with lake.writer() as session:
        assert articles(session) == ["a", "b"]


def test_threads_read_at_once_and_see_the_newest_publication(lake):
    write(lake, "a")
    publish(lake, NOW)
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(published, [lake] * 3)) == [["a"]] * 3
        write(lake, "b")
        assert published(lake) == ["a"]
        publish(lake, NOW)
        assert list(pool.map(published, [lake] * 3)) == [["a", "b"]] * 3


def test_a_reader_attaches_once_per_publication(lake, monkeypatch):
    write(lake, "a")
    publish(lake, NOW)
    made = []
    opened = Lake._new_instance
    monkeypatch.setattr(Lake, "_new_instance", lambda self: made.append(1) or opened(self))
    for _ in range(3):
        published(lake)
    assert len(made) == 1
    write(lake, "b")
    publish(lake, NOW)
    published(lake)
    assert len(made) == 2


def test_a_file_moves_into_a_lake_and_back_row_for_row(lake, tmp_path):
    file, back = Warehouse(tmp_path / "w.duckdb"), Warehouse(tmp_path / "back.duckdb")
    for article_id in ("a", "b"):
        write(file, article_id)
    counts = move(file, lake, NOW, lambda *_: None)
    assert counts["core.sentences"] == 6
    assert published(lake) == ["a", "b"]
    move(lake, back, NOW, lambda *_: None)
    with file.reader() as one, back.reader() as other:
        for name in CONTRACTS.keys() - {"ops.progress", "ops.publications", "ops.migrations"}:
            assert one.rows(name).equals(other.rows(name)), name
    write(back, "c")
    publish(back, NOW)
    assert published(back) == ["a", "b", "c"]


def test_a_move_does_not_write_over_a_warehouse(lake, tmp_path):
    file = Warehouse(tmp_path / "w.duckdb")
    write(file, "a")
    with lake.writer() as session:
        session.run(
            "insert into ops.annotations by name select 'core.sentences' as table_name, 'z' as unit_id, "
            "'t@1' as annotator_id, 'k' as input_key"
        )
    with pytest.raises(WarehouseError, match="holds a warehouse already"):
        move(file, lake, NOW, lambda *_: None)


def test_a_move_that_fails_half_way_leaves_the_target_empty(lake, tmp_path):
    file = Warehouse(tmp_path / "w.duckdb")
    write(file, "a")

    def report(table_name, _):
        if table_name == "core.sentences":
            raise OSError("the terminal went away")

    with pytest.raises(OSError, match="went away"):
        move(file, lake, NOW, report)
    with lake.writer() as session:
        assert articles(session) == []
    move(file, lake, NOW, lambda *_: None)
    assert published(lake) == ["a"]


def test_settings_name_a_lake(tmp_path):
    settings = Settings(home=tmp_path).for_warehouse("ducklake:postgres:dbname=news host=db")
    assert settings.lake == "dbname=news host=db"
    assert settings.warehouse_name == "ducklake:postgres:dbname=news host=db"
    assert settings.warehouse.parent == tmp_path / "lakes"
    assert open_warehouse(settings).name == settings.warehouse_name
    assert settings.for_warehouse(tmp_path / "w.duckdb").lake == ""


@pytest.mark.parametrize(
    ("name", "word"),
    [
        pytest.param("ducklake:postgres:dbname=news password=secret", "PGPASSFILE", id="a password"),
        pytest.param("ducklake:postgres:postgresql://me:secret@db/news", "PGPASSFILE", id="a password in an address"),
        pytest.param("ducklake:sqlite:news.sqlite", "PostgreSQL", id="a catalogue that loses commits"),
        pytest.param("ducklake:news.ducklake", "PostgreSQL", id="a catalogue that locks people out"),
    ],
)
def test_a_name_that_is_not_fit_for_a_lake_is_refused(name, word):
    with pytest.raises(ValueError, match=word):
        Settings().for_warehouse(name)
