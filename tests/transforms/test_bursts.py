"""Bursts: the score is the exact tail of the model, weekdays and small numbers count, nothing bursts against nothing."""

import math
from datetime import date, timedelta
from statistics import NormalDist

import pytest

from pipelines.transforms.bursts import BURST_DAYS, bursts

from .conftest import frame

MONDAY = date(2026, 3, 16)


def burst(counts, volume=lambda day: 100, kind="entity"):
    """The rows of one thing that so many articles name, by day before or after a Monday, among a volume of articles."""
    days = {MONDAY + timedelta(days=offset): count for offset, count in counts.items()}
    span = range(min(counts), max(counts) + 1)
    articles = [
        (f"{offset}-{number}", MONDAY + timedelta(days=offset)) for offset in span for number in range(volume(offset))
    ]
    named = [(day, "x", "X", count) for day, count in days.items() if count]
    shapes = {
        "entity": ("marts.daily_entities", "published_date entity_id canonical_name article_count"),
        "place": ("marts.daily_places", "published_date place_id place_name article_count"),
        "topic": ("marts.daily_topics", "published_date topic_code topic_name article_count"),
    }
    entities, places, topics = (frame(*shapes[name], *(named if name == kind else [])) for name in shapes)
    result = bursts(
        articles=frame("core.articles", "article_id published_date", *articles),
        duplicates=frame("core.duplicates", "article_id"),
        daily_entities=entities,
        daily_places=places,
        daily_topics=topics,
    )
    return result.sort("published_date").collect().to_dicts()


def exact_tail(count, shape, ratio):
    """P(N >= count) of a negative binomial with mean shape * ratio, summed term by term."""
    below = sum(
        math.exp(
            math.lgamma(shape + k)
            - math.lgamma(shape)
            - math.lgamma(k + 1)
            - shape * math.log(1 + ratio)
            + k * math.log(ratio / (1 + ratio))
        )
        for k in range(count)
    )
    return 1 - below


@pytest.mark.parametrize("before", [0, 1, 7, 28, 200])
@pytest.mark.parametrize("more", [1, 2, 4])
def test_the_score_is_the_deviate_of_the_exact_tail(before, more):
    steady = {-offset: before // BURST_DAYS + (offset <= before % BURST_DAYS) for offset in range(1, BURST_DAYS + 1)}
    count = max(2, more * (before // BURST_DAYS + 1))
    rows = [row for row in burst(steady | {0: count}) if row["published_date"] == MONDAY]
    expected = (before + 1) * rows[0]["weekday_factor"] / BURST_DAYS
    assert rows[0]["baseline_count"] == before
    assert rows[0]["expected_count"] == pytest.approx(expected)
    exact = exact_tail(count, before + 1, expected / (before + 1))
    assert rows[0]["burst_score"] == pytest.approx(-NormalDist().inv_cdf(exact), abs=0.06)


def test_a_thing_that_comes_on_mondays_does_not_burst_on_a_monday():
    mondays = {-7 * week: 8 for week in range(1, 9)}
    on_monday = burst(mondays | {0: 9})[-1]
    on_tuesday = burst(mondays | {1: 9})[-1]
    assert on_monday["weekday_factor"] > 3
    assert on_monday["burst_score"] < 2
    assert on_tuesday["weekday_factor"] < 0.4
    assert on_tuesday["burst_score"] > 5


def test_one_weekday_of_something_rare_says_little_about_weekdays():
    [row] = burst({-7: 1, 0: 3})
    assert 1 < row["weekday_factor"] < 1.25


def test_the_volume_of_the_day_counts():
    quiet = burst({-1: 5, 0: 10}, volume=lambda offset: 100)[-1]
    busy = burst({-1: 5, 0: 10}, volume=lambda offset: 150 if offset == 0 else 100)[-1]
    assert busy["expected_count"] == pytest.approx(1.5 * quiet["expected_count"])
    assert busy["burst_score"] < quiet["burst_score"]


def test_the_same_rise_of_something_frequent_is_a_greater_surprise():
    rare = burst({**{-offset: 1 for offset in range(1, 57, 8)}, 0: 2})[-1]
    frequent = burst({**{-offset: 50 for offset in range(1, 57)}, 0: 100})[-1]
    assert frequent["burst_score"] > rare["burst_score"]


@pytest.mark.parametrize(
    "counts",
    [{0: 9}, {-1: 2, 0: 1}, {-BURST_DAYS - 1: 4, 0: 3}, {-1: 90, 0: 80}],
    ids=["nothing before", "one article", "before the window only", "less than expected"],
)
def test_what_does_not_burst_has_no_row(counts):
    volume = (lambda offset: 100 if offset in counts else 0) if -BURST_DAYS - 1 in counts else (lambda offset: 100)
    assert [row for row in burst(counts, volume) if row["published_date"] == MONDAY] == []


@pytest.mark.parametrize("kind", ["entity", "place", "topic"])
def test_entities_places_and_topics_burst_alike(kind):
    [row] = burst({-7: 1, 0: 6}, kind=kind)
    assert (row["kind"], row["item_id"], row["item_name"], row["article_count"]) == (kind, "x", "X", 6)
