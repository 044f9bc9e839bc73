"""A small network over named features: the sum of their vectors, one hidden layer, one number per answer."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.enrich.events.coding import Rows, Sums
from pipelines.worker import MODELS

Floats = npt.NDArray[np.float32]
Sets = Sequence[Sequence[int]]
"""Sets of features by their rows in a network."""
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

    @cached_property
    def coding(self) -> Rows:
        """Features by their rows."""
        return Rows(self._rows)

    @cached_property
    def sums(self) -> Sums:
        """Features by what they count for; only of a network whose hidden layer is one number.

        The vectors that ship have 18 binary digits each, so that sums of Python's numbers are exact in whatever order they are made.
        """
        return Sums(dict(zip(self._rows, self._vectors[:, 0].tolist(), strict=True)))

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
        """Return one row of numbers per set of named features."""
        return self.answers_of_groups([self.known(sets)])[0]

    def answers_of_groups(self, groups: Sequence[Sets]) -> list[Floats]:
        """Return for each group of sets what `answers` does: the vectors are summed together, to the same digits.

        Args:
            groups: Sets of features, such as those of one sentence, as `coding` tells them.
        """
        answers, spans = self._answers(groups)
        return [answers[begin:end] for begin, end in spans]

    def chances(self, sets: Sequence[Sequence[str]]) -> Floats:
        """Return one row of chances per set of named features, which sum to 1."""
        return self.chances_of_groups([self.known(sets)])[0]

    def chances_of_groups(self, groups: Sequence[Sets]) -> list[Floats]:
        """Return for each group of sets what `chances` does."""
        answers, spans = self._answers(groups)
        chances = _chances(answers)
        return [chances[begin:end] for begin, end in spans]

    def chances_of_sums(self, sums: Sequence[float]) -> Floats:
        """Return one row of chances per sum of what features count for, as `sums` tells them."""
        hidden = np.maximum(self._bias + np.array(sums, np.float32)[:, None], 0.0)
        return _chances(hidden * self._weights + self._offsets)

    def known(self, sets: Sequence[Sequence[str]]) -> Sets:
        """The rows of named features that the network knows."""
        return [[self._rows[name] for name in names if name in self._rows] for names in sets]

    def _answers(self, groups: Sequence[Sets]) -> tuple[Floats, list[tuple[int, int]]]:
        """The answers of all groups below one another, and where those of each begin and end."""
        hidden = np.maximum(self._hidden([features for sets in groups for features in sets]), 0.0)
        ends = np.cumsum([len(sets) for sets in groups]).tolist()
        spans = list(zip([0, *ends], ends, strict=False))
        answers = np.empty((len(hidden), self._weights.shape[1]), np.float32)
        # the product of few rows and of many differ in the last digit, so that each group has its own; one number has no sum
        for begin, end in spans if hidden.shape[1] > 1 else [(0, len(hidden))]:
            if begin < end:
                np.matmul(hidden[begin:end], self._weights, out=answers[begin:end])
        answers += self._offsets
        return answers, spans

    def _hidden(self, sets: Sets) -> Floats:
        """The hidden layer of each set: the first features of all sets are added, then the second ones, and so on."""
        sizes = np.fromiter(map(len, sets), np.int64, len(sets))
        flat = np.fromiter(chain.from_iterable(sets), np.int64, int(sizes.sum()))
        order = np.argsort(-sizes, kind="stable")
        begins = (np.cumsum(sizes) - sizes)[order]
        sums = np.zeros((len(sets), self._vectors.shape[1]), np.float32)
        falling = -sizes[order]
        for place in range(int(sizes.max(initial=0))):
            longer = int(np.searchsorted(falling, -place))
            sums[:longer] += self._vectors[flat[begins[:longer] + place]]
        hidden = np.empty_like(sums)
        hidden[order] = self._bias + sums
        return hidden


def _chances(values: Floats) -> Floats:
    if not len(values):
        return values
    values = np.exp(values - values.max(axis=1, keepdims=True))
    result: Floats = values / values.sum(axis=1, keepdims=True)
    return result
