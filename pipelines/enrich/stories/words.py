"""Words that say what a text is about, each with its rarity in news at large.

Rarity comes from a fixed list (`models/stories/rarity.npz`), not from the warehouse: so what an article's words weigh does
not depend on what else arrived, or when.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pipelines.worker import MODELS

RARITY_FILE = "stories/rarity.npz"

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W_][^\W_]+")
_ENDINGS = re.compile(r"(?:'s|’s)\b")
_SHORTEST = 3
_NONE = np.empty(0, np.uint32)


class Rarity:
    """How rare words are in news: the logarithm of texts per text that holds the word.

    Args:
        codes: CRC-32 of words in lower case, sorted.
        values: The rarity of each; words that are not listed are as rare as the rarest.
    """

    def __init__(self, codes: npt.NDArray[np.uint32], values: npt.NDArray[np.float32]) -> None:
        self._codes, self._values, self._most = codes, values, float(values.max())

    @classmethod
    @lru_cache(maxsize=2)
    def load(cls, models: Path = MODELS) -> "Rarity":
        """Load the list that ships."""
        with np.load(models / RARITY_FILE) as stored:
            return cls(stored["codes"], stored["values"].astype(np.float32))

    def of(self, codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
        """Return the rarity of words."""
        place = np.minimum(np.searchsorted(self._codes, codes), self._codes.size - 1)
        return np.where(self._codes[place] == codes, self._values[place], np.float32(self._most))


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without possessives and the plural's `s`."""
    return [
        word[:-1] if len(word) > _SHORTEST and word[-1] == "s" and word[-2] != "s" else word
        for word in _WORD.findall(_ENDINGS.sub(" ", text.lower()))
    ]


def word_counts(text: str) -> dict[str, int]:
    """Return how often each word of a text stands in it."""
    return Counter(words_of(text))


def codes_of(words: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Return the CRC-32 of words or of names of several words."""
    return (
        np.fromiter(map(crc32, "\n".join(words).encode("utf-8", "replace").split(b"\n")), np.uint32) if words else _NONE
    )
