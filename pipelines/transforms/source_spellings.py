"""`marts.source_spellings`: Kyiv or Kiev, by source and day."""

import polars as pl

from pipelines.transforms.held import held_articles


def source_spellings(
    *,
    documents: pl.LazyFrame,
    article_occurrences: pl.LazyFrame,
    articles: pl.LazyFrame,
    duplicates: pl.LazyFrame,
    place_mentions: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per source, day, place and spelling; the day is NULL for articles that no date is known of.

    Only mentions of the location itself count, so that "Russian" is no spelling of Russia; containers do not. What stands in
    copies is counted beside: the words are another source's.

    Args:
        documents: `raw.documents`.
        article_occurrences: `core.article_occurrences`.
        articles: `core.articles`.
        duplicates: `core.duplicates`.
        place_mentions: `core.place_mentions`.

    Returns:
        The columns of the contract, in no order of rows.
    """
    spelled = (
        place_mentions.filter(
            pl.col("place_id").is_not_null(),
            pl.col("role") == "literal",
            pl.col("resolution_basis").ne_missing("container"),
        )
        .group_by("article_id", "place_id", "surface")
        .agg(mentions=pl.len().cast(pl.Int64))
    )
    own = ~pl.col("is_copy")
    return (
        held_articles(documents, article_occurrences, articles, duplicates)
        .join(spelled, on="article_id")
        .group_by("source_code", "published_date", "place_id", "surface")
        .agg(
            article_count=own.sum().cast(pl.Int64),
            mention_count=pl.col("mentions").filter(own).sum(),
            copy_mention_count=pl.col("mentions").filter(~own).sum(),
        )
    )
