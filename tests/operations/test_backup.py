"""Backups: whole, checked, taken while others write; restoring finds damage and puts nothing over anything."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from pipelines.operations.backup import MANIFEST, WAREHOUSE_FILE, BackupError, back_up, restore, verify
from pipelines.settings import load_settings
from pipelines.warehouse import WarehouseError, open_warehouse
from pipelines.work.ingest import ingest, utc_now
from pipelines.work.run import publish_now

NOW = datetime(2026, 3, 20, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    made = load_settings()
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    warehouse = open_warehouse(made)
    ingest(warehouse, [str(tmp_path / "a.jsonl")], now=utc_now)
    publish_now(warehouse)
    (made.home / "storage").mkdir(parents=True)
    with sqlite3.connect(made.home / "storage" / "runs.db") as records:
        records.execute("create table runs as select 'r1' as run_id")
    records.close()
    return made


def elsewhere(settings, tmp_path):
    return settings.model_copy(
        update={"warehouse": tmp_path / "other" / "w.duckdb", "home": tmp_path / "other" / "home"}
    )


def test_a_backup_comes_back_with_its_rows_and_its_state_and_can_be_written(settings, tmp_path):
    manifest = back_up(settings, tmp_path / "backup", NOW)
    assert manifest["rows"]["raw.documents"] == 2
    other = elsewhere(settings, tmp_path)
    assert restore(tmp_path / "backup", other) == manifest
    with open_warehouse(other).reader() as session:
        assert session.count("raw.documents") == 2
    records = sqlite3.connect(other.home / "storage" / "runs.db")
    assert records.execute("select run_id from runs").fetchall() == [("r1",)]
    records.close()
    (tmp_path / "b.jsonl").write_text('{"text": "Three."}\n')
    ingest(open_warehouse(other), [str(tmp_path / "b.jsonl")], now=utc_now)
    with open_warehouse(other).writer() as session:
        assert session.count("raw.documents") == 3


def test_it_is_taken_while_the_working_file_and_the_records_are_being_written(settings, tmp_path):
    records = sqlite3.connect(settings.home / "storage" / "runs.db")
    records.execute("pragma journal_mode = wal")
    records.execute("insert into runs values ('r2')")
    records.commit()
    records.execute("insert into runs values ('r3')")
    with open_warehouse(settings).writer() as session, session.transaction():
        session.run("delete from raw.documents")
        assert back_up(settings, tmp_path / "backup", NOW)["rows"]["raw.documents"] == 2
    records.rollback()
    records.close()
    copied = sqlite3.connect(tmp_path / "backup" / "home" / "storage" / "runs.db")
    assert copied.execute("select count(*) from runs").fetchone() == (2,)
    copied.close()


@pytest.mark.parametrize("damage", ["a byte", "a file", "the manifest"])
def test_damage_is_found_before_anything_is_restored(settings, tmp_path, damage):
    folder = tmp_path / "backup"
    back_up(settings, folder, NOW)
    file = folder / WAREHOUSE_FILE
    if damage == "a byte":
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
    elif damage == "a file":
        file.unlink()
    else:
        (folder / MANIFEST).write_text("{")
    other = elsewhere(settings, tmp_path)
    with pytest.raises(BackupError):
        restore(folder, other)
    assert not other.warehouse.exists()
    assert not other.home.exists()


@pytest.mark.parametrize("standing", ["warehouse", "working folder", "state"])
def test_nothing_that_is_there_is_overwritten(settings, tmp_path, standing):
    back_up(settings, tmp_path / "backup", NOW)
    other = elsewhere(settings, tmp_path)
    path = {
        "warehouse": other.warehouse,
        "working folder": open_warehouse(other).working_folder,
        "state": other.home / "storage",
    }[standing]
    path.mkdir(parents=True)
    with pytest.raises(BackupError, match="is there already"):
        restore(tmp_path / "backup", other)
    assert list(path.iterdir()) == []


def test_a_folder_that_holds_something_and_a_warehouse_that_is_not_published_are_refused(settings, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    with pytest.raises(BackupError, match="not empty"):
        back_up(settings, tmp_path / "full", NOW)
    with pytest.raises(WarehouseError, match="publish"):
        back_up(elsewhere(settings, tmp_path), tmp_path / "backup", NOW)


def test_a_manifest_that_names_files_outside_is_refused(tmp_path):
    (tmp_path / "secret").touch()
    folder = tmp_path / "backup"
    folder.mkdir()
    (folder / MANIFEST).write_text(json.dumps({"files": {"../secret": "x"}}))
    with pytest.raises(BackupError, match="outside"):
        verify(folder)
