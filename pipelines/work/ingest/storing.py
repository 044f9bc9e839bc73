"""What was read, gathered until a commit is worth its while, and stored in one transaction."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sources import DumpPart, Refusal, SourceDocument
from pipelines.sources.names import stem_of
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.warehouse.texts import MAX_PART_CHARS
from pipelines.work.ingest.ledger import READ, Met, note_files
from pipelines.work.ingest.refusals import note_refusals, retire_refusals
from pipelines.work.ingest.versions import log_documents, settle_versions, supersede_dropped

ID_CHARS = 24
FLUSH_CHARS = 4_000_000
"""Text that one commit stores at most, code points, beyond the last document."""
FLUSH_DOCUMENTS = 5_000
PARTS_OF_A_READING = 1_000_000
"""Room in the numbering for the parts that one reading is stored in."""
GIVEN_COLUMNS = (
    *("source_code", "uri", "external_id", "position", "media_type", "is_dump", "title", "url", "author"),
    *(
        "published_at",
        "published_on",
        "published_stated",
        "language_code",
        "collected_at",
        "replaced_count",
        "replaced_at",
    ),
)
"""Columns of raw.documents that a reader gives as they are."""

Reading = SourceDocument | DumpPart | Refusal


@dataclass(slots=True)
class FileCounts:
    """What was met in one file, and which documents it holds."""

    met: Met
    was_read_before: bool
    seen: int = 0
    accepted: int = 0
    rejected: int = 0
    document_ids: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Buffer:
    """Readings that are not stored yet, and files that are read to the end."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    files: list[FileCounts] = field(default_factory=list)
    char_count: int = 0

    @property
    def is_full(self) -> bool:
        """True when a commit is worth its while."""
        count = len(self.documents) + len(self.refusals) + len(self.files)
        return self.char_count >= FLUSH_CHARS or count >= FLUSH_DOCUMENTS


@lru_cache(maxsize=64)
def _stem(uri: str) -> str:
    return stem_of(uri)


def document_id_of(document: SourceDocument | DumpPart, content_sha256: str) -> str:
    """Return the hash of what makes a document the one it is: source, own id, title, address, date and text.

    A source that is only the file's name does not count: the same file under another name brings nothing new.
    """
    source = "" if document.source_code == _stem(document.uri) else document.source_code
    published = document.published_at.isoformat() if document.published_at else document.published_stated or ""
    parts = [source, document.external_id or "", document.title or "", document.url or "", published, content_sha256]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:ID_CHARS]


def take(buffer: Buffer, file: FileCounts, reading: Reading, batch_id: str) -> list[dict[str, Any]]:
    """Put one reading into the buffer; return parts of a large dump that are to be stored ahead of their document."""
    if isinstance(reading, Refusal):
        buffer.refusals.append(reading)
        file.seen += 1
        file.rejected += 1
        return []
    if isinstance(reading, SourceDocument):
        encoded = reading.text.encode("utf-8")
        row = _document_row(reading, hashlib.sha256(encoded).hexdigest(), len(encoded), len(reading.text), batch_id)
        buffer.texts.extend(stored_parts(row["document_id"], 0, 0, reading.text))
    else:
        row = _document_row(reading, reading.content_sha256, reading.byte_count, reading.char_count, batch_id)
        parts = stored_parts(row["document_id"], reading.part_index, reading.start_char, reading.text)
        if not reading.is_last:
            return parts
        buffer.texts.extend(parts)
    buffer.documents.append(row)
    buffer.char_count += len(reading.text)
    file.seen += 1
    file.accepted += 1
    file.document_ids.add(row["document_id"])
    return []


def stored_parts(document_id: str, part_index: int, start_char: int, text: str) -> list[dict[str, Any]]:
    """Return rows of raw.document_texts that tile a text, cut at line ends where there are any."""
    rows: list[dict[str, Any]] = []
    start = 0
    while start < len(text) or not rows:
        end = min(len(text), start + MAX_PART_CHARS)
        if end < len(text):
            end = text.rfind("\n", start + MAX_PART_CHARS // 2, end) + 1 or end
        index = part_index * PARTS_OF_A_READING + len(rows)
        piece = {"part_index": index, "start_char": start_char + start, "text": text[start:end]}
        rows.append({"document_id": document_id, **piece})
        start = end
    return rows


def store_ahead(session: Session, parts: list[dict[str, Any]]) -> None:
    """Store parts ahead of their document, whose row comes with the last ones and makes them count."""
    document_id = parts[0]["document_id"]
    incoming = CONTRACTS["raw.document_texts"].from_rows(parts)
    with session.transaction():
        if session.scalar("select 1 from raw.documents where document_id = $id", {"id": document_id}):
            return
        session.run(
            "delete from raw.document_texts where document_id = $id and part_index in (select part_index from incoming)",
            {"id": document_id},
            incoming=incoming,
        )
        session.append("raw.document_texts", incoming)


def flush(session: Session, buffer: Buffer, batch_id: str, key: str, now: datetime) -> int:
    """Store a buffer in one transaction; return the number of documents that are new."""
    unique = {row["document_id"]: row for row in reversed(buffer.documents)}
    documents = CONTRACTS["raw.documents"].from_rows(list(unique.values()))
    with session.transaction():
        new = session.query(load_sql("raw", "documents").statement, incoming=documents)
        new_ids = set(new.column("document_id").to_pylist())
        texts = [text for text in _first_texts(buffer.texts) if text["document_id"] in new_ids]
        session.append("raw.documents", new)
        session.append("raw.document_texts", CONTRACTS["raw.document_texts"].from_rows(texts))
        if new_ids:
            log_documents(session, new.select(["document_id"]).rename_columns(["unit_id"]))
        settle_versions(session, _order(buffer.documents))
        retire_refusals(session, [file.met.uri for file in buffer.files], batch_id)
        note_refusals(session, buffer.refusals, batch_id, now)
        for file in buffer.files:
            if file.was_read_before:
                supersede_dropped(session, file.met.uri, file.document_ids)
        note_files(session, [_file_row(file, batch_id, key) for file in buffer.files])
    return len(new_ids)


def _order(documents: list[dict[str, Any]]) -> pa.Table:
    """The documents in the order of reading, each once, as it was met last."""
    last = {row["document_id"]: (ordinal, row["collected_at"]) for ordinal, row in enumerate(documents)}
    return pa.table(
        {
            "document_id": pa.array(list(last), pa.string()),
            "ordinal": pa.array([ordinal for ordinal, _ in last.values()], pa.int64()),
            "collected_at": pa.array([when for _, when in last.values()], pa.timestamp("us", tz="UTC")),
        }
    )


def _document_row(
    document: SourceDocument | DumpPart, sha256: str, byte_count: int, char_count: int, batch_id: str
) -> dict[str, Any]:
    return {name: getattr(document, name) for name in GIVEN_COLUMNS} | {
        "document_id": document_id_of(document, sha256),
        "content_sha256": sha256,
        "byte_count": byte_count,
        "char_count": char_count,
        "batch_id": batch_id,
        "is_current": True,
    }


def _file_row(file: FileCounts, batch_id: str, key: str) -> Mapping[str, object]:
    return {
        "uri": file.met.uri,
        "byte_count": file.met.byte_count,
        "modified_ns": file.met.modified_ns,
        "side_modified_ns": None,
        "reading_key": key,
        "state": READ,
        "batch_id": batch_id,
        "seen_count": file.seen,
        "accepted_count": file.accepted,
        "rejected_count": file.rejected,
    }


def _first_texts(texts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    met: set[tuple[str, int]] = set()
    for text in texts:
        key = (text["document_id"], text["part_index"])
        if key not in met:
            met.add(key)
            yield text
