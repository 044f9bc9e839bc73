"""`marts`: daily aggregates.

`published_date` is the day; `inferred_count` says how many of a bucket's articles carry a date read from their text.
Articles without a date are in no daily mart: `marts.source_volume` counts them.
"""

import pyarrow as pa

from pipelines.contracts.table import SCORE, STRING, Column, TableContract

_DAY = Column("published_date", pa.date32(), "Day of publication", nullable=False)
_ARTICLES = Column("article_count", pa.int64(), "Distinct articles without copies", nullable=False)
_INFERRED = Column("inferred_count", pa.int64(), "Of these, dated from their text", nullable=False)
_MENTIONS = Column("mention_count", pa.int64(), "Mentions", nullable=False)
_TREND = (
    _ARTICLES,
    Column("baseline_count", pa.int64(), "Articles that mention it in the 28 days before", nullable=False),
    Column("expected_count", SCORE, "Articles of the day that would, at the rate of these days", nullable=False),
    Column("trend_score", SCORE, "ln((article_count + 1) / (expected_count + 1))", nullable=False),
    Column("z_score", SCORE, "(article_count - expected_count) / sqrt(expected_count + 1)", nullable=False),
)

MART_TABLES = (
    TableContract(
        "marts",
        "daily_topics",
        "One row per day and topic",
        ("published_date", "topic_code"),
        (
            _DAY,
            Column("topic_code", STRING, "The topic, in core.topics", nullable=False),
            Column("topic_name", STRING, "English name", nullable=False),
            _ARTICLES,
            _INFERRED,
            Column("mean_score", SCORE, "Mean score of the topic on these articles", nullable=False),
        ),
    ),
    TableContract(
        "marts",
        "daily_places",
        "One row per day and place",
        ("published_date", "place_id"),
        (
            _DAY,
            Column("place_id", STRING, "The place, in core.places", nullable=False),
            Column("place_name", STRING, "The gazetteer's main name", nullable=False),
            Column("country_code", STRING, "ISO 3166-1 alpha-2"),
            _ARTICLES,
            _INFERRED,
            _MENTIONS,
            Column("literal_count", pa.int64(), "Mentions that mean the location itself", nullable=False),
            Column("focus_count", pa.int64(), "Articles that are about the place", nullable=False),
        ),
    ),
    TableContract(
        "marts",
        "daily_entities",
        "One row per day and entity",
        ("published_date", "entity_id"),
        (
            _DAY,
            Column("entity_id", STRING, "The entity, in core.entities", nullable=False),
            Column("canonical_name", STRING, "Best full form", nullable=False),
            Column("entity_type", STRING, "OntoNotes name", nullable=False),
            _ARTICLES,
            _INFERRED,
            _MENTIONS,
        ),
    ),
    TableContract(
        "marts",
        "source_volume",
        "One row per source and day; the day is NULL for articles that no date is known of",
        ("source_code", "published_date"),
        (
            Column("source_code", STRING, "The document, in raw.documents", nullable=False),
            Column("published_date", pa.date32(), "Day of publication; NULL when unknown"),
            _ARTICLES,
            _INFERRED,
            Column("word_count", pa.int64(), "Words of these articles", nullable=False),
            Column("copy_count", pa.int64(), "Copies of other articles that it brought beside these"),
        ),
    ),
    TableContract(
        "marts",
        "place_cells",
        "One row per day and H3 cell in which places stand that the day's articles mention",
        ("published_date", "h3_cell"),
        (
            _DAY,
            Column("h3_cell", STRING, "H3 cell of resolution 7", nullable=False),
            Column("place_count", pa.int64(), "Distinct places of the cell that are mentioned", nullable=False),
            _ARTICLES,
            _INFERRED,
            _MENTIONS,
            Column("literal_count", pa.int64(), "Mentions that mean the location itself", nullable=False),
        ),
    ),
    TableContract(
        "marts",
        "entity_pair_counts",
        "One row per pair of entities that stand in an article together; marts.entity_pairs weighs it",
        ("entity_id", "other_entity_id"),
        (
            Column("entity_id", STRING, "core.entities; the smaller id of the two", nullable=False),
            Column("other_entity_id", STRING, "core.entities; the greater id of the two", nullable=False),
            _ARTICLES,
            Column("first_published_date", pa.date32(), "First day together; NULL when no article is dated"),
            Column("last_published_date", pa.date32(), "Last day together; NULL when no article is dated"),
            Column("pair_hash", pa.int64(), "63 bits of the MD5 of both ids, by which what changed finds the row"),
        ),
    ),
    TableContract(
        "marts",
        "trending_entities",
        "One row per day and entity that two or more articles mention, and more than the 28 days before let expect",
        ("published_date", "entity_id"),
        (
            _DAY,
            Column("entity_id", STRING, "The entity, in core.entities", nullable=False),
            Column("canonical_name", STRING, "Best full form", nullable=False),
            Column("entity_type", STRING, "OntoNotes name", nullable=False),
            *_TREND,
        ),
    ),
    TableContract(
        "marts",
        "trending_places",
        "One row per day and place that two or more articles mention, and more than the 28 days before let expect",
        ("published_date", "place_id"),
        (
            _DAY,
            Column("place_id", STRING, "The place, in core.places", nullable=False),
            Column("place_name", STRING, "The gazetteer's main name", nullable=False),
            Column("country_code", STRING, "ISO 3166-1 alpha-2"),
            *_TREND,
        ),
    ),
)
