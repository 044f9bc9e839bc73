"""Which files were read, in what state: `ops.files`. A file that has not changed since is not opened again."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sources import Refusal, uri_of
from pipelines.sources.names import side_file_names
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.warehouse.changes import log_changes

READERS_VERSION = "4"
"""Raise it when the same file gives other records: files that are still there are read again."""
READ, FORGOTTEN = "read", "forgotten"
KEY_CHARS = 16


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a user wants files to be read.

    Attributes:
        mapping: Field to the records' own name for it.
        records_path: Where in JSON values the records stand; None to find them.
        source_code: The source of what names none; None for the file's stem.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    records_path: str | None = None
    source_code: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A file as it stands: what tells one state of it from another."""

    path: Path
    uri: str
    byte_count: int
    modified_ns: int
    side_modified_ns: int | None


def met_files(files: Sequence[Path]) -> tuple[list[Met], list[Refusal]]:
    """Return the state of each file, and a refusal for each that has vanished meanwhile."""
    found, refused = [], []
    beside: dict[Path, frozenset[str]] = {}
    for path in files:
        try:
            if path.parent not in beside:
                beside[path.parent] = frozenset(os.listdir(path.parent))  # noqa: PTH208 names are all that is asked for
            stat = path.stat()
            side = next((name for name in side_file_names(path.name) if name in beside[path.parent]), None)
            side_ns = path.with_name(side).stat().st_mtime_ns if side else None
        except OSError as error:
            detail = f"{error.strerror}; it was there when the folder was listed: run again"
            refused.append(Refusal(uri_of(path), "", None, "unreadable_file", detail))
        else:
            found.append(Met(path, uri_of(path), stat.st_size, stat.st_mtime_ns, side_ns))
    return found, refused


def reading_key(options: ReadOptions) -> str:
    """Return a hash of how files are read: another mapping or another version of the readers reads them again."""
    content = json.dumps([READERS_VERSION, sorted(options.mapping.items()), options.records_path, options.source_code])
    return hashlib.sha256(content.encode()).hexdigest()[:KEY_CHARS]


def files_to_read(session: Session, met: Sequence[Met], key: str) -> dict[str, bool]:
    """Return the uris of the files to read, with whether an earlier state of it was read before."""
    table = pa.table(
        {
            "uri": pa.array([file.uri for file in met], pa.string()),
            "byte_count": pa.array([file.byte_count for file in met], pa.int64()),
            "modified_ns": pa.array([file.modified_ns for file in met], pa.int64()),
        }
    )
    rows = session.query(load_sql("raw", "files_to_read").statement, {"reading_key": key}, met=table)
    return dict(zip(rows.column("uri").to_pylist(), rows.column("was_read_before").to_pylist(), strict=True))


def note_files(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Put these rows of `ops.files` in the place of what was noted of their files."""
    table = CONTRACTS["ops.files"].from_rows([dict(row) for row in rows])
    units = table.select(["uri"]).rename_columns(["unit_id"])
    session.replace("ops.files", table, unit_column="uri", units=units)
    log_uris(session, "ops.files", table)


def log_uris(session: Session, table_name: str, rows: pa.Table) -> None:
    """Note that rows were written, by their uris: a run that only refused, or only read again, is published too."""
    if rows.num_rows:
        units = rows.select(["uri"]).rename_columns(["unit_id"])
        log_changes(session, [table_name], units)
