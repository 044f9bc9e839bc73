"""Bins of candidate days: how long after a spoken day they lie, which weekday they are, and so on.

The weights of the dating model stand one a bin; `BIN_COUNTS` is the list of its kinds of evidence.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.enrich.dating.grid import Floats, Grid, Ints
from pipelines.timex import Mention

MAX_COUNT = 4
"""Repeating a day more often than this adds nothing."""
DAY_EDGES = np.array([-365, -90, -30, -13, -6, -2, -1, 0, 1, 2, 3, 4, 7, 10, 14, 21, 31, 61, 121, 366, 1096, 3653])
MONTH_EDGES = np.array([-24, -11, -6, -2, -1, 0, 1, 2, 3, 6, 12, 18, 30, 48, 96])
YEAR_EDGES = np.array([-8, -3, -1, 0, 1, 2, 3, 4, 6, 9, 14])
CIRCLE_EDGES = np.array([-120, -60, -30, -13, -6, -2, -1, 0, 1, 2, 3, 4, 7, 10, 14, 21, 31, 61, 121])
MONTH_CIRCLE = np.array([0, 1, 2, 3, 3, 3, 4, 4, 4, 5, 6, 7])
"""Months since a named month, modulo 12, in coarse steps: 9, 10 and 11 mean that it lies up to three months ahead."""
MONTH_DAY_EDGES = np.array([4, 8, 15, 22, 27])
AHEAD_DAYS = 30
"""News speaks of a coming event rather than of the one before from this long ahead."""
OUTSIDE_EDGES = np.array([1, 31, 366])
EVENT_EDGES = np.array(
    [-365, -90, -30, -13, -6, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 22, 32, 62, 122, 366, 1096, 3653]
)
"""Days since a public event, by the day for a week; while one of several days goes on, every day counts as its own bin."""
EVENT_LEVELS = 7
"""Levels of the probability that an event is the news of a text."""


@dataclass(slots=True)
class Factor:
    """One piece of evidence.

    Attributes:
        kind: Which row of weights it uses.
        bins: Gives the bin of each candidate day.
        count: How often the text says the same.
        scores: Where it is no bin but a log-likelihood of its own, that of each day; its kind has one weight then.
        share: What it weighs: less the more evidence of its kind there is, for that depends on one another.
        mention: The expression; None when the evidence is no time expression.
    """

    kind: str
    bins: Callable[[Grid], Ints]
    count: int = 1
    mention: Mention | None = None
    span: tuple[int, int] = (0, 0)
    label: str = ""
    window: tuple[date | None, date | None] = (None, None)
    share: float = 1.0
    scores: Callable[[Grid], Floats] | None = None

    @property
    def factor_weight(self) -> float:
        """What its bin's weight is multiplied by."""
        return self.share * (1.0 + math.log(min(self.count, MAX_COUNT)) / 2)


def shared(factors: Sequence[Factor]) -> list[Factor]:
    """The factors, each weighing one by the root of the number of its kind; public events by that of their days."""
    kinds = Counter(factor.kind for factor in factors)
    for factor in factors:
        if not factor.kind.startswith("event_"):
            factor.share = kinds[factor.kind] ** -0.5
    return list(factors)


BIN_COUNTS: dict[str, int] = {}


def _register(kind: str, bins: int) -> str:
    BIN_COUNTS[kind] = bins
    return kind


_SIDES = ("past", "open", "ahead")
for _side in _SIDES:
    _register(f"day_{_side}", len(DAY_EDGES) + 1)
    _register(f"month_day_{_side}", len(CIRCLE_EDGES) + 1)
    _register(f"month_day_lead_{_side}", len(CIRCLE_EDGES) + 1)
    _register(f"weekday_{_side}", 7)
    _register(f"weekday_lead_{_side}", 7)
    _register(f"month_{_side}", int(MONTH_CIRCLE.max()) + 1)
    _register(f"year_month_{_side}", len(MONTH_EDGES) + 1)
for _kind, _count in (
    ("weekday_first", 7), ("weekday_last", 7), ("weekday_next", 7), ("weekday_fit", 2), ("month_last", 12), ("month_next", 12),
    ("year_top", len(YEAR_EDGES) + 1), ("year_top_twice", len(YEAR_EDGES) + 1), ("year_second", len(YEAR_EDGES) + 1),
    ("year_ahead", len(YEAR_EDGES) + 1), ("year_part", len(MONTH_EDGES) + 1),
    ("holiday", len(CIRCLE_EDGES) + 1), ("quarter", 12), ("season_this", 12), ("season_last", 12), ("season_next", 12),
    ("this_month_early", 6), ("this_month_late", 6), ("last_month", 6), ("this_year_early", 4), ("this_year_late", 4),
    ("next_year", 4), ("this_week_early", 7), ("this_week_late", 7), ("weekend", 7), ("last_week", 7),
    ("office", 4), ("emergence", 4), ("era", 4), ("age", 4),
    ("day_latest", len(DAY_EDGES) + 1), ("month_day_latest", len(CIRCLE_EDGES) + 1), ("month_latest", 12),
    ("year_month_latest", len(MONTH_EDGES) + 1), ("tie_last_month", 12), ("tie_this_month", 12), ("tie_last_year", len(YEAR_EDGES) + 1),
    ("tie_this_year", len(YEAR_EDGES) + 1), ("tie_last_week", len(CIRCLE_EDGES) + 1), ("tie_this_week", len(CIRCLE_EDGES) + 1),
    ("tie_weekday", 2), ("weekday_said", 7), ("weekday_latest", 7), ("stated_day", len(CIRCLE_EDGES) + 1), ("event", len(DAY_EDGES) + 1),
    ("recurring", len(DAY_EDGES) + 1),
    ("archive", len(DAY_EDGES) + 1), ("weekday_prior", 7), ("profile", 1),
):  # fmt: skip
    _register(_kind, _count)
for _form in ("held", "past", "career"):
    for _count in (1, 2, 3):
        _register(f"{_form}_{_count}", 5)
    _register(f"{_form}_latest", 12)
for _level in range(EVENT_LEVELS):
    _register(f"event_happening_{_level}", len(EVENT_EDGES) + 2)
    _register(f"event_scheduled_{_level}", len(EVENT_EDGES) + 2)
_register("event_weekday_same", len(EVENT_EDGES) + 2)
_register("event_day_same", len(EVENT_EDGES) + 2)


def _binned(edges: Ints) -> Callable[[Ints], Ints]:
    """`searchsorted` on fixed edges by a table of all whole numbers between them, ten times as fast on long columns."""
    low, high = int(edges[0]) - 1, int(edges[-1])
    table: Ints = np.searchsorted(edges, np.arange(low, high + 1), side="right")
    return lambda values: table[np.clip(values, low, high) - low]


_day_bin, _circle_bin, _event_bin = _binned(DAY_EDGES), _binned(CIRCLE_EDGES), _binned(EVENT_EDGES)
_month_bin, _year_bin, _outside_bin = _binned(MONTH_EDGES), _binned(YEAR_EDGES), _binned(OUTSIDE_EDGES)


def day_bins(when: date) -> Callable[[Grid], Ints]:
    """Days from a calendar day."""
    return lambda grid: _day_bin(grid.since(when))


def circle_bins(month: int, number: int) -> Callable[[Grid], Ints]:
    """Days from the nearest such month and day of any year."""
    return lambda grid: _circle_bin(grid.since_month_day(month, number))


def weekday_bins(weekday: int) -> Callable[[Grid], Ints]:
    """Days since the last such ISO weekday, 0 to 6."""
    return lambda grid: (grid.weekday - (weekday - 1)) % 7


def month_index_bins(year: int, month: int) -> Callable[[Grid], Ints]:
    """Months from a month of a year."""
    index = year * 12 + month - 1
    return lambda grid: _month_bin(grid.month_index - index)


def year_bins(year: int) -> Callable[[Grid], Ints]:
    """Years from a year."""
    return lambda grid: _year_bin(grid.year - year)


def since_month(month: int) -> Callable[[Grid], Ints]:
    """Months since the last such month, 0 to 11."""
    return lambda grid: (grid.month - month) % 12


def month_circle(month: int) -> Callable[[Grid], Ints]:
    """Return a function to the months since the last such month, in the coarse steps of `MONTH_CIRCLE`."""
    return lambda grid: MONTH_CIRCLE[(grid.month - month) % 12]


def month_part(grid: Grid) -> Ints:
    """Fifths of the month."""
    part: Ints = np.searchsorted(MONTH_DAY_EDGES, grid.day, side="right")
    return part


def year_part(grid: Grid) -> Ints:
    """Quarters of the year."""
    return (grid.month - 1) // 3


def weekday_of(grid: Grid) -> Ints:
    """The weekday itself, 0 for Monday."""
    return grid.weekday


def occurrence_bins(days: Sequence[date]) -> Callable[[Grid], Ints]:
    """Bins of how long after an occurrence of an event the candidates lie: the last one, or one about to come."""
    ordinals = np.array([when.toordinal() for when in days], dtype=np.int64)

    def bins(grid: Grid) -> Ints:
        at = np.maximum(np.searchsorted(ordinals, grid.ordinals + AHEAD_DAYS, side="right") - 1, 0)
        return _day_bin(grid.ordinals - ordinals[at])

    return bins


def event_bins(first: date, last: date) -> Callable[[Grid], Ints]:
    """Days since a public event; the last bin while it goes on after its first day."""

    def bins(grid: Grid) -> Ints:
        before, after = grid.since(first), grid.since(last)
        if first == last:
            return _event_bin(before)
        result = _event_bin(np.where(before <= 0, before, np.maximum(after, 0)))
        return np.where((before > 0) & (after < 0), len(EVENT_EDGES) + 1, result)

    return bins


def outside_bins(windows: Sequence[tuple[date | None, date | None]]) -> Callable[[Grid], Ints]:
    """Bins of how far outside all windows the candidates lie; bin 0 is inside one. An open end reaches to any day."""

    def bins(grid: Grid) -> Ints:
        nearest = np.full(len(grid), np.iinfo(np.int64).max)
        for first, last in windows:
            distance = np.zeros(len(grid), dtype=np.int64)
            if first is not None:
                distance = np.maximum(distance, -grid.since(first))
            if last is not None:
                distance = np.maximum(distance, grid.since(last))
            nearest = np.minimum(nearest, distance)
        return _outside_bin(nearest)

    return bins


def fit_bins(month: int, number: int, weekday: int) -> Callable[[Grid], Ints]:
    """Bin 1 where the month and day nearest to the candidate falls on the stated weekday."""

    def bins(grid: Grid) -> Ints:
        spoken = grid.ordinals - grid.since_month_day(month, number)
        fits: Ints = ((spoken - 1) % 7 == weekday - 1).astype(np.int64)
        return fits

    return bins
