"""`core`: what is said, and by whom.

Offsets are Unicode code points, half-open, into `core.articles.text`.
"""

import pyarrow as pa

from pipelines.contracts.table import CHAR, SCORE, STRING, Column, TableContract

STATEMENT_TABLES = (
    TableContract(
        "core",
        "quotes",
        "One row per attributed statement",
        ("quote_id",),
        (
            Column("quote_id", STRING, "Hash of the article and of where content and cue stand", nullable=False),
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("start_char", CHAR, "First character of speaker, cue and content together", nullable=False),
            Column("end_char", CHAR, "One past their last character", nullable=False),
            Column("content_start_char", CHAR, "First character of what is said, marks included", nullable=False),
            Column("content_end_char", CHAR, "One past its last character", nullable=False),
            Column(
                "content", STRING, "What is said; parts of an interrupted statement joined by ` ... `", nullable=False
            ),
            Column("content_spans", STRING, "JSON list of [start, end] of its parts, in order", nullable=False),
            Column("cue", STRING, "The words that say that it is said, such as `warned`; NULL without any"),
            Column("cue_start_char", CHAR, "First character of the cue"),
            Column("cue_end_char", CHAR, "One past the last character of the cue"),
            Column("is_direct", pa.bool_(), "True when all of the content stands in quotation marks", nullable=False),
            Column("kind", STRING, "`direct`, `mixed` (some of it in quotation marks) or `indirect`", nullable=False),
            Column("speaker_surface", STRING, "The words that name the speaker, such as `he`; NULL where none do"),
            Column("speaker_start_char", CHAR, "First character of these words"),
            Column("speaker_end_char", CHAR, "One past their last character"),
            Column(
                "speaker_basis",
                STRING,
                "`name`, `pronoun`, `role`, `continued` or `none`: how it was found",
                nullable=False,
            ),
            Column("speaker_field", STRING, "`text` or `title`: where the mention stands that names the speaker"),
            Column(
                "speaker_mention_start_char", CHAR, "The speaker's mention in core.entity_mentions; NULL if not known"
            ),
            Column("speaker_name", STRING, "The speaker's fullest name in the article; NULL if not known"),
            Column("speaker_type", STRING, "PERSON, ORG, GPE, ...: the type of that mention"),
            Column("speaker_entity_id", STRING, "The speaker, in core.entities", owner="core.article_speakers"),
            Column("parent_quote_id", STRING, "The statement that this one stands in; NULL for most"),
            Column("score", SCORE, "Probability that content and speaker are right, 0 to 1", nullable=False),
            Column("annotator_id", STRING, "Who read it, in ops.annotators", nullable=False),
        ),
    ),
    TableContract(
        "core",
        "article_speakers",
        "One row per article and canonical entity that it quotes",
        ("article_id", "entity_id"),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("entity_id", STRING, "The entity, in core.entities", nullable=False),
            Column("quote_count", pa.int64(), "Statements in core.quotes", nullable=False),
            Column("direct_quote_count", pa.int64(), "Those in quotation marks", nullable=False),
        ),
    ),
)
