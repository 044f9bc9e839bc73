"""`marts.bursts`: what is named far more than its own past lets expect, weekdays and small numbers considered.

The number of a day's articles that name a thing is held against the predictive distribution of a Gamma-Poisson model (Heard,
Weston, Platanioti and Hand 2010, "Bayesian anomaly detection methods for social networks", Annals of Applied Statistics 4):
a negative binomial whose shape is what was counted in eight weeks, so that a thing seldom named has a wide one. The exposure is
the day's number of articles, times how much more the thing is named on this weekday, drawn towards 1 where little is known. The
score is the normal deviate of the distribution's tail, by the approximation of Peizer and Pratt (1968, JASA 63), which has no
sums and no special functions: 3 is about one in 740, 5 one in 3.5 million, for a thing that one looked at alone.
"""

import polars as pl

from pipelines.transforms.dated import originals
from pipelines.transforms.trends import MIN_ARTICLES, counted_before

BURST_DAYS = 56
"""Eight weeks: each weekday is seen eight times."""
PRIOR_COUNT = 1.0
"""Articles that are added to what was counted: a thing never named before is no impossibility."""
WEEKDAY_PRIOR = 4.0
"""Articles on a weekday, counted and expected alike, that draw its factor towards 1."""
NEAR = 1e-3
"""So near to its mean the deviate is taken by its limit: both parts of the fraction vanish there."""


def bursts(
    *,
    articles: pl.LazyFrame,
    duplicates: pl.LazyFrame,
    daily_entities: pl.LazyFrame,
    daily_places: pl.LazyFrame,
    daily_topics: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per day and entity, place or topic that two or more articles name, and more than expected.

    Days with no article in the eight weeks before have no rows: nothing is known to compare with.

    Args:
        articles: `core.articles`; those without a date do not count.
        duplicates: `core.duplicates`; its articles do not count.
        daily_entities: `marts.daily_entities`.
        daily_places: `marts.daily_places`.
        daily_topics: `marts.daily_topics`.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return (
        pl.concat(
            [
                _named("entity", daily_entities, "entity_id", "canonical_name"),
                _named("place", daily_places, "place_id", "place_name"),
                _named("topic", daily_topics, "topic_code", "topic_name"),
            ]
        )
        .filter(pl.col("article_count") >= MIN_ARTICLES)
        .join(_days(originals(articles, duplicates)), on="published_date")
        .with_columns(
            weekday_factor=(pl.col("weekday_count") + WEEKDAY_PRIOR)
            / (pl.col("baseline_count") * pl.col("weekday_total") / pl.col("total") + WEEKDAY_PRIOR)
        )
        .with_columns(
            shape=pl.col("baseline_count") + PRIOR_COUNT,
            ratio=pl.col("day_count") * pl.col("weekday_factor") / pl.col("total"),
        )
        .with_columns(expected_count=pl.col("shape") * pl.col("ratio"))
        .filter(pl.col("article_count") > pl.col("expected_count"))
        .select(
            "published_date",
            "kind",
            "item_id",
            "item_name",
            "article_count",
            "baseline_count",
            "expected_count",
            "weekday_factor",
            burst_score=_tail_deviate(pl.col("article_count"), pl.col("shape"), pl.col("ratio")),
        )
    )


def _named(kind: str, daily: pl.LazyFrame, key: str, name: str) -> pl.LazyFrame:
    """The rows of a daily mart, with what was counted of the thing in the window, and on its like weekdays."""
    return daily.select(
        "published_date",
        "article_count",
        kind=pl.lit(kind),
        item_id=key,
        item_name=name,
        baseline_count=counted_before(key, BURST_DAYS),
        weekday_count=counted_before(key, BURST_DAYS, is_of_weekday=True),
    )


def _before(column: str) -> pl.Expr:
    return pl.col(column).rolling_sum_by("published_date", f"{BURST_DAYS}d", closed="left")


def _days(articles: pl.LazyFrame) -> pl.LazyFrame:
    """One row per day with an article before it: its articles, those of the window, and of the window's like weekdays."""
    return (
        articles.filter(pl.col("published_date").is_not_null())
        .group_by("published_date")
        .agg(day_count=pl.len().cast(pl.Int64))
        .sort("published_date")
        .with_columns(day_of_week=pl.col("published_date").dt.weekday())
        .with_columns(
            total=_before("day_count"),
            weekday_total=_before("day_count").over("day_of_week").fill_null(0),
        )
        .filter(pl.col("total") > 0)
        .select("published_date", "day_count", "total", "weekday_total")
    )


def _tail_deviate(count: pl.Expr, shape: pl.Expr, ratio: pl.Expr) -> pl.Expr:
    """Normal deviate of P(N >= count), N negative binomial with this shape and mean shape * ratio.

    That is P(B >= count) of a binomial with `count + shape - 1` trials of chance `ratio / (1 + ratio)`.
    """
    chance, miss = ratio / (1 + ratio), 1 / (1 + ratio)
    trials = count + shape - 1
    hits, misses = count - 0.5, shape - 0.5
    shift = (count - 1) + 2 / 3 - (trials + 1 / 3) * chance
    shift = shift + 0.02 * (miss / count - chance / shape + (miss - 0.5) / (trials + 1))
    distance = (hits - trials * chance).abs()
    deviance = hits * (hits / (trials * chance)).log() + misses * (misses / (trials * miss)).log()
    return (
        pl.when(distance < NEAR)
        .then(shift / (trials * chance * miss).sqrt())
        .otherwise(shift / distance * (2 / (1 + 1 / (6 * trials)) * deviance).sqrt())
    )
