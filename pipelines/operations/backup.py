"""A warehouse and its state in a folder that can be carried away, and back from it.

A backup is taken while everything runs: the published copy is one commit and is never written into, and SQLite copies its own
files while they are written. Each file has its checksum in `manifest.json`, which is written last: a folder without it is no
backup. Restoring checks them first, and never puts anything in the place of something that is there.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, WarehouseError, open_warehouse
from pipelines.warehouse.moving import move

MANIFEST = "manifest.json"
WAREHOUSE_FILE = "warehouse.duckdb"
HOME_FOLDER = "home"
KEPT_IN_HOME = ("storage", "gazetteer")
"""Of the state folder: Dagster's records and an installed gazetteer. Logs of steps are left out."""
CHUNK_BYTES = 4 * 1024 * 1024


class BackupError(RuntimeError):
    """A backup cannot be taken, is not whole, or would be put over something; the message says which and what to do."""


def back_up(settings: Settings, target: Path, now: datetime) -> dict[str, Any]:
    """Copy the published warehouse and the state into a new folder, check the copy, and return its manifest.

    Args:
        settings: Which warehouse, and where its state is.
        target: A folder that is not there yet, or is empty.
        now: When, for the manifest.

    Raises:
        BackupError: If the folder holds something, or the copy is not what was copied.
        WarehouseError: If nothing is published yet.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(f"{target}: not empty; name a folder that is not there yet")
    if not open_warehouse(settings).exists():
        raise WarehouseError(f"{settings.warehouse_name}: nothing is published yet; run `dateline publish` first")
    target.mkdir(parents=True, exist_ok=True)
    _copy_warehouse(settings, target / WAREHOUSE_FILE, now)
    for name in KEPT_IN_HOME:
        _copy_state(settings.home / name, target / HOME_FOLDER / name)
    manifest = {
        "release": version("dateline"),
        "taken_at": now.astimezone(UTC).isoformat(),
        "rows": _rows(target / WAREHOUSE_FILE, settings),
        "files": {str(path.relative_to(target)): _checksum(path) for path in _files(target)},
    }
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    verify(target)
    return manifest


def _copy_warehouse(settings: Settings, target: Path, now: datetime) -> None:
    """Copy the published file, or carry the rows of a lake into a file."""
    if settings.lake:
        copy = Warehouse(target)
        move(open_warehouse(settings), copy, now, lambda *_: None)
        shutil.rmtree(copy.working_folder)
        return
    with settings.warehouse.open("rb") as reading, target.open("wb") as writing:
        # the file that was opened stays whole, whatever is published now
        shutil.copyfileobj(reading, writing, CHUNK_BYTES)


def verify(folder: Path) -> dict[str, Any]:
    """Return the manifest of a backup whose files are all there as they were.

    Raises:
        BackupError: If a file is missing, another, or too many, or there is no manifest.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(
            f"{folder}: no whole backup ({MANIFEST}: {type(error).__name__}); name another folder"
        ) from error
    for name, checksum in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BackupError(f"{folder}: {MANIFEST} names {name}, which lies outside; this is no backup of ours")
        if not path.is_file() or _checksum(path) != checksum:
            raise BackupError(f"{path}: missing, or not what was backed up; take it from another backup")
    return manifest


def restore(folder: Path, settings: Settings) -> dict[str, Any]:
    """Put a backup where the settings say, after checking it; return its manifest.

    Raises:
        BackupError: If the backup is not whole, or something is there already.
    """
    if settings.lake:
        raise BackupError(
            f"{settings.warehouse_name}: a backup is a file; restore it to a file, and carry that over with `dateline move`"
        )
    manifest = verify(folder)
    working = open_warehouse(settings).working_folder
    wanted = [name for name in KEPT_IN_HOME if (folder / HOME_FOLDER / name).is_dir()]
    for path in (settings.warehouse, working, *(settings.home / name for name in wanted)):
        if path.exists():
            raise BackupError(
                f"{path} is there already, and nothing is put over it; move it away, or name another place"
            )
    settings.warehouse.parent.mkdir(parents=True, exist_ok=True)
    for name in wanted:
        shutil.copytree(folder / HOME_FOLDER / name, settings.home / name)
    partial = settings.warehouse.with_name(settings.warehouse.name + ".restoring")
    shutil.copyfile(folder / WAREHOUSE_FILE, partial)
    partial.replace(settings.warehouse)
    return manifest


def _copy_state(source: Path, target: Path) -> None:
    """Copy a folder; databases by SQLite itself, so that each is of one moment."""
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        copy = target / path.relative_to(source)
        if not path.is_file() or path.name.endswith(("-wal", "-shm", "-journal")):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".db":
            with (
                closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reading,
                closing(sqlite3.connect(copy)) as writing,
            ):
                reading.backup(writing)
        else:
            shutil.copyfile(path, copy)


def _rows(path: Path, settings: Settings) -> dict[str, int]:
    """Rows of every table that the copy has, which also shows that it can be read."""
    with Warehouse(path, threads=1, memory_limit_mb=settings.memory_limit_mb).reader() as session:
        found = session.query("select schema_name || '.' || table_name as name from duckdb_tables()").to_pylist()
        standing = {row["name"] for row in found}
        return {name: session.count(name) for name in CONTRACTS if name in standing}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
