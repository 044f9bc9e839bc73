"""`marts.data_quality`: how far the rows of a source and day can be trusted."""

import polars as pl

from pipelines.transforms.dated import INFERRED_BASES
from pipelines.transforms.held import held_articles

LOW_SCORE = 0.5
"""A fact scored below is more likely wrong than right."""


def data_quality(
    *,
    documents: pl.LazyFrame,
    article_occurrences: pl.LazyFrame,
    articles: pl.LazyFrame,
    duplicates: pl.LazyFrame,
    place_mentions: pl.LazyFrame,
    entity_mentions: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per source and day; the day is NULL for the source's articles that no date is known of.

    Facts in copies do not count; the copies are counted beside.

    Args:
        documents: `raw.documents`.
        article_occurrences: `core.article_occurrences`.
        articles: `core.articles`.
        duplicates: `core.duplicates`.
        place_mentions: `core.place_mentions`.
        entity_mentions: `core.entity_mentions`.

    Returns:
        The columns of the contract, in no order of rows.
    """
    is_low = (pl.col("score") < LOW_SCORE).sum().cast(pl.Int64)
    container = pl.col("resolution_basis").eq_missing("container")
    of_places = place_mentions.group_by("article_id").agg(
        place_mention_count=pl.len().cast(pl.Int64),
        resolved_count=(pl.col("place_id").is_not_null() & ~container).sum().cast(pl.Int64),
        container_count=(pl.col("place_id").is_not_null() & container).sum().cast(pl.Int64),
        low_scored_place_count=is_low,
    )
    of_names = entity_mentions.group_by("article_id").agg(
        entity_mention_count=pl.len().cast(pl.Int64), low_scored_entity_count=is_low
    )
    own = ~pl.col("is_copy")
    is_inferred = pl.col("published_date").is_not_null() & pl.col("published_basis").is_in(INFERRED_BASES)
    facts = (
        *("place_mention_count", "resolved_count", "container_count", "low_scored_place_count"),
        *("entity_mention_count", "low_scored_entity_count"),
    )
    return (
        held_articles(documents, article_occurrences, articles, duplicates)
        .join(of_places, on="article_id", how="left")
        .join(of_names, on="article_id", how="left")
        .group_by("source_code", "published_date")
        .agg(
            article_count=own.sum().cast(pl.Int64),
            copy_count=pl.col("is_copy").sum().cast(pl.Int64),
            inferred_count=(own & is_inferred).sum().cast(pl.Int64),
            low_scored_date_count=(own & (pl.col("published_score") < LOW_SCORE)).sum().cast(pl.Int64),
            **{name: pl.col(name).filter(own).sum().cast(pl.Int64) for name in facts},
        )
    )
