"""Calendar arithmetic: days of holidays, weeks, quarters and seasons."""

from datetime import date, timedelta

MIN_YEAR = 1
MAX_YEAR = 9999
_MONTHS_A_YEAR = 12

HOLIDAYS = {
    "christmas eve": "12-24", "christmas day": "12-25", "christmas": "12-25", "boxing day": "12-26",
    "new year's eve": "12-31", "new year's day": "01-01", "new year's": "01-01", "new year’s eve": "12-31",
    "new year’s day": "01-01", "new year’s": "01-01", "valentine's day": "02-14", "valentine’s day": "02-14",
    "st. patrick's day": "03-17", "st. patrick’s day": "03-17", "halloween": "10-31", "veterans day": "11-11",
    "independence day": "07-04", "juneteenth": "06-19", "bastille day": "07-14", "may day": "05-01",
    "thanksgiving day": "thanksgiving", "thanksgiving": "thanksgiving", "memorial day": "memorial",
    "labor day": "labor", "martin luther king jr. day": "mlk", "presidents' day": "presidents",
    "presidents’ day": "presidents", "columbus day": "columbus", "easter sunday": "easter", "easter": "easter",
    "good friday": "good_friday", "easter monday": "easter_monday", "black friday": "black_friday",
    "cyber monday": "cyber_monday", "super tuesday": "super_tuesday", "mother's day": "mothers", "father's day": "fathers",
    "mother’s day": "mothers", "father’s day": "fathers", "remembrance day": "11-11", "earth day": "04-22",
}  # fmt: skip
"""Holiday names in lower case to a fixed `MM-DD`, or to the name of a rule of `holiday_date`."""


def easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The `n`-th ISO weekday of a month, or the last one when `n` is -1."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = month_end(year, month)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


_NTH_WEEKDAYS = {
    "thanksgiving": (11, 4, 4), "memorial": (5, 1, -1), "labor": (9, 1, 1), "mlk": (1, 1, 3), "presidents": (2, 1, 3),
    "columbus": (10, 1, 2), "mothers": (5, 7, 2), "fathers": (6, 7, 3),
}  # fmt: skip
_EASTER_OFFSETS = {"easter": 0, "good_friday": -2, "easter_monday": 1}
_THANKSGIVING_OFFSETS = {"black_friday": 1, "cyber_monday": 4}


def holiday_date(key: str, year: int) -> date | None:
    """The day of a holiday of `HOLIDAYS` in a year; None when the holiday has no rule for it."""
    if not MIN_YEAR < year < MAX_YEAR:
        return None
    if key in _NTH_WEEKDAYS:
        return nth_weekday(year, *_NTH_WEEKDAYS[key])
    if key in _EASTER_OFFSETS:
        return easter(year) + timedelta(days=_EASTER_OFFSETS[key])
    if key in _THANKSGIVING_OFFSETS:
        return nth_weekday(year, 11, 4, 4) + timedelta(days=_THANKSGIVING_OFFSETS[key])
    if key == "super_tuesday":
        return nth_weekday(year, 3, 1, 1) + timedelta(days=1)
    return day(year, int(key[:2]), int(key[3:]))


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None when there is no such day (30 February, year 0)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    following = date(year + 1, 1, 1) if month == _MONTHS_A_YEAR else date(year, month + 1, 1)
    return following - timedelta(days=1)


def shift_days(start: date, days: int) -> date | None:
    """`start` plus days; None when that leaves the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(year: int, month: int, by: int) -> tuple[int, int] | None:
    """Year and month `by` months on; None when that leaves the calendar."""
    index = year * _MONTHS_A_YEAR + month - 1 + by
    result = index // _MONTHS_A_YEAR, index % _MONTHS_A_YEAR + 1
    return result if MIN_YEAR < result[0] < MAX_YEAR else None


_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_PERIOD_MONTHS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), **_SEASON_MONTHS,
}  # fmt: skip


def season_of(when: date) -> str:
    """The northern season of a day, as TIMEX3 writes it."""
    return {12: "WI", 1: "WI", 2: "WI", 3: "SP", 4: "SP", 5: "SP", 6: "SU", 7: "SU", 8: "SU"}.get(when.month, "FA")


def period_days(year: int, period: str) -> tuple[date, date] | None:
    """First and last day of a quarter, half or season; a winter is that of the year in which it begins."""
    if not MIN_YEAR < year < MAX_YEAR - 1:
        return None
    first, last = _PERIOD_MONTHS[period]
    return date(year, first, 1), month_end(year + (last < first), last)


def iso_week_days(year: int, week: int) -> tuple[date, date] | None:
    """Monday and Sunday of an ISO week; None when the year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)
