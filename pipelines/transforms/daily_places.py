"""`marts.daily_places` from articles and their places."""

import polars as pl

from pipelines.transforms.dated import as_number, dated_articles


def daily_places(
    *, articles: pl.LazyFrame, duplicates: pl.LazyFrame, article_places: pl.LazyFrame, places: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per day and place that an article of the day mentions.

    Args:
        articles: `core.articles`; those without a date do not count.
        duplicates: `core.duplicates`; its articles do not count.
        article_places: `core.article_places`.
        places: `core.places`, for names and countries; a place that is not in it has no row.

    Returns:
        The columns of the contract, in no order of rows.
    """
    numbered = places.select("place_id", "country_code", place_name="name", place=as_number("place_id"))
    return (
        article_places.with_columns(place=as_number("place_id"))
        .join(dated_articles(articles, duplicates), on="article_id")
        .group_by("published_date", "place")
        .agg(
            article_count=pl.len().cast(pl.Int64),
            inferred_count=pl.col("is_inferred").sum().cast(pl.Int64),
            mention_count=pl.col("mention_count").sum(),
            literal_count=pl.col("literal_count").sum(),
            focus_count=pl.col("is_focus").sum().cast(pl.Int64),
        )
        .join(numbered, on="place")
        .select(
            "published_date",
            "place_id",
            "place_name",
            "country_code",
            "article_count",
            "inferred_count",
            "mention_count",
            "literal_count",
            "focus_count",
        )
    )
