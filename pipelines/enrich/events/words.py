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


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end], at most `MAX_WORDS`."""
    part = text[start:end]
    pattern = _WORD_OR_NOT if any(ending in part for ending in _NOT_ENDS) else _WORD
    # what stands between words and the words, by turns: cut, measured and lowered without a step of Python per word
    pieces = pattern.split(part, MAX_WORDS)
    edges = list(accumulate(map(len, pieces), initial=start))
    surfaces = pieces[1::2]
    lowers = list(map(str.lower, surfaces))
    if "’" in part:
        lowers = [lower.replace("’", "'") for lower in lowers]
    capitals = [surface[0].isupper() for surface in surfaces]
    return list(map(tuple.__new__, repeat(Word), zip(lowers, edges[1::2], edges[2::2], capitals, strict=False)))


WORD_LIKE = re.compile(r"\w")
"""Tells a word from a mark."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(words.split())
