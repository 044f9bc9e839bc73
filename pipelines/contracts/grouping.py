"""`core`: which articles are copies, and which tell one happening."""

import pyarrow as pa

from pipelines.contracts.table import SCORE, STRING, Column, TableContract

TANGLE_COLUMNS = (
    Column("tangle_id", STRING, "One of those that are tied together, the same for all", nullable=False),
    Column("is_large", pa.bool_(), "True when more are tied together than are grouped at once", nullable=False),
    Column(
        "is_one", pa.bool_(), "True when links between those that are noted tie all of them together", nullable=False
    ),
)
"""What is known of an item's tangle, whatever the items are; the column of the item stands before."""
GROUPING_TABLES = (
    TableContract(
        "core",
        "duplicates",
        "One row per article whose words another article had first",
        ("article_id",),
        (
            Column("article_id", STRING, "The article, in core.articles", nullable=False),
            Column("canonical_article_id", STRING, "The article that had them first", nullable=False),
            Column(
                "kind",
                STRING,
                "`exact` (the same words), `revision` (by the same outlet within 30 days) or `copy`",
                nullable=False,
            ),
            Column("similarity_score", SCORE, "Share of the words of both that they share, 0 to 1", nullable=False),
            Column("added_word_count", pa.int64(), "Words that the first does not have there", nullable=False),
            Column("removed_word_count", pa.int64(), "Words of the first that this one does not have", nullable=False),
            Column("is_title_changed", pa.bool_(), "True when the titles differ in more than case", nullable=False),
        ),
    ),
    TableContract(
        "core",
        "stories",
        "One row per story: current articles on one happening",
        ("story_id",),
        (
            Column("story_id", STRING, "Stable while most of its articles stay together", nullable=False),
            Column("label", STRING, "Words of its articles that name it", nullable=False),
            Column("first_published_date", pa.date32(), "Day of its first article; NULL when none is dated"),
            Column("last_published_date", pa.date32(), "Day of its last article; NULL when none is dated"),
            Column("article_count", pa.int64(), "Its articles without copies", nullable=False),
            Column("copy_count", pa.int64(), "Copies of them beside", nullable=False),
            Column("source_count", pa.int64(), "Outlets that brought it", nullable=False),
            Column("representative_article_id", STRING, "The article nearest to all others", nullable=False),
        ),
    ),
)
