"""`ops`: what pairs of entities are counted from."""

import pyarrow as pa

from pipelines.contracts.table import STRING, Column, TableContract

PAIR_TABLES = (
    TableContract(
        "ops",
        "paired_entities",
        "One row per article and entity that marts.entity_pair_counts has counted",
        ("article_id", "entity_id"),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("entity_id", STRING, "The entity, in core.entities", nullable=False),
            Column("published_date", pa.date32(), "The article's day; NULL when undated"),
            Column("place_id", STRING, "The place that it stands for in the article, in core.places; NULL for none"),
        ),
    ),
    TableContract(
        "ops",
        "paired_counts",
        "One row per entity of ops.paired_entities: what marts.entity_pairs weighs its pairs by",
        ("entity_id",),
        (
            Column("entity_id", STRING, "The entity, in core.entities", nullable=False),
            Column("article_count", pa.int64(), "Articles of which it is a counted entity", nullable=False),
            Column(
                "first_count",
                pa.int64(),
                "Articles whose counted entities have no smaller id; their sum is all articles",
                nullable=False,
            ),
        ),
    ),
    TableContract(
        "ops",
        "single_pairs",
        "One row per pair of entities that stand together in one article only: one more makes it a pair of marts.entity_pair_counts",
        ("pair_hash",),
        (
            Column("pair_hash", pa.int64(), "63 bits of the MD5 of both ids", nullable=False),
            Column("published_date", pa.date32(), "The article's day; NULL when undated"),
        ),
    ),
)
