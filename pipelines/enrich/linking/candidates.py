"""Which entities of the packs a name may mean, and how well the name fits each."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from pipelines.enrich.linking.context import Mentioned
from pipelines.knowledge.base import Entry, KnowledgeBase
from pipelines.knowledge.names import LONE, best_likeness, is_full, lone_keys, thing_keys, thing_likeness

LEAST_LIKENESS = 0.3
MOST_CANDIDATES = 30
"""Candidates of one entity that are weighed: those that fit best, then the most popular."""
CACHE_SIZE = 1 << 12
"""Names whose candidates are kept: the same people are in the news of a day, and of the next."""
COMPLETE = frozenset(["sitelinks", "mentions"])
"""What popularity is counted from in packs that were made of a whole base; the shipped one counts `offices`."""
MOST_NAMES = 3
"""Names of an entity that are looked up: its usual ones in the article and the canonical one."""
PLACED_LIKENESS = 0.9
"""Likeness of an entry that the gazetteer's id says is the place, whatever it is called there."""
PLACE_TYPES = ("GPE", "LOC", "FAC")
KINDS = {
    "PERSON": ("person",),
    "GPE": ("country", "place", "organisation", "other"),
    "LOC": ("country", "place", "other"),
    "FAC": ("place", "organisation", "other"),
    "ORG": ("organisation", "place", "other"),
    "NORP": ("other", "organisation", "country", "place"),
    "EVENT": ("other",),
    "PRODUCT": ("other", "organisation"),
    "WORK_OF_ART": ("other",),
    "LAW": ("other",),
}
"""Kinds of entries that an entity of a type may be; an electoral district is none, as texts name the town."""


class Candidate(NamedTuple):
    """An entry that an entity may be.

    Attributes:
        entry: What the pack knows.
        pack_id: The pack.
        likeness: How well the best of the entity's names fits, 0 to 1.
        is_lone: Whether only a family name stands for it.
        is_placed: Whether the gazetteer resolved mentions to this very place.
        family_count: Persons of the pack with this family name.
        is_complete: Whether the pack has what is written about of every kind, so that a name without a rival has none.
    """

    entry: Entry
    pack_id: str
    likeness: float
    is_lone: bool = False
    is_placed: bool = False
    family_count: int = 0
    is_complete: bool = False


def candidates(entity: Mentioned, packs: Sequence[KnowledgeBase]) -> list[Candidate]:
    """Return the candidates of an entity, best fitting first; an id that several packs have stands once, of the first."""
    found: dict[int, Candidate] = {}
    for pack in packs:
        for candidate in _of_pack(entity, pack):
            known = found.get(candidate.entry.number)
            if known is None:
                found[candidate.entry.number] = candidate
            elif candidate.likeness > known.likeness:
                found[candidate.entry.number] = known._replace(likeness=candidate.likeness, is_lone=candidate.is_lone)
    ordered = sorted(found.values(), key=lambda c: (-c.likeness, -c.entry.popularity, c.entry.number))
    if entity.entity_type == "PERSON" and ordered and not ordered[0].is_lone:
        ordered = [candidate for candidate in ordered if not candidate.is_lone]
    return ordered[:MOST_CANDIDATES]


def known_names(asked: Collection[tuple[str, str]], packs: Sequence[KnowledgeBase]) -> set[tuple[str, str]]:
    """Return which names, each with an entity type, have a key in one of the packs; the others have no candidate by name."""
    pairs = list(asked)
    found = np.zeros(len(pairs), np.bool_)
    for pack in packs:
        keys = [_keys_of(*pair, pack) for pair in pairs]
        every = np.fromiter(chain.from_iterable(keys), np.uint32)
        owners = np.repeat(np.arange(len(pairs)), [len(own) for own in keys])
        found[owners[pack.has(every)]] = True
    return {pair for pair, is_known in zip(pairs, found.tolist(), strict=True) if is_known}


def _keys_of(name: str, entity_type: str, pack: KnowledgeBase) -> frozenset[int]:
    return (pack.full_keys(name) or lone_keys(name)) if entity_type == "PERSON" else thing_keys(name)


def _is_complete(pack: KnowledgeBase) -> bool:
    return pack.manifest.popularity_basis in COMPLETE


def _of_pack(entity: Mentioned, pack: KnowledgeBase) -> Iterable[Candidate]:
    names = tuple(dict.fromkeys(entity.names[: MOST_NAMES - 1] + entity.names[-1:]))
    if entity.entity_type == "PERSON":
        yield from _persons(names, pack)
        return
    places = entity.places if entity.entity_type in PLACE_TYPES else ()
    yield from _things(names, entity.entity_type, frozenset(places), pack)


@lru_cache(maxsize=CACHE_SIZE)
def _things(
    names: tuple[str, ...], entity_type: str, places: frozenset[int], pack: KnowledgeBase
) -> tuple[Candidate, ...]:
    """Return what else than a person names may mean, of which mentions resolve to these places of GeoNames."""
    return tuple(_fitting_things(names, entity_type, places, pack))


def _fitting_things(
    names: tuple[str, ...], entity_type: str, places: frozenset[int], pack: KnowledgeBase
) -> Iterable[Candidate]:
    wanted = KINDS.get(entity_type, ())
    placed = {row for geonames_id in places for row in pack.rows_of_place(geonames_id)}
    rows = placed.union(pack.rows({key for name in names for key in thing_keys(name)}))
    for row in sorted(rows):
        if pack.kind(row) not in wanted:
            continue
        fit = max(thing_likeness(name, other) for name in names for other in pack.names(row))
        fit = max(fit, PLACED_LIKENESS) if row in placed else fit
        if fit >= LEAST_LIKENESS:
            yield Candidate(pack.entry(row), pack.pack_id, fit, is_placed=row in placed, is_complete=_is_complete(pack))


@lru_cache(maxsize=CACHE_SIZE)
def _persons(names: tuple[str, ...], pack: KnowledgeBase) -> tuple[Candidate, ...]:
    """Return the persons that names may mean: what an article says of them does not matter here."""
    return tuple(_fitting_persons(names, pack))


def _fitting_persons(names: tuple[str, ...], pack: KnowledgeBase) -> Iterable[Candidate]:
    full = [name for name in names if is_full(name)]
    shown = full or list(names)
    rows = pack.rows({key for name in shown for key in _keys_of(name, "PERSON", pack)})
    family_count = pack.count({key for name in shown for key in lone_keys(name)}) if rows else 0
    alike = [(best_likeness(shown, pack.names(row)), row) for row in rows if pack.kind(row) == "person"]
    fitting = [(fit, row) for fit, row in alike if fit >= LEAST_LIKENESS]
    # whole entries are read of those alone that can be among the best: of a family name many are alike
    fitting.sort(key=lambda pair: (-pair[0], *pack.rank(pair[1])))
    for fit, row in fitting[:MOST_CANDIDATES]:
        yield Candidate(
            pack.entry(row),
            pack.pack_id,
            fit,
            is_lone=fit <= LONE,
            family_count=family_count,
            is_complete=_is_complete(pack),
        )
