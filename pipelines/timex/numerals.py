"""Meaning of tokens made of digits: days, years, clock times and runs of them, each as a class letter and a value."""

import re
from collections.abc import Callable

from pipelines.timex.calendar import HOLIDAYS, day
from pipelines.timex.lexicon import LEXICON

Value = int | str | tuple[int, ...]
"""A number, a word of TIMEX3, year, month and day, or the first and last year of a run."""

DAYS_A_MONTH = 31
MONTHS_A_YEAR = 12
YEAR_RANGE = (1000, 2199)
"""Four digits outside this range are a number, not a year that news speaks of."""
TWO_DIGIT_PIVOT = 50
"""'11/02/89' is 1989 and '11/02/24' is 2024: years of two digits below the pivot lie in this century."""
LONGEST_RUN_YEARS = 300
"""A longer run of years is two numbers with a hyphen."""
SEPTEMBER_11 = (2001, 9, 11)
_NOTHING: tuple[str, Value] = ("n", "X")


def _number(word: str) -> tuple[str, Value]:
    if not word.isdecimal():
        whole = word.replace(",", "")
        return ("n", int(whole)) if whole.isdecimal() and len(whole) < 10 else _NOTHING
    if len(word) > 8:
        return _NOTHING
    number = int(word)
    if len(word) == 4 and YEAR_RANGE[0] <= number <= YEAR_RANGE[1]:
        return "y", number
    return ("d" if len(word) <= 2 and 1 <= number <= DAYS_A_MONTH else "n"), number


def full_year(number: int) -> int:
    """Return a year of two digits in the century that `TWO_DIGIT_PIVOT` puts it in; others as they are."""
    if number >= 100:
        return number
    return number + (2000 if number < TWO_DIGIT_PIVOT else 1900)


def _numeric_date(word: str) -> tuple[str, Value]:
    """`Y` with year, month and day where the digits are a possible date in one of the usual orders, else a number.

    Where both orders are possible the value is the month-first reading with a fourth item, 1: whoever reads it must look
    for what tells the order (see `pipelines.timex.orders`).
    """
    parts = re.split(r"[./-]", word)
    if len(parts[0]) == 4:
        order = [(int(parts[0]), int(parts[1]), int(parts[2]))]
    elif len(parts[0]) > 2 or len(parts[2]) == 3:
        return _NOTHING
    else:
        year = full_year(int(parts[2]))
        american, british = (year, int(parts[0]), int(parts[1])), (year, int(parts[1]), int(parts[0]))
        if "." in word:
            if len(parts[2]) != 4:
                return _NOTHING
            order = [british]
        elif "-" in word and len(parts[2]) != 4:
            return _NOTHING
        else:
            order = [american, british]
    possible = [item for item in order if YEAR_RANGE[0] <= item[0] <= YEAR_RANGE[1] and day(*item)]
    if not possible:
        return _NOTHING
    return "Y", (*possible[0], 1) if len(set(possible)) > 1 else possible[0]


def _compact_date(word: str) -> tuple[str, Value]:
    year, month, number = int(word[:4]), int(word[4:6]), int(word[6:])
    return ("Y", (year, month, number)) if day(year, month, number) else _NOTHING


def _named_date(word: str) -> tuple[str, Value]:
    """'19-Nov-12', '9-Sept-2019'."""
    number, name, year = word.split("-")
    month = LEXICON[name][1]
    value = full_year(int(year)), month if isinstance(month, int) else 0, int(number)
    return ("Y", value) if day(*value) else _NOTHING


def _year_run(word: str) -> tuple[str, Value]:
    """'2016-17', '2020/21', '1939-1945'; two digits count as years only where they cannot be a month."""
    head, tail = re.split(r"[-–/]", word)
    first = int(head)
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if len(tail) == 2 and last < first:
        last += 100
    is_next = last == first + 1
    if len(tail) == 2 and not is_next and int(tail) <= MONTHS_A_YEAR:
        return _NOTHING
    return ("v", (first, last)) if first < last <= first + LONGEST_RUN_YEARS else _NOTHING


def _decade(word: str) -> tuple[str, Value]:
    digits = re.sub(r"\D", "", word)
    if len(digits) == 4:
        number = int(digits)
        return ("K", number) if YEAR_RANGE[0] <= number <= YEAR_RANGE[1] else _NOTHING
    if len(digits) == 2 and int(digits) >= 20:
        return "K", 1900 + int(digits)
    return _NOTHING


def _clock(word: str) -> tuple[str, Value]:
    hour, minute = (int(part) for part in re.split(r"[:.]", word)[:2])
    if hour > 24:
        return _NOTHING
    return ("C" if ":" in word else "c"), f"{hour:02}:{minute:02}"


def _military(word: str) -> tuple[str, Value]:
    """'0300' before the name of a zone."""
    return ("C", f"{word[:2]}:{word[2:]}") if int(word[:2]) < 24 else _NOTHING


READERS: dict[str, Callable[[str], tuple[str, Value]]] = {
    "gap": lambda _: ("|", ""),
    "holiday": lambda word: ("H", HOLIDAYS[word]),
    "abbr": lambda word: LEXICON[word[:-1]],
    "meridiem": lambda word: ("m", word[0]),
    "decade": _decade,
    "nine_eleven": lambda _: ("Y", SEPTEMBER_11),
    "year_run": _year_run,
    "named": _named_date,
    "numeric": _numeric_date,
    "sep": _numeric_date,
    "compact": _compact_date,
    "military": _military,
    "clock": _clock,
    "ordinal": lambda word: ("o", int(word[:-2])),
    "number": _number,
    "period": lambda word: ("u", word.upper()),
    "possessive": lambda _: ("s", ""),
}
"""By the name of the group of the token pattern: what reads such a token."""
