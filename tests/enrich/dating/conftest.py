"""Articles as the dater takes them."""

import pyarrow as pa

_TIMESTAMP = pa.timestamp("us", tz="UTC")
SCHEMA = pa.schema(
    [
        ("article_id", pa.string()), ("document_id", pa.string()), ("ordinal", pa.int64()), ("title", pa.string()),
        ("text", pa.string()), ("metadata_at", _TIMESTAMP), ("collected_at", _TIMESTAMP), ("uri", pa.string()),
    ],
)  # fmt: skip


def article_rows(*texts: str, **columns: object) -> list[dict[str, object]]:
    """One row per text, of one document, without title and date; `columns` are the same in every row."""
    row = {"document_id": "d", "title": None, "metadata_at": None, "uri": ""} | columns
    return [row | {"article_id": f"a{i}", "ordinal": i, "text": text} for i, text in enumerate(texts)]
