"""Candidate days as numpy columns, and the distances from them to what a text speaks of."""

from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FIRST_DAY = date(1960, 1, 1)
"""Dates are inferred from here on; older text carries its date or stays undated."""
_EPOCH = date(1970, 1, 1).toordinal()
_DAYS_BEFORE_MONTH = np.array([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334], dtype=np.int64)


class Grid:
    """Days as ordinals, with year, month, day of the month and weekday (0 = Monday) of each.

    Args:
        ordinals: Proleptic Gregorian ordinals, as `date.toordinal` gives them.
    """

    def __init__(self, ordinals: Ints) -> None:
        self.ordinals = ordinals
        days = (ordinals - _EPOCH).astype("datetime64[D]")
        months = days.astype("datetime64[M]")
        self.month_index = months.astype(np.int64) + 1970 * 12
        self.year = self.month_index // 12
        self.month = self.month_index % 12 + 1
        self.day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
        self.weekday = (ordinals - 1) % 7

    def __len__(self) -> int:
        return len(self.ordinals)

    def since(self, when: date) -> Ints:
        """Days from `when` to each candidate."""
        return self.ordinals - when.toordinal()

    def since_month_day(self, month: int, number: int) -> Ints:
        """Days from the nearest such day of any year to each candidate, negative before it."""
        best = self.ordinals - month_day_ordinals(self.year, month, number)
        for shift in (-1, 1):
            other = self.ordinals - month_day_ordinals(self.year + shift, month, number)
            best = np.where(np.abs(other) < np.abs(best), other, best)
        return best


def month_day_ordinals(years: Ints, month: int, number: int) -> Ints:
    """Ordinals of a month and day in each year; 29 February counts as 1 March where there is none."""
    leap = ((years % 4 == 0) & (years % 100 != 0)) | (years % 400 == 0)
    before = years - 1
    first = before * 365 + before // 4 - before // 100 + before // 400
    result: Ints = first + _DAYS_BEFORE_MONTH[month] + number + (leap & (month > 2))
    return result


@lru_cache(maxsize=64)
def grid_until(bound: date) -> Grid:
    """Every candidate day up to and with `bound`."""
    return Grid(np.arange(min(FIRST_DAY, bound).toordinal(), bound.toordinal() + 1, dtype=np.int64))
