"""Which entries of the packs the names of entities may mean, and how well a name fits each: of many names at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

import numpy as np

from pipelines.enrich.linking.candidates import Candidate
from pipelines.enrich.linking.context import Mentioned
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.likeness import LONE, best_likeness, thing_likeness
from pipelines.knowledge.names import is_full, lone_keys, thing_keys
from pipelines.knowledge.remembered import Remembered

LEAST_LIKENESS = 0.3
MOST_CANDIDATES = 30
"""Candidates of one entity that are weighed: those that fit best, then the most popular."""
CACHE_SIZE = 1 << 12
"""Names whose candidates are kept: the same people are in the news of a day, and of the next."""
LOOKED_UP_AT_ONCE = 256
"""Entities whose names are looked up together: of a family name up to `MOST_PER_KEY` entries are in memory then."""
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


class Asked(NamedTuple):
    """What candidates are looked up by.

    Attributes:
        names: Names of an entity.
        entity_type: OntoNotes name.
        places: Ids of GeoNames that its mentions resolve to, where it is a place.
    """

    names: tuple[str, ...]
    entity_type: str
    places: frozenset[int]

    @property
    def shown_names(self) -> Sequence[str]:
        """Those that are looked up: of a person the full ones, if there are any."""
        full = [name for name in self.names if is_full(name)] if self.entity_type == "PERSON" else []
        return full or self.names


class Finder:
    """Finds the candidates of many entities at once.

    Args:
        packs: Those that are asked; of an id that several have the first counts.
    """

    def __init__(self, packs: Sequence[KnowledgeBase]) -> None:
        self._packs = tuple(packs)
        self._remembered = Remembered(self._find, CACHE_SIZE)

    def of(self, entities: Sequence[Mentioned]) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each entity, best fitting first: what articles say around it does not matter here."""
        return self._remembered.of([_asked(entity) for entity in entities])

    def _find(self, asked: Sequence[Asked]) -> Iterator[tuple[Candidate, ...]]:
        for start in range(0, len(asked), LOOKED_UP_AT_ONCE):
            part = asked[start : start + LOOKED_UP_AT_ONCE]
            by_pack = [_of_pack(part, pack) for pack in self._packs]
            for one, *found in zip(part, *by_pack, strict=True):
                yield _ordered(one.entity_type, found)


def _asked(entity: Mentioned) -> Asked:
    names = tuple(dict.fromkeys(entity.names[: MOST_NAMES - 1] + entity.names[-1:]))
    places = entity.places if entity.entity_type in PLACE_TYPES else ()
    return Asked(names, entity.entity_type, frozenset(places))


def _ordered(entity_type: str, by_pack: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """Return what packs have found for an entity; an id that several have stands once, of the first."""
    found: dict[int, Candidate] = {}
    for candidate in chain.from_iterable(by_pack):
        known = found.get(candidate.entry.number)
        if known is None:
            found[candidate.entry.number] = candidate
        elif candidate.likeness > known.likeness:
            found[candidate.entry.number] = replace(known, likeness=candidate.likeness, is_lone=candidate.is_lone)
    ordered = sorted(found.values(), key=lambda c: (-c.likeness, -c.entry.popularity, c.entry.number))
    if entity_type == "PERSON" and ordered and not ordered[0].is_lone:
        ordered = [candidate for candidate in ordered if not candidate.is_lone]
    return tuple(ordered[:MOST_CANDIDATES])


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


def _of_pack(asked: Sequence[Asked], pack: KnowledgeBase) -> Iterator[list[Candidate]]:
    """Yield what a pack has for each of those asked for."""
    placed = [frozenset(chain.from_iterable(map(pack.rows_of_place, one.places))) for one in asked]
    fitting = _fitting(asked, placed, pack)
    entries = iter(pack.entries_of([row for own in fitting for _, row in own]))
    is_person = [one.entity_type == "PERSON" for one in asked]
    families = pack.counts_under([
        frozenset(chain.from_iterable(map(lone_keys, one.shown_names))) if person else ()
        for one, person in zip(asked, is_person, strict=True)
    ])  # fmt: skip
    is_complete = pack.manifest.popularity_basis in COMPLETE
    for own, there, person, family_count in zip(fitting, placed, is_person, families, strict=True):
        yield [
            Candidate(
                next(entries),
                pack.pack_id,
                fit,
                is_lone=person and fit <= LONE,
                is_placed=row in there,
                family_count=family_count,
                is_complete=is_complete,
            )
            for fit, row in own
        ]


def _fitting(
    asked: Sequence[Asked], placed: Sequence[frozenset[int]], pack: KnowledgeBase
) -> list[list[tuple[float, int]]]:
    """Return the rows that fit each of those asked for, with their likeness: no more than can be among the candidates.

    Args:
        asked: Those that are looked up.
        placed: The rows that are the place that each resolves to.
        pack: The pack.
    """
    shown = [one.shown_names for one in asked]
    keys = [
        frozenset(chain.from_iterable(_keys_of(name, one.entity_type, pack) for name in names))
        for one, names in zip(asked, shown, strict=True)
    ]
    by_name = zip(*(pairs.tolist() for pairs in pack.rows_under(keys)), strict=True)
    by_place = ((index, row) for index, own in enumerate(placed) for row in sorted(own))
    pairs = list(dict.fromkeys(chain(by_name, by_place)))
    kinds = pack.kinds([row for _, row in pairs])
    wanted = [
        pair for pair, kind in zip(pairs, kinds, strict=True) if kind in KINDS.get(asked[pair[0]].entity_type, ())
    ]
    found: list[list[tuple[float, int]]] = [[] for _ in asked]
    for (index, row), others in zip(wanted, pack.names_of([row for _, row in wanted]), strict=True):
        fit = _likeness(asked[index].entity_type, shown[index], others)
        fit = max(fit, PLACED_LIKENESS) if row in placed[index] else fit
        if fit >= LEAST_LIKENESS:
            found[index].append((fit, row))
    return [own if len(own) <= MOST_CANDIDATES else _best(own, pack) for own in found]


def _likeness(entity_type: str, names: Sequence[str], others: Sequence[str]) -> float:
    if entity_type == "PERSON":
        return best_likeness(names, others)
    return max(thing_likeness(name, other) for name in names for other in others)


def _best(fitting: Sequence[tuple[float, int]], pack: KnowledgeBase) -> list[tuple[float, int]]:
    """Return those that fit best, then the most popular: of a family name many are alike, and only these are read as a whole."""
    ranks = pack.ranks([row for _, row in fitting])
    order = sorted(range(len(fitting)), key=lambda index: (-fitting[index][0], ranks[index]))
    return [fitting[index] for index in order[:MOST_CANDIDATES]]
