"""Weights that one look at the true days teaches, by counting: file names, datelines without a year, names since a day."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from pipelines.enrich.dating.bins import BIN_COUNTS, circle_bins, day_bins
from pipelines.enrich.dating.grid import FIRST_DAY, Grid
from pipelines.enrich.dating.knowledge import file_date
from pipelines.enrich.dating.stated import stated_dates
from pipelines.training.times.corpora import Dated

LAST_DAY = date(2026, 11, 23)
COUNT_PRIOR = 3.0
"""Articles that the even share counts for."""
MOST_NATS = 9.0
ARCHIVE_NATS = 3.0
"""A page's address holds its day of publication; a file may be named for the day of its collection, so its day counts less."""


def counted_weights(articles: Sequence[Dated]) -> dict[str, list[float]]:
    """The log share of true days in each bin, smoothed over its neighbours, over the share of all days in it.

    `archive`: a day in the address of a page stands for one in the name of a file; `stated_day`: a dateline without a year;
    `reported_event_N`: N names that articles of other halves print since a day.
    """
    archive = np.zeros(BIN_COUNTS["archive"])
    stated = np.zeros(BIN_COUNTS["stated_day"])
    for article in articles:
        grid = Grid(np.array([article.day.toordinal()]))
        named = file_date(article.url)
        if named:
            archive[day_bins(named)(grid)] += 1
        found = [item.timex for item in stated_dates(article.text)]
        if found and found[0].year is None:
            stated[circle_bins(found[0].month or 1, found[0].day or 1)(grid)] += 1
    days = Grid(np.arange(FIRST_DAY.toordinal(), LAST_DAY.toordinal()))
    middle = date.fromordinal(int(days.ordinals[len(days) // 2]))
    print("addresses with a day", int(archive.sum()), "datelines without a year", int(stated.sum()), flush=True)
    return {
        "archive": [
            max(-ARCHIVE_NATS, min(ARCHIVE_NATS, nats)) for nats in _log_ratio(archive, day_bins(middle)(days))
        ],
        "stated_day": _log_ratio(stated, circle_bins(7, 1)(days)),
    }


def _log_ratio(counts: np.ndarray, even_bins: np.ndarray) -> list[float]:
    days = np.bincount(even_bins, minlength=len(counts)) + 1.0
    base = days / days.sum()
    wide = np.convolve(np.pad(counts / days, 1, mode="edge"), (0.25, 0.5, 0.25), "valid") * days
    smooth = wide * counts.sum() / max(wide.sum(), 1.0)
    share = (smooth + COUNT_PRIOR * base) / (smooth.sum() + COUNT_PRIOR)
    return [round(float(value), 3) for value in np.clip(np.log(share / base), -MOST_NATS, MOST_NATS)]
