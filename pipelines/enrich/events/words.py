"""Words of a sentence with their places in the text."""

import re
from itertools import repeat
from operator import add
from typing import NamedTuple

_PLAIN = r"[a-z]+(?=[ ,\n])|"
"""Most words are letters up to a space or comma, for which nothing else needs to be tried."""
_NOT = r"n't\b|[^\W\d_]+(?=n't\b)|"
_OTHERS = r"[^\W\d_]\.(?:[^\W\d_]\.)+|\d+(?:[.,:]\d+)*(?:[a-z]{1,3}\b)?|\w+(?:-\w+)*|'(?:s|re|ve|ll|d|m)\b|\S"
_WORDS = re.compile(f" *({_PLAIN}{_OTHERS})").findall
_WORDS_AND_NOT = re.compile(f" *({_PLAIN}{_NOT}{_OTHERS})").findall
"""For sentences with an apostrophe before a t; looking for one behind every letter takes as long as finding the words."""
_NOT_END = "'t"
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
    """The words of a sentence: most sentences are asked for their characters only.

    Attributes:
        lowers: The characters of each word in lower case, with straight apostrophes.
        surface: The sentence as it stands.
        plain: The same in lower case, with straight apostrophes: as long, and what the words were cut from.
        start: Where it begins in the text.
    """

    lowers: list[str]
    surface: str
    plain: str
    start: int

    def starts(self) -> list[int]:
        """First character of each word in the text."""
        found, at, find = [], 0, self.plain.find
        for lower in self.lowers:
            # between two words is nothing but white space, so that the next is the first that reads like it
            at = find(lower, at)
            found.append(self.start + at)
            at += len(lower)
        return found

    def words(self) -> list[Word]:
        """The words one by one."""
        starts = self.starts()
        ends = map(add, starts, map(len, self.lowers))
        capitals = [self.surface[start - self.start].isupper() for start in starts]
        return list(map(tuple.__new__, repeat(Word), zip(self.lowers, starts, ends, capitals, strict=True)))


def cut(text: str, start: int, end: int) -> Cut:
    """Cut text[start:end] into words, at most `MAX_WORDS`."""
    surface = text[start:end]
    plain = _in_lower_case(surface)
    # all words are found by one call, without a step of Python for each
    lowers = (_WORDS_AND_NOT if _NOT_END in plain else _WORDS)(plain)
    return Cut(lowers[:MAX_WORDS] if len(lowers) > MAX_WORDS else lowers, surface, plain, start)


def _in_lower_case(surface: str) -> str:
    """Characters in lower case, with straight apostrophes, as many as there were."""
    plain = surface.lower()
    if len(plain) > len(surface):
        # a capital i with a dot is two characters in lower case
        plain = "".join([character.lower()[:1] for character in surface])
    return plain.replace("’", "'")


WORD_LIKE = re.compile(r"\w")
"""Tells a word from a mark."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(words.split())
