"""Evidence from two expressions together: the latest day spoken of, and 'last month' beside a date in June."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.enrich.dating.bins import (
    Factor,
    circle_bins,
    day_bins,
    fit_bins,
    month_index_bins,
    since_month,
    weekday_bins,
    year_bins,
)
from pipelines.timex import Mention

_DAYS_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_YEAR_DAYS = 366
_NEAR_CHARS = 90
"""A weekday and a month-day this close mostly speak of one day."""
_MAX_PAIRS = 4


def ties(mentions: Sequence[Mention]) -> Iterator[Factor]:
    """Factors that rest on more than one expression of a text."""
    looking_back = [m for m in mentions if m.direction <= 0 and m.timex.shift is None and m.timex.base == "dct"]
    full = [m for m in looking_back if m.timex.form == "day" and m.timex.year and m.resolved.earliest]
    if full:
        last = max(full, key=lambda m: m.resolved.earliest.toordinal() if m.resolved.earliest else 0)
        if last.resolved.earliest:
            yield Factor("day_latest", day_bins(last.resolved.earliest), 1, last)
    months = [m for m in looking_back if m.timex.form == "month" and m.timex.year and m.timex.month]
    if months:
        last = max(months, key=lambda m: (m.timex.year or 0, m.timex.month or 0))
        yield Factor("year_month_latest", month_index_bins(last.timex.year or 1, last.timex.month or 1), 1, last)
    month_day = latest([m for m in looking_back if m.timex.form == "day" and m.timex.year is None])
    if month_day is not None:
        yield Factor(
            "month_day_latest", circle_bins(month_day.timex.month or 1, month_day.timex.day or 1), 1, month_day
        )
    bare = latest([m for m in looking_back if m.timex.form == "month" and m.timex.year is None and m.timex.unit != "Y"])
    if bare is not None:
        yield Factor("month_latest", since_month(bare.timex.month or 1), 1, bare)
    weekdays = [m for m in looking_back if m.timex.form == "weekday"]
    last_weekday = latest(weekdays)
    if last_weekday is not None and len({m.timex.weekday for m in weekdays}) > 1:
        yield Factor("weekday_latest", weekday_bins(last_weekday.timex.weekday or 1), 1, last_weekday)
    yield from _with_units(mentions, month_day or bare, month_day)
    yield from _with_weekdays(mentions)


def latest(mentions: Sequence[Mention]) -> Mention | None:
    """The last of some days without a year, or of some weekdays: the one before the widest gap that none falls in."""
    if not mentions:
        return None
    cycle = 7 if mentions[0].timex.form == "weekday" else _YEAR_DAYS
    placed = sorted((m.timex.weekday or 1 if cycle == 7 else _day_of_year(m), i) for i, m in enumerate(mentions))
    gaps = [((placed[(k + 1) % len(placed)][0] - placed[k][0]) % cycle or cycle, k) for k in range(len(placed))]
    return mentions[placed[max(gaps)[1]][1]]


def _day_of_year(mention: Mention) -> int:
    timex = mention.timex
    return _DAYS_BEFORE_MONTH[timex.month or 1] + (timex.day or 15)


def _with_units(mentions: Sequence[Mention], month: Mention | None, month_day: Mention | None) -> Iterator[Factor]:
    """'last month', 'this year' and the like beside the latest month, day or year of the text."""
    units = {(m.timex.unit, m.timex.shift) for m in mentions if m.timex.form == "unit" and m.timex.base == "dct"}
    for shift, name in ((-1, "last"), (0, "this")):
        if month is not None and ("MO", shift) in units:
            yield Factor(f"tie_{name}_month", since_month(month.timex.month or 1), 1, month)
        if month_day is not None and ("W", shift) in units:
            bins = circle_bins(month_day.timex.month or 1, month_day.timex.day or 1)
            yield Factor(f"tie_{name}_week", bins, 1, month_day)
        years = [m for m in mentions if m.timex.year and m.direction <= 0 and m.timex.form in {"day", "month", "year"}]
        if years and ("Y", shift) in units:
            last = max(years, key=lambda m: m.timex.year or 0)
            yield Factor(f"tie_{name}_year", year_bins(last.timex.year or 1), 1, last)


def _with_weekdays(mentions: Sequence[Mention]) -> Iterator[Factor]:
    """A weekday beside a month and day: the year must make them fit."""
    pairs = 0
    for before, after in pairwise(mentions):
        if after.timex.start - before.timex.end > _NEAR_CHARS or {before.timex.form, after.timex.form} != {
            "day",
            "weekday",
        }:
            continue
        date, weekday = (before, after) if before.timex.form == "day" else (after, before)
        if (
            date.timex.year is None
            and date.timex.weekday is None
            and weekday.timex.shift is None
            and pairs < _MAX_PAIRS
        ):
            pairs += 1
            bins = fit_bins(date.timex.month or 1, date.timex.day or 1, weekday.timex.weekday or 1)
            yield Factor("tie_weekday", bins, 1, date)
