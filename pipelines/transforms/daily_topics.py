"""`marts.daily_topics` from articles and their topics."""

import polars as pl

from pipelines.transforms.dated import as_number, dated_articles
from pipelines.transforms.exact import UNITS, in_units


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
    numbered = topics.select("topic_code", topic_name="name", topic=as_number("topic_code"))
    return (
        article_topics.with_columns(topic=as_number("topic_code"))
        .join(dated_articles(articles, duplicates), on="article_id")
        .group_by("published_date", "topic")
        .agg(
            article_count=pl.len().cast(pl.Int64),
            inferred_count=pl.col("is_inferred").sum().cast(pl.Int64),
            mean_score=in_units(pl.col("score")).sum() / UNITS / pl.len(),
        )
        .join(numbered, on="topic")
        .select("published_date", "topic_code", "topic_name", "article_count", "inferred_count", "mean_score")
    )
