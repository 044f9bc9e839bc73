"""Words of a sentence with their places in the text."""

import re
from itertools import accumulate, repeat
from typing import NamedTuple

_INITIALS = r"[^\W\d_]\.(?:[^\W\d_]\.)+|"
_NOT = r"n[’']t\b|[^\W\d_]+(?=n[’']t\b)|"
_OTHERS = r"\d+(?:[.,:]\d+)*(?:[a-z]{1,3}\b)?|\w+(?:-\w+)*|[’'](?:s|re|ve|ll|d|m)\b|\S"
_WORD = re.compile(f"({_INITIALS}{_OTHERS})", re.IGNORECASE)
_WORD_OR_NOT = re.compile(f"({_INITIALS}{_NOT}{_OTHERS})", re.IGNORECASE)
"""For sentences with an apostrophe before a t; looking for one behind every letter takes as long as finding the words."""
_NOT_ENDS = ("'t", "’t", "'T", "’T")
MAX_WORDS = 120
"""Words of one sentence that are read; what is longer is a list or a page's furniture."""


class Word(NamedTuple):
    """One word or mark.

    Attributes:
        lower: Its characters in lower case, with straight apostrophes.
        start: First character in the text.
        end: One past the last.
        is_capital: Whether it begins with a capital letter.
    """

    lower: str
    start: int
    end: int
    is_capital: bool


class Cut(NamedTuple):
    """The words of a sentence as columns: most sentences are asked for their characters only.

    Attributes:
        lowers: The characters of each word in lower case, with straight apostrophes.
        surfaces: The characters of each word as they stand.
        edges: Where each word begins and ends in the text, by turns, after the sentence's own first character.
    """

    lowers: list[str]
    surfaces: list[str]
    edges: list[int]

    def words(self) -> list[Word]:
        """The words one by one."""
        capitals = [surface[0].isupper() for surface in self.surfaces]
        columns = zip(self.lowers, self.edges[1::2], self.edges[2::2], capitals, strict=False)
        return list(map(tuple.__new__, repeat(Word), columns))


def cut(text: str, start: int, end: int) -> Cut:
    """Cut text[start:end] into words, at most `MAX_WORDS`."""
    part = text[start:end]
    pattern = _WORD_OR_NOT if any(ending in part for ending in _NOT_ENDS) else _WORD
    # what stands between words and the words, by turns: cut, measured and lowered without a step of Python per word
    pieces = pattern.split(part, MAX_WORDS)
    surfaces = pieces[1::2]
    lowers = list(map(str.lower, surfaces))
    if "’" in part:
        lowers = [lower.replace("’", "'") for lower in lowers]
    return Cut(lowers, surfaces, list(accumulate(map(len, pieces), initial=start)))


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end], at most `MAX_WORDS`."""
    return cut(text, start, end).words()


WORD_LIKE = re.compile(r"\w")
"""Tells a word from a mark."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(words.split())
