"""Readers of parts of a day: 'half past six', 'the early hours of Sunday', 'before dawn'."""

from dataclasses import replace

from pipelines.timex.phrases import first_of, integer, shift_of, span_of, word_at
from pipelines.timex.readers import calendar_date
from pipelines.timex.timex import Timex
from pipelines.timex.tokens import Tokens

_AT = frozenset({"at", "before", "after", "until", "till", "by", "since", "around", "near", "from", "about", "towards", "toward"})  # fmt: skip
_SKY = frozenset({"dawn", "dusk", "daybreak", "sunrise", "sunset", "nightfall", "midday"})
_HOURS = 12


def told(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'half past six', 'quarter to nine': a time of day in words."""
    hour = integer(tokens.values[high - 1])
    if hour is None or not 1 <= hour <= _HOURS:
        return None
    at = first_of(tokens, "BQ", low, high)
    is_to = tokens.words[high - 2] == "to"
    if tokens.words[high - 2] not in {"past", "to"} or (is_to and tokens.classes[at] == "B"):
        return None
    minute = 30 if tokens.classes[at] == "B" else 45 if is_to else 15
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "clock", part=f"T{(hour - is_to) % _HOURS or _HOURS:02}:{minute:02}")


def hours_of(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the early hours of Sunday', 'the early hours': the morning of a day, before most are up."""
    modifier = first_of(tokens, "E", low, high)
    if tokens.words[modifier] != "early" or tokens.values[modifier + 1] != "H":
        return None
    start, end = span_of(tokens, low, high)
    day_at = first_of(tokens, "YMWD", modifier + 2, high)
    if day_at < 0:
        return Timex(start, end, "clock", part="MO") if tokens.classes[low] == "t" else None
    if tokens.classes[day_at] == "W" and first_of(tokens, "M", day_at, high) < 0:
        shift, base = shift_of(tokens, modifier + 2, day_at)
        weekday = integer(tokens.values[day_at])
        return Timex(start, end, "weekday", weekday=weekday, shift=shift, base=base, part="MO")
    if tokens.classes[day_at] == "D":
        return Timex(start, end, "deictic", shift=integer(tokens.values[day_at]), part="MO", label=tokens.words[day_at])
    timex = calendar_date(tokens, modifier + 3, high)
    return replace(timex, start=start, end=end, part="MO") if timex else None


def sky(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'at dawn', 'before dusk': after a preposition only, since 'a new dawn' is no time of day."""
    if tokens.words[high - 1] not in _SKY or word_at(tokens, low - 1) not in _AT or word_at(tokens, high) == "of":
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "clock", part=str(tokens.values[high - 1]))
