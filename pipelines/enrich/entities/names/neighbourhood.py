"""The part of a warehouse that a change of names can alter, found by asking for what shares keys with it.

Links between full names, and those that a list gives, are followed to the end, in the warehouse as it is and as it was:
what they connect is decided together. Surnames and acronyms are not followed, because one surname connects all its
bearers: which bearer one of them means depends on the bearers, never the other way round. So a surname is decided again
when a possible bearer is in the part, and its other bearers are only looked at.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names.authority import Authority
from pipelines.enrich.entities.names.blocks import (
    MAX_BLOCK,
    NOW,
    WAS,
    Members,
    Node,
    Slots,
    blocks,
    equals,
    listed,
    shorter_and_fuller,
)
from pipelines.enrich.entities.names.entity import Name
from pipelines.enrich.entities.names.groups import Group, GroupId, group_of
from pipelines.enrich.entities.names.keys import KeyArrays, group_keys, key_arrays, key_rows
from pipelines.enrich.entities.names.same_person import Match
from pipelines.enrich.entities.names.standing import Standing
from pipelines.enrich.entities.names.tables import ALIASES, GROUP_IDS

_Compared = dict[tuple[str, str, str], Match | None]
"""What comparing two names of a type gave: those that share one key mostly share many, and meet under each."""


@dataclass(slots=True)
class Neighbourhood:
    """Groups, what links them, and which of them are decided anew.

    Attributes:
        standing: The warehouse as it stood.
        authority: The lists that win over rules.
        changed: The groups of names that came, changed or had one taken away, as they are now.
        before: The same groups as they were, without those that are new.
        groups: All groups met, as they are now.
        homes: Standing entity of each group met that did not change.
        part: Ids of the groups to decide.
        links: Pairs of equally full groups that match, smaller id first.
        bearers: For each shorter group the fuller ones that it can stand for.
        entity_groups: The groups of each standing entity that was read, as it stood.
        entity_rows: The rows of `core.entities` of these.
        reasons: Why each of their names is there.
    """

    standing: Standing
    authority: Authority
    changed: Mapping[GroupId, Group]
    before: Mapping[GroupId, Group] = field(default_factory=dict)
    groups: dict[GroupId, Group] = field(default_factory=dict)
    homes: dict[GroupId, str] = field(default_factory=dict)
    part: set[GroupId] = field(default_factory=set)
    links: dict[tuple[GroupId, GroupId], Match] = field(default_factory=dict)
    bearers: dict[GroupId, dict[GroupId, Match]] = field(default_factory=dict)
    entity_groups: dict[str, list[GroupId]] = field(default_factory=dict)
    entity_rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    reasons: dict[tuple[str, str], Match] = field(default_factory=dict)
    known_aliases: pa.Table = field(default_factory=ALIASES.empty)
    _asked: set[GroupId] = field(default_factory=set)
    _reached: set[GroupId] = field(default_factory=set)
    _dependents: set[GroupId] = field(default_factory=set)
    _matches: _Compared = field(default_factory=dict)
    _attached: _Compared = field(default_factory=dict)
    _own: list[Node] = field(init=False)
    _own_keys: KeyArrays = field(init=False)

    def __post_init__(self) -> None:
        self.groups.update(self.changed)
        self._own = list(self._own_nodes())
        self._own_keys = key_arrays(group_keys(node.group, self.authority) for node in self._own)

    def spread(self, seeds: Iterable[GroupId]) -> set[GroupId]:
        """Take groups into the part, with all that is decided together with them.

        Returns:
            Ids of surnames and acronyms outside the part that can, or could, stand for a group of it.
        """
        self._dependents = set()
        frontier = set(seeds) - self._asked
        while frontier:
            self._asked |= frontier
            self.part |= frontier & self.groups.keys()
            self._reached = set()
            self._matches, self._attached = {}, {}
            for members in blocks(*self._around(frontier)):
                self._link_listed(members)
                for found in equals(members):
                    self._link_equals(found)
                pair = shorter_and_fuller(members)
                if pair:
                    self._link_shorter(*pair)
            frontier = self._reached - self._asked
        return self._dependents - self.part

    def _own_nodes(self) -> Iterator[Node]:
        """Yield the nodes of the changed groups: one per version, or one for both when nothing that counts differs."""
        for group_id in sorted(self.changed.keys() | self.before.keys()):
            now, was = self.changed.get(group_id), self.before.get(group_id)
            if now and was and (now.name, now.weight) == (was.name, was.weight):
                yield Node(now, NOW | WAS)
                continue
            if now:
                yield Node(now, NOW)
            if was:
                yield Node(was, WAS, is_quiet=bool(now and now.name == was.name))

    def _around(self, frontier: Set[GroupId]) -> tuple[list[Node], KeyArrays]:
        """Return everything that shares a key with the groups of the frontier, these included, and the keys."""
        for node in self._own:
            node.is_asking = node.id in frontier
        asking = np.array([node.is_asking for node in self._own], bool)
        others = [self.groups[group_id] for group_id in sorted(frontier - self.changed.keys() - self.before.keys())]
        asked = key_arrays(group_keys(group, self.authority) for group in others)
        wanted = np.unique(np.concatenate((self._own_keys.keys[asking[self._own_keys.owners]], asked.keys)))
        shared = self._shared(wanted, frontier)
        their_keys = key_arrays(keys for _, keys in shared)
        kept = np.isin(self._own_keys.keys, wanted)
        return [*self._own, *(node for node, _ in shared)], KeyArrays(
            np.concatenate((self._own_keys.keys[kept], their_keys.keys)),
            np.concatenate((self._own_keys.owners[kept], their_keys.owners + len(self._own))),
            np.concatenate((self._own_keys.roles[kept], their_keys.roles)),
        )

    def _shared(self, wanted: npt.NDArray[np.int64], frontier: Set[GroupId]) -> list[tuple[Node, dict[int, int]]]:
        """Return the groups that did not change and stand under keys, as the standing warehouse ranks them."""
        changed = id_table(self.changed.keys() | self.before.keys())
        found = self.standing.sharing(pa.array(wanted), changed, MAX_BLOCK)
        keys: dict[GroupId, dict[int, int]] = {}
        for block_key, role, entity_type, key in zip(*found.to_pydict().values(), strict=True):
            its = keys.setdefault((entity_type, key), {})
            its[block_key] = its.get(block_key, 0) | role
        self.load(keys.keys())
        return [(Node(self.groups[found_id], NOW | WAS, found_id in frontier), its) for found_id, its in keys.items()]

    def widen(self) -> None:
        """Take into the part all that the changed groups can alter.

        An entity whose full names are all in the part, or gone, is decided as a whole.
        """
        self.spread(self.spread(self.changed.keys() | self.before.keys()))
        while True:
            touched = self.part | self.before.keys()
            self.load_entities(self.homes[group_id] for group_id in touched if group_id in self.homes)
            rests = [self.rest(entity_id) for entity_id in self.entity_groups]
            orphans = {group.id for rest in rests if all(group.is_lone for group in rest) for group in rest}
            if not orphans:
                return
            self.spread(orphans)

    def load_entities(self, entity_ids: Iterable[str]) -> None:
        """Read standing entities with all their names, unless they were read."""
        missing = pa.array(sorted(set(entity_ids) - self.entity_groups.keys()), pa.string())
        if not len(missing):
            return
        aliases = ALIASES.conform(self.standing.aliases_of_entities(missing))
        self.known_aliases = pa.concat_tables([self.known_aliases, aliases])
        self.add(aliases)
        for row in aliases.to_pylist():
            group_ids = self.entity_groups.setdefault(row["entity_id"], [])
            group_id = (row["entity_type"], row["name_key"])
            if group_id not in group_ids:
                group_ids.append(group_id)
            self.reasons[(row["entity_type"], row["alias"])] = Match(row["score"], row["basis"])
        self.entity_rows.update({row["entity_id"]: row for row in self.standing.entities(missing).to_pylist()})

    def rest(self, entity_id: str) -> list[Group]:
        """Return the groups of a standing entity that are not decided."""
        decided = (self.part, self.changed, self.before)
        return [
            self.groups[group_id]
            for group_id in self.entity_groups.get(entity_id, ())
            if not any(group_id in some for some in decided)
        ]

    def known_entities(self) -> pa.Table:
        """Return the rows of `core.entities` of the standing entities that were read."""
        return CONTRACTS["core.entities"].from_rows(list(self.entity_rows.values()))

    def key_rows(self, group_ids: Set[GroupId]) -> pa.Table:
        """Return the rows of `core.entity_alias_keys` of changed groups as they are now."""
        wanted = np.array([bool(node.state & NOW) and node.id in group_ids for node in self._own], bool)
        kept = wanted[self._own_keys.owners]
        return key_rows(
            [node.group for node in self._own],
            KeyArrays(self._own_keys.keys[kept], self._own_keys.owners[kept], self._own_keys.roles[kept]),
        )

    def load(self, group_ids: Iterable[GroupId]) -> None:
        """Read groups that did not change and were not met yet."""
        missing = sorted(set(group_ids) - self.groups.keys())
        if missing:
            self.add(self.standing.aliases_of_groups(id_table(missing)))

    def add(self, aliases: pa.Table) -> None:
        """Take in whole groups that did not change, as rows of `core.entity_aliases`."""
        for group_id, (names, entity_id) in read_groups(aliases).items():
            if group_id not in self.groups and group_id not in self.before:
                self.groups[group_id] = group_of(*group_id, names)
                self.homes[group_id] = entity_id

    def _link_listed(self, members: Members) -> None:
        self._reached.update(node.id for node in listed(members))

    def _link_equals(self, found: Slots) -> None:
        self._reached |= found.moved
        for place, one in enumerate(found.nodes):
            for other in found.nodes[place + 1 :]:
                if not found.meet(one, other):
                    continue
                pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
                match = self.links.get(pair) or self._match(one.group, other.group)
                if match:
                    self._reached.update(pair)
                    if one.state & other.state & NOW and found.now.issuperset(pair):
                        self.links[pair] = match

    def _link_shorter(self, shorter: Slots, fuller: Slots) -> None:
        self._reached |= shorter.moved | fuller.moved
        limits = shorter if shorter.is_cut else fuller
        for short, full in product(shorter.nodes, fuller.nodes):
            if short.group.level <= full.group.level or not limits.meet(short, full):
                continue
            match = self._attach(short.group, full.group)
            if not match:
                continue
            if not short.group.is_lone or self.authority.is_named(short.group):
                self._reached.update((short.id, full.id))
            elif full.is_asking:
                self._dependents.add(short.id)
            if short.state & full.state & NOW and short.id in shorter.now and full.id in fuller.now:
                self.bearers.setdefault(short.id, {})[full.id] = match

    def _match(self, one: Group, other: Group) -> Match | None:
        names = (one.entity_type, one.name, other.name)
        if names not in self._matches:
            self._matches[names] = one.kind.match(one.name, other.name)
        return self._matches[names]

    def _attach(self, short: Group, full: Group) -> Match | None:
        names = (short.entity_type, short.name, full.name)
        if names not in self._attached:
            self._attached[names] = short.kind.attach(short.name, full.name)
        return self._attached[names]


def id_table(group_ids: Iterable[GroupId]) -> pa.Table:
    """Return group ids as a table."""
    ordered = sorted(group_ids)
    return pa.table(
        {"entity_type": [entity_type for entity_type, _ in ordered], "name_key": [key for _, key in ordered]},
        schema=GROUP_IDS,
    )


def read_groups(aliases: pa.Table) -> dict[GroupId, tuple[list[Name], str]]:
    """Return the names and the entity of each group in rows of `core.entity_aliases`."""
    found: dict[GroupId, tuple[list[Name], str]] = {}
    columns = ["entity_type", "name_key", "alias", "mention_count", "article_count", "entity_id"]
    for entity_type, key, text, mentions, articles, entity_id in zip(
        *aliases.select(columns).to_pydict().values(), strict=True
    ):
        found.setdefault((entity_type, key), ([], entity_id))[0].append(Name(text, mentions or 0, articles or 0))
    return found
