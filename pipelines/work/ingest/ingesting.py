"""Files into `raw`: reads as a stream what is new or has changed, and says why anything was refused.

A batch is what one run had to read. A run that was killed is carried on by the next: a file counts as read when all of
it is stored, and what was stored of it before is met again and not stored twice.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sources import Reading, Refusal, find_inputs, read_source
from pipelines.sources.credits import folder_source
from pipelines.warehouse import Session, Warehouse
from pipelines.work.ingest.corrections import apply_corrections
from pipelines.work.ingest.ledger import Met, ReadOptions, files_to_read, met_files, reading_key
from pipelines.work.ingest.refusals import note_refused_paths
from pipelines.work.ingest.storing import (
    ID_CHARS,
    Buffer,
    FileCounts,
    flush,
    store_ahead,
    take,
)

MAX_LISTED_INPUTS = 1_000
TABLE = "raw.documents"
DEFAULT_OPTIONS = ReadOptions()
Report = Callable[[int, int, int], None]
"""Called after each commit with (files begun, files in all, records seen)."""


@dataclass(slots=True)
class IngestCounts:
    """What the inputs hold: `seen_count = accepted_count + rejected_count`.

    Attributes:
        batch_id: What was read in this run.
        file_count: Files that the inputs name.
        read_count: Of these, read in this run: new, or changed since they were read last.
        seen_count: Records and documents in all files of the inputs.
        accepted_count: Of these, in the warehouse.
        rejected_count: Of these, refused, and paths that could not be read at all.
        new_count: Documents that this run added.
        uris: The files.
    """

    batch_id: str
    file_count: int = 0
    read_count: int = 0
    seen_count: int = 0
    accepted_count: int = 0
    rejected_count: int = 0
    new_count: int = 0
    uris: tuple[str, ...] = ()

    @property
    def known_count(self) -> int:
        """Accepted documents that were there before this run."""
        return self.accepted_count - self.new_count

    @property
    def told(self) -> dict[str, int | str]:
        """What a materialisation and the summary of a run tell."""
        return {
            "batch_id": self.batch_id,
            "files": self.file_count,
            "files_read": self.read_count,
            "seen": self.seen_count,
            "accepted": self.accepted_count,
            "known": self.known_count,
            "rejected": self.rejected_count,
        }


def ingest(
    warehouse: Warehouse,
    inputs: Sequence[str],
    *,
    now: Callable[[], datetime],
    options: ReadOptions = DEFAULT_OPTIONS,
    report: Report | None = None,
) -> IngestCounts:
    """Store the documents of `inputs`, and why any of them was refused.

    Args:
        warehouse: The warehouse; its working file is open only while a buffer is stored.
        inputs: Files, folders and globs.
        now: Clock of the pipeline's own records (`started_at`, `finished_at`, `rejected_at`); no fact is dated by it.
        options: How to read.
        report: Told after each commit how far it is.
    """
    files, refusals = find_inputs(inputs)
    met, vanished = met_files(files)
    refusals += vanished
    key = reading_key(options)
    with warehouse.shares(TABLE):  # machines bring files of their own: what both bring is stored once, by its id
        with warehouse.writer() as session:
            pending = files_to_read(session, met, key)
            to_read = [file for file in met if file.uri in pending]
            batch_id = _batch_id(to_read, refusals, key)
            _open_batch(session, batch_id, [file.uri for file in to_read], now())
        reader = _Reader(warehouse, batch_id, key, now, options)
        reader.roots = tuple(path for path in map(Path, inputs) if path.is_dir())
        for begun, file in enumerate(to_read, start=1):
            reader.read(file, was_read_before=pending[file.uri])
            if report:
                report(begun, len(to_read), reader.seen_count)
        reader.store(refusals)
        apply_corrections(warehouse, batch_id, met, set(pending), now())
        with warehouse.writer() as session:
            _close_batch(session, batch_id, reader, len(refusals), now())
            counts = _counts(session, met, refusals)
    counts.batch_id, counts.read_count, counts.new_count = batch_id, len(to_read), reader.new_count
    return counts


class _Reader:
    """Reads files one after the other and stores what has gathered."""

    def __init__(
        self,
        warehouse: Warehouse,
        batch_id: str,
        key: str,
        now: Callable[[], datetime],
        options: ReadOptions,
    ) -> None:
        self._warehouse, self._batch_id, self._key, self._now, self._options = warehouse, batch_id, key, now, options
        self._buffer = Buffer()
        self.roots: tuple[Path, ...] = ()
        self.seen_count = self.accepted_count = self.rejected_count = self.new_count = 0

    def read(self, met: Met, *, was_read_before: bool) -> None:
        file = FileCounts(met, was_read_before)
        for reading in self._readings(met):
            ahead = take(self._buffer, file, reading, self._batch_id)
            if ahead:
                with self._warehouse.writer() as session:
                    store_ahead(session, ahead)
            if self._buffer.is_full:
                self.store()
        self.seen_count += file.seen
        self.accepted_count += file.accepted
        self.rejected_count += file.rejected
        self._buffer.files.append(file)
        if self._buffer.is_full:
            self.store()

    def _readings(self, met: Met) -> Iterator[Reading]:
        options = self._options
        return read_source(
            met.path,
            mapping=options.mapping or None,
            records_path=options.records_path,
            source_code=options.source_code or self._folder(met),
        )

    def _folder(self, met: Met) -> str | None:
        """The folder below an input folder that a file stands in, as the source of what names none."""
        return next((name for root in self.roots if (name := folder_source(met.path, root))), None)

    def store(self, refusals: Sequence[Refusal] = ()) -> None:
        buffer, self._buffer = self._buffer, Buffer()
        if not (buffer.documents or buffer.refusals or buffer.files or refusals):
            return
        with self._warehouse.writer() as session, session.transaction():
            self.new_count += flush(session, buffer, self._batch_id, self._key, self._now())
            note_refused_paths(session, refusals, self._batch_id, self._now())


def _batch_id(files: Sequence[Met], refusals: Sequence[Refusal], key: str) -> str:
    stats = [(file.uri, file.byte_count, file.modified_ns) for file in files]
    refused = [(refusal.uri, refusal.reason_code) for refusal in refusals]
    return hashlib.sha256(json.dumps([key, stats, refused]).encode()).hexdigest()[:ID_CHARS]


def _open_batch(session: Session, batch_id: str, uris: Sequence[str], now: datetime) -> None:
    counts = {f"{name}_count": 0 for name in ("seen", "accepted", "rejected", "duplicate")}
    row = {"batch_id": batch_id, "inputs": json.dumps(uris[:MAX_LISTED_INPUTS]), "started_at": now, **counts}
    with session.transaction():
        if not session.scalar("select 1 from ops.batches where batch_id = $batch_id", {"batch_id": batch_id}):
            session.append("ops.batches", CONTRACTS["ops.batches"].from_rows([row]))


def _close_batch(session: Session, batch_id: str, reader: _Reader, refused_paths: int, now: datetime) -> None:
    """Write down how a batch ended, once: one that was killed may be carried on under its own name."""
    session.run(
        "update ops.batches set finished_at = $now, seen_count = $seen, accepted_count = $accepted, "
        "rejected_count = $rejected, duplicate_count = $duplicates where batch_id = $batch_id and finished_at is null",
        {
            "now": now,
            "seen": reader.seen_count + refused_paths,
            "accepted": reader.accepted_count,
            "rejected": reader.rejected_count + refused_paths,
            "duplicates": reader.accepted_count - reader.new_count,
            "batch_id": batch_id,
        },
    )


def standing_counts(session: Session, met: Sequence[Met], refusals: Sequence[Refusal], key: str) -> IngestCounts:
    """Return what inputs hold of which nothing has to be read.

    Args:
        session: A session on the working file.
        met: The files of the inputs.
        refusals: Paths that cannot be read.
        key: How files are read.
    """
    counts = _counts(session, met, refusals)
    counts.batch_id = _batch_id([], refusals, key)
    return counts


def _counts(session: Session, met: Sequence[Met], refusals: Sequence[Refusal]) -> IngestCounts:
    """What all files of the inputs hold, whenever they were read."""
    uris = pa.table({"uri": pa.array([file.uri for file in met], pa.string())})
    row = session.query(
        "select coalesce(sum(seen_count), 0)::bigint as seen_count, coalesce(sum(accepted_count), 0)::bigint "
        "as accepted_count, coalesce(sum(rejected_count), 0)::bigint as rejected_count "
        "from ops.files where uri in (select uri from uris)",
        uris=uris,
    ).to_pylist()[0]
    row["seen_count"] += len(refusals)
    row["rejected_count"] += len(refusals)
    listed = tuple(file.uri for file in met) + tuple(refusal.uri for refusal in refusals)
    return IngestCounts("", file_count=len(met), uris=listed, **row)


def utc_now() -> datetime:
    """Return the time, for the pipeline's own records."""
    return datetime.now(UTC)
