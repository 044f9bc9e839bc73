"""Texts of documents out of the warehouse, whole or in part."""

import pyarrow as pa

from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session


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
