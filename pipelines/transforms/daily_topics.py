"""`marts.daily_topics` from articles and their topics."""

import polars as pl

from pipelines.transforms.dated import dated_articles


def daily_topics(
    *, articles: pl.LazyFrame, duplicates: pl.LazyFrame, article_topics: pl.LazyFrame, topics: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per day and topic that an article of the day has.

    Args:
        articles: `core.articles`; those without a date do not count.
        duplicates: `core.duplicates`; its articles do not count.
        article_topics: `core.article_topics`.
        topics: `core.topics`, for the names; a topic that is not in it has no row.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return (
        article_topics.join(dated_articles(articles, duplicates), on="article_id")
        .join(topics.select("topic_code", topic_name="name"), on="topic_code")
        .group_by("published_date", "topic_code", "topic_name")
        .agg(
            article_count=pl.len().cast(pl.Int64),
            inferred_count=pl.col("is_inferred").sum().cast(pl.Int64),
            mean_score=pl.col("score").mean(),
        )
        .select("published_date", "topic_code", "topic_name", "article_count", "inferred_count", "mean_score")
    )
