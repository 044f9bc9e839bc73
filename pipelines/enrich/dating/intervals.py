"""From a posterior over days to what an article is given: a best day, and an interval as short as it may honestly be."""

from datetime import date
from typing import NamedTuple

import numpy as np

from pipelines.enrich.dating.grid import Floats, Grid

SHORT_DAYS, WIDE_DAYS = 60, 399
"""Two months place an article in a season, a year or a little more among the news of its time; `ArticleDater` gives no wider one."""


class Masses(NamedTuple):
    """How much mass an interval needs.

    Attributes:
        sure: For the shortest interval.
        short: For one of `SHORT_DAYS`, which is better than a longer one that holds `sure`.
        wide: For one of `WIDE_DAYS`, where no shorter one holds `sure`.
    """

    sure: float
    short: float
    wide: float


ALONE = Masses(0.99, 0.85, 0.78)
"""For single articles: chosen on outlets of which no weight is learnt, so that some .87 of all intervals hold and half of them
are of two months or less (the card says where and how). Most hold more than they must."""
OF_DUMPS = Masses(0.9, 0.9, 0.9)
"""Where neighbours inform one another: less than the share of articles that have to do with their neighbours."""


class Estimate(NamedTuple):
    """A posterior in short: best day, an interval, and the mass within a day of the best."""

    best: date
    earliest: date
    latest: date
    score: float


def summary(log_posterior: Floats, grid: Grid, masses: Masses = ALONE) -> Estimate:
    """Return the best day, an interval around it, and the mass within a day of the best.

    Args:
        log_posterior: Of each day, up to a constant.
        grid: The days.
        masses: How much mass the interval needs.
    """
    mass = np.exp(log_posterior - log_posterior.max())
    mass /= mass.sum()
    near = mass.copy()
    near[1:] += mass[:-1]
    near[:-1] += mass[1:]
    best = int(np.argmax(near + 0.25 * mass))
    low, high = interval(mass, masses)
    low, high = min(low, best), max(high, best)
    first = int(grid.ordinals[0])
    return Estimate(
        date.fromordinal(first + best),
        date.fromordinal(first + low),
        date.fromordinal(first + high),
        round(float(near[best]), 4),
    )


def interval(mass: Floats, masses: Masses) -> tuple[int, int]:
    """First and last place of the interval of a posterior that sums to 1."""
    total = np.concatenate(([0.0], np.cumsum(mass)))
    low, high = _shortest(total, masses.sure)
    for days, needed in ((SHORT_DAYS, masses.short), (WIDE_DAYS, masses.wide)):
        if high - low < days or len(mass) <= days:
            return low, high
        held = total[days:] - total[:-days]
        at = int(np.argmax(held))
        if held[at] >= needed:
            return at, at + days - 1
    return low, high


def _shortest(total: Floats, needed: float) -> tuple[int, int]:
    """The shortest stretch that holds so much of the mass, whose sums up to each place are `total`."""
    ends = np.searchsorted(total, np.minimum(total[:-1] + needed, total[-1]), side="left")
    size = len(total) - 1
    starts = np.arange(size)
    whole = total[np.minimum(ends, size)] - total[:-1] >= needed - 1e-9
    widths = np.where(whole, ends - starts, size + 1)
    low = int(np.argmin(widths))
    return low, int(min(ends[low], size) - 1)
