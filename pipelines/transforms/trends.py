"""What a day has more of than the days before it."""

import polars as pl

WINDOW_DAYS = 28
"""Four whole weeks, so that weekends weigh alike in every window."""

MIN_ARTICLES = 2
"""One article of a day is no trend."""


def trending(articles: pl.LazyFrame, daily: pl.LazyFrame, key: str, names: tuple[str, ...]) -> pl.LazyFrame:
    """The rows of a daily mart whose `article_count`, two or more, is over what the window before lets expect.

    Expected is the day's number of articles times the share that mentioned the thing in the `WINDOW_DAYS` days
    before. Both scores have one article added, so that two articles about something new are no sensation. Days
    with no article in the window before have no rows: nothing is known to trend against.

    Args:
        articles: `core.articles`; those without a date do not count.
        daily: The daily mart.
        key: Its column beside `published_date` that identifies a row.
        names: Its columns that name the thing.
    """
    days = (
        articles.filter(pl.col("published_date").is_not_null())
        .group_by("published_date")
        .agg(day_count=pl.len().cast(pl.Int64))
        .sort("published_date")
        .with_columns(
            window_count=pl.col("day_count").rolling_sum_by("published_date", f"{WINDOW_DAYS}d", closed="left")
        )
        .filter(pl.col("window_count") > 0)
    )
    return (
        daily.sort(key, "published_date")
        .with_columns(
            baseline_count=pl.col("article_count")
            .rolling_sum_by("published_date", f"{WINDOW_DAYS}d", closed="left")
            .over(key)
            .fill_null(0)
        )
        .join(days, on="published_date")
        .with_columns(expected_count=pl.col("baseline_count") * pl.col("day_count") / pl.col("window_count"))
        .filter(pl.col("article_count") >= MIN_ARTICLES, pl.col("article_count") > pl.col("expected_count"))
        .select(
            "published_date",
            key,
            *names,
            "article_count",
            "baseline_count",
            "expected_count",
            trend_score=((pl.col("article_count") + 1) / (pl.col("expected_count") + 1)).log(),
            z_score=(pl.col("article_count") - pl.col("expected_count")) / (pl.col("expected_count") + 1).sqrt(),
        )
    )
