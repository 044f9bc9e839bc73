"""Ids that stay: an entity keeps its id as more names arrive, and a merge of two known entities is recorded."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.enrich.entities.names.folding import folded
from pipelines.enrich.entities.names.kinds import kind_of

if TYPE_CHECKING:
    from pipelines.enrich.entities.names.canonical import Entity

ENTITY_ID_CHARS = 24


@dataclass(slots=True)
class Identified:
    """Entities by id, and the known ids that were merged: from -> (to, reason)."""

    entities: dict[str, "Entity"] = field(default_factory=dict)
    merges: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    entity_id: str
    canonical_name: str
    mention_count: int


def new_entity_id(entity_type: str, canonical_name: str, *, turn: int = 0) -> str:
    """The id of an entity first seen under this name; `turn` above 0 when that id is in use for another entity."""
    key = f"{entity_type}\x1f{kind_of(entity_type).key(canonical_name)}" + (f"\x1f{turn}" if turn else "")
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:ENTITY_ID_CHARS]


def identified(entities: Sequence["Entity"], known_entities: pa.Table, known_aliases: pa.Table) -> Identified:
    """`entities` with their ids.

    A known entity lives on where its canonical name now is, or else where most mentions of its aliases are. When
    several known entities come to live in one, the one with most mentions keeps its id and the others are merged
    into it. The rest get new ids.
    """
    homes = _homes(entities, known_entities, known_aliases)
    result = Identified()
    fresh = []
    for place, entity in enumerate(entities):
        residents = sorted(homes.get(place, ()), key=lambda known: (-known.mention_count, known.entity_id))
        if not residents:
            fresh.append(entity)
            continue
        kept = residents[0]
        result.entities[kept.entity_id] = entity
        for other in residents[1:]:
            result.merges[other.entity_id] = (kept.entity_id, _reason(entity, kept, other))
    taken = {*result.entities, *result.merges}
    for entity in sorted(fresh, key=lambda entity: (entity.entity_type, entity.canonical_name)):
        turn = 0
        while (entity_id := new_entity_id(entity.entity_type, entity.canonical_name, turn=turn)) in taken:
            turn += 1
        taken.add(entity_id)
        result.entities[entity_id] = entity
    return result


def _homes(entities: Sequence["Entity"], known_entities: pa.Table, known_aliases: pa.Table) -> dict[int, list[_Known]]:
    """Which known entities live on in which entity, by position."""
    place_of: dict[tuple[str, str], int] = {}
    for place, entity in enumerate(entities):
        for name, _ in entity.names:
            place_of[(entity.entity_type, name.text)] = place
    votes: dict[str, dict[int, int]] = {}
    for row in known_aliases.select(["entity_id", "entity_type", "alias", "mention_count"]).to_pylist():
        found = place_of.get((row["entity_type"], row["alias"]))
        if found is not None:
            its = votes.setdefault(row["entity_id"], {})
            its[found] = its.get(found, 0) + max(row["mention_count"], 1)
    homes: dict[int, list[_Known]] = {}
    for row in known_entities.select(["entity_id", "canonical_name", "entity_type", "mention_count"]).to_pylist():
        its = votes.get(row["entity_id"], {})
        home = place_of.get((row["entity_type"], row["canonical_name"]))
        if home is None and its:
            home = min(its, key=lambda place: (-its[place], entities[place].canonical_name))
        if home is not None:
            homes.setdefault(home, []).append(_Known(row["entity_id"], row["canonical_name"], row["mention_count"]))
    return homes


def _reason(entity: "Entity", kept: _Known, other: _Known) -> str:
    """What the merge rests on: the link of the other entity's name."""
    basis = next(
        (match.basis for name, match in entity.names if folded(name.text) == folded(other.canonical_name)), "names"
    )
    return f"{basis}: {other.canonical_name!r} is {kept.canonical_name!r}"
