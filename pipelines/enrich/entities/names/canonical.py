"""Local names to canonical entities, their aliases and merges: of a whole warehouse, or of what new names can change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names.authority import Authority
from pipelines.enrich.entities.names.best_name import OVERRIDE, entity_of
from pipelines.enrich.entities.names.clusters import Clusters, join_cores
from pipelines.enrich.entities.names.entity import Entity, Name
from pipelines.enrich.entities.names.groups import Group, GroupId, groups_of, name_key
from pipelines.enrich.entities.names.identity import Identified, identified
from pipelines.enrich.entities.names.lone import Attached, attach_lone
from pipelines.enrich.entities.names.neighbourhood import Neighbourhood
from pipelines.enrich.entities.names.overrides import Overrides
from pipelines.enrich.entities.names.same_person import Match
from pipelines.enrich.entities.names.standing import NothingStanding
from pipelines.enrich.entities.names.tables import ALIASES

LISTED = Match(0.98, "listed")


@dataclass(frozen=True, slots=True)
class Canonicalisation:
    """Entities of the warehouse as its names stand now.

    Attributes:
        entities: Rows of `core.entities`.
        aliases: Rows of `core.entity_aliases`: each name and type that came in, once.
        keys: Rows of `core.entity_alias_keys`: under which keys each group of spellings is found.
        merges: Rows of `ops.entity_merges`: known entities that turned out to be another known one. An id that is
            in `entities` is alive, whatever an earlier merge said of it.
    """

    entities: pa.Table
    aliases: pa.Table
    keys: pa.Table
    merges: pa.Table


def canonicalise(
    names: pa.Table, known_entities: pa.Table, known_aliases: pa.Table, overrides: Overrides | None = None
) -> Canonicalisation:
    """Return the canonical entities of all names of a warehouse.

    The grouping depends on the names, their counts and the overrides alone, not on the order of rows nor on the
    history; only the ids look back, so that an entity keeps its id as more names arrive.

    Args:
        names: One row per distinct `local_name` and `entity_type`, with `mention_count` and `article_count`.
        known_entities: `core.entities` as it stands.
        known_aliases: `core.entity_aliases` as it stands.
        overrides: The user's alias file; it wins over every rule.

    Returns:
        Entities, aliases (every name of `names` has one), keys and merges, each as its contract says and sorted by key. An
        entity's `article_count` is the sum over its names: an article with two of them counts twice.
    """
    around = Neighbourhood(NothingStanding(), Authority(overrides), groups_of(read_names(names)))
    around.spread(around.changed)
    found = identified(settled(around), known_entities, known_aliases)
    entities, aliases, merges = rows_of(found)
    return Canonicalisation(entities, aliases, around.key_rows(around.changed.keys()), merges)


def read_names(names: pa.Table) -> Iterator[tuple[str, Name]]:
    """Yield entity type and name of each row of names with their counts."""
    columns = names.select(["entity_type", "local_name", "mention_count", "article_count"]).to_pydict()
    for entity_type, text, mentions, articles in zip(*columns.values(), strict=True):
        yield entity_type, Name(text, mentions or 0, articles or 0)


def settled(around: Neighbourhood) -> list[Entity]:
    """Return the entities of a part, and of the standing entities that it touches."""
    clusters = Clusters([around.groups[group_id] for group_id in sorted(around.part)], around.authority.is_forbidden)
    numbers = {group.id: number for number, group in enumerate(clusters.groups)}
    links = {(numbers[a], numbers[b]): match for (a, b), match in around.links.items() if a in numbers and b in numbers}
    bearers = {
        numbers[short]: {numbers[full]: match for full, match in found.items()}
        for short, found in around.bearers.items()
        if short in numbers and not around.groups[short].is_lone
    }
    join_cores(clusters, list(_musts(around.authority, clusters.groups)), links, bearers)
    attached = attach_lone(around, clusters)
    return [*_of_part(around.authority, clusters, attached), *_of_standing(around, clusters, attached)]


def _musts(authority: Authority, groups: Sequence[Group]) -> Iterator[tuple[int, int, Match]]:
    """Yield the pairs that a list says are one: the alias file's first."""
    entries: dict[int, int] = {}
    lists: dict[tuple[str, str], int] = {}
    for number, group in enumerate(groups):
        for entry in sorted(authority.entries_of(group)):
            yield entries.setdefault(entry, number), number, OVERRIDE
    for number, group in enumerate(groups):
        for entity in sorted(authority.listed(group)):
            yield lists.setdefault((group.entity_type, entity), number), number, LISTED


def _of_part(authority: Authority, clusters: Clusters, attached: Attached) -> Iterator[Entity]:
    placed = {root for roots in attached.values() for root in roots}
    for core in sorted(clusters.members.keys() - placed):
        indices = [index for root in (core, *attached.get(core, ())) for index in clusters.members[root]]
        groups = [clusters.groups[index] for index in sorted(indices)]
        entry = next(
            (authority.entries[min(found)] for group in groups if (found := authority.entries_of(group))), None
        )
        yield entity_of(groups, _reasons(clusters, indices), entry)


def _of_standing(around: Neighbourhood, clusters: Clusters, attached: Attached) -> Iterator[Entity]:
    for entity_id in sorted(around.entity_groups):
        rest = around.rest(entity_id)
        if not rest:
            continue
        row = around.entity_rows[entity_id]
        kept = [(name, around.reasons[(group.entity_type, name.text)]) for group in rest for name in group.names]
        indices = [index for root in attached.get(entity_id, ()) for index in clusters.members[root]]
        reasons = _reasons(clusters, indices)
        joined = [(name, reasons[clusters.groups[i].id]) for i in indices for name in clusters.groups[i].names]
        names = tuple(sorted([*kept, *joined], key=lambda item: item[0].text))
        yield Entity(row["entity_type"], row["canonical_name"], row["wikidata_id"], names)


def _reasons(clusters: Clusters, indices: Sequence[int]) -> dict[GroupId, Match]:
    return {clusters.groups[index].id: clusters.reasons[index] for index in indices if index in clusters.reasons}


def rows_of(found: Identified) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Return the rows of `core.entities`, `core.entity_aliases` and `ops.entity_merges`, sorted by key."""
    entities: list[dict[str, object]] = []
    aliases: list[dict[str, object]] = []
    for entity_id, entity in sorted(found.entities.items()):
        entities.append({
            "entity_id": entity_id,
            "canonical_name": entity.canonical_name,
            "entity_type": entity.entity_type,
            "wikidata_id": entity.wikidata_id,
            "mention_count": sum(name.mention_count for name, _ in entity.names),
            "article_count": sum(name.article_count for name, _ in entity.names),
        })  # fmt: skip
        aliases.extend(
            {
                "entity_id": entity_id,
                "entity_type": entity.entity_type,
                "alias": name.text,
                "mention_count": name.mention_count,
                "score": reason.score,
                "basis": reason.basis,
                "article_count": name.article_count,
                "name_key": name_key(entity.entity_type, name.text),
            }
            for name, reason in entity.names
        )
    aliases.sort(key=lambda row: (row["entity_type"], row["alias"]))
    merges = [{"from_entity_id": a, "to_entity_id": b, "reason": why} for a, (b, why) in sorted(found.merges.items())]
    return (
        CONTRACTS["core.entities"].from_rows(entities),
        ALIASES.from_rows(aliases),
        CONTRACTS["ops.entity_merges"].from_rows(merges),
    )
