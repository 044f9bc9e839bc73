"""Whether a mention means the location itself, or what the name stands for: a logistic model over the words around."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.places.gazetteer.place import NAME_KINDS
from pipelines.enrich.places.mentions import EntitySpan
from pipelines.enrich.places.role_context import ENCODER_FILE, ContextEncoder, encoder_digest
from pipelines.enrich.places.role_cues import role_cues
from pipelines.enrich.places.surfaces import SurfaceIndex

MODEL_FOLDER = Path(__file__).resolve().parents[2] / "models" / "places"
ROLE_FILE = MODEL_FOLDER / "role.json"
LITERAL_HEAD_FILE = MODEL_FOLDER / "literal_head.json"
"""What the recogniser reads `literal_score` with."""
CONTEXT_FILE = MODEL_FOLDER / "role_context.npz"
CONTEXT_WEIGHTS_FILE = MODEL_FOLDER / "role_context.json"
OPEN_LOGIT = 1.1
"""Below it, a chance between 25 and 75 of 100, the words leave the role open: a quarter of the mentions of GeoWebNews."""
Floats = npt.NDArray[np.float32]
LITERAL, ASSOCIATIVE = "literal", "associative"


class Role(NamedTuple):
    """A role and the chance that it is right."""

    name: str
    score: float


def form_of(index: SurfaceIndex, surface: str) -> tuple[str, str]:
    """How a surface names its most plausible place (`main`, `demonym`, ...), and that place's class."""
    best = index.of(surface).features[:1]
    if not len(best):
        return "unknown", "unknown"
    return NAME_KINDS[int(best[0, 0])], f"c{int(best[0, 2])}"


def entity_cues(start: int, end: int, entities: Sequence[EntitySpan]) -> list[str]:
    """What the recogniser makes of a mention: its type, or the type of the longer name that it is part of."""
    for entity in entities:
        if entity.start < end and start < entity.end:
            is_longer = entity.end - entity.start > end - start
            side = ("", "first" if entity.start >= start else "later")[is_longer]
            return [f"entity={entity.entity_type}" + (f",inside,{side}" if is_longer else "")]
    return []


class RoleModel:
    """Weights by feature; a positive sum means associative.

    Where the words leave the role open, a second set of weights is used that also reads the encoder's vectors of the
    mention and its neighbours; without it, or where the encoder is not the one it was fitted on, the words decide.
    """

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self._weights: dict[str, float] = json.loads((folder / ROLE_FILE.name).read_text(encoding="utf-8"))["weights"]
        self._context = _Context.load(folder / CONTEXT_FILE.name, folder / CONTEXT_WEIGHTS_FILE.name)

    @property
    def encoder(self) -> str | None:
        """Identity of the encoder whose vectors are used; None when the words alone decide."""
        return self._context.encoder if self._context is not None else None

    def role(  # noqa: PLR0917 a hot path, called in one place
        self,
        text: str,
        start: int,
        end: int,
        form: str,
        place_kind: str,
        extra: Sequence[str] = (),
        *,
        may_read_context: bool = True,
    ) -> Role:
        """The role of one mention.

        Args:
            text: The field's text.
            start: First character of the mention.
            end: One past its last character.
            form: Name kind of the best candidate, or `unknown`.
            place_kind: Feature class of the best candidate, or `unknown`.
            extra: Features that others read, such as `entity=ORG,inside,first`.
            may_read_context: Whether the encoder may be asked, which takes milliseconds.
        """
        cues = [*role_cues(text, start, end, form, place_kind), *extra]
        total = _sum(self._weights, cues)
        if may_read_context and self._context is not None and abs(total) < OPEN_LOGIT:
            total = self._context.total(cues, text, start, end, total)
        chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
        return Role(ASSOCIATIVE, chance) if chance > 0.5 else Role(LITERAL, 1.0 - chance)


class _Context:
    """The second set of weights, and the encoder that it was fitted on."""

    def __init__(self, weights: dict[str, float], vector_weights: Floats, bias: float, encoder: str) -> None:
        self.encoder = encoder
        self._weights, self._vector_weights, self._bias = weights, vector_weights, bias
        self._encoder = ContextEncoder()

    @classmethod
    def load(cls, path: Path, weights_path: Path) -> "_Context | None":
        if not (path.is_file() and weights_path.is_file() and ENCODER_FILE.is_file()):
            return None
        settings = json.loads(weights_path.read_text(encoding="utf-8"))
        if settings["encoder"] != encoder_digest():
            return None
        with np.load(path, allow_pickle=False) as arrays:
            return cls(
                settings["weights"], arrays["vector"].astype(np.float32), float(settings["bias"]), settings["encoder"]
            )

    def total(self, cues: Sequence[str], text: str, start: int, end: int, fallback: float) -> float:
        vector = self._encoder.vector(text, start, end)
        if vector is None:
            return fallback
        return _sum(self._weights, cues) + float(vector @ self._vector_weights) + self._bias


def _sum(weights: dict[str, float], cues: Sequence[str]) -> float:
    return sum([weights.get(cue, 0.0) for cue in cues])
