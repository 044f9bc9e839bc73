"""Words of a sentence with their places in the text."""

import re
from typing import NamedTuple

_WORD = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)+|n[’']t\b|[^\W\d_]+(?=n[’']t\b)|\d+(?:[.,:]\d+)*(?:[a-z]{1,3}\b)?|\w+(?:-\w+)*|[’'](?:s|re|ve|ll|d|m)\b|\S",
    re.IGNORECASE,
)
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
    found = []
    for match in _WORD.finditer(text, start, end):
        surface = match[0]
        found.append(Word(surface.lower().replace("’", "'"), match.start(), match.end(), surface[0].isupper()))
        if len(found) == MAX_WORDS:
            break
    return found


WORD_LIKE = re.compile(r"\w")
"""Tells a word from a mark."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(words.split())
