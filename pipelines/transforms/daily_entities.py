"""`marts.daily_entities` from articles and their entity mentions."""

import polars as pl

from pipelines.transforms.dated import as_number, dated_articles


def daily_entities(
    *, articles: pl.LazyFrame, duplicates: pl.LazyFrame, entity_mentions: pl.LazyFrame, entities: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per day and entity that an article of the day mentions.

    Args:
        articles: `core.articles`; those without a date do not count.
        duplicates: `core.duplicates`; its articles do not count.
        entity_mentions: `core.entity_mentions`; those without an entity do not count.
        entities: `core.entities`, for names and types; an entity that is not in it has no row.

    Returns:
        The columns of the contract, in no order of rows.
    """
    numbered = entities.select("entity_id", "canonical_name", "entity_type", entity=as_number("entity_id"))
    return (
        entity_mentions.select("article_id", entity=as_number("entity_id"))
        .group_by("article_id", "entity")
        .agg(mention_count=pl.len().cast(pl.Int64))
        .join(dated_articles(articles, duplicates), on="article_id")
        .group_by("published_date", "entity")
        .agg(
            article_count=pl.len().cast(pl.Int64),
            inferred_count=pl.col("is_inferred").sum().cast(pl.Int64),
            mention_count=pl.col("mention_count").sum(),
        )
        .join(numbered, on="entity")
        .select(
            "published_date",
            "entity_id",
            "canonical_name",
            "entity_type",
            "article_count",
            "inferred_count",
            "mention_count",
        )
    )
