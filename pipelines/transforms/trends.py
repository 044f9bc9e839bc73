"""What a day has more of than the days before it."""

import polars as pl

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
        daily.with_columns(baseline_count=counted_before(key, WINDOW_DAYS))
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


def counted_before(key: str, window_days: int, *, is_of_weekday: bool = False) -> pl.Expr:
    """Articles that named the same thing in the days before, as the difference of two running sums; rows come in any order.

    Looked for in rows of `MIN_ARTICLES` or more, which are few; NULL in others.

    Args:
        key: The column that tells things apart: texts, or numbers in their place.
        window_days: How many days before.
        is_of_weekday: Whether only days count that are the same day of the week.
    """

    def difference(rows: pl.Series) -> pl.Series:
        of_rows = _slots(rows.struct.field(key), rows.struct.field("published_date"), is_of_weekday=is_of_weekday)
        order = of_rows.arg_sort()
        slots, counts = of_rows.gather(order), rows.struct.field("article_count").gather(order)
        before = counts.cum_sum() - counts
        asked = (counts >= MIN_ARTICLES).arg_true()
        found = before.gather(asked) - before.gather(slots.search_sorted(slots.gather(asked) - window_days))
        return pl.repeat(None, len(rows), dtype=pl.Int64, eager=True).scatter(order.gather(asked), found)

    # of whole columns, not of rows; as an expression, `gather` beside a join without rows panics in the streaming engine
    return pl.struct(key, "published_date", "article_count").map_batches(difference, return_dtype=pl.Int64)


def _slots(things: pl.Series, days: pl.Series, *, is_of_weekday: bool) -> pl.Series:
    """A whole number per thing and day: the days of one thing, or its Mondays, lie side by side, further from the next than a window is long."""
    numbers = things if things.dtype.is_integer() else things.cast(pl.Categorical).to_physical()
    groups = numbers.cast(pl.Int64) * KINDS_OF_DAY
    if is_of_weekday:
        groups += days.dt.weekday()
    return groups * DAYS_OF_A_SLOT + days.cast(pl.Int32)
