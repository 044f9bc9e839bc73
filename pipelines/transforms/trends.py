"""What a day has more of than the days before it."""

import polars as pl

from pipelines.transforms.dated import as_number

WINDOW_DAYS = 28
"""Four whole weeks, so that weekends weigh alike in every window."""

MIN_ARTICLES = 2
"""One article of a day is no trend."""
DAYS_OF_A_SLOT = 1 << 24
"""Numbers that a thing has for its days, counted from 1970: those of the years 1 to 9999 are fewer than 4 million."""
KINDS_OF_DAY = 8
"""Weekdays, and a number to spare."""


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
        often_named(daily, key)
        .with_columns(slot=slot(key))
        .sort("slot")
        .with_columns(baseline_count=counted_before("article_count", "slot", WINDOW_DAYS))
        .filter(pl.col("article_count") >= MIN_ARTICLES)
        .join(days, on="published_date")
        .with_columns(expected_count=pl.col("baseline_count") * pl.col("day_count") / pl.col("window_count"))
        .filter(pl.col("article_count") > pl.col("expected_count"))
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


def often_named(daily: pl.LazyFrame, *key: str) -> pl.LazyFrame:
    """The rows of things that some day has `MIN_ARTICLES` articles of: most are named by one article now and then."""
    often = daily.filter(pl.col("article_count") >= MIN_ARTICLES).select(key).unique()
    return daily.join(often, on=key, how="semi")


def slot(thing: str, kinds_of_day: pl.Expr | int = 0) -> pl.Expr:
    """A whole number per thing and day: the days of one thing lie side by side, further from the next one than a window is long.

    Args:
        thing: The column that names it.
        kinds_of_day: 0 to 7, where days of several kinds lie apart.
    """
    number = as_number(thing).to_physical().cast(pl.Int64)
    return (number * KINDS_OF_DAY + kinds_of_day) * DAYS_OF_A_SLOT + pl.col("published_date").cast(pl.Int32)


def counted_before(count: str, slots: str, window_days: int) -> pl.Expr:
    """Sum of a column over the rows of the same thing in the days before, as the difference of two running sums.

    Args:
        count: The column; whole numbers.
        slots: The column with the rows' `slot`; the rows are sorted by it.
        window_days: How many days before.
    """

    def difference(rows: pl.Series) -> pl.Series:
        counts, at = rows.struct.field(count), rows.struct.field(slots)
        before = counts.cum_sum() - counts
        return before - before.gather(at.search_sorted(at - window_days))

    # of whole columns, not of rows; as an expression, `gather` beside a join without rows panics in the streaming engine
    return pl.struct(count, slots).map_batches(difference, return_dtype=pl.Int64)
