"""`marts.story_timeline`: how a story is told, day by day."""

import polars as pl

from pipelines.transforms.held import held_articles


def story_timeline(
    *,
    documents: pl.LazyFrame,
    article_occurrences: pl.LazyFrame,
    articles: pl.LazyFrame,
    duplicates: pl.LazyFrame,
    stories: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per story and day on which an article tells it.

    Args:
        documents: `raw.documents`.
        article_occurrences: `core.article_occurrences`.
        articles: `core.articles`; those without a date do not count.
        duplicates: `core.duplicates`; its articles are counted beside.
        stories: `core.stories`; a story that is not in it has no row.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return (
        held_articles(documents, article_occurrences, articles, duplicates)
        .filter(pl.col("published_date").is_not_null())
        .join(stories.select("story_id"), on="story_id", how="semi")
        .group_by("published_date", "story_id")
        .agg(
            article_count=pl.col("article_id").filter(~pl.col("is_copy")).n_unique().cast(pl.Int64),
            copy_count=pl.col("article_id").filter(pl.col("is_copy")).n_unique().cast(pl.Int64),
            source_count=pl.col("source_code").n_unique().cast(pl.Int64),
        )
    )
