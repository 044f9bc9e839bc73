"""Readers of meaning: a matched run of tokens in, a `Timex` out, or None where the words do not speak of time."""

from typing import cast

from pipelines.timex.calendar import day as calendar_day
from pipelines.timex.names import is_person, landmark_year
from pipelines.timex.phrases import (
    approximate_start,
    count_of,
    first_of,
    integer,
    modifier_of,
    period,
    shift_of,
    span_of,
    word_at,
)
from pipelines.timex.timex import Timex
from pipelines.timex.tokens import Tokens

LEAP_YEAR = 2024
"""29 February without a year is possible, so a month-day is checked against a leap year."""
_NOT_YEARS_BEFORE = frozenset({"$", "£", "€", "#", "no", "nos", "flight", "boeing", "room", "page", "route", "highway", "about", "nearly", "some", "than", "windows", "over", "airbus", "top", "model", "rs", "least", "almost", "approximately", "roughly"})  # fmt: skip
_NOT_YEARS_AFTER = frozenset({
    "people", "miles", "troops", "soldiers", "dollars", "percent", "points", "meters", "metres", "tons", "tonnes", "feet",
    "%", "men", "women", "children", "jobs", "employees", "workers", "shares", "homes", "houses", "km", "kilometers",
    "kilometres", "kilograms", "kg", "pounds", "yards", "acres", "others", "votes", "students", "million", "billion",
    "deaths", "cases", "members", "square", "units", "euros", "civilians", "prisoners", "times", "degrees", "calories",
    "mm", "cm", "m", "ft", "megawatts", "additional", "new", "aircraft", "drones", "rounds", "pages", "seats",
    "passengers", "vehicles", "copies", "megahertz", "hertz", "volts", "watts", "barrels", "gallons",
})  # fmt: skip
_NUMBER_YEARS_IN = frozenset({"in", "since", "of", "until", "till", "by", "from", "during", "before", "after", "early", "late", "mid", "through", "and", "to", "between", "around", "year"})  # fmt: skip
_NEWS_YEARS = (1700, 2100)
_DATE_PARTS = 3


def calendar_date(tokens: Tokens, low: int, high: int) -> Timex | None:
    """A day of the calendar: '28 December 2025', 'Thursday, July 18', '2025-12-28'."""
    start, end = span_of(tokens, low, high)
    full = first_of(tokens, "Y", low, high)
    part_at = first_of(tokens, "PC", low, high)
    part = str(tokens.values[part_at]) if part_at >= 0 else ""
    if tokens.classes[part_at] == "C" and part_at >= 0:
        part = "T" + part
    if full >= 0:
        value = cast("tuple[int, ...]", tokens.values[full])
        form = Timex(start, end, "day", year=value[0], month=value[1], day=value[2], part=part)
        form.is_swappable = len(value) > _DATE_PARTS
        return form
    month_at = first_of(tokens, "M", low, high)
    day_at = next(i for i in range(low, high) if tokens.classes[i] in "do")
    year_at = first_of(tokens, "y", low, high)
    named, nth = integer(tokens.values[month_at]), integer(tokens.values[day_at])
    stated = integer(tokens.values[year_at]) if year_at >= 0 else None
    if named is None or nth is None or calendar_day(stated or LEAP_YEAR, named, nth) is None:
        return None
    if tokens.classes[day_at] == "d" and day_at > month_at and word_at(tokens, high) in _NOT_YEARS_AFTER:
        return None
    weekday_at = first_of(tokens, "W", low, high)
    weekday = integer(tokens.values[weekday_at]) if weekday_at >= 0 else None
    shift, base = shift_of(tokens, low, high)
    if stated is None and shift is None:
        stated = landmark_year(tokens, high, named, nth)
    return Timex(
        start, end, "day", year=stated, month=named, day=nth, weekday=weekday, part=part, shift=shift, base=base
    )


def month(tokens: Tokens, low: int, high: int) -> Timex | None:
    """A month: 'December', 'early January', 'July 2001', 'December last year'."""
    at = first_of(tokens, "M", low, high)
    word = tokens.words[at]
    if word in {"may", "march", "august"} and not _month_in_context(tokens, low, at, high):
        return None
    if _is_part_of_an_impossible_day(tokens, low, at) or is_person(tokens, low, at):
        return None
    year_at = first_of(tokens, "y", at, high)
    start, end = span_of(tokens, low, high)
    shift, base = shift_of(tokens, low, high)
    return Timex(
        start, end, "month", year=integer(tokens.values[year_at]) if year_at >= 0 else None,
        month=integer(tokens.values[at]), shift=shift, base=base, modifier=modifier_of(tokens, low, high),
        unit="Y" if first_of(tokens, "U", low, high) >= 0 else "",
    )  # fmt: skip


def _is_part_of_an_impossible_day(tokens: Tokens, low: int, at: int) -> bool:
    """True for the month of '30 February' and 'February 30': nothing is known of what was meant."""
    named = integer(tokens.values[at]) or 1
    beside = [i for i in (low - 1, at + 1) if 0 <= i < len(tokens.classes) and tokens.classes[i] == "d"]
    return any(calendar_day(LEAP_YEAR, named, integer(tokens.values[i]) or 1) is None for i in beside)


def _month_in_context(tokens: Tokens, low: int, at: int, high: int) -> bool:
    """True when 'May', 'March' or 'August' is a month: a preposition, a modifier, a year or a comma stands by it."""
    if high - low > 1 or first_of(tokens, "y", at, high) >= 0:
        return True
    before = word_at(tokens, low - 1)
    return before in {"in", "since", "of", "until", "till", "by", "from", "during", "through", "before", "after", "to", "and", "between", "for", "mid"}  # fmt: skip


def year(tokens: Tokens, low: int, high: int) -> Timex | None:
    """A year; a number that counts things is refused."""
    at = high - 1
    number = integer(tokens.values[at])
    before, after = word_at(tokens, low - 1), word_at(tokens, high)
    if number is None or not _NEWS_YEARS[0] <= number <= _NEWS_YEARS[1] or tokens.classes[low - 1 : low] == "M":
        return None
    if (
        before in _NOT_YEARS_BEFORE
        or after in _NOT_YEARS_AFTER
        or (after == "-" and word_at(tokens, high + 1) not in {"", "now"} and tokens.classes[high + 1] not in "dny")
    ):
        return None
    if before in {"-", "(", "/", "."} and tokens.classes[low - 2 : low - 1] in {"d", "n"} and before != "(":
        return None
    if not 1850 <= number <= 2060 and before not in _NUMBER_YEARS_IN:
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "year", year=number, modifier=modifier_of(tokens, low, high))


def quarter(tokens: Tokens, low: int, high: int) -> Timex | None:
    """A quarter: 'the third quarter', 'fourth-quarter 2023', 'last quarter'."""
    ordinal = first_of(tokens, "o", low, high)
    year_at = first_of(tokens, "y", low, high)
    start, end = span_of(tokens, low, high)
    shift, base = shift_of(tokens, low, high)
    number = integer(tokens.values[ordinal]) if ordinal >= 0 else None
    if number is not None and number > 4:
        return None
    if number is None and shift is None and tokens.classes[low] != "t":
        return None
    return Timex(
        start, end, "quarter", year=integer(tokens.values[year_at]) if year_at >= 0 else None, shift=shift, base=base,
        label=f"Q{number}" if number else "", unit="Y" if first_of(tokens, "U", low, high) >= 0 else "",
    )  # fmt: skip


def year_period(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the 1988 period', 'the 1988 quarter', said for comparison."""
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "year", year=integer(tokens.values[low + 1]))


def half(tokens: Tokens, low: int, high: int) -> Timex | None:
    """A half year: 'the first half of 2023'. Halves of games are refused: only a year or 'this year' makes it one."""
    ordinal = first_of(tokens, "o", low, high)
    year_at = first_of(tokens, "y", low, high)
    number = integer(tokens.values[ordinal])
    has_unit = first_of(tokens, "U", low, high) >= 0
    if number is None or number > 2 or (year_at < 0 and not has_unit):
        return None
    start, end = span_of(tokens, low, high)
    shift, base = shift_of(tokens, low, high)
    return Timex(
        start, end, "half", year=integer(tokens.values[year_at]) if year_at >= 0 else None, shift=shift, base=base,
        label=f"H{number}", unit="Y" if has_unit else "",
    )  # fmt: skip


def century(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the 19th century', or 'the first year' and the like, which are refused."""
    number = integer(tokens.values[first_of(tokens, "o", low, high)])
    if tokens.values[high - 1] != "CE" or number is None or not 1 <= number <= 30:
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "century", count=number, modifier=modifier_of(tokens, low, high))


def decade(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the 1990s', 'the nineties', 'mid-'90s'. 'In his 40s' and 'early 30s' are ages."""
    word = tokens.words[high - 1]
    is_short = word[0].isdigit() and not word[:4].isdigit()
    if (is_short or word.isalpha()) and "t" not in tokens.classes[low:high]:
        return None
    if word_at(tokens, low - 1) in {"his", "her", "their"}:
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "decade", year=integer(tokens.values[high - 1]), modifier=modifier_of(tokens, low, high))


def year_before(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'a year-ago', 'the year-earlier quarter'."""
    at = first_of(tokens, "U", low, high)
    start, end = span_of(tokens, low + (tokens.classes[low] == "a"), high)
    return Timex(start, end, "shift", unit=str(tokens.values[at]), count=-1, base="quarter")


def ago(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'two days ago', 'a year earlier', 'three weeks later'."""
    at = first_of(tokens, "UVZ", low, high)
    last = high - 1
    sign = -1 if tokens.classes[last] == "A" else int(tokens.values[last])  # type: ignore[arg-type]
    count = count_of(tokens, low, at) if at > low else None
    start, end = span_of(tokens, approximate_start(tokens, low), high)
    base = "dct" if tokens.classes[last] == "A" or tokens.words[last] == "hence" else "text"
    return Timex(
        start, end, "shift", unit=str(tokens.values[at]) or "W", count=None if count is None else sign * count,
        shift=sign, base=base,
    )  # fmt: skip


def each(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'every day', 'every two weeks', 'each Tuesday'."""
    last = high - 1
    code, value = tokens.classes[last], tokens.values[last]
    if tokens.words[low] == "per" and code != "U":
        return None
    start, end = span_of(tokens, low, high)
    if code == "W":
        label = f"XXXX-WXX-{value}"
    elif code == "M":
        label = f"XXXX-{value:02}"
    elif code in "PSZ":
        label = {"P": f"XXXX-XX-XXT{value}", "S": f"XXXX-{value}", "Z": "XXXX-WXX-WE"}[code]
    else:
        has_count = first_of(tokens, "Nd", low, last) >= 0
        count = (
            count_of(tokens, low + 1, last) if has_count else 2 if tokens.words[low + 1] in {"second", "other"} else 1
        )
        label = period(str(value), count)
    return Timex(start, end, "set", label=label)


def times_a(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'twice a week', 'three times a year', 'once a day'."""
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "set", label=period(str(tokens.values[high - 1]), 1))


def often(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'daily', 'annually', 'Mondays'."""
    start, end = span_of(tokens, low, high)
    value = tokens.values[low]
    if tokens.classes[low] == "w":
        return Timex(start, end, "set", label=f"XXXX-WXX-{value}", weekday=integer(value))
    return Timex(start, end, "set", label=str(value))
