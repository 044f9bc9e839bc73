"""The day of an event, as an interval: a day named beside it, else the article's own date, as far as its tense allows."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.enrich.events.sentences import Row

TOLD_WITHIN_DAYS = 3
"""News in the past tense without a day tells of so many days before it appeared at most: the day itself, one or two before."""
LONGEST_DAYS = 400
"""An expression that spans more tells no day of an event ('in recent years')."""
_BOUND = re.compile(r"\b(?:since|until|till|before|prior to) (?:the |early |late |mid-?)*$", re.IGNORECASE)
"""Words before a day that bound a stretch of time; nothing happened on that day itself."""
BEFORE_CHARS = 24
AHEAD = frozenset({"planned", "threatened", "hypothetical"})


class When(NamedTuple):
    """An interval of days.

    Attributes:
        earliest: First day; None when nothing tells.
        latest: Last day; None when nothing tells.
        basis: `text`, `article` or `none`.
    """

    earliest: date | None
    latest: date | None
    basis: str


def day_of(
    text: str, span: tuple[int, int], times: Sequence[Row], published: tuple[date | None, date | None], status: str
) -> When:
    """Return when an event was, is, or will be.

    Args:
        text: The text.
        span: What tells it: first and last character.
        times: Time expressions of its sentence.
        published: First and last day of the article's date.
        status: Whether it is asserted, planned and so on.
    """
    best: tuple[float, Row] | None = None
    for row in times:
        if row["earliest"] is None or row["latest"] is None or row["timex_type"] not in {"DATE", "TIME"}:
            continue
        if (row["latest"] - row["earliest"]).days > LONGEST_DAYS or _BOUND.search(
            text[max(0, row["start_char"] - BEFORE_CHARS) : row["start_char"]]
        ):
            continue
        # a day after the verb is nearer to it than one before: 'said on Monday that troops entered on Sunday'
        distance = row["start_char"] - span[1] if row["start_char"] >= span[1] else 1.5 * (span[0] - row["end_char"])
        if best is None or distance < best[0]:
            best = distance, row
    if best is not None:
        return When(best[1]["earliest"], best[1]["latest"], "text")
    earliest, latest = published
    if earliest is None or latest is None:
        return When(None, None, "none")
    if status in AHEAD:
        return When(earliest, None, "article")
    return When(earliest - timedelta(days=TOLD_WITHIN_DAYS), latest, "article")
