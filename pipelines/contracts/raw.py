"""`raw`: what was received, as it was received."""

import pyarrow as pa

from pipelines.contracts.table import CHAR, STRING, TIMESTAMP, Column, TableContract

RAW_TABLES = (
    TableContract(
        "raw",
        "documents",
        "One row per source document or record",
        ("document_id",),
        (
            Column("document_id", STRING, "Hash of source, external id, title and content", nullable=False),
            Column(
                "source_code", STRING, "Who published it: the record's source, else the file's stem", nullable=False
            ),
            Column("uri", STRING, "File path or address it was first read from", nullable=False),
            Column("external_id", STRING, "The record's own id, as given"),
            Column("position", STRING, "Where in the file it stood, such as `line 12`; NULL for a whole file"),
            Column("media_type", STRING, "IANA media type of the source", nullable=False),
            Column("is_dump", pa.bool_(), "True when the text may hold several articles", nullable=False),
            Column("title", STRING, "The record's own title"),
            Column("url", STRING, "Address of the article that the record gives"),
            Column("author", STRING, "The record's own author"),
            Column("published_at", TIMESTAMP, "The record's own date; NULL when it gives none or an impossible one"),
            Column(
                "published_on", pa.date32(), "The record's own day in the zone that it states; NULL when it gives none"
            ),
            Column(
                "published_stated", STRING, "The words in which the record states its date; NULL when it states none"
            ),
            Column("language_code", STRING, "The record's own language, ISO 639-1"),
            Column("content_sha256", STRING, "SHA-256 of the text in UTF-8 after decoding", nullable=False),
            Column("byte_count", pa.int64(), "Size of the text in UTF-8, bytes", nullable=False),
            Column("char_count", pa.int64(), "Size of the text, code points", nullable=False),
            Column("collected_at", TIMESTAMP, "When the file was last written on this machine", nullable=False),
            Column("batch_id", STRING, "The batch that first brought it", nullable=False),
            Column(
                "replaced_count", pa.int64(), "Bytes in no encoding, stored as U+FFFD; NULL before this was counted"
            ),
            Column("replaced_at", STRING, "Where the first of them stood; NULL for none"),
            Column(
                "is_current", pa.bool_(), "False for a version that a newer one replaced, and for what was forgotten"
            ),
            Column("superseded_by", STRING, "The document that replaced this one; NULL for none"),
        ),
    ),
    TableContract(
        "raw",
        "document_texts",
        "One row per part of a document's text, cut at a line end when the text is large",
        ("document_id", "part_index"),
        (
            Column("document_id", STRING, "The document, in raw.documents", nullable=False),
            Column("part_index", pa.int64(), "Orders the parts of a document; not without gaps", nullable=False),
            Column("start_char", CHAR, "Offset of the part in the document's text", nullable=False),
            Column("text", STRING, "Decoded text, newlines as LF, otherwise as received", nullable=False),
        ),
    ),
    TableContract(
        "raw",
        "cut_corrections",
        "One row per cut that a user forces or forbids in a dump",
        ("document_id", "start_char"),
        (
            Column("document_id", STRING, "The document, in raw.documents", nullable=False),
            Column(
                "start_char", CHAR, "First visible character of the line that the correction is about", nullable=False
            ),
            Column("action", STRING, "`cut`: an article begins here; `join`: none does", nullable=False),
            Column("uri", STRING, "The side file that says so", nullable=False),
        ),
    ),
)
