"""`ops.paired_entities` from the mentions of entities and places, all of them numbered."""

import polars as pl

MOST_ENTITIES = 20
"""Entities of an article that are paired, as `sql/core/leading_entities.sql` has them: a list of hundreds of names links no two of them."""


def leading_entities(*, mentions: pl.LazyFrame, places: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """One row per article and entity among the `MOST_ENTITIES` that it mentions most, of several equal ones those with smaller numbers.

    Args:
        mentions: One row per mention of an entity: numbers `article`, `entity` and `span`.
        places: One row per mention that stands for a place: numbers `span` and `place`.
        articles: One row per article that counts: `article` and `published_date`.

    Returns:
        `article`, `entity`, `published_date`, and the smallest `place` that the name stands for in the article.
    """
    counted = (
        mentions.join(places, on="span", how="left")
        .group_by("article", "entity")
        .agg(mention_count=pl.len(), place=pl.col("place").min())
    )
    crowded = counted.group_by("article").agg(entity_count=pl.len()).filter(pl.col("entity_count") > MOST_ENTITIES)
    leading = (
        counted.join(crowded, on="article", how="semi")
        .sort("article", "mention_count", "entity", descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("article") < MOST_ENTITIES)
    )
    return (
        pl.concat([counted.join(crowded, on="article", how="anti"), leading])
        .join(articles, on="article")
        .select("article", "entity", "published_date", "place")
    )
