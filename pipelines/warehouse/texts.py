"""Texts of documents out of the warehouse, whole or in part."""

import pyarrow as pa

from pipelines.sqlfiles import load_sql
from pipelines.warehouse.few import of_few
from pipelines.warehouse.session import Session

MAX_PART_CHARS = 32_768
"""Text in one row of raw.document_texts at most: DuckDB handles 2,048 rows at a time, so large strings cost memory."""


_PARTS = (
    "select part.document_id, part.start_char, part.text from raw.document_texts as part "
    "inner join bounds on part.document_id = bounds.document_id "
    "where part.start_char < bounds.end_char_max and part.start_char > bounds.start_char_min - $most "
    "order by part.document_id, part.part_index"
)
_BOUNDED = "select document_id as unit_id from bounds"


def document_text(session: Session, document_id: str, start_char: int = 0, end_char: int | None = None) -> str:
    """A document's text, or the stretch of it that stands between two offsets."""
    parts = session.query(load_sql("raw", "document_texts").statement, {"document_id": document_id}).to_pylist()
    end = parts[-1]["end_char"] if end_char is None and parts else end_char
    met = [part for part in parts if part["start_char"] < (end or 0) and part["end_char"] > start_char]
    if not met:
        return ""
    indexes = pa.table({"part_index": pa.array([part["part_index"] for part in met], pa.int64())})
    texts = (
        session.query(
            "select text from raw.document_texts where document_id = $document_id "
            "and part_index in (select part_index from indexes) order by part_index",
            {"document_id": document_id},
            indexes=indexes,
        )
        .column("text")
        .to_pylist()
    )
    base = met[0]["start_char"]
    return "".join(texts)[start_char - base : (end or 0) - base]


def occurrence_texts(session: Session, occurrences: pa.Table) -> pa.Array:
    """Return the text of each occurrence.

    Args:
        session: A session on either file.
        occurrences: Columns `document_id`, `start_char`, `end_char`, ordered by document and start.
    """
    bounds = occurrences.group_by("document_id").aggregate([("start_char", "min"), ("end_char", "max")])
    stretches: dict[str, tuple[int, str]] = {}
    columns = (bounds.column(name).to_pylist() for name in ("document_id", "start_char_min", "end_char_max"))
    parts = session.query(
        of_few(_PARTS, bounds, "raw.document_texts", unit_column="document_id", name=f"({_BOUNDED})"),
        {"most": MAX_PART_CHARS},
        bounds=bounds,
    )
    pieces: dict[str, list[str]] = {}
    starts: dict[str, int] = {}
    for document_id, start, text in zip(*(parts.column(n).to_pylist() for n in parts.column_names), strict=True):
        pieces.setdefault(document_id, []).append(text)
        starts.setdefault(document_id, start)
    for document_id, _, _ in zip(*columns, strict=True):
        stretches[document_id] = starts.get(document_id, 0), "".join(pieces.get(document_id, []))
    texts = []
    columns = (occurrences.column(name).to_pylist() for name in ("document_id", "start_char", "end_char"))
    for document_id, start, end in zip(*columns, strict=True):
        base, text = stretches[document_id]
        texts.append(text[start - base : end - base])
    return pa.array(texts, pa.string())
