"""Time expressions of a text in order, each with its calendar reading: what the tagger stores and dating builds on."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipelines.timex.grammar import expressions
from pipelines.timex.orders import UNTOLD, date_order, ordered
from pipelines.timex.resolve import resolve
from pipelines.timex.tense import direction, is_opening
from pipelines.timex.timex import Anchor, Resolved, Timex
from pipelines.timex.tokens import lowered, tokenise, windows

MAX_TEXT_CHARS = 20_000_000
"""Longer texts are read up to here: far beyond any article, and it bounds the memory of one."""
_TENSED_FORMS = frozenset({"day", "weekday", "month", "season", "quarter", "half", "holiday", "weekend", "nth"})


class Mention(NamedTuple):
    """A time expression, its calendar reading, and whether its sentence looks back (-1) or ahead (1)."""

    timex: Timex
    resolved: Resolved
    direction: int


def read_times(text: str, published: date | None) -> Iterator[Mention]:
    """The time expressions of a text in order, tied to `published` where that is known."""
    text = text[:MAX_TEXT_CHARS]
    lower = lowered(text)
    anchor = Anchor(published)
    order: str | None = None
    for start, end in windows(lower):
        for timex in expressions(tokenise(text, lower, start, end)):
            if timex.is_swappable:
                order = order or date_order([text]) or UNTOLD
                ordered(timex, order)
            looks = direction(lower, timex.start, timex.end, timex.form) if timex.form in _TENSED_FORMS else 0
            timex.opens_sentence = timex.form == "month" and is_opening(lower, timex.start)
            yield Mention(timex, resolve(timex, anchor, looks), looks)
