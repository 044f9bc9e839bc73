"""Readers of counted days and of runs: 'the first Monday in June', 'the 2nd of next month', 'June 24-26', '2014-2019'."""

from pipelines.timex.calendar import day as calendar_day
from pipelines.timex.numerals import DAYS_A_MONTH
from pipelines.timex.phrases import first_of, integer, shift_of, span_of, word_at
from pipelines.timex.readers import LEAP_YEAR
from pipelines.timex.timex import Timex
from pipelines.timex.tokens import Tokens

LAST = -1
_MOST_WEEKS = 5
_SPORT_AFTER = frozenset({"season", "campaign", "seasons", "term", "budget"})


def nth(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the first Monday in June', 'the last Friday of this month', 'the second week of July 2024', 'the last day of May'."""
    at = first_of(tokens, "WUZ", low, high)
    counted = first_of(tokens, "oL", low, at)
    count = LAST if tokens.classes[counted] == "L" else integer(tokens.values[counted])
    if (tokens.classes[counted] == "L" and tokens.words[counted] != "last") or count is None or count > _MOST_WEEKS:
        return None
    code, value = tokens.classes[at], tokens.values[at]
    if code == "U" and value not in {"W", "D"}:
        return None
    month_at, year_at = first_of(tokens, "M", at, high), first_of(tokens, "y", at, high)
    shift, base = shift_of(tokens, at, high)
    if month_at < 0 and (first_of(tokens, "U", at + 1, high) < 0 or tokens.values[high - 1] != "MO"):
        return None
    start, end = span_of(tokens, low, high)
    return Timex(
        start, end, "nth", count=count, weekday=integer(value) if code == "W" else None, shift=shift, base=base,
        unit="WE" if code == "Z" else str(value) if code == "U" else "D",
        month=integer(tokens.values[month_at]) if month_at >= 0 else None,
        year=integer(tokens.values[year_at]) if year_at >= 0 else None,
    )  # fmt: skip


def day_of_month(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the 2nd of next month', 'the 15th of this month': a day of a month that is counted from the day of publication."""
    at = first_of(tokens, "o", low, high)
    number = integer(tokens.values[at])
    if tokens.values[high - 1] != "MO" or number is None or not 1 <= number <= DAYS_A_MONTH:
        return None
    shift, base = shift_of(tokens, at, high)
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "nth", day=number, unit="D", shift=shift, base=base)


def day_range(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'June 24-26', '3-5 July 2024': the first day, and the last one in `last`."""
    month_at = first_of(tokens, "M", low, high)
    first_at = first_of(tokens, "do", low, high)
    last_at = first_of(tokens, "do", first_at + 1, high)
    year_at = first_of(tokens, "y", low, high)
    month, first, last = (integer(tokens.values[at]) for at in (month_at, first_at, last_at))
    year = integer(tokens.values[year_at]) if year_at >= 0 else None
    if month is None or first is None or last is None or first >= last:
        return None
    if calendar_day(year or LEAP_YEAR, month, last) is None:
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "day", year=year, month=month, day=first, last=last)


def year_run(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'2014-2019', 'the 2016-17 season', 'the winter of 2022-23' without its season."""
    value = tokens.values[high - 1]
    if not isinstance(value, tuple):
        return None
    before = word_at(tokens, low - 1)
    if before in {"$", "£", "€", "#", "+"} or (before == "-" and word_at(tokens, high) == "-"):
        return None
    start, end = span_of(tokens, low, high)
    label = "season" if word_at(tokens, high) in _SPORT_AFTER else ""
    return Timex(start, end, "years", year=value[0], last=value[1], label=label)


def quarter_code(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'Q4 2022', '2022 Q4', 'Q1 of this year', 'in Q3'. A bare 'Q1' that no preposition leads is a heading or a name."""
    at = first_of(tokens, "u", low, high)
    year_at = first_of(tokens, "y", low, high)
    has_unit = first_of(tokens, "U", low, high) >= 0
    shift, base = shift_of(tokens, low, high)
    leads = tokens.classes[low - 1 : low]
    if year_at < 0 and not has_unit and leads not in {"i", "I", "t", "T", "f", "E", "q", "s"}:
        return None
    start, end = span_of(tokens, low, high)
    return Timex(
        start, end, "quarter", label=str(tokens.values[at]), shift=shift, base=base, unit="Y" if has_unit else "",
        year=integer(tokens.values[year_at]) if year_at >= 0 else None,
    )  # fmt: skip
