"""`marts.entity_pairs`: which entities stand in the same articles."""

import polars as pl

MAX_ENTITIES = 20
"""Entities of an article that are paired, the most mentioned first: a list of hundreds of names links no two of them."""

MIN_ARTICLES = 2
"""One article together is no pattern."""


def entity_pairs(*, articles: pl.LazyFrame, entity_mentions: pl.LazyFrame, entities: pl.LazyFrame) -> pl.LazyFrame:
    """One row per unordered pair of entities that stand in `MIN_ARTICLES` articles or more together.

    Lift and normalised pointwise mutual information (Bouma 2009) compare this number with what chance would give
    among the articles that mention any entity.

    Args:
        articles: `core.articles`; those without a date count too, but for the first and last day.
        entity_mentions: `core.entity_mentions`; of each article, the `MAX_ENTITIES` entities with most mentions count.
        entities: `core.entities`, for the names; an entity that is not in it has no row.

    Returns:
        The columns of the contract, in no order of rows.
    """
    counted = (
        entity_mentions.filter(pl.col("entity_id").is_not_null())
        .group_by("article_id", "entity_id")
        .agg(mention_count=pl.len())
        .join(articles.select("article_id", "published_date"), on="article_id")
        .filter(
            pl.struct(-pl.col("mention_count").cast(pl.Int64), "entity_id").rank("ordinal").over("article_id")
            <= MAX_ENTITIES
        )
        .select(
            "article_id",
            "entity_id",
            "published_date",
            total_count=pl.col("article_id").n_unique(),
            entity_count=pl.len().over("entity_id"),
        )
    )
    return (
        counted.join(
            counted.select("article_id", other_entity_id="entity_id", other_count="entity_count"), on="article_id"
        )
        .filter(pl.col("entity_id") < pl.col("other_entity_id"))
        .group_by("entity_id", "other_entity_id")
        .agg(
            pl.col("total_count", "entity_count", "other_count").first().cast(pl.Float64),
            article_count=pl.len().cast(pl.Int64),
            first_published_date=pl.col("published_date").min(),
            last_published_date=pl.col("published_date").max(),
        )
        .filter(pl.col("article_count") >= MIN_ARTICLES)
        .with_columns(
            lift_ratio=pl.col("article_count") * pl.col("total_count") / pl.col("entity_count") / pl.col("other_count"),
            surprise=-(pl.col("article_count") / pl.col("total_count")).log(),
        )
        # Two entities that every article has are as close as can be; their surprise is 0.
        .with_columns(
            npmi_score=pl.when(pl.col("surprise") <= 0)
            .then(1.0)
            .otherwise(pl.col("lift_ratio").log() / pl.col("surprise"))
        )
        .join(entities.select("entity_id", entity_name="canonical_name"), on="entity_id")
        .join(entities.select(other_entity_id="entity_id", other_entity_name="canonical_name"), on="other_entity_id")
        .select(
            "entity_id",
            "other_entity_id",
            "entity_name",
            "other_entity_name",
            "article_count",
            "lift_ratio",
            "npmi_score",
            "first_published_date",
            "last_published_date",
        )
    )
