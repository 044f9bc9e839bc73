"""Time expressions of a text in order, each with its calendar reading: what the tagger stores and dating builds on."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
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


class Found(NamedTuple):
    """A time expression before it is tied to a day, and whether its sentence looks back (-1) or ahead (1)."""

    timex: Timex
    direction: int


class _Memory(dict[bytes, tuple[Found, ...]]):
    """What was found in the texts that were read last, by a digest of each: an article is dated, and soon its times are asked for."""

    size = 0

    def keep(self, key: bytes, found: tuple[Found, ...]) -> None:
        """Remember what was found in a text; the oldest is forgotten where it is too much."""
        self[key] = found
        self.size += 1 + len(found)
        while self.size > MOST_REMEMBERED:
            self.size -= 1 + len(self.pop(next(iter(self))))


MOST_REMEMBERED = 40_000
"""Time expressions that are remembered: those of some 4,500 articles of news, in 11 MB."""
LEAST_REMEMBERED_CHARS = 200
"""A shorter text, such as a title, is read again faster than it is looked up."""
_memory = _Memory()


def read_times(text: str, published: date | None) -> Iterator[Mention]:
    """The time expressions of a text in order, tied to `published` where that is known."""
    return _tied(expressions_in(text), published)


def read_times_below(title: str, text: str) -> Iterator[Mention]:
    """The time expressions of a title and of the text below it, tied to no day; places count in both with a blank line between."""
    shift = len(title) + 2
    moved = [
        Found(replace(timex, start=timex.start + shift, end=timex.end + shift), looks)
        for timex, looks in expressions_in(text)
    ]
    return _tied([*expressions_in(title), *moved], None)


def expressions_in(text: str) -> Sequence[Found]:
    """The time expressions of a text in order; who takes them does not change them."""
    text = text[:MAX_TEXT_CHARS]
    if len(text) < LEAST_REMEMBERED_CHARS:
        return tuple(_read(text))
    key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = _memory.get(key)
    if found is None:
        found = tuple(_read(text))
        _memory.keep(key, found)
    return found


def _read(text: str) -> Iterator[Found]:
    lower = lowered(text)
    order: str | None = None
    for start, end in windows(lower):
        for timex in expressions(tokenise(text, lower, start, end)):
            if timex.is_swappable:
                order = order or date_order([text]) or UNTOLD
                ordered(timex, order)
            looks = direction(lower, timex.start, timex.end, timex.form) if timex.form in _TENSED_FORMS else 0
            timex.opens_sentence = timex.form == "month" and is_opening(lower, timex.start)
            yield Found(timex, looks)


def _tied(found: Sequence[Found], published: date | None) -> Iterator[Mention]:
    anchor = Anchor(published)
    for timex, looks in found:
        yield Mention(timex, resolve(timex, anchor, looks), looks)
