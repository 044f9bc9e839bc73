"""`ops`: what stories are made from."""

import pyarrow as pa

from pipelines.contracts.grouping import TANGLE_COLUMNS
from pipelines.contracts.table import STRING, Column, TableContract

STORY_TABLES = (
    TableContract(
        "ops",
        "story_terms",
        "One row per current article and term that tells which story it belongs to",
        ("article_id", "kind", "term_hash"),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("kind", pa.int32(), "What the term is: 0 a word, 1 a name, 2 a place", nullable=False),
            Column("term_hash", pa.int64(), "Hash of the term", nullable=False),
            Column("weight", pa.float64(), "Its weight; the squares of an article and kind sum to 1", nullable=False),
            Column("published_date", pa.date32(), "The article's day when it was weighed; NULL when undated"),
        ),
    ),
    TableContract(
        "ops",
        "story_links",
        "One row per pair of articles that may tell one happening",
        ("article_id", "other_article_id"),
        (
            Column("article_id", STRING, "The article with the smaller id", nullable=False),
            Column("other_article_id", STRING, "The other one", nullable=False),
            Column("score", pa.float64(), "Probability that both tell one happening, 0 to 1", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "story_tangles",
        "One row per article of which is known what close links tie to it, however many steps away",
        ("article_id",),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            *TANGLE_COLUMNS,
        ),
    ),
    TableContract(
        "ops",
        "story_members",
        "One row per current article that is not a copy: the story that it belongs to",
        ("article_id",),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("story_id", STRING, "The story, in core.stories", nullable=False),
        ),
    ),
    TableContract(
        "ops",
        "story_merges",
        "One row per story that became part of another one, or that another one was split from",
        ("from_story_id", "to_story_id", "kind"),
        (
            Column("from_story_id", STRING, "The story whose articles moved", nullable=False),
            Column("to_story_id", STRING, "The story that they belong to now", nullable=False),
            Column("kind", STRING, "`merge` (the first id is no longer used) or `split` (it is)", nullable=False),
            Column("article_count", pa.int64(), "Articles that moved", nullable=False),
            Column("moved_at", pa.timestamp("us", tz="UTC"), "When", nullable=False),
        ),
    ),
)
