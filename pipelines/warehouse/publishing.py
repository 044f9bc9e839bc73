"""Puts a copy of the warehouse at the path that the user named, by an atomic rename.

A reader keeps the copy that it opened for as long as it likes and blocks nobody; the next one to open the path gets the
new copy. A publication that fails at any moment (a kill, a full disk) leaves the copy that stood.
"""

import fcntl
import json
import os
import shutil
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pipelines.beside import LOG_SUFFIX, PUBLISHING_SUFFIX
from pipelines.warehouse.changes import latest_change
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.lake import Lake
from pipelines.warehouse.lingering import closed_afterwards
from pipelines.warehouse.opening import Warehouse
from pipelines.warehouse.publication import Publication, last_publication, note_publication
from pipelines.warehouse.session import Session
from pipelines.warehouse.snapshots import publish_snapshot
from pipelines.warehouse.stamps import RECORD_NAME, file_stamp, write_record

FICLONE = 0x40049409
"""`ioctl` by which Linux file systems that can (Btrfs, XFS) share a file's blocks instead of copying them."""
COPIED_AT_ONCE = 4 * 1024 * 1024
"""Bytes."""
LIGHT_LOG = 4 * 1024 * 1024
"""Bytes of a write-ahead log of few changes, some hundred articles: looking for codes of their strings (FSST) would take as long
as all else of a checkpoint, and so few rows hardly make a file larger."""


def publish(warehouse: Warehouse, now: datetime) -> Publication:
    """Put a copy of the last commit at the named path, unless it is there already.

    A file at that path that is not the last copy (another program wrote it, or wrote into it) is set aside in the
    working folder, never overwritten. Of a lake, the last commit becomes the snapshot that readers see.

    Args:
        warehouse: The warehouse.
        now: Clock of the pipeline's own records.

    Raises:
        WarehouseError: If the copy cannot be written, for one because the disk is full. Commits are safe.
    """
    if isinstance(warehouse, Lake):
        return publish_snapshot(warehouse, now)
    path = warehouse.path
    with warehouse.lock("publishing"), closed_afterwards(warehouse.working_path), warehouse.writer() as session:
        last = last_publication(session)
        change = latest_change(session)
        stamp = file_stamp(path)
        standing = _number_of(warehouse, stamp)
        if last and _is_last(last, standing, change):
            return Publication(int(last["publication_number"]), is_new=False, byte_count=path.stat().st_size)
        partial = path.with_name(path.name + PUBLISHING_SUFFIX)
        try:
            number = note_publication(session, last, change, now)
            _write_out(session, write_ahead_log(warehouse.working_path))
            _copy(warehouse.working_path, partial)
            aside = None if standing is not None else _set_aside(warehouse, number)
            write_record(
                warehouse.working_folder, {number: file_stamp(partial), standing or 0: stamp if standing else None}
            )
            partial.replace(path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise WarehouseError(
                f"{path}: could not be published ({error.strerror or error}); the copy that stood is still there, and "
                "everything is committed: make room and run `dateline publish`, or wait for the next run"
            ) from error
        return Publication(number, is_new=True, byte_count=path.stat().st_size, set_aside=aside)


def is_published(warehouse: Warehouse, session: Session) -> bool:
    """Tell whether `publish` would find nothing to do; of a lake nobody can tell without asking it.

    Args:
        warehouse: The warehouse.
        session: A session on its working file.
    """
    last = None if isinstance(warehouse, Lake) else last_publication(session)
    if last is None:
        return False
    return _is_last(last, _number_of(warehouse, file_stamp(warehouse.path)), latest_change(session))


def _is_last(last: dict[str, int | str], standing: int | None, change: int) -> bool:
    return standing == last["publication_number"] and last["change_number"] == change


def _number_of(warehouse: Warehouse, stamp: list[int] | None) -> int | None:
    """The publication that stands at the named path; None when something else does, or somebody wrote into it.

    The record holds the last copy and the one before it: a kill may have come before the rename, or after.
    """
    try:
        record = json.loads((warehouse.working_folder / RECORD_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if stamp is None or write_ahead_log(warehouse.path).exists():
        return None
    return next((int(number) for number, known in record.items() if known == stamp), None)


def _write_out(session: Session, log: Path) -> None:
    """Write all commits into the file: few changes without looking for codes of their strings, which costs by tables and not by rows."""
    if not log.exists() or log.stat().st_size > LIGHT_LOG:
        session.run("checkpoint")
        return
    session.run("set disabled_compression_methods = 'fsst'")
    try:
        session.run("checkpoint")
    finally:
        session.run("reset disabled_compression_methods")


def _copy(source: Path, target: Path) -> None:
    """Copy a file to disk for good, sharing its blocks where the file system can."""
    with source.open("rb") as reading, target.open("wb") as writing:
        try:
            fcntl.ioctl(writing.fileno(), FICLONE, reading.fileno())
        except OSError:
            _copy_bytes(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())


def _copy_bytes(source: BinaryIO, target: BinaryIO) -> None:
    """Let the system copy, which costs less than half of reading and writing; do these where it cannot, or stops short."""
    with suppress(AttributeError, OSError):
        while os.copy_file_range(source.fileno(), target.fileno(), COPIED_AT_ONCE):
            pass
    if os.fstat(target.fileno()).st_size != os.fstat(source.fileno()).st_size:
        source.seek(0)
        target.seek(0)
        target.truncate()
        shutil.copyfileobj(source, target, COPIED_AT_ONCE)


def _set_aside(warehouse: Warehouse, number: int) -> Path | None:
    """Move what stands at the named path, and a write-ahead log beside it, into the working folder."""
    path = warehouse.path
    if not path.exists():
        return None
    target = warehouse.working_folder / f"set_aside_{number}.duckdb"
    path.replace(target)
    log = write_ahead_log(path)
    if log.exists():
        log.replace(write_ahead_log(target))
    sys.stderr.write(f"dateline: {path} was changed by another program; what it held is now {target}\n")
    return target


def write_ahead_log(path: Path) -> Path:
    """Return where DuckDB keeps what was written into a file and is not yet part of it."""
    return path.with_name(path.name + LOG_SUFFIX)
