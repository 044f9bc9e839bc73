"""The names that a text prints: by them the articles of one warehouse are found to speak of the same thing."""

import re
from collections.abc import Iterator

from pipelines.enrich.dating.events import MAX_READ_CHARS

VERSION = "1"
"""Raise it when the names of a text become others: they are kept, and read again only then."""
MOST_NAMES = 60
"""Names that are kept of a text, the first ones: news says early what it is about, and a list of names is no story."""
_WORD = r"[A-Z](?=[\w'-]{0,40}[a-z])[\w'-]{0,40}+(?![\w'-])"
_NAME = re.compile(rf"\b{_WORD}(?: (?:of|the|de|al|bin|for|and) (?=[A-Z])| ){_WORD}(?: {_WORD}){{0,3}}")
"""Two to five capitalised words of bounded length, so that time is linear in any text."""
_SINGLE = re.compile(rf"(?<=[a-z,;] ){_WORD}")
"""A capitalised word that does not open a sentence."""


def printed_names(text: str) -> list[str]:
    """Return the pairs of capitalised words of a text and its capitalised words inside sentences, as they first appear."""
    read = text[:MAX_READ_CHARS].replace("’", "'")
    found = sorted((*_pairs(read), *((m.start(), m.group().removesuffix("'s")) for m in _SINGLE.finditer(read))))
    return list(dict.fromkeys(name for _, name in found))[:MOST_NAMES]


def _pairs(text: str) -> Iterator[tuple[int, str]]:
    """Yield pairs of words of names, a link such as `of` kept between them, with where the name stands."""
    for match in _NAME.finditer(text):
        words = match.group().removesuffix("'s").split(" ")
        for at in range(len(words) - 1):
            if words[at][0].isupper():
                end = at + 2 if words[at + 1][0].isupper() else at + 3
                yield match.start(), " ".join(words[at:end])
