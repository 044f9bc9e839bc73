"""The chance that a claim is one: that its text says so of that place or those losses, learnt from rows that a person read."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.encoder.heads import chance_of

SCORES_FILE = "events/claims.json"
DECIMALS = 4


class Scores:
    """A logistic function of how a claim is told.

    Args:
        models: Folder of the weights.
    """

    def __init__(self, models: Path) -> None:
        stored: Mapping[str, Mapping[str, float]] = json.loads((models / SCORES_FILE).read_text("utf-8"))["weights"]
        self._weights = stored

    def of(self, kind: str, features: Sequence[str]) -> float:
        """The chance, 0 to 1, of a claim of a kind with such features."""
        weights = self._weights[kind]
        return round(chance_of(weights["bias"] + sum(weights.get(name, 0.0) for name in features)), DECIMALS)
