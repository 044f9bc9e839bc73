"""Calendar readings of years, quarters, seasons, holidays and weekends."""

from datetime import date

from pipelines.timex.calendar import (
    day,
    holiday_date,
    period_days,
    season_of,
    shift_days,
    shift_months,
)
from pipelines.timex.timex import Anchor, Resolved, Timex

_WEEK = 7


def covering(value: str, days: tuple[date, date] | None) -> Resolved:
    """A value with the days it covers, where they are known."""
    return Resolved("DATE", value, *days) if days else Resolved("DATE", value)


def exact(when: date) -> Resolved:
    """One calendar day."""
    return Resolved("DATE", when.isoformat(), when, when)


def year(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001 one signature for all forms
    """An explicit year."""
    year = timex.year or 1
    return covering(f"{year:04}", year_days(year))


def year_days(year: int, count: int = 1) -> tuple[date, date] | None:
    """First and last day of a run of years."""
    first, last = day(year, 1, 1), day(year + count - 1, 12, 31)
    return (first, last) if first and last else None


def decade(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    """A decade, written by its first three digits."""
    year = timex.year or 1900
    return covering(f"{year // 10:03}", year_days(year, 10))


def century(timex: Timex, anchor: Anchor, direction: int) -> Resolved:  # noqa: ARG001
    """A century, written by the two digits that its years begin with."""
    number = timex.count or 1
    return covering(f"{number - 1:02}", year_days((number - 1) * 100 + 1, 100))


def quarter_or_season(timex: Timex, anchor: Anchor, direction: int) -> Resolved:
    """A quarter, half or season."""
    label, year, base = timex.label, timex.year, anchor.base(timex)
    if timex.form == "quarter" and not label:
        return _bare_quarter(timex, anchor)
    if year is None and base is not None:
        if timex.unit == "Y" or (timex.form == "season" and timex.shift == 0):
            year = base.year + (timex.shift or 0)
        elif timex.shift == -1 and timex.form == "season":
            year = base.year - (_start_month(label) >= base.month or label == season_of(base))
        else:
            year = _nearest_period_year(label, base, direction, timex)
    if timex.form == "quarter":
        anchor.quarter = f"{year:04}-{label}" if year else label
    if year is None:
        return Resolved("DATE", f"XXXX-{label}")
    return covering(f"{year:04}-{label}", period_days(year, label))


def _start_month(label: str) -> int:
    days = period_days(2001, label)
    return days[0].month if days else 1


def _nearest_period_year(label: str, base: date, direction: int, timex: Timex) -> int:
    """The year of the last such period that had begun, or of the next one when the sentence looks ahead."""
    begun = _start_month(label) <= base.month
    if timex.shift == 1 or direction > 0:
        return base.year if not begun or timex.form != "season" else base.year + (timex.shift == 1)
    return base.year if begun else base.year - 1


def _bare_quarter(timex: Timex, anchor: Anchor) -> Resolved:
    if timex.shift is None or timex.base == "text":
        value = anchor.quarter or "XXXX-QX"
        return Resolved("DATE", value if value[:1].isdigit() or value.startswith("X") else f"XXXX-{value}")
    base = anchor.published
    if base is None:
        return Resolved("DATE", "XXXX-QX")
    moved = shift_months(base.year, base.month, 3 * timex.shift)
    if moved is None:
        return Resolved("DATE", "XXXX-QX")
    label = f"Q{(moved[1] - 1) // 3 + 1}"
    anchor.quarter = f"{moved[0]:04}-{label}"
    return covering(anchor.quarter, period_days(moved[0], label))


def holiday(timex: Timex, anchor: Anchor, direction: int) -> Resolved:
    """The day of a holiday, in its stated year or in the one nearest to the anchor."""
    key, year, base = timex.label, timex.year, anchor.base(timex)
    if year is None and base is not None:
        days = [(y, holiday_date(key, y)) for y in (base.year - 1, base.year, base.year + 1)]
        known = [(y, when) for y, when in days if when]
        if timex.shift == -1:
            year = max((y for y, when in known if when < base), default=base.year)
        elif timex.shift == 1:
            year = min((y for y, when in known if when > base), default=base.year)
        elif known:
            lean = 60 if direction < 0 else -60 if direction > 0 else 0
            year = min(known, key=lambda pair: abs((base - pair[1]).days - lean))[0]
    when = holiday_date(key, year) if year else None
    if when:
        return exact(when)
    return Resolved("DATE", f"XXXX-{key}" if key[0].isdigit() else "XXXX-XX-XX")


def weekend(timex: Timex, anchor: Anchor, direction: int) -> Resolved:
    """Saturday and Sunday of the week meant."""
    base = anchor.base(timex)
    if base is None:
        return Resolved("DATE", "XXXX-WXX-WE")
    shift = timex.shift
    if shift is None:
        shift = 0 if direction > 0 or base.isoweekday() >= 6 else -1
    elif shift == 0 and direction < 0 and base.isoweekday() < 4:
        shift = -1
    monday = shift_days(base, -(base.isoweekday() - 1) + _WEEK * shift)
    if monday is None:
        return Resolved("DATE", "XXXX-WXX-WE")
    iso = monday.isocalendar()
    return Resolved("DATE", f"{iso.year:04}-W{iso.week:02}-WE", shift_days(monday, 5), shift_days(monday, 6))
