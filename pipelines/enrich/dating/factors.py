"""What the time expressions of an undated text say about its day: each a factor with one weight a bin.

A factor maps every candidate day to a bin (how long after the spoken day it lies, which weekday it is, ...). The weights,
learned as one log-linear model, turn bins into log-likelihoods, so dependent evidence is not counted twice.
"""

import re
from collections.abc import Iterator

from pipelines.enrich.dating.bins import (
    Factor,
    circle_bins,
    day_bins,
    fit_bins,
    month_circle,
    month_index_bins,
    month_part,
    since_month,
    weekday_bins,
    weekday_of,
    year_bins,
    year_part,
)
from pipelines.enrich.dating.ties import ties
from pipelines.timex import Mention
from pipelines.timex.calendar import holiday_date

LEAD_CHARS = 700
"""News says what happened and when in its first paragraphs."""
MAX_FACTORS = 60
"""Distinct factors of one article: what comes later in a text of thousands of dates is history or a table."""

LANDMARK_DAYS = frozenset({(9, 11), (1, 6), (10, 7)})
"""Days that name an event (attacks of 2001, 2021 and 2023) for years after it, so they say nothing of an article's own day."""
_SAID_CHARS = 48
_SAID = re.compile(
    r"\b(?:said|says|told|announced|statement|release|reported|according to|posted|wrote|confirmed|tweeted|spokes\w+|interview|"
    r"briefing|conference|added|warned|revealed|published|released|late|early|post)\b[^.\n]{0,28}$",
)
"""Words of saying right before a weekday: what was said on it is news of that day or the next."""
_YEAR_PARTS = {"START": 2, "MID": 7, "END": 11}


def factors_of(mentions: list[Mention], text: str) -> list[Factor]:
    """The factors of a text, each distinct one once with its count, the first `MAX_FACTORS` of them."""
    mentions = [m for m in mentions if (m.timex.month, m.timex.day) not in LANDMARK_DAYS and not m.timex.is_swappable]
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
    return [*merged.values(), *_years(mentions), *ties(mentions)]


def _read(mention: Mention, text: str) -> Iterator[tuple[tuple[object, ...], Factor]]:  # noqa: C901 one form a branch
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
                Factor(f"month_day{lead}_{side}", circle_bins(timex.month, timex.day), 1, mention),
            )
            if timex.weekday:
                yield (
                    ("fit", timex.month, timex.day),
                    Factor("weekday_fit", fit_bins(timex.month, timex.day, timex.weekday), 1, mention),
                )
    elif form == "weekday" and timex.weekday and timex.base == "dct":
        kind = {-1: "weekday_last", 1: "weekday_next"}.get(timex.shift or 0, f"weekday{lead}_{side}")
        if kind.startswith("weekday_") and timex.shift is None and mention.direction <= 0:
            before = text[max(0, timex.start - _SAID_CHARS) : timex.start]
            if _SAID.search(before):
                yield ("said", timex.weekday), Factor("weekday_said", weekday_bins(timex.weekday), 1, mention)
        yield ("weekday", timex.weekday, kind), Factor(kind, weekday_bins(timex.weekday), 1, mention)
    elif form == "month" and timex.month:
        yield from _month(mention, side)
    elif form == "holiday" and timex.year is None and timex.label[0].isdigit():
        bins = circle_bins(int(timex.label[:2]), int(timex.label[3:]))
        yield ("holiday", timex.label), Factor("holiday", bins, 1, mention)
    elif form == "holiday" and timex.year is None and (when := holiday_date(timex.label, 2001)):
        yield ("holiday", timex.label), Factor("holiday", circle_bins(when.month, when.day), 1, mention)
    else:
        factor = _loose(mention)
        if factor is not None:
            yield (factor.kind, timex.label), factor


def _month(mention: Mention, side: str) -> Iterator[tuple[tuple[object, ...], Factor]]:
    timex = mention.timex
    month = timex.month or 1
    if timex.year is not None:
        yield ("ym", timex.year, month), Factor(f"year_month_{side}", month_index_bins(timex.year, month), 1, mention)
    elif timex.unit != "Y":
        kind = {-1: "month_last", 1: "month_next"}.get(timex.shift or 0)
        if kind:
            yield ("month", month, kind), Factor(kind, since_month(month), 1, mention)
        else:
            yield ("month", month, side), Factor(f"month_{side}", month_circle(month), 1, mention)


_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SHIFTS = {-1: "last", 0: "this", 1: "next"}


def _loose(mention: Mention) -> Factor | None:  # noqa: C901, PLR0911 one form a line
    """Evidence of the part of a week, month or year: 'earlier this month', 'this summer', 'over the weekend'."""
    timex = mention.timex
    if timex.base != "dct":
        return None
    shift, modifier, unit = timex.shift, timex.modifier, timex.unit
    if timex.form == "season" and timex.year is None and shift is not None and timex.unit != "Y":
        return Factor(f"season_{_SHIFTS[shift]}", since_month(_SEASON_MONTHS[timex.label]), 1, mention)
    if timex.form == "quarter" and timex.label and timex.year is None and timex.unit != "Y":
        return Factor("quarter", since_month(3 * int(timex.label[1])), 1, mention)
    if timex.form == "weekend" and shift != 1:
        return Factor("weekend", weekday_of, 1, mention)
    if timex.form != "unit":
        return None
    if unit == "MO" and shift == 0 and modifier:
        return Factor("this_month_early" if modifier == "START" else "this_month_late", month_part, 1, mention)
    if unit == "MO" and shift == -1:
        return Factor("last_month", month_part, 1, mention)
    if unit == "Y" and shift == 0 and modifier:
        return Factor("this_year_early" if modifier == "START" else "this_year_late", year_part, 1, mention)
    if unit == "Y" and shift == 1:
        return Factor("next_year", year_part, 1, mention)
    if unit == "W" and shift == 0 and modifier:
        return Factor("this_week_early" if modifier == "START" else "this_week_late", weekday_of, 1, mention)
    if unit == "W" and shift == -1:
        return Factor("last_week", weekday_of, 1, mention)
    return None


def _years(mentions: list[Mention]) -> Iterator[Factor]:
    """The latest explicit years of a text: an article is mostly from the latest year it speaks of, or soon after."""
    plain: dict[int, list[Mention]] = {}
    for mention in mentions:
        timex = mention.timex
        if timex.year is None or timex.form in {"decade", "century"}:
            continue
        if mention.direction > 0 and timex.form == "year":
            yield Factor("year_ahead", year_bins(timex.year), 1, mention)
        else:
            plain.setdefault(timex.year, []).append(mention)
        if timex.form == "year" and timex.modifier:
            yield Factor("year_part", month_index_bins(timex.year, _YEAR_PARTS[timex.modifier]), 1, mention)
    latest = sorted(plain, reverse=True)
    if latest:
        said = plain[latest[0]]
        yield Factor("year_top_twice" if len(said) > 1 else "year_top", year_bins(latest[0]), len(said), said[0])
    if len(latest) > 1:
        yield Factor("year_second", year_bins(latest[1]), 1, plain[latest[1]][0])
