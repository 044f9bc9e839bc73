"""Stretches of a text that could be names: up to six words, beginning and ending with a capitalised one."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.gazetteer.normalise import key_hash, name_key, without_possessive

MAX_WORDS = 6
"""Words of the longest name worth finding ("Democratic Republic of the Congo" has five)."""
MIN_KEY_CHARS = 2
ENDS_CACHE_ENTRIES = 8_192
"""Stretches of capitalised words repeat in news, mostly within an article: .61 of 1,500 articles' are held, .68 with eight times as many and 40 MB more."""

_WORD = re.compile(r"[^\W\d_]+(?:[.'’ʼ&-][^\W\d_]+)*\.?")
_LINKS = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "del",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "le",
        "les",
        "el",
        "al",
        "el-",
        "di",
        "du",
        "des",
        "der",
        "den",
        "on",
        "upon",
        "sur",
        "am",
        "an",
        "der",
        "i",
        "y",
        "e",
        "en",
        "ez",
        "as",
    ]
)
_JOINED = frozenset({" ", "-", "\u00a0"})
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_SHORT = frozenset(["st", "ste", "mt", "ft", "pt"])
MAX_ABBREVIATION_LETTERS = 6


POSTAL_CODE_CHARS = 2
"""Codes such as OR and IN are words more often than states, save after a comma ("Gary, IN")."""
HEADLINE_CHARS = 12
"""Characters to either side in which a headline in capitals shows."""


class Window(NamedTuple):
    """A stretch of text, and the key and its hash that it is looked up by."""

    start_char: int
    end_char: int
    key: str
    key_hash: int


def name_windows(text: str) -> list[Window]:
    """All windows of a text, by start and then longest first.

    A full stop belongs to a word only as part of initials or of a short abbreviation ("Ky."); a window never
    crosses the end of a sentence, since a word that a full stop ends can only be its last.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    windows: list[Window] = []
    for index in [number for number, (start, _) in enumerate(words) if text[start].isupper()]:
        start = stop = words[index][0]
        grown: list[Window] = []
        for word_start, word_end in words[index : index + MAX_WORDS]:
            if stop != word_start and text[stop:word_start] not in _JOINED:
                break
            stop = word_end
            word = text[word_start:word_end]
            if word[0].isupper():
                ends = _ends(text[start:word_end], word_start - start)
                grown += [Window(start, start + length, key, hashed) for length, key, hashed in ends]
            elif word.lower() not in _LINKS:
                break
            if word[-1] == "." and not (_INITIALS.fullmatch(word) or word[:-1].lower() in _SHORT):
                break
        grown.reverse()
        windows += grown
    return windows


def is_word_in_capitals(text: str, start_char: int, end_char: int) -> bool:
    """Whether an abbreviation of a state may be a word that only stands in capitals ("MASS SHOOTING", "KILLED IN")."""
    surface = text[start_char:end_char]
    if "." in surface or text.startswith(", ", max(0, start_char - 2)):
        return False
    around = text[max(0, start_char - HEADLINE_CHARS) : end_char + HEADLINE_CHARS]
    return len(surface) <= POSTAL_CODE_CHARS or (len(around) > len(surface) + 2 and around.isupper())


@lru_cache(maxsize=ENDS_CACHE_ENTRIES)
def _ends(name: str, last_word: int) -> tuple[tuple[int, str, int], ...]:
    """Lengths, keys and hashes of the windows that end in a word: with and without its full stop, possessive and hyphenated rest.

    Args:
        name: The text from the window's start to the word's end.
        last_word: Where the word starts in it.
    """
    word = name[last_word:]
    ends = {len(name)}
    if word.endswith("."):
        ends.add(len(name) - 1)
        if len(word) - 1 > MAX_ABBREVIATION_LETTERS:
            ends.discard(len(name))
    bare = without_possessive(word.rstrip("."))
    if len(bare) < len(word.rstrip(".")):
        ends.add(last_word + len(bare))
    head, hyphen, _ = word.partition("-")
    if hyphen and head:
        ends.add(last_word + len(head))
    keys = ((end, name_key(name[:end])) for end in sorted(ends))
    return tuple((end, key, key_hash(key)) for end, key in keys if len(key) >= MIN_KEY_CHARS)
