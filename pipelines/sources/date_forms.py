"""Written dates: which forms are read, and what their parts say."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

from pipelines.sources.date_words import MONTHS, WEEKDAYS, UnknownZoneError, zone_offset

DateOrder = Literal["day", "month", ""]
"""What stands first in `03/04/2026`: the day, the month, or nobody knows."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = (
    (1e8, 1e11, 1.0),
    (1e11, 1e14, 1e-3),
    (1e14, 1e17, 1e-6),
    (1e17, 1e20, 1e-9),
)
"""From, below, seconds per unit: seconds since March 1973; milli-, micro- and nanoseconds by their size."""

_SHEET_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zone
_SHEET_DAYS = (36_526, 60_000)
"""Days of a spreadsheet's calendar from 2000 on: as days since 1970 they would lie after 2069."""

_ZONE = r"\(?(?P<zone>(?:UTC|GMT)\s?[+\u2212-]\d{1,2}(?::?\d{2})?|[+\u2212-]\d{1,2}:?\d{2}|[A-Z]{1,7})\)?"
_TIME = (
    r"(?:(?:\s*[,|\u2013\u2014-])?\s*(?:(?:at|um|à|kl\.?|o)\s+|T)?"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?|(?=\s*[ap]\.?m))"
    rf"\s*(?:uhr\b|hrs?\b)?\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?:{_ZONE})?(?:\s*\([A-Za-z ]{{3,40}}\))?)?"
)
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))})\.?\s*,?\s+)?"
_LABEL = (
    r"(?:(?:(?:first|originally)\s+)?(?:published|posted|publié|publicado|pubblicato|veröffentlicht|date)"
    r"(?:\s+(?:on|le|el|em|il|am))?\s*:?\s+)?"
)
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_BEFORE, _AFTER = _LABEL + _WEEKDAY, _TIME + r"\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _BEFORE + _NAME + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _AFTER,
        _BEFORE + r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s/-]*(?:(?:de|of)\s+)?" + _NAME
        + r",?[\s/:-]*(?:del?\s+)?(?P<year>\d{4})(?:\s*[гр]\b\.?)?:?" + _AFTER,
        _BEFORE + r"(?P<year>\d{4})[\s.-]+" + _NAME + r"[\s-]+(?P<day>\d{1,2})\.?" + _AFTER,
        _BEFORE + _NAME + r"\s+(?P<day>\d{1,2})\s+(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})\s+"
        r"(?:(?P<zone>[A-Z]{1,5}|[+-]\d{4})\s+)?(?P<year>\d{4})(?P<half>)",
        _BEFORE + r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})\.?" + _AFTER,
        _BEFORE + r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _AFTER,
        r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일](?P<weekday>)" + _AFTER,
        _BEFORE + r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})" + _AFTER,
        _BEFORE + r"(?P<first>\d{1,2})[/-](?P<other>\d{1,2})[/-](?P<year>\d{4})" + _AFTER,
    )
)  # fmt: skip
_NUMERIC = re.compile(r"\D{0,30}?(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)(.{0,40})", re.DOTALL)


def epoch_moment(value: float) -> datetime | None:
    """The moment of a count since 1970, or of a spreadsheet's count of days, which has no zone; None for others."""
    for low, high, unit in _EPOCH_UNITS:
        if low <= value < high:
            return _EPOCH + timedelta(seconds=value * unit)
    if _SHEET_DAYS[0] <= value < _SHEET_DAYS[1]:
        return _SHEET_ZERO + timedelta(seconds=round(value * 86_400))
    return None


def numeric_parts(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date such as `03/04/2026`; None for any other form."""
    match = _NUMERIC.fullmatch(text.strip()[:100])
    return (int(match[1]), int(match[2])) if match else None


def written_date(text: str, order: DateOrder) -> datetime | None:
    """The wall clock time of a written date, with its zone if one is stated; None when it is none, or ambiguous.

    Raises:
        UnknownZoneError: With the zone and the day, if the zone's abbreviation has several meanings.
        ValueError: If there is no such day, hour, weekday or zone.
    """
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _moment(match.groupdict(), order)
    return None


def _moment(parts: Mapping[str, str | None], order: DateOrder) -> datetime | None:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError("no such hour of a half day")
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    days = [
        datetime(int(parts["year"] or 0), month, day, hour, minute, second)  # noqa: DTZ001 - the zone follows
        for month, day in _months_and_days(parts, order)
    ]
    if weekday := parts.get("weekday"):
        days = [day for day in days if day.weekday() == WEEKDAYS[weekday.lower()]]
        if not days:
            raise ValueError("not that weekday")
    if len({day.date() for day in days}) != 1:
        return None
    try:
        offset = zone_offset(parts.get("zone"), days[0])
    except UnknownZoneError as error:
        raise UnknownZoneError(*error.args, days[0].date()) from error
    return days[0] if offset is None else days[0].replace(tzinfo=timezone(offset))


def _months_and_days(parts: Mapping[str, str | None], order: DateOrder) -> Iterator[tuple[int, int]]:
    """Month and day, as many as the form can mean."""
    if name := parts.get("name"):
        if month := MONTHS.get(name.lower()):
            yield month, int(parts["day"] or 0)
    elif parts.get("month"):
        yield int(parts["month"] or 0), int(parts["day"] or 0)
    else:
        first, other = int(parts["first"] or 0), int(parts["other"] or 0)
        if order != "day" and first <= 12:
            yield first, other
        if order != "month" and other <= 12:
            yield other, first
