"""Quotation marks: which stretches of a text stand between them, in whatever style, balanced or not."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONG_WORDS = 5
"""Words from which a quoted stretch is more often a statement than a name or a scare quote: in news with speakers marked, six of
seven stretches of fewer words are part of a longer statement or none at all."""

_MARK = re.compile("[“”„«»\"‘’'`\n]")
"""One class of characters, which is searched for three times as fast as a choice of two patterns."""
_OPENS_LINE = re.compile('\n+[“"„«]')
_OPENERS = {"“": "”", "”": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'", "`": "'’"}
_DOUBLE = frozenset('“”„«»"')
_SINGLE_CLOSERS = frozenset({"’", "'", "'’"})
_BEFORE_OPENING = frozenset("([{—–-/:\u00a0…")
_SPOKEN_END = frozenset(".,!?…;:-—")


class Quoted(NamedTuple):
    """A stretch between quotation marks.

    Attributes:
        start: The opening mark.
        end: One past the closing mark, or the end of the line where none closes it.
        is_closed: Whether a mark closes it.
        is_single: Whether the marks are single ones.
        goes_on: Whether it has no closing mark and the next line opens with one: the same speaker goes on.
        word_count: Words inside, as white space parts them.
    """

    start: int
    end: int
    is_closed: bool
    is_single: bool
    goes_on: bool
    word_count: int

    @property
    def is_long(self) -> bool:
        """Whether it has the length of a statement."""
        return self.word_count >= LONG_WORDS


class Quotations:
    """The quoted stretches of a text, found by place.

    Args:
        stretches: As `quoted_stretches` gives them.
    """

    def __init__(self, stretches: Sequence[Quoted]) -> None:
        self.stretches = stretches
        self._starts = [quoted.start for quoted in stretches]

    def at(self, place: int) -> Quoted | None:
        """The stretch that a character stands in, its marks included."""
        number = bisect_right(self._starts, place) - 1
        return self.stretches[number] if number >= 0 and place < self.stretches[number].end else None

    def within(self, start: int, end: int) -> Sequence[Quoted]:
        """The stretches that a span of characters reaches into, in order."""
        first = max(0, bisect_right(self._starts, start) - 1)
        found = self.stretches[first : bisect_left(self._starts, end)]
        return found[1:] if found and found[0].end <= start else found


def quoted_stretches(text: str) -> list[Quoted]:
    """The outermost quoted stretches of a text, in order; they do not overlap and none reaches over a line's end.

    An apostrophe is not a mark: a single mark opens after a space and before a letter or digit, and closes before what is not one. A closing
    mark without an opening one is passed over, unless it stands where one opens. Time is linear in the text.
    """
    found: list[Quoted] = []
    opened = -1
    closers = ""
    ends_of_singles = _Ends(text)
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if opened >= 0 and closers not in _SINGLE_CLOSERS:
                goes_on = _OPENS_LINE.match(text, at) is not None
                found.append(_quoted(text, opened, at, is_closed=False, goes_on=goes_on))
            opened = -1
            continue
        if opened >= 0:
            if mark in closers and _closes(text, at):
                found.append(_quoted(text, opened, at + 1, is_closed=True, goes_on=False))
                opened = -1
            elif mark in _DOUBLE and closers in _SINGLE_CLOSERS and _opens(text, at):
                opened, closers = at, _OPENERS.get(mark, "")
            continue
        if mark in _OPENERS and _opens(text, at) and (mark in _DOUBLE or ends_of_singles.has_end(at)):
            opened, closers = at, _OPENERS[mark]
    if opened >= 0 and closers not in _SINGLE_CLOSERS:
        found.append(_quoted(text, opened, len(text), is_closed=False, goes_on=False))
    return found


def _quoted(text: str, start: int, end: int, *, is_closed: bool, goes_on: bool) -> Quoted:
    return Quoted(start, end, is_closed, text[start] not in _DOUBLE, goes_on, len(text[start + 1 : end].split()))


def _opens(text: str, at: int) -> bool:
    """Whether a mark stands where one opens: after a space or an opening sign, before what is not a space."""
    mark = text[at]
    after = text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    if mark in "“„«":
        return True
    before = text[at - 1 : at]
    free = not before or before.isspace() or before in _BEFORE_OPENING or (mark not in _DOUBLE and before in _DOUBLE)
    return free and (mark in _DOUBLE or after.isalnum() or after in '[…“"')


def _closes(text: str, at: int) -> bool:
    """Whether a mark stands where one closes: after what is not a space, and a single one before what is not a letter."""
    mark = text[at]
    if mark in "”»":
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _DOUBLE:
        return not before.isspace() or not after or after.isspace()
    return not before.isspace() and not after[:1].isalnum()


class _Ends:
    """Tells whether a single mark is closed in its line; lines are looked through once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_end = -1
        self._last_end = -1

    def has_end(self, at: int) -> bool:
        """Whether a single mark after `at` and in the same line closes a stretch that could be a statement."""
        if at >= self._line_end:
            self._line_end = self._text.find("\n", at)
            self._line_end = len(self._text) if self._line_end < 0 else self._line_end
            self._last_end = max(self._ends(at), default=-1)
        return self._last_end > at + 1

    def _ends(self, at: int) -> Iterator[int]:
        text = self._text
        for match in re.finditer("['’]", text[at : self._line_end]):
            place = at + match.start()
            before = text[place - 1 : place]
            if _closes(text, place) and (before in _SPOKEN_END or before.isalnum()) and before != "s":
                yield place
