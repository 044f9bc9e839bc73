"""A small network over named features: the sum of their vectors, one hidden layer, one number per answer."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.worker import MODELS

Floats = npt.NDArray[np.float32]
SEPARATOR = "\n"
"""Between the features' names in a stored file; no feature holds it."""


class Network:
    """Reads numbers from sets of named features; features that it does not know count for nothing.

    Args:
        rows: Row of each feature in `vectors`.
        vectors: One vector per feature.
        bias: Added to their sum.
        weights: From the hidden layer to the answers.
        offsets: Added to the answers.
    """

    def __init__(
        self, rows: Mapping[str, int], vectors: Floats, bias: Floats, weights: Floats, offsets: Floats
    ) -> None:
        self._rows, self._vectors, self._bias = rows, vectors, bias
        self._weights, self._offsets = weights, offsets

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, file: str, models: Path = MODELS) -> "Network":
        """Load a network that ships, by its path under `models`."""
        with np.load(models / file, allow_pickle=False) as stored:
            names = bytes(stored["names"]).decode("utf-8").split(SEPARATOR)
            vectors = stored["vectors"].astype(np.float32) * stored["scale"].astype(np.float32)
            return cls(
                {name: row for row, name in enumerate(names)},
                vectors, stored["bias"], stored["weights"], stored["offsets"],
            )  # fmt: skip

    @property
    def parts(self) -> tuple[Mapping[str, int], Floats, Floats, Floats, Floats]:
        """What the network was made from, in order."""
        return self._rows, self._vectors, self._bias, self._weights, self._offsets

    def answers(self, sets: Sequence[Sequence[str]]) -> Floats:
        """Return one row of numbers per set of features."""
        hidden = np.repeat(self._bias[None, :], len(sets), axis=0)
        find = self._rows.get
        for index, features in enumerate(sets):
            rows = [row for row in map(find, features) if row is not None]
            if rows:
                hidden[index] += self._vectors[rows].sum(axis=0)
        result: Floats = np.maximum(hidden, 0.0) @ self._weights + self._offsets
        return result

    def chances(self, sets: Sequence[Sequence[str]]) -> Floats:
        """Return one row of chances per set of features, which sum to 1."""
        values = self.answers(sets)
        values -= values.max(axis=1, keepdims=True) if len(sets) else 0
        np.exp(values, out=values)
        result: Floats = values / values.sum(axis=1, keepdims=True)
        return result
