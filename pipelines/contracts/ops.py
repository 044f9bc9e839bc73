"""`ops`: the pipeline's own records."""

import pyarrow as pa

from pipelines.contracts.table import CHAR, STRING, TIMESTAMP, Column, TableContract

OPS_TABLES = (
    TableContract(
        "ops",
        "batches",
        "One row per batch: one list of inputs with one content",
        ("batch_id",),
        (
            Column("batch_id", STRING, "Hash of the inputs' paths and contents", nullable=False),
            Column("inputs", STRING, "The inputs, a JSON list of paths", nullable=False),
            Column("started_at", TIMESTAMP, "When its ingestion first began", nullable=False),
            Column("finished_at", TIMESTAMP, "When its ingestion ended; NULL while it has not"),
            Column("seen_count", pa.int64(), "Records and documents met in the inputs", nullable=False),
            Column("accepted_count", pa.int64(), "Of these, in the warehouse now", nullable=False),
            Column("rejected_count", pa.int64(), "Of these, refused; each is in ops.rejected_records", nullable=False),
            Column("duplicate_count", pa.int64(), "Of the accepted, those that were there already", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "rejected_records",
        "One row per refused input",
        ("batch_id", "uri", "position", "reason_code"),
        (
            Column("batch_id", STRING, "The batch, in ops.batches", nullable=False),
            Column("uri", STRING, "File path or address", nullable=False),
            Column("position", STRING, "Where in the file, such as `line 12`; empty for a whole file", nullable=False),
            Column("external_id", STRING, "The record's own id, when it could be read"),
            Column("reason_code", STRING, "Short stable code, such as `invalid_json`", nullable=False),
            Column("detail", STRING, "What was expected and what to do", nullable=False),
            Column("rejected_at", TIMESTAMP, "When it was refused", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "set_aside_blocks",
        "One row per stretch of a dump that is no article",
        ("document_id", "start_char"),
        (
            Column("document_id", STRING, "The document, in raw.documents", nullable=False),
            Column("start_char", CHAR, "Offset in the document's text", nullable=False),
            Column("end_char", CHAR, "Offset in the document's text", nullable=False),
            Column("reason_code", STRING, "Such as `advertisement`, `navigation`, `repeated_line`", nullable=False),
            Column("score", pa.float64(), "How sure the segmenter is", nullable=False),
            Column("annotator_id", STRING, "Who read it, in ops.annotators", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "annotators",
        "One row per annotator version and configuration that wrote to this warehouse",
        ("annotator_id",),
        (
            Column("annotator_id", STRING, "name@version+config hash", nullable=False),
            Column("name", STRING, "Annotator name", nullable=False),
            Column("version", STRING, "Annotator version", nullable=False),
            Column("config", STRING, "Configuration, JSON", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "annotations",
        "One row per unit of work (document or article) that an annotator has finished for a table",
        ("table_name", "unit_id"),
        (
            Column("table_name", STRING, "The table whose rows were written", nullable=False),
            Column("unit_id", STRING, "document_id or article_id", nullable=False),
            Column("annotator_id", STRING, "The annotator that made the rows that stand now", nullable=False),
            Column(
                "input_key",
                STRING,
                "What the annotator read beside the text; a change makes the rows stale",
                nullable=False,
            ),
        ),
    ),
    TableContract(
        "ops",
        "versions",
        "One row per version of the contracts that this warehouse was made by",
        ("contract_version",),
        (Column("contract_version", pa.int64(), "pipelines.contracts.CONTRACT_VERSION", nullable=False),),
    ),
    TableContract(
        "ops",
        "entity_merges",
        "One row per entity that was found to be another one",
        ("from_entity_id",),
        (
            Column("from_entity_id", STRING, "The id that is no longer used", nullable=False),
            Column("to_entity_id", STRING, "The id that stands for it", nullable=False),
            Column("reason", STRING, "What the merge rests on", nullable=False),
        ),
    ),
)
