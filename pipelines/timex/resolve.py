"""Ties time expressions to the calendar: the TIMEX3 value and the days it covers, given the day of publication.

Values follow TIMEX3 (Ferro et al. 2005; ISO-TimeML): `1989-Q3`, `1998-SU`, `1990-W32-WE`, `PXD`. Without an anchor a
relative expression keeps what it says and leaves the rest open (`XXXX-WXX-1`, `XXXX-12-28`).
"""

from collections.abc import Callable
from datetime import date

from pipelines.timex import periods
from pipelines.timex.calendar import (
    MAX_YEAR,
    MIN_YEAR,
    day,
    iso_week_days,
    month_end,
    nth_weekday,
    period_days,
    shift_days,
    shift_months,
)
from pipelines.timex.periods import covering, exact, year_days
from pipelines.timex.phrases import period
from pipelines.timex.timex import Anchor, Resolved, Timex

_WEEK = 7
SATURDAY = 6
_HALF_YEAR_DAYS = 183
_LEAN_MONTHS = 4
"""A month that no verb places lies ahead when it comes within so many: `the primary in August`, read in May."""
_VAGUE = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_YEARS = {"Y": 1, "DE": 10, "CE": 100, "ME": 1000}
_DAYS = {"D": 1, "W": 7, "F": 14}


def resolve(timex: Timex, anchor: Anchor, direction: int) -> Resolved:
    """The TIMEX3 type, value and days of an expression.

    Args:
        timex: The expression.
        anchor: What it is tied to; updated with the day that this expression speaks of.
        direction: -1 when its sentence speaks of the past, 1 of the future, 0 when nothing tells.
    """
    resolved = _RESOLVERS[timex.form](timex, anchor, direction)
    if timex.part and timex.form != "duration":
        part = timex.part if timex.part.startswith("T") else "T" + timex.part
        resolved = Resolved("TIME", resolved.value + part, resolved.earliest, resolved.latest)
    if resolved.earliest is not None and timex.form in {
        "day",
        "month",
        "year",
        "season",
        "unit",
        "shift",
        "weekday",
        "deictic",
    }:
        anchor.period = resolved.earliest
        if resolved.earliest == resolved.latest:
            anchor.spoken = resolved.earliest
    return resolved


def _day(timex: Timex, anchor: Anchor, direction: int) -> Resolved:
    month, number = timex.month or 1, timex.day or 1
    year = timex.year
    base = anchor.base(timex)
    if year is None and base is not None:
        year = nearest_year(month, number, base, direction, timex.shift)
    if year is None:
        return Resolved("DATE", f"XXXX-{month:02}-{number:02}")
    when = day(year, month, number)
    if timex.is_swappable:
        return _either(year, month, number, anchor.published)
    last = day(year, month, timex.last) if timex.last else None
    if when and last:
        return Resolved("DATE", f"{when.isoformat()}/{last.isoformat()}", when, last)
    return exact(when) if when else Resolved("DATE", f"XXXX-{month:02}-{number:02}")


def _either(year: int, month: int, number: int, published: date | None) -> Resolved:
    """A day of digits whose order nothing tells: the reading within a year of publication if only one is, else both."""
    readings = [when for when in (day(year, month, number), day(year, number, month)) if when]
    near = [when for when in readings if published and abs((published - when).days) <= _HALF_YEAR_DAYS]
    possible = [when for when in near if published and when <= published] or near
    if len(possible) == 1:
        return exact(possible[0])
    return Resolved("DATE", f"{year:04}", min(readings), max(readings))


def nearest_year(month: int, number: int, base: date, direction: int, shift: int | None = None) -> int:
    """The year that brings a month and day closest to `base`, on the side that the sentence speaks of."""
    candidates = [
        (y, day(y, month, number) or day(y, month, number - 1)) for y in (base.year - 1, base.year, base.year + 1)
    ]
    pairs = [(y, when) for y, when in candidates if when is not None]
    if shift == 0:
        return base.year
    if shift == -1:
        return max((y for y, when in pairs if when < base), default=base.year)
    if shift == 1:
        return min((y for y, when in pairs if when > base), default=base.year)
    lean = 90 if direction < 0 else -90 if direction > 0 else 0
    return min(pairs, key=lambda pair: abs((base - pair[1]).days - lean))[0]


def _weekday(timex: Timex, anchor: Anchor, direction: int) -> Resolved:
    weekday = timex.weekday or 1
    base = anchor.base(timex)
    if base is None:
        return Resolved("DATE", f"XXXX-WXX-{weekday}")
    back = (base.isoweekday() - weekday) % _WEEK
    if timex.shift == -1:
        offset = -(back or _WEEK)
    elif timex.shift == 1:
        offset = (-back) % _WEEK or _WEEK
    elif timex.shift == 0:
        offset = -back if direction <= 0 else (-back) % _WEEK
    else:
        offset = (-back) % _WEEK if direction > 0 else -back
    when = shift_days(base, offset)
    return exact(when) if when else Resolved("DATE", f"XXXX-WXX-{weekday}")


def _month(timex: Timex, anchor: Anchor, direction: int) -> Resolved:
    month, year, base = timex.month or 1, timex.year, anchor.base(timex)
    if year is None and base is not None:
        if timex.unit == "Y":
            year = base.year + (timex.shift or 0)
        elif timex.shift == -1:
            year = base.year - (month >= base.month)
        elif timex.shift == 1:
            year = base.year + (month <= base.month)
        elif timex.shift == 0:
            year = base.year
        else:
            ahead = (month - base.month) % 12
            past = base.year - (month > base.month)
            future = base.year + (month < base.month)
            leans = ahead == 1 or (ahead <= _LEAN_MONTHS and not timex.opens_sentence)
            year = future if direction > 0 or (direction == 0 and leans) else past
    if year is None:
        return Resolved("DATE", f"XXXX-{month:02}")
    first = day(year, month, 1)
    return covering(f"{year:04}-{month:02}", (first, month_end(year, month)) if first else None)


def _nth(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: PLR0911 one return a form
    """The n-th weekday, week or weekend of a month, or a day of a month that is counted from the anchor's."""
    base = anchor.base(timex)
    year, month = timex.year, timex.month
    if month is None and base is not None:
        year, month = shift_months(base.year, base.month, timex.shift or 0) or (None, None)
    elif month is not None and year is None and base is not None:
        found = _month(Timex(0, 0, "month", month=month, shift=timex.shift), anchor, direction)
        year = found.earliest.year if found.earliest else None
    if year is None or month is None or not MIN_YEAR < year < MAX_YEAR:
        return Resolved("DATE", f"XXXX-{month:02}" if month else "XXXX-XX")
    if timex.day:
        when = day(year, month, timex.day)
        return exact(when) if when else Resolved("DATE", f"{year:04}-{month:02}")
    count = timex.count or 1
    if timex.weekday or timex.unit == "WE":
        when = nth_weekday(year, month, timex.weekday or SATURDAY, count)
    elif timex.unit == "D":
        when = month_end(year, month) if count < 0 else date(year, month, count)
    else:
        first = (
            shift_days(month_end(year, month), 1 - _WEEK) if count < 0 else day(year, month, _WEEK * (count - 1) + 1)
        )
        if first is None:
            return Resolved("DATE", f"{year:04}-{month:02}")
        middle = (shift_days(first, _WEEK // 2) or first).isocalendar()
        return Resolved("DATE", f"{middle.year:04}-W{middle.week:02}", first, shift_days(first, _WEEK - 1))
    if when.month != month:
        return Resolved("DATE", f"{year:04}-{month:02}")
    if timex.unit == "WE":
        week = when.isocalendar()
        return Resolved("DATE", f"{week.year:04}-W{week.week:02}-WE", when, shift_days(when, 1))
    return exact(when)


def _years(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001 one signature for all forms
    """A run of years, as an interval of ISO 8601."""
    first, last = timex.year or 1, timex.last or 1
    return covering(f"{first:04}/{last:04}", year_days(first, last - first + 1))


def _unit(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    base, shift, unit = anchor.base(timex), timex.shift or 0, timex.unit
    if base is None:
        return Resolved("DATE", _open_unit(unit, shift))
    return _shifted(base, unit, shift)


def _open_unit(unit: str, shift: int) -> str:
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "MO": "XXXX-XX", "Y": "XXXX"}.get(unit, _VAGUE[shift])


def _shifted(base: date, unit: str, count: int) -> Resolved:  # noqa: PLR0911 one return a unit
    """The day, week, month, year, ... `count` units from a day, at the unit's own precision."""
    if unit in _DAYS:
        when = shift_days(base, count * _DAYS[unit])
        if when is None:
            return Resolved("DATE", _VAGUE[(count > 0) - (count < 0)])
        if unit == "D":
            return exact(when)
        iso = when.isocalendar()
        return covering(f"{iso.year:04}-W{iso.week:02}", iso_week_days(iso.year, iso.week))
    if unit in {"MO", "Q"}:
        moved = shift_months(base.year, base.month, count * (3 if unit == "Q" else 1))
        if moved is None:
            return Resolved("DATE", _VAGUE[(count > 0) - (count < 0)])
        if unit == "Q":
            label = f"Q{(moved[1] - 1) // 3 + 1}"
            return covering(f"{moved[0]:04}-{label}", period_days(moved[0], label))
        return covering(f"{moved[0]:04}-{moved[1]:02}", (date(*moved, 1), month_end(*moved)))
    if unit in _YEARS:
        year = base.year + count * _YEARS[unit]
        if not 1 <= year <= 9999:
            return Resolved("DATE", _VAGUE[(count > 0) - (count < 0)])
        if unit == "CE" and count in {-1, 0, 1}:
            return covering(f"{year // 100:02}", year_days(year // 100 * 100, 100))
        return covering(f"{year:04}", year_days(year))
    return Resolved("TIME", _VAGUE[(count > 0) - (count < 0)], base, base)


def _shift_by(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    if timex.count is None:
        return Resolved("DATE", _VAGUE[timex.shift or 0])
    if timex.unit == "Y" and abs(timex.count) == 1 and anchor.quarter[:4].isdigit():
        year, label = int(anchor.quarter[:4]) + timex.count, anchor.quarter[5:]
        return covering(f"{year:04}-{label}", period_days(year, label))
    base = anchor.base(timex) if timex.base != "quarter" else anchor.published
    if base is None:
        return Resolved("DATE", _open_unit(timex.unit, (timex.count > 0) - (timex.count < 0)))
    return _shifted(base, timex.unit, timex.count)


def _deictic(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    base = anchor.base(timex)
    when = shift_days(base, timex.shift or 0) if base else None
    return exact(when) if when else Resolved("DATE", "XXXX-XX-XX")


def _clock(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    base = anchor.spoken or anchor.published
    return exact(base) if base else Resolved("DATE", "XXXX-XX-XX")


def _duration(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    return Resolved("DURATION", timex.label or period(timex.unit, timex.count))


def _set(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    return Resolved("SET", timex.label)


def _ref(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    return Resolved("DATE", timex.label)


_RESOLVERS: dict[str, Callable[[Timex, Anchor, int], Resolved]] = {
    "day": _day, "weekday": _weekday, "month": _month, "year": periods.year, "decade": periods.decade, "century": periods.century,
    "quarter": periods.quarter_or_season, "half": periods.quarter_or_season, "season": periods.quarter_or_season, "holiday": periods.holiday, "weekend": periods.weekend, "unit": _unit,
    "nth": _nth, "years": _years, "shift": _shift_by, "deictic": _deictic, "clock": _clock, "duration": _duration, "set": _set, "ref": _ref,
}  # fmt: skip
