"""Intervals of a posterior: the shortest where it is short, two months or a year where these hold enough."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipelines.enrich.dating.grid import grid_until
from pipelines.enrich.dating.inference import Inference, Reading, words_share_of
from pipelines.enrich.dating.intervals import SHORT_DAYS, WIDE_DAYS, Masses, interval, summary

MASSES = Masses(0.9, 0.75, 0.7)
GRID = grid_until(date(1965, 12, 31))
SIZE = len(GRID)


def spread(*pieces: tuple[int, int, float]) -> np.ndarray:
    """A posterior with a mass spread evenly over each stretch of days."""
    mass = np.full(SIZE, 1e-12)
    for start, days, share in pieces:
        mass[start : start + days] += share / days
    return mass / mass.sum()


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([(100, 10, 1.0)], (10, "short")),
        ([(100, 50, 0.8), (900, 50, 0.2)], (SHORT_DAYS, "whole")),
        ([(100, 200, 0.8), (1500, 50, 0.2)], (WIDE_DAYS, "whole")),
        ([(100, 200, 1.0)], (181, "any")),
    ],
    ids=["a week and a half", "two months hold enough", "a year holds enough", "the shortest between two months and a year"],
)  # fmt: skip
def test_the_interval_is_as_short_as_its_mass_allows(
    pieces: list[tuple[int, int, float]], expected: tuple[int, str]
) -> None:
    low, high = interval(spread(*pieces), MASSES)
    days, sort = expected
    assert high - low + 1 == pytest.approx(days, abs=1)
    if sort == "whole":
        assert low <= pieces[0][0]
        assert high >= pieces[0][0] + pieces[0][1] - 1


def test_what_no_year_holds_gets_its_long_interval() -> None:
    low, high = interval(spread((0, 700, 0.6), (1200, 700, 0.4)), MASSES)
    assert high - low > WIDE_DAYS


@given(arrays(np.float64, SIZE, elements=st.floats(0.0, 1.0), fill=st.just(1e-3)))
def test_an_interval_holds_the_least_mass_that_is_asked(values: np.ndarray) -> None:
    mass = (values + 1e-9) / (values + 1e-9).sum()
    low, high = interval(mass, MASSES)
    assert 0 <= low <= high < SIZE
    assert mass[low : high + 1].sum() >= min(MASSES) - 1e-6


def test_the_best_day_lies_in_its_interval() -> None:
    estimate = summary(np.log(spread((100, 50, 0.8), (900, 1, 0.2))), GRID, MASSES)
    assert estimate.earliest <= estimate.best <= estimate.latest
    assert estimate.score == pytest.approx(0.2, abs=0.01)


RACE = """Donald Trump and Ted Cruz split the delegates while John Kasich stayed in the race, and Bernie Sanders told Hillary Clinton's
supporters that superdelegates, caucuses and primaries were rigged, as Debbie Wasserman Schultz, Reince Priebus, Marco Rubio, Jeb Bush
and Ben Carson argued about debates, ballots, wages, trade and health."""


def test_words_of_a_dump_count_less_the_more_articles_share_their_errors() -> None:
    bound = date(2026, 11, 23)
    inference = Inference()
    reading = inference.read(RACE, "", bound)
    (alone,) = inference.estimate([reading], [None])
    assert alone is not None
    assert alone.earliest <= date(2016, 4, 1) <= alone.latest
    grid = grid_until(bound)
    words = Reading(bound, [factor for factor in reading.factors if factor.kind == "profile"])
    none, half, whole = (inference.log_likelihood(words, grid, share) for share in (0.0, 0.5, 1.0))
    assert np.ptp(whole - none) > 1.0
    assert half == pytest.approx((none + whole) / 2)
    shares = [words_share_of(count) for count in (1, 2, 5, 1000)]
    assert shares == sorted(shares, reverse=True)
    assert (shares[0], shares[2]) == (1.0, pytest.approx(0.206))
