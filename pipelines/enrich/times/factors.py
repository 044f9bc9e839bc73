"""What the time expressions of an undated text say about its day: each a factor with one weight a bin.

A factor maps every candidate day to a bin (how long after the spoken day it lies, which weekday it is, ...). The weights,
learned as one log-linear model, turn bins into log-likelihoods, so dependent evidence is not counted twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.enrich.times.calendar import holiday_date
from pipelines.enrich.times.grid import Grid, Ints
from pipelines.enrich.times.tagger import Mention
from pipelines.enrich.times.timex import Timex

LEAD_CHARS = 700
"""News says what happened and when in its first paragraphs."""
MAX_FACTORS = 60
"""Distinct factors of one article: what comes later in a text of thousands of dates is history or a table."""

DAY_EDGES = np.array([-365, -90, -30, -13, -6, -2, -1, 0, 1, 2, 3, 4, 7, 10, 14, 21, 31, 61, 121, 366, 1096, 3653])
MONTH_EDGES = np.array([-24, -11, -6, -2, -1, 0, 1, 2, 3, 6, 12, 18, 30, 48, 96])
YEAR_EDGES = np.array([-8, -3, -1, 0, 1, 2, 3, 4, 6, 9, 14])
CIRCLE_EDGES = np.array([-120, -60, -30, -13, -6, -2, -1, 0, 1, 2, 3, 4, 7, 10, 14, 21, 31, 61, 121])
MONTH_CIRCLE = np.array([0, 1, 2, 3, 3, 3, 4, 4, 4, 5, 6, 7])
"""Months since a named month, modulo 12, in coarse steps: 9, 10 and 11 mean that it lies up to three months ahead."""
MONTH_DAY_EDGES = np.array([4, 8, 15, 22, 27])
OUTSIDE_EDGES = np.array([1, 31, 366])


@dataclass(slots=True)
class Factor:
    """One piece of evidence.

    Attributes:
        kind: Which row of weights it uses.
        bins: Gives the bin of each candidate day.
        count: How often the text says the same.
        mention: The expression; None when the evidence is no time expression.
    """

    kind: str
    bins: Callable[[Grid], Ints]
    count: int = 1
    mention: Mention | None = None
    span: tuple[int, int] = (0, 0)
    label: str = ""
    window: tuple[date | None, date | None] = (None, None)


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
    ("year_ahead", len(YEAR_EDGES) + 1), ("year_event", len(YEAR_EDGES) + 1), ("year_part", len(MONTH_EDGES) + 1),
    ("holiday", len(CIRCLE_EDGES) + 1), ("quarter", 12), ("season_this", 12), ("season_last", 12), ("season_next", 12),
    ("this_month_early", 6), ("this_month_late", 6), ("last_month", 6), ("this_year_early", 4), ("this_year_late", 4),
    ("next_year", 4), ("outgoing_year", 4), ("this_week_early", 7), ("this_week_late", 7), ("weekend", 7), ("last_week", 7),
    ("office", 4), ("emergence", 4), ("era", 4),
    ("event", len(DAY_EDGES) + 1), ("archive", len(DAY_EDGES) + 1), ("weekday_prior", 7),
):  # fmt: skip
    _register(_kind, _count)

_EVENT_YEAR = ("election", "campaign", "race", "presidential", "olympic", "olympics", "world", "cycle", "gop", "democratic", "republican", "primary", "budget", "season", "games", "paris", "summer", "winter", "euro", "super")  # fmt: skip
_YEAR_PARTS = {"START": 2, "MID": 7, "END": 11}


def day_bins(when: date) -> Callable[[Grid], Ints]:
    return lambda grid: np.searchsorted(DAY_EDGES, grid.since(when), side="right")


def _circle_bins(month: int, number: int) -> Callable[[Grid], Ints]:
    return lambda grid: np.searchsorted(CIRCLE_EDGES, grid.since_month_day(month, number), side="right")


def _weekday_bins(weekday: int) -> Callable[[Grid], Ints]:
    return lambda grid: (grid.weekday - (weekday - 1)) % 7


def _month_index_bins(year: int, month: int) -> Callable[[Grid], Ints]:
    index = year * 12 + month - 1
    return lambda grid: np.searchsorted(MONTH_EDGES, grid.month_index - index, side="right")


def _year_bins(year: int) -> Callable[[Grid], Ints]:
    return lambda grid: np.searchsorted(YEAR_EDGES, grid.year - year, side="right")


def _since_month(month: int) -> Callable[[Grid], Ints]:
    return lambda grid: (grid.month - month) % 12


def _month_circle(month: int) -> Callable[[Grid], Ints]:
    return lambda grid: MONTH_CIRCLE[(grid.month - month) % 12]


def _month_part(grid: Grid) -> Ints:
    return np.searchsorted(MONTH_DAY_EDGES, grid.day, side="right")


def _year_part(grid: Grid) -> Ints:
    return (grid.month - 1) // 3


def _weekday(grid: Grid) -> Ints:
    return grid.weekday


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
        return np.searchsorted(OUTSIDE_EDGES, nearest, side="right")

    return bins


def factors_of(mentions: list[Mention], text: str) -> list[Factor]:
    """The factors of a text, each distinct one once with its count, the first `MAX_FACTORS` of them."""
    merged: dict[tuple[object, ...], Factor] = {}
    has_first = False
    for mention in mentions:
        for key, factor in _read(mention, text):
            if (
                key[0] == "weekday"
                and not has_first
                and mention.timex.start < LEAD_CHARS
                and mention.timex.shift is None
            ):
                has_first = True
                merged["first", *key] = Factor("weekday_first", factor.bins, 1, mention)
                continue
            known = merged.get(key)
            if known is not None:
                known.count += 1
            elif len(merged) < MAX_FACTORS:
                merged[key] = factor
    return [*merged.values(), *_years(mentions, text)]


def _read(mention: Mention, text: str) -> Iterator[tuple[tuple[object, ...], Factor]]:
    timex = mention.timex
    side = {-1: "past", 0: "open", 1: "ahead"}[mention.direction]
    lead = "_lead" if timex.start < LEAD_CHARS else ""
    form = timex.form
    if form == "day" and timex.shift is None and timex.month and timex.day:
        if timex.year is not None and mention.resolved.earliest:
            yield (
                ("day", mention.resolved.earliest),
                Factor(f"day_{side}", day_bins(mention.resolved.earliest), 1, mention),
            )
        elif timex.year is None:
            yield (
                ("md", timex.month, timex.day),
                Factor(f"month_day{lead}_{side}", _circle_bins(timex.month, timex.day), 1, mention),
            )
            if timex.weekday:
                yield ("fit", timex.month, timex.day), Factor("weekday_fit", _fit_bins(timex), 1, mention)
    elif form == "weekday" and timex.weekday and timex.base == "dct":
        kind = {-1: "weekday_last", 1: "weekday_next"}.get(timex.shift or 0, f"weekday{lead}_{side}")
        yield ("weekday", timex.weekday, kind), Factor(kind, _weekday_bins(timex.weekday), 1, mention)
    elif form == "month" and timex.month:
        yield from _month(mention, side)
    elif form == "holiday" and timex.year is None and timex.label[0].isdigit():
        bins = _circle_bins(int(timex.label[:2]), int(timex.label[3:]))
        yield ("holiday", timex.label), Factor("holiday", bins, 1, mention)
    elif form == "holiday" and timex.year is None and (when := holiday_date(timex.label, 2001)):
        yield ("holiday", timex.label), Factor("holiday", _circle_bins(when.month, when.day), 1, mention)
    else:
        factor = _loose(mention)
        if factor is not None:
            yield (factor.kind, timex.label), factor


def _fit_bins(timex: Timex) -> Callable[[Grid], Ints]:
    """Bin 1 where the month and day nearest to the candidate falls on the stated weekday."""
    month, number, weekday = timex.month or 1, timex.day or 1, (timex.weekday or 1) - 1

    def bins(grid: Grid) -> Ints:
        spoken = grid.ordinals - grid.since_month_day(month, number)
        return ((spoken - 1) % 7 == weekday).astype(np.int64)

    return bins


def _month(mention: Mention, side: str) -> Iterator[tuple[tuple[object, ...], Factor]]:
    timex = mention.timex
    month = timex.month or 1
    if timex.year is not None:
        yield ("ym", timex.year, month), Factor(f"year_month_{side}", _month_index_bins(timex.year, month), 1, mention)
    elif timex.unit != "Y":
        kind = {-1: "month_last", 1: "month_next"}.get(timex.shift or 0)
        if kind:
            yield ("month", month, kind), Factor(kind, _since_month(month), 1, mention)
        else:
            yield ("month", month, side), Factor(f"month_{side}", _month_circle(month), 1, mention)


_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SHIFTS = {-1: "last", 0: "this", 1: "next"}


def _loose(mention: Mention) -> Factor | None:
    """Evidence of the part of a week, month or year: 'earlier this month', 'this summer', 'over the weekend'."""
    timex = mention.timex
    if timex.base != "dct":
        return None
    shift, modifier, unit = timex.shift, timex.modifier, timex.unit
    if timex.form == "season" and timex.year is None and shift is not None and timex.unit != "Y":
        return Factor(f"season_{_SHIFTS[shift]}", _since_month(_SEASON_MONTHS[timex.label]), 1, mention)
    if timex.form == "quarter" and timex.label and timex.year is None and timex.unit != "Y":
        return Factor("quarter", _since_month(3 * int(timex.label[1])), 1, mention)
    if timex.form == "weekend" and shift != 1:
        return Factor("weekend", _weekday, 1, mention)
    if timex.form != "unit":
        return None
    if unit == "MO" and shift == 0 and modifier:
        return Factor("this_month_early" if modifier == "START" else "this_month_late", _month_part, 1, mention)
    if unit == "MO" and shift == -1:
        return Factor("last_month", _month_part, 1, mention)
    if unit == "Y" and timex.label == "outgoing":
        return Factor("outgoing_year", _year_part, 1, mention)
    if unit == "Y" and shift == 0 and modifier:
        return Factor("this_year_early" if modifier == "START" else "this_year_late", _year_part, 1, mention)
    if unit == "Y" and shift == 1:
        return Factor("next_year", _year_part, 1, mention)
    if unit == "W" and shift == 0 and modifier:
        return Factor("this_week_early" if modifier == "START" else "this_week_late", _weekday, 1, mention)
    if unit == "W" and shift == -1:
        return Factor("last_week", _weekday, 1, mention)
    return None


def _years(mentions: list[Mention], text: str) -> Iterator[Factor]:
    """The latest explicit years of a text: an article is mostly from the latest year it speaks of, or soon after."""
    plain: dict[int, list[Mention]] = {}
    for mention in mentions:
        timex = mention.timex
        if timex.year is None or timex.form in {"decade", "century"}:
            continue
        after = text[timex.end : timex.end + 14].lstrip(" -").split(" ", 1)[0].lower()
        if timex.form == "year" and after.rstrip(",.'’s") in _EVENT_YEAR:
            yield Factor("year_event", _year_bins(timex.year), 1, mention)
        elif mention.direction > 0 and timex.form == "year":
            yield Factor("year_ahead", _year_bins(timex.year), 1, mention)
        else:
            plain.setdefault(timex.year, []).append(mention)
        if timex.form == "year" and timex.modifier:
            yield Factor("year_part", _month_index_bins(timex.year, _YEAR_PARTS[timex.modifier]), 1, mention)
    latest = sorted(plain, reverse=True)
    if latest:
        said = plain[latest[0]]
        yield Factor("year_top_twice" if len(said) > 1 else "year_top", _year_bins(latest[0]), len(said), said[0])
    if len(latest) > 1:
        yield Factor("year_second", _year_bins(latest[1]), 1, plain[latest[1]][0])
