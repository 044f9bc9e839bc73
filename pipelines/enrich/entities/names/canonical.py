"""Names of the whole warehouse to canonical entities, their aliases, and the merges that new names brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names.clusters import Clusters, Group, cluster
from pipelines.enrich.entities.names.folding import folded
from pipelines.enrich.entities.names.identity import Identified, identified
from pipelines.enrich.entities.names.kinds import LONE, is_abbreviated, kind_of
from pipelines.enrich.entities.names.overrides import Override, Overrides
from pipelines.enrich.entities.names.same_person import EXACT, Match
from pipelines.enrich.entities.names.well_known import well_known_names

OVERRIDE = Match(1.0, "override")
LISTED = Match(0.98, "listed")
SPELLING = Match(0.99, "spelling")
_SHORT_NAMED = frozenset({"GPE", "LOC", "FAC", "NORP"})


@dataclass(frozen=True, slots=True)
class Canonicalisation:
    """Entities of the warehouse as its names stand now.

    Attributes:
        entities: Rows of `core.entities`.
        aliases: Rows of `core.entity_aliases`: each name and type that came in, once.
        merges: Rows of `ops.entity_merges`: known entities that turned out to be another known one. An id that is
            in `entities` is alive, whatever an earlier merge said of it.
    """

    entities: pa.Table
    aliases: pa.Table
    merges: pa.Table


@dataclass(frozen=True, slots=True)
class Name:
    """A local name as it came in."""

    text: str
    mention_count: int
    article_count: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Names that are one entity.

    Attributes:
        entity_type: OntoNotes name.
        canonical_name: Best full form.
        wikidata_id: From the alias file, or None.
        names: All names with why each is here; the canonical one need not be among them when an alias file gives it.
    """

    entity_type: str
    canonical_name: str
    wikidata_id: str | None
    names: tuple[tuple[Name, Match], ...]


def canonicalise(
    names: pa.Table, known_entities: pa.Table, known_aliases: pa.Table, overrides: Overrides | None = None
) -> Canonicalisation:
    """The canonical entities of all names of a warehouse.

    The grouping depends on the names, their counts and the overrides alone, not on the order of rows nor on the
    history; only the ids look back, so that an entity keeps its id as more names arrive.

    Args:
        names: One row per distinct `local_name` and `entity_type`, with `mention_count` and `article_count`.
        known_entities: `core.entities` as it stands.
        known_aliases: `core.entity_aliases` as it stands.
        overrides: The user's alias file; it wins over every rule.

    Returns:
        Entities, aliases (every name of `names` has one) and merges, each as its contract says and sorted by key. An
        entity's `article_count` is the sum over its names: an article with two of them counts twice.
    """
    entities: list[Entity] = []
    by_type: dict[str, list[Name]] = {}
    columns = names.select(["local_name", "entity_type", "mention_count", "article_count"]).to_pydict()
    for text, entity_type, mentions, articles in zip(*columns.values(), strict=True):
        by_type.setdefault(entity_type, []).append(Name(text, mentions or 0, articles or 0))
    for entity_type in sorted(by_type):
        entries = [entry for entry in overrides or () if entry.entity_type == entity_type]
        entities.extend(_entities(entity_type, by_type[entity_type], entries))
    return _tables(identified(entities, known_entities, known_aliases))


def _entities(entity_type: str, names: Iterable[Name], overrides: Sequence[Override]) -> list[Entity]:
    kind = kind_of(entity_type)
    by_key: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda name: name.text):
        by_key.setdefault(kind.key(name.text), []).append(name)
    members = [sorted(by_key[key], key=_frequency) for key in sorted(by_key)]
    groups = [
        Group(key, found[0].text, sum(max(name.article_count, 1) for name in found))
        for key, found in zip(sorted(by_key), members, strict=True)
    ]
    clusters = Clusters(groups, kind)
    by_letters = {folded(name.text): index for index, found in enumerate(members) for name in found}
    named = _apply_overrides(clusters, overrides, by_letters)
    _join_listed(clusters, entity_type, by_letters)
    cluster(clusters)
    found = []
    for root in sorted(clusters.members):
        entry = next((named[index] for index in sorted(clusters.members[root]) if index in named), None)
        names_here = [(name, index) for index in clusters.members[root] for name in members[index]]
        found.append(_entity(entity_type, names_here, clusters.reasons, entry))
    return found


def _frequency(name: Name) -> tuple[int, int, int, str]:
    """Most frequent first, then longest, then by letters."""
    return (-name.article_count, -name.mention_count, -len(name.text), name.text)


def _rank(entity_type: str, name: Name) -> tuple[bool, bool, int, int, int, str]:
    """The best name to show first: a full form, frequent, and of equals a person's longest and a place's shortest."""
    sign = 1 if entity_type in _SHORT_NAMED else -1
    is_short = kind_of(entity_type).level(name.text) >= LONE
    return (
        is_short,
        is_abbreviated(name.text),
        -name.article_count,
        -name.mention_count,
        sign * len(name.text),
        name.text,
    )


def _apply_overrides(
    clusters: Clusters, overrides: Sequence[Override], by_letters: dict[str, int]
) -> dict[int, Override]:
    """Join what the alias file joins and forbid what it forbids; the entry of each group that an entry names."""
    named: dict[int, Override] = {}
    entry_groups: list[tuple[Override, list[int]]] = []
    for entry in overrides:
        found = sorted(
            {by_letters[letters] for letters in map(folded, (entry.name, *entry.aliases)) if letters in by_letters}
        )
        entry_groups.append((entry, found))
        for index in found:
            named.setdefault(index, entry)
            clusters.join(found[0], index, OVERRIDE, must=True)
        for letters in map(folded, entry.others):
            other = by_letters.get(letters)
            clusters.forbidden |= {(min(index, other), max(index, other)) for index in found if other is not None}
    for place, (_, found) in enumerate(entry_groups):
        for _, other_found in entry_groups[place + 1 :]:
            clusters.forbidden |= {(min(a, b), max(a, b)) for a in found[:1] for b in other_found[:1]}
    return named


def _join_listed(clusters: Clusters, entity_type: str, by_letters: dict[str, int]) -> None:
    firsts: dict[str, int] = {}
    listed = well_known_names(entity_type)
    for letters in sorted(by_letters):
        entity = listed.get(letters)
        if entity is not None:
            clusters.join(firsts.setdefault(entity, by_letters[letters]), by_letters[letters], LISTED, must=True)


def _entity(
    entity_type: str, names: list[tuple[Name, int]], reasons: Mapping[int, Match], entry: Override | None
) -> Entity:
    """The entity of these names, each given with its group."""
    kind = kind_of(entity_type)
    best, best_group = min(names, key=lambda item: _rank(entity_type, item[0]))
    shown = entry.name if entry else best.text
    reasoned = []
    for name, index in sorted(names, key=lambda item: item[0].text):
        if entry and folded(name.text) in {folded(alias) for alias in (entry.name, *entry.aliases)}:
            reason = OVERRIDE
        elif folded(name.text) == folded(shown):
            reason = EXACT
        elif index == best_group:
            reason = SPELLING
        else:
            direct = kind.match(name.text, best.text) if kind.level(name.text) < LONE else None
            reason = direct or reasons.get(index, SPELLING)
        reasoned.append((name, reason))
    return Entity(entity_type, shown, entry.wikidata_id if entry else None, tuple(reasoned))


def _tables(found: Identified) -> Canonicalisation:
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
            }
            for name, reason in entity.names
        )
    aliases.sort(key=lambda row: (row["entity_type"], row["alias"]))
    merges = [{"from_entity_id": a, "to_entity_id": b, "reason": why} for a, (b, why) in sorted(found.merges.items())]
    return Canonicalisation(
        CONTRACTS["core.entities"].from_rows(entities),
        CONTRACTS["core.entity_aliases"].from_rows(aliases),
        CONTRACTS["ops.entity_merges"].from_rows(merges),
    )
