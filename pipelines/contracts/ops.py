"""`ops`: the pipeline's own records."""

import pyarrow as pa

from pipelines.contracts.table import CHAR, STRING, TIMESTAMP, Column, TableContract

OPS_TABLES = (
    TableContract(
        "ops",
        "batches",
        "One row per batch: files that one run read because they were new or had changed",
        ("batch_id",),
        (
            Column("batch_id", STRING, "Hash of the files' paths, sizes and times, and of the mapping", nullable=False),
            Column("inputs", STRING, "The files, a JSON list of paths, at most the first thousand", nullable=False),
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
        "files",
        "One row per file that was met, in its last state",
        ("uri",),
        (
            Column("uri", STRING, "Path of the file", nullable=False),
            Column("byte_count", pa.int64(), "Its size when it was read", nullable=False),
            Column("modified_ns", pa.int64(), "Its time of last change then, ns since 1970", nullable=False),
            Column("side_modified_ns", pa.int64(), "The same of the file of corrections beside it; NULL without one"),
            Column("reading_key", STRING, "Hash of the mapping and of the readers that read it", nullable=False),
            Column("state", STRING, "`read`, or `forgotten` on a user's word", nullable=False),
            Column("batch_id", STRING, "The batch that read it last, in ops.batches", nullable=False),
            Column("seen_count", pa.int64(), "Records and documents met in it", nullable=False),
            Column("accepted_count", pa.int64(), "Of these, in the warehouse", nullable=False),
            Column("rejected_count", pa.int64(), "Of these, refused", nullable=False),
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
            Column("is_current", pa.bool_(), "False once its file was read again, with another outcome"),
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
        "doubtful_merges",
        "One row per line inside an article at which another may begin: doubted and not cut",
        ("document_id", "start_char"),
        (
            Column("document_id", STRING, "The document, in raw.documents", nullable=False),
            Column("start_char", CHAR, "Offset of the line in the document's text", nullable=False),
            Column("score", pa.float64(), "Probability that an article begins here, 0 to 1", nullable=False),
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
        "failed_units",
        "One row per unit of work that a reading could not read; it has no rows in the table, and the rest went on",
        ("table_name", "unit_id"),
        (
            Column("table_name", STRING, "The table whose rows are missing", nullable=False),
            Column("unit_id", STRING, "document_id or article_id", nullable=False),
            Column("annotator_id", STRING, "Who failed; another version tries again", nullable=False),
            Column("reason_code", STRING, "The kind of error, such as `ValueError` or `worker_died`", nullable=False),
            Column("detail", STRING, "What the error said", nullable=False),
            Column("failed_at", TIMESTAMP, "When", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "changes",
        "One row per unit of a table that a commit wrote or removed, and day that it counts for",
        ("change_number", "table_name", "unit_id", "published_date"),
        (
            Column("change_number", pa.int64(), "The commit, counted from 1", nullable=False),
            Column("table_name", STRING, "The table that was written", nullable=False),
            Column("unit_id", STRING, "document_id or article_id", nullable=False),
            Column("published_date", pa.date32(), "The article's day before or after the commit; NULL when undated"),
        ),
    ),
    TableContract(
        "ops",
        "progress",
        "One row per table that is kept in step with others",
        ("table_name",),
        (
            Column("table_name", STRING, "The table", nullable=False),
            Column("lineage", STRING, "What it and all that it rests on are made by", nullable=False),
            Column("change_number", pa.int64(), "The last commit that it takes into account", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "migrations",
        "One row per change of the schema that this warehouse went through",
        ("migration_number",),
        (
            Column("migration_number", pa.int64(), "Position in the order of migrations, from 1", nullable=False),
            Column("name", STRING, "What it did", nullable=False),
            Column("release", STRING, "The release of Dateline that applied it", nullable=False),
            Column("applied_at", TIMESTAMP, "When", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "publications",
        "One row per copy of the warehouse that was put at the path that the user named",
        ("publication_number",),
        (
            Column("publication_number", pa.int64(), "Counted from 1", nullable=False),
            Column(
                "warehouse_id", STRING, "Identity of this warehouse, random, given when it was made", nullable=False
            ),
            Column("change_number", pa.int64(), "The last commit that the copy holds", nullable=False),
            Column("published_at", TIMESTAMP, "When", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "counted_names",
        "One row per article and name that core.entity_aliases has counted",
        ("article_id", "entity_type", "local_name"),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("entity_type", STRING, "OntoNotes name", nullable=False),
            Column("local_name", STRING, "Fullest form of the entity in the article", nullable=False),
            Column("mention_count", pa.int64(), "Mentions in the article", nullable=False),
        ),
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
    TableContract(
        "ops",
        "article_names",
        "One row per current article and name that it prints, by which dated articles tell of undated ones",
        ("article_id", "name"),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("name", STRING, "Capitalised words as printed", nullable=False),
            Column(
                "known_day", pa.date32(), "The article's day where it is stated or known; NULL when undated or inferred"
            ),
        ),
    ),
    TableContract(
        "ops",
        "told_articles",
        "One row per undated article whose day rests also on what dated articles of the warehouse tell",
        ("article_id",),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("told_key", STRING, "Hash of what was told when its row was made", nullable=False),
            Column(
                "least_step",
                pa.int64(),
                "Strength, in steps, from which another article would be among those that tell; 0 while there is room",
            ),
        ),
    ),
    TableContract(
        "ops",
        "copy_bands",
        "One row per current article and band hash: articles that share one may share words",
        ("article_id", "band_hash"),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column(
                "band_hash", pa.int64(), "64-bit hash of a band of its MinHash, or of all its words", nullable=False
            ),
        ),
    ),
    TableContract(
        "ops",
        "copy_pairs",
        "One row per pair of articles of which one is a copy of the other, or of the same text",
        ("article_id", "other_article_id"),
        (
            Column("article_id", STRING, "The article with the smaller id", nullable=False),
            Column("other_article_id", STRING, "The other one", nullable=False),
            Column("word_count", pa.int64(), "Words of the article", nullable=False),
            Column("other_word_count", pa.int64(), "Words of the other one", nullable=False),
            Column("shared_count", pa.int64(), "Words of the article that stand in the other one", nullable=False),
            Column("other_shared_count", pa.int64(), "Words of the other one that stand in it", nullable=False),
        ),
    ),
)
