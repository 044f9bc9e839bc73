"""Ids that stay: an entity keeps its id as more names arrive, and a merge of two known entities is recorded."""

import hashlib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import pyarrow as pa

from pipelines.enrich.entities.names.entity import Entity
from pipelines.enrich.entities.names.folding import folded
from pipelines.enrich.entities.names.kinds import kind_of

ENTITY_ID_CHARS = 24
NameOf = tuple[str, str]
"""Entity type and name."""


@dataclass(slots=True)
class Identified:
    """Entities with their ids.

    Attributes:
        entities: Every entity by its id.
        merges: Known ids that are no longer used, because their entity turned out to be another known one: the id
            that stands for it, and the reason.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    merges: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """An entity as it stood before this run."""

    entity_id: str
    canonical_name: str
    mention_count: int


def new_entity_id(entity_type: str, canonical_name: str, *, turn: int = 0) -> str:
    """Return the id of an entity first seen under this name.

    Args:
        entity_type: OntoNotes name.
        canonical_name: Its best full form.
        turn: 0, or how many ids were tried before because they are in use for other entities.
    """
    key = f"{entity_type}\x1f{kind_of(entity_type).key(canonical_name)}" + (f"\x1f{turn}" if turn else "")
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:ENTITY_ID_CHARS]


def identified(
    entities: Sequence[Entity],
    known_entities: pa.Table,
    known_aliases: pa.Table,
    in_use: Callable[[Sequence[str]], Set[str]] = lambda _: frozenset(),
) -> Identified:
    """Return entities with their ids: known ones keep theirs, the others get new ones.

    A known entity lives on in the entity that now holds its canonical name; if no entity does, in the one that holds
    most mentions of its aliases; if there is none, it is gone and its id is free. When several known entities live on
    in one, the one with most mentions keeps its id and the others are merged into it.

    Args:
        entities: The entities as they are now.
        known_entities: `core.entities` as it stood, at least the rows whose names are among these entities.
        known_aliases: `core.entity_aliases` of the known entities.
        in_use: Returns which of some ids are in use for entities that are not among `known_entities`.
    """
    residents = _residents(entities, known_entities, known_aliases)
    result = Identified()
    fresh = []
    for number, entity in enumerate(entities):
        known = sorted(residents.get(number, ()), key=lambda one: (-one.mention_count, one.entity_id))
        if not known:
            fresh.append(entity)
            continue
        kept, *others = known
        result.entities[kept.entity_id] = entity
        for other in others:
            names = [(name.text, match.basis) for name, match in entity.names]
            result.merges[other.entity_id] = (
                kept.entity_id,
                merge_reason(names, kept.canonical_name, other.canonical_name),
            )
    first_ids = [new_entity_id(entity.entity_type, entity.canonical_name) for entity in fresh]
    taken = {*result.entities, *result.merges, *in_use(first_ids)}
    named = zip(fresh, first_ids, strict=True)
    for entity, first_id in sorted(named, key=lambda one: (one[0].entity_type, one[0].canonical_name)):
        entity_id, turn = first_id, 0
        while entity_id in taken or (turn and in_use([entity_id])):
            turn += 1
            entity_id = new_entity_id(entity.entity_type, entity.canonical_name, turn=turn)
        taken.add(entity_id)
        result.entities[entity_id] = entity
    return result


def _residents(
    entities: Sequence[Entity], known_entities: pa.Table, known_aliases: pa.Table
) -> dict[int, list[_Known]]:
    """Return which known entities live on in which entity, by its number."""
    holder: dict[NameOf, int] = {
        (entity.entity_type, name.text): number for number, entity in enumerate(entities) for name, _ in entity.names
    }
    votes = _votes(holder, known_aliases)
    found: dict[int, list[_Known]] = {}
    for row in known_entities.select(["entity_id", "canonical_name", "entity_type", "mention_count"]).to_pylist():
        home = holder.get((row["entity_type"], row["canonical_name"]))
        its = votes.get(row["entity_id"])
        if home is None and its:
            home = min(its, key=lambda number: (-its[number], entities[number].canonical_name))
        if home is not None:
            found.setdefault(home, []).append(_Known(row["entity_id"], row["canonical_name"], row["mention_count"]))
    return found


def _votes(holder: Mapping[NameOf, int], known_aliases: pa.Table) -> dict[str, dict[int, int]]:
    """Return for each known entity the mentions of its aliases that each entity holds now."""
    votes: dict[str, dict[int, int]] = {}
    for row in known_aliases.select(["entity_id", "entity_type", "alias", "mention_count"]).to_pylist():
        number = holder.get((row["entity_type"], row["alias"]))
        if number is not None:
            its = votes.setdefault(row["entity_id"], {})
            its[number] = its.get(number, 0) + max(row["mention_count"], 1)
    return votes


def merge_reason(names: Sequence[tuple[str, str]], kept_name: str, other_name: str) -> str:
    """Return what a merge rests on: the link of the other entity's name.

    Args:
        names: The names of the entity that both are now, each with its basis.
        kept_name: The canonical name of the one that stays, as it stood.
        other_name: That of the one that is no more.
    """
    basis = next((basis for name, basis in names if folded(name) == folded(other_name)), "names")
    return f"{basis}: {other_name!r} is {kept_name!r}"
