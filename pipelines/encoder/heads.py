"""Linear heads: a chance for a span, read from the token vectors that another reading has computed anyway."""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

MAX_LOGIT = 30.0
"""Beyond it a chance is 0 or 1 to the last digit that is stored."""


class SpanHead(Protocol):
    """What reads a number from the vectors of a span, for spans of some types."""

    @property
    def types(self) -> frozenset[str]:
        """Types of the spans that it reads."""

    @property
    def digest(self) -> str:
        """Changes when its answers do."""

    def score(self, words: Floats, first: int, end: int) -> float:
        """The number of the span of words from `first` up to `end`; `words` has a vector for each word of a text."""


@dataclass(frozen=True, slots=True)
class LogisticHead:
    """A chance that is logistic in the vectors of a span and its neighbours.

    Attributes:
        weights: Rows for the span's mean vector, the word after it and the word before it.
        bias: Added to the sum.
        types: Types of the spans that it reads.
        digest: Identity of the weights and of the network whose vectors they were fitted on.
    """

    weights: Floats
    bias: float
    types: frozenset[str]
    digest: str

    def score(self, words: Floats, first: int, end: int) -> float:
        """The chance of one span, 0 to 1."""
        logit = float((span_vectors(words, first, end) * self.weights).sum()) + self.bias
        return chance_of(logit)


def chance_of(logit: float) -> float:
    """The chance, 0 to 1, that log odds stand for."""
    return 1.0 / (1.0 + math.exp(-max(-MAX_LOGIT, min(MAX_LOGIT, logit))))


def log_odds(chance: float, edge: float) -> float:
    """The log odds of a chance, which counts as `edge` away from 0 and from 1 at least."""
    bounded = min(max(chance, edge), 1.0 - edge)
    return math.log(bounded / (1.0 - bounded))


def span_vectors(words: Floats, first: int, end: int) -> Floats:
    """Rows: the span's mean vector, the vector of the word after it and that of the word before it, 0 at the text's edge."""
    rows = np.zeros((3, words.shape[1]), np.float32)
    rows[0] = words[first:end].mean(axis=0)
    if end < len(words):
        rows[1] = words[end]
    if first:
        rows[2] = words[first - 1]
    return rows


def network_digest(path: Path) -> str:
    """Identity of a network's weights; a head fitted on other weights must not be used."""
    return hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()


def write_head(path: Path, weights: Floats, bias: float, types: Sequence[str], network: Path) -> None:
    """Store a head together with the identity of the network that it was fitted on."""
    content = {
        "network": network_digest(network),
        "types": sorted(types),
        "bias": round(bias, 5),
        "weights": [[round(float(weight), 5) for weight in row] for row in weights],
    }
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


def load_head(path: Path, network: Path) -> LogisticHead | None:
    """The head at `path`; None where it is missing or was fitted on another network than the one given."""
    if not (path.is_file() and network.is_file()):
        return None
    text = path.read_text(encoding="utf-8")
    content = json.loads(text)
    if content["network"] != network_digest(network):
        return None
    weights = np.array(content["weights"], np.float32)
    digest = hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
    return LogisticHead(weights, float(content["bias"]), frozenset(content["types"]), digest)
