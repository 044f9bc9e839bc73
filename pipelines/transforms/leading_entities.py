"""`ops.paired_entities` from the mentions of entities and places, all of them numbered."""

import polars as pl

MOST_ENTITIES = 20
"""Entities of an article that are paired, as `sql/core/leading_entities.sql` has them: a list of hundreds of names links no two of them."""
ROOM = 1 << 32
"""Numbers of articles and entities are below half of it: two of them are one number of 64 bits."""


def leading_entities(*, mentions: pl.LazyFrame) -> pl.LazyFrame:
    """One row per article and entity among the `MOST_ENTITIES` that it mentions most, of several equal ones those with smaller numbers.

    Article and entity are one number, and mentions are sorted by it: equal ones lie together, without a table of all that is counted.

    Args:
        mentions: One row per mention of an entity and place that it stands for: numbers `article`, `entity` and `place`, which may be null.

    Returns:
        `article`, `entity`, and the smallest `place` that the name stands for in the article; in the order of `article` and `entity`.
    """
    both = pl.col("article").cast(pl.Int64) * ROOM + pl.col("entity")
    mentioned = mentions.select("place", both=both)
    counted = (
        mentioned.select(pl.col("both").sort().rle()).unnest("both").rename({"len": "mention_count", "value": "both"})
    )
    places = mentioned.drop_nulls("place").group_by("both").agg(pl.col("place").min())
    return (
        counted.join(_beyond(counted), on="both", how="anti", maintain_order="left")
        .join(places, on="both", how="left", maintain_order="left")
        .select(
            article=(pl.col("both") // ROOM).cast(pl.Int32),
            entity=(pl.col("both") % ROOM).cast(pl.Int32),
            place="place",
        )
    )


def _beyond(counted: pl.LazyFrame) -> pl.LazyFrame:
    """Those of a crowd that are not among the ones mentioned most."""
    of_articles = counted.with_columns(article=pl.col("both") // ROOM)
    crowded = (
        of_articles.select(pl.col("article").rle()).unnest("article").filter(pl.col("len") > MOST_ENTITIES)
    ).select(article="value")
    return (
        of_articles.join(crowded, on="article", how="semi")
        .sort("article", "mention_count", "both", descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("article") >= MOST_ENTITIES)
        .select("both")
    )
