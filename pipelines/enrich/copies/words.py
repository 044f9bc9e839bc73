"""A text as the codes of its words: case, punctuation and line breaks do not count."""

import re
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
"""A word, or one character of a script that writes no spaces."""
_LONG_BYTES = 4
"""Words of so many UTF-8 bytes say more than `the`, `of` and `said`; pairs of them are rarely shared by chance."""

_SPACELESS = 0xE0
"""First byte, in UTF-8, of the scripts in which one character says as much."""


class Words(NamedTuple):
    """The words of a text in order.

    Attributes:
        codes: CRC-32 of each word in lower case.
        is_long: True for the words whose pairs are sketched.
    """

    codes: Codes
    is_long: npt.NDArray[np.bool_]


def word_codes(text: str) -> Words:
    """Return the words of a text, of any length, as codes."""
    words = " ".join(_WORD.findall(text.lower())).encode("utf-8", "replace").split()
    codes = np.fromiter(map(crc32, words), np.uint32, len(words))
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    is_long = lengths >= _LONG_BYTES
    if not text.isascii():
        is_long |= np.fromiter((word[0] >= _SPACELESS for word in words), np.bool_, len(words))
    return Words(codes, is_long)
