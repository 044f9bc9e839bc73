"""A record's own date as a moment in UTC and a day, or nothing: never a guess."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from pipelines.sources.date_forms import DateOrder, epoch_moment, written_date
from pipelines.sources.date_words import UnknownZoneError

EARLIEST_YEAR = 1605
"""The first newspaper; an earlier date is no date of publication."""

FUTURE_TOLERANCE = timedelta(days=366)
"""A date later than this after the file was written is no date of publication (embargoed issues are dated ahead)."""

TRUSTED_CLOCK_FROM = datetime(2026, 1, 1, tzinfo=UTC)
"""Unpacked and checked-out files may carry an older time than their content; the horizon starts here at least."""

MAX_STATED_CHARS = 200
"""Words of a date that are kept; more is some other text."""

_MAX_CHARS = 120
_PLACEHOLDERS = frozenset({datetime(1970, 1, 1, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC)})
"""Moments that programs write for "no date": the zero of Unix, and that of spreadsheets and databases."""

_ZONE_NAME = re.compile(r"\[[A-Za-z_/+-]+\]$")
_DOTNET = re.compile(r"/Date\((-?\d{9,16})(?:[+-]\d{4})?\)/")
_NUMBER = re.compile(r"@?(\d{5,19}(?:\.\d{1,9})?)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(?:[.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?)?")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
_END_OF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2}T)24(:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?)")


@dataclass(frozen=True, slots=True)
class StatedDate:
    """What a record states of its publication.

    Attributes:
        moment: Aware, in UTC; a date without a zone is taken as UTC, a date alone as its midnight. None when no moment
            can be read for certain.
        day: The day in the zone that was stated; None when no day can be read for certain. It stands without a
            moment when the zone's abbreviation has several meanings.
        words: The date as it stood; None when nothing was stated.
    """

    moment: datetime | None = None
    day: date | None = None
    words: str | None = None


def stated_date(value: object, collected_at: datetime, order: DateOrder = "") -> StatedDate:
    """The date that a record's field states.

    Read are ISO 8601 (week, ordinal and `24:00` included), RFC 2822, seconds to nanoseconds since 1970, days of a
    spreadsheet from 2000 on, `YYYYMMDD[HHMMSS]`, month names of two dozen languages, year first, day first with dots
    (`14.03.2026`), and `14/03/2026` where it can be read one way only or `order` says how.

    Not read is what is no date, an impossible one (31 February, a weekday that it was not), an ambiguous one, a part of
    one (`2026`, `March`), one before 1605 or more than a year after the file was written, and the zero of a clock.

    Args:
        value: Text, number, date or moment.
        collected_at: When the file was written; aware.
        order: How the other dates of the same column are written.
    """
    words = _words(value)
    if words is None:
        return StatedDate()
    try:
        moment, day = _moment_and_day(value, order)
        is_publication = day is not None and _is_publication(moment or _midnight(day), collected_at)
    except (ValueError, OverflowError, TypeError, IndexError):
        return StatedDate(words=words)
    return StatedDate(moment, day, words) if is_publication else StatedDate(words=words)


def _moment_and_day(value: object, order: DateOrder) -> tuple[datetime | None, date | None]:
    """Moment in UTC and day in the stated zone; no moment where the zone has several meanings."""
    try:
        local = _local(value, order)
    except UnknownZoneError as error:
        day: date = error.args[-1]
        return None, day
    if local is None:
        return None, None
    moment = (local if local.tzinfo else local.replace(tzinfo=UTC)).astimezone(UTC)
    ends_day = isinstance(value, str) and _END_OF_DAY.fullmatch(value.strip())
    return moment, local.date() - timedelta(days=1) if ends_day else local.date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _is_publication(moment: datetime, collected_at: datetime) -> bool:
    horizon = max(collected_at, TRUSTED_CLOCK_FROM) + FUTURE_TOLERANCE
    return moment.year >= EARLIEST_YEAR and moment <= horizon and moment not in _PLACEHOLDERS


def _words(value: object) -> str | None:
    """The date as it stood; None for nothing, and for what cannot stand for a date."""
    if value is None or isinstance(value, bool | list | dict | tuple | bytes):
        return None
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - NaN is no value
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= 10**40:
        return None
    words = str(value).strip()
    return words[:MAX_STATED_CHARS] or None


def _local(value: object, order: DateOrder) -> datetime | None:
    """The wall clock time that was stated, with its zone if that was; None when it is no date."""
    if isinstance(value, str):
        return _text_moment(value.strip(), order)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - the zone is not stated
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    moment = epoch_moment(value)
    if moment is None and isinstance(value, int) and (compact := _COMPACT.fullmatch(str(value)[:_MAX_CHARS])):
        return _compact_moment(compact)
    return moment


@lru_cache(maxsize=4096)
def _text_moment(text: str, order: DateOrder) -> datetime | None:
    if not text or len(text) > _MAX_CHARS:
        return None
    text = _ZONE_NAME.sub("", text)
    for form, moment_of in _MACHINE_FORMS:
        if match := form.fullmatch(text):
            return moment_of(match)
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    return written_date(text, order) or _mail_moment(text)


def _mail_moment(text: str) -> datetime | None:
    """RFC 2822, whose zone is read where it is an offset or one of the few names that the standard has."""
    if ":" not in text or "," not in text or re.search(r"\d{1,2}[/-]\d{1,2}[/-]", text):
        return None
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(text)
    return None


def _compact_moment(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone follows, if there is one
    zone = match[7]
    return datetime.fromisoformat(f"{moment.isoformat()}{zone}") if zone else moment


def _ordinal_moment(match: re.Match[str]) -> datetime | None:
    year, number = int(match[1]), int(match[2])
    day = datetime(year, 1, 1) + timedelta(days=number - 1)  # noqa: DTZ001 - the zone is not stated
    return day if number and day.year == year else None


def _end_moment(match: re.Match[str]) -> datetime:
    return datetime.fromisoformat(f"{match[1]}00{match[2]}") + timedelta(days=1)


_MACHINE_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], datetime | None]], ...] = (
    (_COMPACT, _compact_moment),
    (_NUMBER, lambda match: epoch_moment(float(match[1]))),
    (_DOTNET, lambda match: epoch_moment(int(match[1]))),
    (_ORDINAL, _ordinal_moment),
    (_END_OF_DAY, _end_moment),
)
