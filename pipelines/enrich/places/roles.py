"""Whether a mention means the location itself, or what the name stands for: a logistic model over the words around."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.places.gazetteer.place import NAME_KINDS
from pipelines.enrich.places.recognition import EntitySpan
from pipelines.enrich.places.role_cues import role_cues
from pipelines.enrich.places.surfaces import SurfaceIndex

ROLE_FILE = Path(__file__).parents[2] / "models" / "places" / "role.json"
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
    """Weights by feature; a positive sum means associative."""

    def __init__(self, path: Path = ROLE_FILE) -> None:
        self._weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]

    def role(  # noqa: PLR0917 a hot path, called in one place
        self, text: str, start: int, end: int, form: str, place_kind: str, extra: Sequence[str] = ()
    ) -> Role:
        """The role of one mention.

        Args:
            text: The field's text.
            start: First character of the mention.
            end: One past its last character.
            form: Name kind of the best candidate, or `unknown`.
            place_kind: Feature class of the best candidate, or `unknown`.
            extra: Features that others read, such as `inside=ORG`.
        """
        weight = self._weights.get
        total = sum(weight(cue, 0.0) for cue in role_cues(text, start, end, form, place_kind))
        total += sum(weight(cue, 0.0) for cue in extra)
        chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
        return Role(ASSOCIATIVE, chance) if chance > 0.5 else Role(LITERAL, 1.0 - chance)
