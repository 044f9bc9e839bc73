"""Groups of one key put together into entities: equals first, then short forms attached to what they stand for."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipelines.enrich.entities.names.kinds import FULL, FULLEST, INITIALS_ONLY, LONE, Kind
from pipelines.enrich.entities.names.same_person import EXACT, Match

MAX_BLOCK = 96
"""Names compared with each other under one blocking key; beyond it only the most frequent are, which bounds time."""
MAX_CROSS_CHECKS = 400
"""Pairs tried for a contradiction before two clusters join; clusters of spellings are far smaller."""
DOMINANT_SHARE = 0.9
"""Share of articles at which one bearer of a name is taken for the name alone, where there are several.

Measured on 924 PolNeAR and 1,436 CNN articles, each left out in turn (`benchmarks/lone_surnames.py`): from this share
on the bearer is the right one in 99 of 100 articles, from .8 to .9 in 92, below in 60 and fewer.
"""
KNOWN_ARTICLES = 5
"""Articles from which on a bearer counts as known: an only bearer is the right one in 98 of 100 cases, before in 83."""
UNKNOWN_FACTOR = 0.86
"""What a bearer in fewer articles takes from the score: 83 against 97 of 100."""


@dataclass(slots=True)
class Group:
    """Names of one type and one key.

    Attributes:
        key: The key.
        name: The form that stands for the group in comparisons.
        weight: Articles (at least one) in which its names stand.
    """

    key: str
    name: str
    weight: int


@dataclass(slots=True)
class Clusters:
    """Groups joined into entities, with why each group is where it is."""

    groups: Sequence[Group]
    kind: Kind
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    parents: list[int] = field(default_factory=list)
    members: dict[int, list[int]] = field(default_factory=dict)
    reasons: dict[int, Match] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parents = list(range(len(self.groups)))
        self.members = {index: [index] for index in self.parents}

    def root(self, index: int) -> int:
        """The cluster that a group is in."""
        while self.parents[index] != index:
            self.parents[index] = self.parents[self.parents[index]]
            index = self.parents[index]
        return index

    def weight(self, root: int) -> int:
        """Articles of a cluster's names, summed."""
        return sum(self.groups[index].weight for index in self.members[root])

    def join(self, one: int, other: int, match: Match, *, must: bool = False) -> bool:
        """Put two groups' clusters together unless members contradict each other; True when they are together."""
        left, right = sorted((self.root(one), self.root(other)))
        if left == right:
            return True
        if not self._may_join(left, right, must=must):
            return False
        small, large = sorted((left, right), key=lambda root: (len(self.members[root]), -root))
        for index in self.members[small]:
            self.reasons[index] = min(match, self.reasons.get(index, EXACT))
        if len(self.members[large]) == 1:
            self.reasons.setdefault(large, match)
        self.parents[small] = large
        self.members[large].extend(self.members.pop(small))
        return True

    def _may_join(self, left: int, right: int, *, must: bool) -> bool:
        checks = 0
        for one in self.members[left]:
            for other in self.members[right]:
                if (min(one, other), max(one, other)) in self.forbidden:
                    return False
                checks += 1
                if (
                    not must
                    and checks <= MAX_CROSS_CHECKS
                    and self.kind.contradict(self.groups[one].name, self.groups[other].name)
                ):
                    return False
        return True


def cluster(clusters: Clusters) -> None:
    """Join what is one entity, in an order that depends on the names alone.

    1. names of the same fullness that match; 2. names without a middle name, with initials only, and lone surnames
    or acronyms, each to the one fuller cluster it can stand for, or to the one that `DOMINANT_SHARE` of the articles
    mean. A short form that several entities could mean stays an entity of its own, and so does one that is far more
    frequent than what it would stand for.
    """
    levels = [clusters.kind.level(group.name) for group in clusters.groups]
    for level in (FULLEST, FULL, INITIALS_ONLY, LONE):
        _join_equals(clusters, [index for index, found in enumerate(levels) if found == level])
    candidates = _candidates(clusters, levels)
    for level in (FULL, INITIALS_ONLY, LONE):
        _attach(clusters, levels, level, candidates)


def _join_equals(clusters: Clusters, indices: list[int]) -> None:
    groups, kind = clusters.groups, clusters.kind
    found: dict[tuple[int, int], Match] = {}
    for block in _blocks(indices, (kind.keys(groups[index].name) for index in indices)):
        kept = sorted(block, key=lambda index: (-groups[index].weight, groups[index].key))[:MAX_BLOCK]
        for place, one in enumerate(kept):
            for other in kept[place + 1 :]:
                pair = (min(one, other), max(one, other))
                if pair not in found and (match := kind.match(groups[one].name, groups[other].name)):
                    found[pair] = match
    for (one, other), match in sorted(
        found.items(), key=lambda item: (-item[1].score, groups[item[0][0]].key, groups[item[0][1]].key)
    ):
        clusters.join(one, other, match)


def _blocks(indices: Sequence[int], keys: Iterable[Iterable[str]]) -> Iterator[list[int]]:
    """Indices that share a key, in blocks of two or more; keys are kept as 64-bit hashes to bound memory.

    The order of the blocks follows the hashes and means nothing: what is found in them is sorted before it is used.
    """
    hashes, owners = array("q"), array("q")
    for index, its_keys in zip(indices, keys, strict=True):
        for key in its_keys:
            hashes.append(hash(key))
            owners.append(index)
    order = np.argsort(np.frombuffer(hashes, dtype=np.int64), kind="stable") if hashes else np.empty(0, dtype=np.int64)
    ordered, owner = np.array(hashes, dtype=np.int64)[order], np.array(owners, dtype=np.int64)[order]
    edges = np.flatnonzero(np.diff(ordered)) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(ordered)]))
    for start, end in zip(starts, ends, strict=True):
        if end - start > 1 and len(block := sorted(set(owner[start:end].tolist()))) > 1:
            yield block


def _candidates(clusters: Clusters, levels: list[int]) -> dict[int, list[tuple[int, Match]]]:
    """For each group of a short name the groups of fuller names that it can stand for."""
    groups, kind = clusters.groups, clusters.kind
    wanted: dict[int, list[int]] = {}
    for index, level in enumerate(levels):
        if level > FULLEST:
            for key in kind.attaching_keys(groups[index].name):
                wanted.setdefault(hash(key), []).append(index)
    for shorts in wanted.values():
        shorts.sort(key=lambda short: (-groups[short].weight, groups[short].key))
        del shorts[MAX_BLOCK:]
    candidates: dict[int, list[tuple[int, Match]]] = {}
    for index, level in enumerate(levels if wanted else ()):
        keys = kind.target_keys(groups[index].name) if level < LONE else ()
        for short in {short for key in keys for short in wanted.get(hash(key), ())}:
            if levels[short] > level and (match := kind.attach(groups[short].name, groups[index].name)):
                candidates.setdefault(short, []).append((index, match))
    return candidates


def _attach(clusters: Clusters, levels: list[int], level: int, candidates: dict[int, list[tuple[int, Match]]]) -> None:
    roots = sorted({clusters.root(index) for index, found in enumerate(levels) if found == level})
    for short in roots:
        members = clusters.members.get(short, [])
        if all(levels[member] >= level for member in members):
            here = [member for member in members if levels[member] == level]
            choice = _chosen(clusters, short, [found for member in here for found in candidates.get(member, ())])
            if choice is not None:
                clusters.join(short, choice[0], choice[1])


def _chosen(clusters: Clusters, short: int, candidates: list[tuple[int, Match]]) -> tuple[int, Match] | None:
    """The one cluster that a short form means, with the share of articles as part of its score; None when unclear."""
    current: dict[int, Match] = {}
    for target, match in candidates:
        root = clusters.root(target)
        current[root] = max(match, current.get(root, match))
    if not current or clusters.root(short) in current:
        return None
    weights = {target: clusters.weight(target) for target in current}
    best = max(current, key=lambda target: (weights[target], current[target].score, clusters.groups[target].key))
    share = weights[best] / sum(weights.values())
    is_known = weights[best] >= KNOWN_ARTICLES
    if len(current) > 1 and (share < DOMINANT_SHARE or not is_known):
        return None
    if weights[best] < clusters.weight(short) * clusters.kind.support(clusters.groups[short].name):
        return None
    factor = 1.0 if is_known else UNKNOWN_FACTOR
    return best, Match(round(current[best].score * share * factor, 4), current[best].basis)
