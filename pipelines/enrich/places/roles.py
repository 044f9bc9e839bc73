"""Whether a mention means the location itself, or what the name stands for: a logistic model over words and context."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from pipelines.encoder.heads import chance_of, log_odds
from pipelines.enrich.places.mentions import EntitySpan
from pipelines.enrich.places.role_cues import TEMPLATES, Cues
from pipelines.enrich.places.role_words import Key

MODEL_FOLDER = Path(__file__).resolve().parents[2] / "models" / "places"
ROLE_FILE = MODEL_FOLDER / "role.json"
LITERAL_HEAD_FILE = MODEL_FOLDER / "literal_head.json"
"""What the recogniser reads `literal_score` with."""
HEAD_TYPES = ("GPE", "LOC", "FAC", "NORP", "ORG")
"""Entities whose `literal_score` is read: places, their people, and the organisations that bear their names."""
LITERAL, ASSOCIATIVE = "literal", "associative"
_JOINT = "\t"
"""Joins the parts of a cue in the file; no token holds one."""
_EDGE_CHANCE = 1e-6

Weights = list[dict[Key, float]]


class Span(Protocol):
    """What has a first character and one past its last."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


class Role(NamedTuple):
    """A role and the chance that it is right."""

    name: str
    score: float


def entity_cue(start: int, end: int, entity: EntitySpan | None) -> str:
    """What the recogniser makes of a mention: the type of its entity, and whether that is a longer name.

    Args:
        start: First character of the mention.
        end: One past its last character.
        entity: The entity that overlaps it, if any.
    """
    if entity is None:
        return ""
    if entity.end - entity.start <= end - start:
        return entity.entity_type
    return f"{entity.entity_type},inside,{'first' if entity.start >= start else 'later'}"


def entities_over(spans: Sequence[Span], entities: Sequence[EntitySpan]) -> list[EntitySpan | None]:
    """The first entity that overlaps each span; both by position, neither overlapping among themselves."""
    over: list[EntitySpan | None] = []
    at = 0
    for span in spans:
        while at < len(entities) and entities[at].end <= span.start:
            at += 1
        is_over = at < len(entities) and entities[at].start < span.end
        over.append(entities[at] if is_over else None)
    return over


def literal_logit(literal_score: float) -> float:
    """A literal score as log odds."""
    return log_odds(literal_score, _EDGE_CHANCE)


class RoleModel:
    """Weights by cue; a positive sum means associative.

    One set of weights reads the words alone; another, for mentions whose entity has a literal score, reads that too.

    Args:
        folder: Where `role.json` lies.
    """

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        settings = json.loads((folder / ROLE_FILE.name).read_text(encoding="utf-8"))
        self._words = read_weights(settings["words"]["weights"])
        self._words_bias = float(settings["words"]["bias"])
        self._context = read_weights(settings["context"]["weights"])
        self._context_bias = float(settings["context"]["bias"])
        self._literal_weight = float(settings["context"]["literal_logit"])

    def role(self, cues: Cues, literal_score: float | None) -> Role:
        """The role of one mention.

        Args:
            cues: As `role_cues` gives them.
            literal_score: The entity mention's `literal_score`; None where nothing read it.
        """
        if literal_score is None:
            total = self._words_bias + _sum(self._words, cues)
        else:
            total = self._context_bias + _sum(self._context, cues) + self._literal_weight * literal_logit(literal_score)
        chance = chance_of(total)
        return Role(ASSOCIATIVE, chance) if chance > 0.5 else Role(LITERAL, 1.0 - chance)


def _sum(weights: Weights, cues: Cues) -> float:
    return sum([weights[template].get(cue, 0.0) for template, cue in cues])


def read_weights(stored: Mapping[str, Mapping[str, float]]) -> Weights:
    """Weights by template and cue, from the form of the file."""
    return [
        {(key.partition(_JOINT)[::2] if _JOINT in key else key): w for key, w in stored.get(template, {}).items()}
        for template in TEMPLATES
    ]


def stored_weights(weights: Iterable[tuple[int, Key, float]]) -> dict[str, dict[str, float]]:
    """Weights as (number of the template, cue, weight), in the form of the file."""
    stored: dict[str, dict[str, float]] = {}
    for number, cue, weight in weights:
        key = _JOINT.join(cue) if isinstance(cue, tuple) else str(cue)
        stored.setdefault(TEMPLATES[number], {})[key] = weight
    return stored
