"""How a word is written: case and glue, which an uncased vocabulary hides and names are told by."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

SHAPE_COUNT = 16
GLUED = 8
"""Added to the class of a word that follows another without a space between."""

OTHER, LOWER, CAPITALISED, CAPITALS, MIXED, DIGITS, INITIAL, UNCASED = range(8)

_TABLE_SIZE = 0x3000
"""Cased scripts lie below; letters above count as uncased, and so does everything that is no letter."""

_LOWER_CHAR, _UPPER_CHAR, _DIGIT_CHAR, _LETTER_CHAR = 1, 2, 4, 8

Ints = npt.NDArray[np.int64]


@lru_cache(maxsize=1)
def _char_kinds() -> npt.NDArray[np.uint8]:
    kinds = np.zeros(_TABLE_SIZE + 1, dtype=np.uint8)
    for code in range(_TABLE_SIZE):
        char = chr(code)
        if char.isupper() or char.istitle():
            kinds[code] = _UPPER_CHAR
        elif char.islower():
            kinds[code] = _LOWER_CHAR
        elif char.isdigit():
            kinds[code] = _DIGIT_CHAR
        elif char.isalpha():
            kinds[code] = _LETTER_CHAR
    kinds[_TABLE_SIZE] = _LETTER_CHAR
    return kinds


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text; lone surrogates count as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def char_kinds(text: str) -> npt.NDArray[np.uint8]:
    """The kind of each code point: upper 2, lower 1, digit 4, uncased letter 8, anything else 0."""
    return _char_kinds()[np.minimum(code_points(text), _TABLE_SIZE)]


def has_capital(kinds: npt.NDArray[np.uint8], starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
    """Whether each word holds a capital, or a letter of a script without case; arguments as for `word_shapes`."""
    sums = np.zeros(len(kinds) + 1, dtype=np.int64)
    np.cumsum((kinds == _UPPER_CHAR) | (kinds == _LETTER_CHAR), out=sums[1:])
    result: npt.NDArray[np.bool_] = sums[ends] > sums[starts]
    return result


def word_shapes(kinds: npt.NDArray[np.uint8], starts: Ints, ends: Ints) -> Ints:
    """The shape class of each word.

    Args:
        kinds: `char_kinds` of the text.
        starts: First character of each word, ascending.
        ends: One past its last character; words do not overlap and are not empty.

    Returns:
        One class a word, plus `GLUED` where the word before ends at its start.
    """
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    size = len(kinds) + 1

    def count(kind: int) -> Ints:
        sums = np.zeros(size, dtype=np.int64)
        np.cumsum(kinds == kind, out=sums[1:])
        counts: Ints = sums[ends] - sums[starts]
        return counts

    upper, lower, digit, letter = count(_UPPER_CHAR), count(_LOWER_CHAR), count(_DIGIT_CHAR), count(_LETTER_CHAR)
    first_upper = kinds[starts] == _UPPER_CHAR
    length = ends - starts
    shape = np.select(
        [
            digit > 0,
            letter > 0,
            (upper == 1) & (length == 1),
            first_upper & (upper == 1),
            (upper > 0) & (lower == 0),
            upper > 0,
            lower > 0,
        ],
        [DIGITS, UNCASED, INITIAL, CAPITALISED, CAPITALS, MIXED, LOWER],
        OTHER,
    )
    glued = np.zeros(len(starts), dtype=bool)
    glued[1:] = ends[:-1] == starts[1:]
    result: Ints = shape + GLUED * glued
    return result
