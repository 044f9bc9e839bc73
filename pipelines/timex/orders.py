"""Which comes first in a text's numeric dates, the day or the month: told by those of its dates that fit one order only."""

import re
from collections.abc import Iterable

from pipelines.timex.timex import Timex

MAX_READ_CHARS = 200_000
"""Longer texts are searched up to here."""
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?![\d/-]|\.\d)")
_MONTHS = 12
DAY_FIRST, MONTH_FIRST, UNTOLD = "day_first", "month_first", "untold"


def date_order(texts: Iterable[str]) -> str | None:
    """`day_first` or `month_first` where the numeric dates of the texts that fit one order agree on it, else None.

    Args:
        texts: Texts of one source: an article, or all articles of a dump.
    """
    found: set[str] = set()
    for text in texts:
        for match in _NUMERIC.finditer(text, 0, MAX_READ_CHARS):
            first, second = int(match[1]), int(match[2])
            if first > _MONTHS >= second > 0:
                found.add(DAY_FIRST)
            elif second > _MONTHS >= first > 0:
                found.add(MONTH_FIRST)
    return found.pop() if len(found) == 1 else None


def ordered(timex: Timex, order: str | None) -> None:
    """Give a day of digits the order that its source has; where none is told it stays as swappable as it was."""
    if timex.is_swappable and order == DAY_FIRST:
        timex.month, timex.day = timex.day, timex.month
    timex.is_swappable = timex.is_swappable and order not in {DAY_FIRST, MONTH_FIRST}
