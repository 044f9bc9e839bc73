"""A record's own date as a moment in UTC, or nothing: never a guess."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

EARLIEST_YEAR = 1605
"""The first newspaper; an earlier date is no date of publication."""

FUTURE_TOLERANCE = timedelta(days=366)
"""A date later than this after the file was written is no date of publication (embargoed issues are dated ahead)."""

TRUSTED_CLOCK_FROM = datetime(2026, 1, 1, tzinfo=UTC)
"""Unpacked and checked-out files may carry an older time than their content; the horizon starts here at least."""

_MAX_CHARS = 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = (
    (1e8, 1e11, 1.0),
    (1e11, 1e14, 1e-3),
    (1e14, 1e17, 1e-6),
    (1e17, 1e20, 1e-9),
)
"""From, below, seconds a unit: seconds since March 1973; milli-, micro- and nanoseconds by their size."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_ZONE_HOURS = {"utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_ZONE_HOURS |= {"pst": -8, "pdt": -7, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "bst": 1}
_TIME = (
    r"(?:(?:\s*,)?\s*(?:at\s+|T)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[A-Z]{1,4}|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4})",
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        r"(?P<first>\d{1,2})[/-](?P<other>\d{1,2})[/-](?P<year>\d{4})",
    )
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?")
_NUMBER = re.compile(r"\d{9,19}(?:\.\d{1,9})?")


def published_moment(value: object, collected_at: datetime) -> datetime | None:
    """The moment that a record's date field states, aware, in UTC.

    Read are ISO 8601, RFC 2822, seconds to nanoseconds since 1970, `YYYYMMDD[HHMMSS]`, English month names, year
    first, and day first with dots (`14.03.2026`). A date without a zone is taken as UTC, a date alone as its midnight.

    Returns:
        None for what is no date, an impossible one (31 February), an ambiguous one (`03/04/2026`), one before 1605, or
        one more than a year after the file was written.
    """
    try:
        moment = _moment(value)
        if moment is None:
            return None
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        horizon = max(collected_at, TRUSTED_CLOCK_FROM) + FUTURE_TOLERANCE
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= EARLIEST_YEAR and moment <= horizon else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        return _text_moment(value.strip())
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch_moment(value)
    return None


def _epoch_moment(value: float) -> datetime | None:
    for low, high, unit in _EPOCH_UNITS:
        if low <= value < high:
            return _EPOCH + timedelta(seconds=value * unit)
    if isinstance(value, int) and (compact := _COMPACT.fullmatch(str(value)[:_MAX_CHARS])):
        return _compact_moment(compact)
    return None


@lru_cache(maxsize=4096)
def _text_moment(text: str) -> datetime | None:
    if not text or len(text) > _MAX_CHARS:
        return None
    if compact := _COMPACT.fullmatch(text):
        return _compact_moment(compact)
    if _NUMBER.fullmatch(text):
        return _epoch_moment(float(text))
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    return _written_moment(text)


def _written_moment(text: str) -> datetime | None:
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _form_moment(match.groupdict())
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(text) if ":" in text else None
    return None


def _compact_moment(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _form_moment(parts: dict[str, str | None]) -> datetime | None:
    if parts.get("name"):
        month = _MONTHS.get(str(parts["name"]).lower())
        day = int(parts["day"] or 0)
    elif parts.get("month"):
        month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    else:
        month, day = _unambiguous(int(parts["first"] or 0), int(parts["other"] or 0))
    if month is None:
        return None
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if half := parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    offset = _zone_offset(parts["zone"])
    if offset is None:
        return None
    return datetime(int(parts["year"] or 0), month, day, hour, minute, second, tzinfo=UTC) - offset


def _unambiguous(first: int, other: int) -> tuple[int | None, int]:
    """Month and day of `first/other/year`, which is read one way here and the other way there; None when both fit."""
    if first == other or (first <= 12 < other):
        return first, other
    if other <= 12 < first:
        return other, first
    return None, 0


def _zone_offset(zone: str | None) -> timedelta | None:
    if not zone:
        return timedelta(0)
    if zone[0] in "+-":
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "")
        return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    hours = _ZONE_HOURS.get(zone.lower())
    return None if hours is None else timedelta(hours=hours)
