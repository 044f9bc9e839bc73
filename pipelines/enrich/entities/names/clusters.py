"""Groups of one part put together into entities: equals first, then short forms attached to what they stand for.

1. What a list says is one. 2. Names of the same fullness that match. 3. Names without a middle name, then names with
initials only, each to the one fuller cluster it can stand for. What is joined so far is the core of an entity. 4. Lone
surnames and acronyms, each to the one core it can stand for, or to the one that `DOMINANT_SHARE` of the articles mean.

A short form that several entities could mean stays an entity of its own, and so does one that is far more frequent than
what it would stand for. Step 4 looks at the cores alone, so one surname never changes what another one means.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.enrich.entities.names.groups import Group, GroupId
from pipelines.enrich.entities.names.kinds import FULL, INITIALS_ONLY
from pipelines.enrich.entities.names.same_person import EXACT, Match

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

Forbids = Callable[[Group, Group], bool]


@dataclass(slots=True)
class Clusters:
    """Groups joined into cores, with why each group is where it is.

    Attributes:
        groups: All groups, sorted by id.
        is_forbidden: Says of two groups that a list keeps them apart.
        members: The groups of each cluster, under the number of one of them.
        reasons: Why a group is in its cluster; absent for one that nothing was needed for.
    """

    groups: Sequence[Group]
    is_forbidden: Forbids
    members: dict[int, list[int]] = field(default_factory=dict)
    reasons: dict[int, Match] = field(default_factory=dict)
    _parents: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._parents = list(range(len(self.groups)))
        self.members = {index: [index] for index in self._parents}

    def root(self, index: int) -> int:
        """Return the cluster that a group is in."""
        parents = self._parents
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    def weight(self, root: int) -> int:
        """Return the articles of a cluster's names, summed."""
        return sum(self.groups[index].weight for index in self.members[root])

    def join(self, one: int, other: int, match: Match, *, must: bool = False) -> None:
        """Put two groups' clusters together, unless members contradict each other and no list says they must be."""
        left, right = sorted((self.root(one), self.root(other)))
        if left == right or not may_join(self._those(left), self._those(right), self.is_forbidden, must=must):
            return
        small, large = sorted((left, right), key=lambda root: (len(self.members[root]), -root))
        for index in self.members[small]:
            self.reasons[index] = min(match, self.reasons.get(index, EXACT))
        if len(self.members[large]) == 1:
            self.reasons.setdefault(large, match)
        self._parents[small] = large
        self.members[large].extend(self.members.pop(small))

    def _those(self, root: int) -> list[Group]:
        return [self.groups[index] for index in self.members[root]]


def may_join(left: Sequence[Group], right: Sequence[Group], is_forbidden: Forbids, *, must: bool = False) -> bool:
    """True when no two members of two clusters contradict each other or are kept apart by a list."""
    checks = 0
    for one in left:
        for other in right:
            if is_forbidden(one, other):
                return False
            checks += 1
            if not must and checks <= MAX_CROSS_CHECKS and one.kind.contradict(one.name, other.name):
                return False
    return True


def join_cores(
    clusters: Clusters,
    musts: Iterable[tuple[int, int, Match]],
    links: Mapping[tuple[int, int], Match],
    bearers: Mapping[int, Mapping[int, Match]],
) -> None:
    """Join what is one entity but for lone surnames and acronyms, in an order that depends on the names alone.

    Args:
        clusters: The groups, each a cluster of its own.
        musts: Pairs that a list says are one.
        links: Pairs of equally full groups that match.
        bearers: For each short group the fuller groups that it can stand for.
    """
    for one, other, match in musts:
        clusters.join(one, other, match, must=True)
    levels = [group.level for group in clusters.groups]
    for (one, other), match in sorted(links.items(), key=lambda item: (levels[item[0][0]], -item[1].score, item[0])):
        clusters.join(one, other, match)
    for level in (FULL, INITIALS_ONLY):
        for short in sorted({clusters.root(index) for index in bearers if levels[index] == level}):
            members = clusters.members.get(short, [])
            if all(levels[member] >= level for member in members):
                _attach(clusters, short, [m for m in members if levels[m] == level], bearers)


def _attach(clusters: Clusters, short: int, here: Sequence[int], bearers: Mapping[int, Mapping[int, Match]]) -> None:
    found: dict[int, Match] = {}
    for target, match in (item for member in here for item in bearers.get(member, {}).items()):
        root = clusters.root(target)
        found[root] = max(match, found.get(root, match))
    if not found or short in found:
        return
    targets = [
        Bearer(root, match, clusters.weight(root), clusters.groups[root].id) for root, match in sorted(found.items())
    ]
    choice = chosen(clusters.groups[short], clusters.weight(short), targets)
    if choice is not None:
        clusters.join(short, targets[choice[0]].number, choice[1])


@dataclass(frozen=True, slots=True)
class Bearer:
    """A cluster that a short form could stand for.

    Attributes:
        number: What the caller knows it by.
        match: How the short form stands for it.
        weight: Articles of its names.
        key: What decides between bearers that are equal in all else.
    """

    number: int
    match: Match
    weight: int
    key: GroupId


def chosen(short: Group, short_weight: int, bearers: Sequence[Bearer]) -> tuple[int, Match] | None:
    """Return which bearer a short form means, by its place, and how sure that is; None when it is unclear.

    The score holds the bearer's share of all bearers' articles.
    """
    place = max(range(len(bearers)), key=lambda at: (bearers[at].weight, bearers[at].match.score, bearers[at].key))
    best = bearers[place]
    share = best.weight / sum(bearer.weight for bearer in bearers)
    is_known = best.weight >= KNOWN_ARTICLES
    if len(bearers) > 1 and (share < DOMINANT_SHARE or not is_known):
        return None
    if best.weight < short_weight * short.kind.support(short.name):
        return None
    factor = 1.0 if is_known else UNKNOWN_FACTOR
    return place, Match(round(best.match.score * share * factor, 4), best.match.basis)
