"""The known words and word pairs of many texts at once, by hashes of their spelling."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.topics.hashing import Hashes, HashIndex, Ints, stretch_hashes

_WORD_BYTES = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))
"""Maps everything but ASCII letters and digits to a space."""

_SPACE = 32
_PAIR_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_CODES: Hashes = np.random.default_rng(20_240_301).integers(1, 2**64, 256, dtype=np.uint64)


class FoundTerms(NamedTuple):
    """Known terms, one element per place where one stands; words in order, then pairs in order.

    Attributes:
        term: The term's id.
        part: Number of the text.
        position: Number of the term's first word in its text, unknown words counted.
    """

    term: Ints
    part: Ints
    position: Ints


class Vocabulary:
    """Words, and pairs of words that mean something together.

    Args:
        words: A word's position is its id.
        pairs: Ids of two words, one row per pair; their ids follow those of the words.
    """

    def __init__(self, words: Sequence[str], pairs: npt.NDArray[np.int32]) -> None:
        listed = np.frombuffer(" ".join(words).encode("ascii"), np.uint8)
        self._words = HashIndex(stretch_hashes(_CODES[listed], *_stretches(listed)))
        self._word_count = len(words)
        self._pairs = HashIndex(_pair_hashes(pairs[:, 0], pairs[:, 1]))
        self._opens = np.isin(np.arange(self._word_count + 1), pairs[:, 0])
        self._closes = np.isin(np.arange(self._word_count + 1), pairs[:, 1])

    def read(self, texts: Sequence[str]) -> FoundTerms:
        """The known terms of texts, in lower case and without a possessive `'s`."""
        lowered = [
            text.lower().replace("’", "'").replace("'s", "").encode("ascii", "replace").translate(_WORD_BYTES)
            for text in texts
        ]
        letters = np.frombuffer(b" ".join(lowered), np.uint8)
        ends_of_texts = np.cumsum([len(text) + 1 for text in lowered])
        starts, ends = _stretches(letters)
        part = np.searchsorted(ends_of_texts, starts, side="right")
        number = np.arange(starts.size)
        first = np.searchsorted(part, np.arange(len(texts)))
        words = self._words.look_up(stretch_hashes(_CODES[letters], starts, ends))
        is_pair = self._opens[words[:-1]] & self._closes[words[1:]] & (part[:-1] == part[1:])
        left = np.flatnonzero(is_pair)
        pairs = self._pairs.look_up(_pair_hashes(words[left], words[left + 1]))
        left, pairs = left[pairs >= 0], pairs[pairs >= 0]
        known = np.flatnonzero(words >= 0)
        place = np.concatenate([known, left])
        return FoundTerms(
            term=np.concatenate([words[known], pairs + self._word_count]),
            part=part[place],
            position=(number - first[part])[place],
        )


def _pair_hashes(left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]) -> Hashes:
    """A hash per pair of ids, no two alike: an odd factor maps numbers of 64 bits one to one."""
    return ((left.astype(np.uint64) << np.uint64(32)) + right.astype(np.uint64)) * _PAIR_FACTOR


def _stretches(letters: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Where words start and end."""
    in_word = np.zeros(letters.size + 2, np.bool_)
    in_word[1:-1] = letters != _SPACE
    edges = np.flatnonzero(in_word[1:] != in_word[:-1])
    return edges[::2], edges[1::2]
