"""Candidate days: how far each lies from the nearest such month and day of any year."""

from datetime import date

import numpy as np
import pytest

from pipelines.enrich.dating.grid import Grid, grid_until


def of_days(*days: date) -> Grid:
    return Grid(np.array([day.toordinal() for day in days]))


@pytest.mark.parametrize(
    ("day", "month", "number", "expected"),
    [
        pytest.param(date(2023, 3, 10), 3, 4, 6, id="after it"),
        pytest.param(date(2023, 3, 1), 3, 4, -3, id="before it"),
        pytest.param(date(2023, 1, 2), 12, 30, 3, id="that of the year before"),
        pytest.param(date(2023, 12, 30), 1, 2, -3, id="that of the year after"),
        pytest.param(date(2023, 3, 1), 2, 29, 0, id="29 February is 1 March in a common year"),
        pytest.param(date(2024, 3, 1), 2, 29, 1, id="29 February of a leap year"),
        pytest.param(date(2020, 7, 2), 1, 1, 183, id="as near to both: that of its own year, behind"),
        pytest.param(date(2020, 7, 1), 12, 31, -183, id="as near to both: that of its own year, ahead"),
    ],
)
def test_days_since_the_nearest_month_and_day(day: date, month: int, number: int, expected: int) -> None:
    assert of_days(day).since_month_day(month, number).tolist() == [expected]


def test_days_of_a_long_grid_are_those_of_each_day_alone() -> None:
    grid = grid_until(date(1966, 3, 1))
    apart = [of_days(date.fromordinal(int(day))).since_month_day(2, 29)[0] for day in grid.ordinals]
    assert grid.since_month_day(2, 29).tolist() == apart


def test_a_grid_may_leave_years_out() -> None:
    assert of_days(date(1970, 5, 1), date(2020, 12, 1), date(2021, 1, 1)).since_month_day(12, 24).tolist() == [
        128,
        -23,
        8,
    ]
