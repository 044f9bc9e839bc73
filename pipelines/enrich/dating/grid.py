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
        ordinals: Proleptic Gregorian ordinals, as `date.toordinal` gives them, ascending.
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
        years = np.arange(self.year[0] - 1, self.year[-1] + 2)
        spoken = month_day_ordinals(years, month, number)
        middles, ties = np.divmod(spoken[:-1] + spoken[1:], 2)
        # a candidate in the middle of two counts from that of its own year
        is_of_next = (ties == 0) & (middles > month_day_ordinals(years[:-1], 12, 31))
        ends = np.searchsorted(self.ordinals, middles - is_of_next, side="right")
        return self.ordinals - np.repeat(spoken, np.diff(ends, prepend=0, append=len(self)))


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
