"""Readers of expressions that lean on another time: 'last week', 'Friday night', 'two days', 'now'."""

from pipelines.timex.clocks import sky
from pipelines.timex.names import is_paper_or_show, is_person
from pipelines.timex.phrases import (
    first_of,
    integer,
    modifier_of,
    shift_of,
    span_of,
    word_at,
)
from pipelines.timex.readers import calendar_date
from pipelines.timex.timex import Timex
from pipelines.timex.tokens import Tokens

_IN_SEASON = frozenset({"in", "since", "by", "until", "of", "during", "last", "next", "this", "through"})
_NIGHT = "NI"


def clock(tokens: Tokens, low: int, high: int) -> Timex | None:  # noqa: C901, PLR0911 one refusal a line
    """A time of day, with the day it belongs to: '10 p.m. Wednesday', 'noon'. Scores and ratios are refused."""
    has_meridiem = first_of(tokens, "m", low, high)
    at = first_of(tokens, "CcdP", low, high)
    code = tokens.classes[at]
    before = word_at(tokens, low - 1)
    if code == "P" and "T" not in str(tokens.values[at]):
        return sky(tokens, low, high)
    if (
        code == "C"
        and has_meridiem < 0
        and first_of(tokens, "z", low, high) < 0
        and before
        not in {
            "at",
            "by",
            "around",
            "from",
            "until",
            "till",
            "since",
            "to",
            "before",
            "after",
            "between",
            "and",
            "about",
        }
    ):
        return None
    hour, minute = _hour_minute(tokens, at)
    if code == "d" and has_meridiem < 0:
        part = first_of(tokens, "P", at + 1, high)
        if part < 0 or before != "at":
            return None
        hour += 12 if tokens.values[part] in {"AF", "EV"} and hour < 12 else 0
    if (
        code == "P"
        and before not in {"at", "by", "before", "until", "around", "after", "since", "from", "about", "past", "to"}
        and at + 1 == high
    ):
        return None
    if has_meridiem >= 0:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if tokens.values[has_meridiem] == "p" else 0)
    start, end = span_of(tokens, low, high)
    rest = at + 1
    day_at = first_of(tokens, "YMWD", rest, high)
    timex = None
    if (day_at >= 0 and tokens.classes[day_at] in "YM") or (day_at >= 0 and first_of(tokens, "M", day_at, high) >= 0):
        timex = calendar_date(tokens, rest, high)
        if timex is None:
            return None
    elif day_at >= 0 and tokens.classes[day_at] == "W":
        shift, base = shift_of(tokens, rest, day_at)
        timex = Timex(start, end, "weekday", weekday=integer(tokens.values[day_at]), shift=shift, base=base)
    elif day_at >= 0:
        timex = Timex(start, end, "deictic", shift=integer(tokens.values[day_at]))
    else:
        timex = Timex(start, end, "clock")
    timex.start, timex.end = start, end
    zone = first_of(tokens, "z", low, high)
    is_utc = zone >= 0 and tokens.words[zone] in {"gmt", "utc"}
    timex.part = f"T{hour:02}:{minute:02}{'Z' if is_utc else ''}"
    return timex


def _hour_minute(tokens: Tokens, at: int) -> tuple[int, int]:
    value = str(tokens.values[at]).removeprefix("T")
    hour, _, minute = value.partition(":")
    return int(hour), int(minute or 0)


def unit(tokens: Tokens, low: int, high: int) -> Timex | None:  # noqa: C901, PLR0911, PLR0912 one reading a line
    """'last year', 'earlier this month', 'next weekend', 'this morning', 'that same day', 'the following day'."""
    at = high - 1
    code, value = tokens.classes[at], str(tokens.values[at])
    shift, base = shift_of(tokens, low, high)
    word = next(tokens.words[i] for i in range(low, high) if tokens.classes[i] in "LXT")
    start, end = span_of(tokens, low, high)
    if word == "these":
        return None
    if word in {"that", "same"}:
        base = "text"
        if code == "J" or (word == "that" and value not in {"D", "NI", "W", "MO", "Y", "SU", "SP", "WI", "FA"}):
            return None
    modifier = modifier_of(tokens, low, high)
    if tokens.classes[low] == "b":
        modifier = "START" if tokens.values[low] == -1 else "END"
    if code == "P":
        if word in {"past", "current", "upcoming"}:
            return None
        if value == "MO" and shift == -1:
            return None
        return Timex(start, end, "deictic", shift=shift if base == "dct" else 0, part=value, base=base)
    if code == "J":
        return Timex(start, end, "quarter", shift=shift, base="text") if word in {"latest", "same"} else None
    if code == "S":
        return Timex(start, end, "season", label=value, shift=shift, base=base, modifier=modifier)
    if code == "Z":
        return Timex(start, end, "weekend", shift=shift, base=base)
    if value in {"S", "M", "H"}:
        return Timex(start, end, "duration", unit=value, count=1, shift=shift)
    if word == "past" and value in {"D", "W", "MO", "Y", "DE", "CE"}:
        return Timex(start, end, "duration", unit=value, count=1, shift=-1)
    if value == "D" and tokens.words[low] == "the" and word == "next":
        base = "text"
    return Timex(start, end, "unit", unit=value, shift=shift, base=base, modifier=modifier)


def end_of(tokens: Tokens, low: int, high: int) -> Timex | None:  # noqa: PLR0911 one refusal a line
    """'the end of the year', 'year end', 'the latest quarter', 'the current fiscal year'."""
    start, end = span_of(tokens, low, high)
    at = first_of(tokens, "UQJ", low, high)
    value = str(tokens.values[at])
    latest = first_of(tokens, "l", low, high)
    if latest >= 0:
        if tokens.words[latest] == "latest" and tokens.classes[at] in "QJ":
            return Timex(start, end, "quarter", shift=0, base="text")
        return Timex(start, end, "unit", unit=value, shift=0) if value == "Y" and tokens.classes[low] == "t" else None
    if tokens.classes[at] != "U" or value not in {"W", "MO", "Y", "DE", "CE"}:
        return None
    if tokens.classes[at + 1 : at + 2] in {"E", "s"} and (value != "Y" or tokens.words[high - 1] != "end"):
        return None
    if "f" in tokens.classes[low:high] and value != "Y":
        return None
    if "f" in tokens.classes[low:high] and "T" not in tokens.classes[low:high]:
        return Timex(start, end, "duration", unit="Y", count=1)
    return Timex(start, end, "unit", unit=value, shift=0, modifier=modifier_of(tokens, low, high))


def weekday(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'Monday', 'last Friday', 'late Tuesday night'."""
    at = first_of(tokens, "W", low, high)
    if is_paper_or_show(tokens, low, at, high) or is_person(tokens, low, at):
        return None
    start, end = span_of(tokens, low, high)
    shift, base = shift_of(tokens, low, at)
    part = str(tokens.values[high - 1]) if tokens.classes[high - 1] == "P" else ""
    return Timex(
        start, end, "weekday", weekday=integer(tokens.values[at]), shift=shift, base=base, part=part,
        modifier=modifier_of(tokens, low, high),
    )  # fmt: skip


def season(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'last summer', 'the fall of 2023', 'in spring'. A bare 'fall' or 'spring' is refused: mostly a verb or a noun."""
    at = first_of(tokens, "S", low, high)
    year_at = first_of(tokens, "y", at, high)
    shift, base = shift_of(tokens, low, high)
    has_unit = first_of(tokens, "U", low, high) >= 0
    before = word_at(tokens, low - 1)
    if year_at < 0 and shift is None and not has_unit:
        anchored = before in _IN_SEASON and (tokens.words[at] != "fall" or tokens.classes[low] == "t")
        if not anchored or word_at(tokens, high) in {
            "of",
            "training",
            "break",
            "water",
            "olympics",
            "olympic",
            "games",
        }:
            return None
    start, end = span_of(tokens, low, high)
    return Timex(
        start, end, "season", label=str(tokens.values[at]), shift=shift, base=base,
        year=integer(tokens.values[year_at]) if year_at >= 0 else None, unit="Y" if has_unit else "",
        modifier=modifier_of(tokens, low, high),
    )  # fmt: skip


def holiday(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'Christmas Day', 'last Thanksgiving', 'Easter 2024'."""
    at = first_of(tokens, "H", low, high)
    year_at = first_of(tokens, "y", at, high)
    start, end = span_of(tokens, at if tokens.classes[low] == "t" else low, high)
    shift, base = shift_of(tokens, low, high)
    return Timex(
        start, end, "holiday", label=str(tokens.values[at]), shift=shift, base=base,
        year=integer(tokens.values[year_at]) if year_at >= 0 else None,
    )  # fmt: skip


def deictic(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'today', 'yesterday afternoon', 'tomorrow night', 'overnight'."""
    at = first_of(tokens, "D", low, high)
    start, end = span_of(tokens, low, high)
    part = str(tokens.values[high - 1]) if tokens.classes[high - 1] == "P" else ""
    word = tokens.words[at]
    if word in {"tonight", "overnight"}:
        part = _NIGHT
    return Timex(start, end, "deictic", shift=integer(tokens.values[at]), part=part, label=word)


def fiscal(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'fiscal 1989', 'the fiscal year', 'the year 2000'."""
    year_at = first_of(tokens, "y", low, high)
    unit_at = first_of(tokens, "U", low, high)
    if unit_at >= 0 and tokens.values[unit_at] != "Y":
        return None
    start, end = span_of(tokens, low, high)
    if year_at >= 0:
        return Timex(
            start,
            end,
            "year",
            year=integer(tokens.values[year_at]),
            label="fiscal" if "f" in tokens.classes[low:high] else "",
        )
    return Timex(start, end, "duration", unit="Y", count=1) if unit_at >= 0 else None


def weekend(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the weekend'; without an article it is mostly part of a name or a compound."""
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "weekend", shift=None) if tokens.words[low] == "the" else None
