"""How sure a candidate is: a logistic model per kind of entity, fitted by `pipelines/training/knowledge/fit.py`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from pipelines.enrich.linking.features import FEATURES
from pipelines.worker import MODELS

MODEL_FILE = "knowledge/linking.json"
GROUPS = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place"}
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of one group of entity types.

    Attributes:
        weights: One per name in `FEATURES`.
        bias: What is added to their sum.
        threshold: Score below which nothing is linked.
    """

    weights: npt.NDArray[np.float64]
    bias: float
    threshold: float

    def scores(self, matrix: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the chance that each candidate is the right one, 0 to 1; row by row, so that none depends on how many there are."""
        sums = np.fromiter((row.dot(self.weights) for row in matrix), np.float64, len(matrix))
        result: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-(sums + self.bias)))
        return result


@dataclass(frozen=True, slots=True)
class LinkingModel:
    """The weights of every group.

    Attributes:
        groups: For packs that know some kinds of things only: who else may have a name is not known.
        complete: For packs made of a whole base, where rivals are known.
    """

    groups: dict[str, Weights]
    complete: dict[str, Weights]

    @classmethod
    def load(cls, models: Path = MODELS) -> Self:
        """Return the shipped weights.

        Raises:
            ValueError: If the file was made for other features.
        """
        path = models / MODEL_FILE
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["features"] != list(FEATURES):
            raise ValueError(f"{path}: made for other features; run pipelines/training/knowledge/fit.py again")
        return cls(*(
            {name: Weights(np.array(g["weights"]), g["bias"], g["threshold"]) for name, g in content[part].items()}
            for part in ("groups", "complete")
        ))  # fmt: skip

    def of(self, entity_type: str, *, is_complete: bool) -> Weights:
        """Return the weights for an entity type and a kind of pack."""
        return (self.complete if is_complete else self.groups)[GROUPS.get(entity_type, OTHER)]
