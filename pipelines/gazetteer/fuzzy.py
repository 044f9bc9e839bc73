"""Similar names, as a last resort: one bounded search among names of the same first letter and nearly the same length."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

MIN_CHARS = 5
"""Shorter names are one letter away from too many others."""
LENGTH_BAND = 1
"""Letters by which a similar name may be longer or shorter."""
MIN_SIMILARITY = 82.0
"""rapidfuzz ratio: one letter wrong in a name of six, two in a name of twelve."""
MAX_SIMILAR = 5


class FuzzyIndex:
    """Names of well-known places, sorted by first letter and length, so that a search reads a short run of them."""

    def __init__(self, keys: pa.Array, rows: npt.NDArray[Any]) -> None:
        """Over keys sorted by (first letter, length), each with the row of its place."""
        self._keys = keys
        self._rows = rows
        self._runs: dict[tuple[str, int], tuple[int, int]] | None = None

    def similar(self, key: str) -> Iterator[tuple[int, str, float]]:
        """Rows, names and similarities (0 to 1) of the names most like a key."""
        if len(key) < MIN_CHARS:
            return
        from rapidfuzz import fuzz, process

        runs = self._runs_by_bucket()
        spans = [
            runs[key[0], n] for n in range(len(key) - LENGTH_BAND, len(key) + LENGTH_BAND + 1) if (key[0], n) in runs
        ]
        if not spans:
            return
        first, last = spans[0][0], spans[-1][1]
        names = self._keys.slice(first, last - first).to_pylist()
        for name, score, index in process.extract(
            key, names, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=MAX_SIMILAR
        ):
            yield int(self._rows[first + index]), name, score / 100.0

    def _runs_by_bucket(self) -> dict[tuple[str, int], tuple[int, int]]:
        if self._runs is None:
            buckets = [(name[0], len(name)) for name in self._keys.to_pylist()]
            starts = [i for i, bucket in enumerate(buckets) if i == 0 or bucket != buckets[i - 1]]
            ends = [*starts[1:], len(buckets)]
            self._runs = {buckets[start]: (start, end) for start, end in zip(starts, ends, strict=True)}
        return self._runs


def fuzzy_order(keys: list[str], rows: list[int]) -> tuple[list[str], npt.NDArray[Any]]:
    """Keys and rows in the order that `FuzzyIndex` expects."""
    order = sorted(range(len(keys)), key=lambda i: (keys[i][0], len(keys[i]), keys[i], rows[i]))
    return [keys[i] for i in order], np.array([rows[i] for i in order], np.uint32)
