"""Files into `raw`: reads sources as a stream, gives each document its id, and stores what is new.

A batch is one list of inputs with one content. One that was finished is not read again; one that was killed is read
again and stores only what its last commit had not.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.contracts import CONTRACTS
from pipelines.sources import DumpPart, Refusal, SourceDocument, find_inputs, read_source
from pipelines.sqlfiles import load_sql
from pipelines.stages.corrections import apply_corrections
from pipelines.stages.refusals import note_refusals
from pipelines.warehouse import Session

ID_CHARS = 24
FLUSH_CHARS = 4_000_000
"""Text that one transaction stores at most, code points, beyond the last document."""
FLUSH_DOCUMENTS = 5_000
STORED_CHARS = 32_768
"""Text in one row of raw.document_texts at most: DuckDB handles 2,048 rows at a time, so large strings cost memory."""
PARTS_OF_A_READING = 1_000_000
"""Room in the numbering for the parts that one reading is stored in."""
GIVEN_COLUMNS = (
    "source_code",
    "uri",
    "external_id",
    "position",
    "media_type",
    "is_dump",
    "title",
    "url",
    "author",
    "published_at",
    "language_code",
    "collected_at",
)
"""Columns of raw.documents that a reader gives as they are."""

Reading = SourceDocument | DumpPart | Refusal
Report = Callable[[int, int, int], None]
"""Called after each commit with (files begun, files in all, records seen)."""


@dataclass(slots=True)
class IngestCounts:
    """What a batch met. `seen_count = accepted_count + rejected_count`; duplicates are among the accepted."""

    batch_id: str
    file_count: int = 0
    seen_count: int = 0
    accepted_count: int = 0
    rejected_count: int = 0
    duplicate_count: int = 0
    was_finished_before: bool = False


@dataclass(slots=True)
class _Buffer:
    documents: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    char_count: int = 0
    seen_count: int = 0

    @property
    def is_full(self) -> bool:
        return self.char_count >= FLUSH_CHARS or len(self.documents) + len(self.refusals) >= FLUSH_DOCUMENTS


def document_id_of(document: SourceDocument | DumpPart, content_sha256: str) -> str:
    """Hash of what makes a document the one it is: its source, its own id, title, address and date, and its text.

    A source that is only the file's name does not count: the same file under another name brings nothing new.
    """
    source = "" if document.source_code == _stem(document.uri) else document.source_code
    published = document.published_at.isoformat() if document.published_at else ""
    parts = [source, document.external_id or "", document.title or "", document.url or "", published, content_sha256]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:ID_CHARS]


@lru_cache(maxsize=64)
def _stem(uri: str) -> str:
    return Path(uri.rpartition("!")[2]).name.partition(".")[0]


def batch_id_of(files: Sequence[Path], refusals: Sequence[Refusal]) -> str:
    """Hash of the inputs' paths, sizes and times of last change."""
    stats = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    refused = [(refusal.uri, refusal.reason_code) for refusal in refusals]
    return hashlib.sha256(json.dumps([stats, refused]).encode()).hexdigest()[:ID_CHARS]


def ingest(
    session: Session,
    inputs: Sequence[str],
    *,
    now: datetime,
    mapping: Mapping[str, str] | None = None,
    report: Report | None = None,
) -> IngestCounts:
    """Stores the documents of `inputs`, and why any of them was refused.

    Args:
        session: A writing session.
        inputs: Files, folders and globs.
        now: Clock of the pipeline's own records (`started_at`, `rejected_at`); no fact is dated by it.
        mapping: Which field of a record is which column, beyond the synonyms that readers know.
        report: Told after each commit how far it is.
    """
    files, refusals = find_inputs(inputs)
    batch_id = batch_id_of(files, refusals)
    finished = session.query(
        "select * from ops.batches where batch_id = $batch_id and finished_at is not null", {"batch_id": batch_id}
    ).to_pylist()
    if finished:
        row = finished[0]
        counts = IngestCounts(batch_id, len(files), was_finished_before=True)
        for name in ("seen_count", "accepted_count", "rejected_count", "duplicate_count"):
            setattr(counts, name, row[name])
    else:
        counts = _ingest_batch(session, batch_id, files, refusals, now=now, mapping=mapping, report=report)
    apply_corrections(session, batch_id, files, now)
    return counts


def _ingest_batch(
    session: Session,
    batch_id: str,
    files: Sequence[Path],
    refusals: Sequence[Refusal],
    *,
    now: datetime,
    mapping: Mapping[str, str] | None,
    report: Report | None,
) -> IngestCounts:
    inputs = json.dumps([*map(str, files), *(refusal.uri for refusal in refusals)])
    _open_batch(session, batch_id, inputs, now)
    counts = IngestCounts(batch_id, len(files))
    begun = 0
    buffer = _Buffer(refusals=list(refusals), seen_count=len(refusals))
    for path in files:
        begun += 1
        for reading in read_source(path, mapping=mapping):
            _take(session, buffer, reading, batch_id)
            if buffer.is_full:
                _flush(session, buffer, counts, now)
                buffer = _Buffer()
                if report:
                    report(begun, len(files), counts.seen_count)
    _flush(session, buffer, counts, now)
    if report:
        report(begun, len(files), counts.seen_count)
    own = session.scalar("select count(*) from raw.documents where batch_id = $batch_id", {"batch_id": batch_id})
    counts.duplicate_count = counts.accepted_count - int(own)
    session.run(
        "update ops.batches set finished_at = $now, seen_count = $seen, accepted_count = $accepted, "
        "rejected_count = $rejected, duplicate_count = $duplicates where batch_id = $batch_id",
        {
            "now": now,
            "seen": counts.seen_count,
            "accepted": counts.accepted_count,
            "rejected": counts.rejected_count,
            "duplicates": counts.duplicate_count,
            "batch_id": batch_id,
        },
    )
    return counts


def _open_batch(session: Session, batch_id: str, inputs: str, now: datetime) -> None:
    if session.scalar("select 1 from ops.batches where batch_id = $batch_id", {"batch_id": batch_id}):
        return
    counts = {f"{name}_count": 0 for name in ("seen", "accepted", "rejected", "duplicate")}
    row = {"batch_id": batch_id, "inputs": inputs, "started_at": now, **counts}
    session.append("ops.batches", CONTRACTS["ops.batches"].from_rows([row]))


def _take(session: Session, buffer: _Buffer, reading: Reading, batch_id: str) -> None:
    """Puts one reading into the buffer; the parts of a large dump are stored as they come."""
    if isinstance(reading, Refusal):
        buffer.refusals.append(reading)
        buffer.seen_count += 1
        return
    if isinstance(reading, SourceDocument):
        encoded = reading.text.encode("utf-8")
        sha256 = hashlib.sha256(encoded).hexdigest()
        row = _document_row(reading, sha256, len(encoded), len(reading.text), batch_id)
        buffer.texts.extend(stored_parts(row["document_id"], 0, 0, reading.text))
    else:
        row = _document_row(reading, reading.content_sha256, reading.byte_count, reading.char_count, batch_id)
        parts = stored_parts(row["document_id"], reading.part_index, reading.start_char, reading.text)
        if not reading.is_last:
            _store_ahead(session, row["document_id"], parts)
            return
        buffer.texts.extend(parts)
    buffer.documents.append(row)
    buffer.char_count += len(reading.text)
    buffer.seen_count += 1


def stored_parts(document_id: str, part_index: int, start_char: int, text: str) -> list[dict[str, Any]]:
    """Rows of raw.document_texts that tile a text, cut at line ends where there are any."""
    rows: list[dict[str, Any]] = []
    start = 0
    while start < len(text) or not rows:
        end = min(len(text), start + STORED_CHARS)
        if end < len(text):
            end = text.rfind("\n", start + STORED_CHARS // 2, end) + 1 or end
        index = part_index * PARTS_OF_A_READING + len(rows)
        piece = {"part_index": index, "start_char": start_char + start, "text": text[start:end]}
        rows.append({"document_id": document_id, **piece})
        start = end
    return rows


def _store_ahead(session: Session, document_id: str, parts: list[dict[str, Any]]) -> None:
    """Stores parts ahead of their document, whose row comes with the last ones and makes them count."""
    if session.scalar("select 1 from raw.documents where document_id = $id", {"id": document_id}):
        return
    incoming = CONTRACTS["raw.document_texts"].from_rows(parts)
    with session.transaction():
        session.run(
            "delete from raw.document_texts where document_id = $id and part_index in (select part_index from incoming)",
            {"id": document_id},
            incoming=incoming,
        )
        session.append("raw.document_texts", incoming)


def _document_row(
    document: SourceDocument | DumpPart, sha256: str, byte_count: int, char_count: int, batch_id: str
) -> dict[str, Any]:
    return {name: getattr(document, name) for name in GIVEN_COLUMNS} | {
        "document_id": document_id_of(document, sha256),
        "content_sha256": sha256,
        "byte_count": byte_count,
        "char_count": char_count,
        "batch_id": batch_id,
    }


def _flush(session: Session, buffer: _Buffer, counts: IngestCounts, now: datetime) -> None:
    """Stores what is new of a buffer, in one transaction."""
    batch_id = counts.batch_id
    documents = CONTRACTS["raw.documents"].from_rows(
        list({d["document_id"]: d for d in reversed(buffer.documents)}.values())
    )
    with session.transaction():
        new = session.query(load_sql("raw", "documents").statement, incoming=documents)
        new_ids = set(new.column("document_id").to_pylist())
        texts = [text for text in _first_texts(buffer.texts) if text["document_id"] in new_ids]
        session.append("raw.documents", new)
        session.append("raw.document_texts", CONTRACTS["raw.document_texts"].from_rows(texts))
        note_refusals(session, buffer.refusals, batch_id, now)
    counts.seen_count += buffer.seen_count
    counts.accepted_count += len(buffer.documents)
    counts.rejected_count += len(buffer.refusals)


def _first_texts(texts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    met: set[tuple[str, int]] = set()
    for text in texts:
        key = (text["document_id"], text["part_index"])
        if key not in met:
            met.add(key)
            yield text


def utc_now() -> datetime:
    """The clock of the pipeline's own records."""
    return datetime.now(UTC)
