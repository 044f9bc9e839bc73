"""Links into stories: the closest groups join until no two are close on average."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from pipelines.enrich.stories.dense import DENSE_FROM, joined

THRESHOLD = 0.3
"""Groups whose articles tell one happening with this probability on average are one story. Of .3, .4 and .5 the
best on the half of the events that the weights are learnt from (`models/stories/links.md`)."""
LARGEST_AT_ONCE = 500
"""Articles tied to one another by links that are grouped at once: what comes out is then a function of the links alone.
A larger tangle is grouped day by day, and groups once made stay."""
ONE_FROM_THE_START = 2
"""A tangle of so many items is one group: what ties two is close enough."""

Link = tuple[int, int, float]


class Clustering:
    """Groups of numbered items that grow and join.

    Args:
        threshold: Mean chance of their links from which two groups join.

    Of groups equally close, those with the smaller numbers join first; a group is known by its smallest number.
    """

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold
        self._sums: dict[int, dict[int, float]] = defaultdict(dict)
        self._members: dict[int, list[int]] = {}
        self._owner: dict[int, int] = {}
        self._heap: list[tuple[float, int, int]] = []

    @property
    def groups(self) -> list[list[int]]:
        """The groups, each sorted, in order of their first items."""
        return [sorted(self._members[number]) for number in sorted(self._members)]

    def add(self, group: Sequence[int]) -> None:
        """Add items that are one group from the start."""
        first = min(group)
        self._members[first] = list(group)
        for item in group:
            self._owner[item] = first

    def tie(self, links: Iterable[Link]) -> None:
        """Add links between items that were added."""
        touched = set()
        for one, other, score in links:
            left, right = sorted((self._owner[one], self._owner[other]))
            if left != right:
                total = self._sums[left].get(right, 0.0) + score
                self._sums[left][right] = self._sums[right][left] = total
                touched.add((left, right))
        for left, right in touched:
            self._push(left, right)

    def join(self) -> None:
        """Join the closest groups until none are close enough."""
        while self._heap:
            score, left, right = heapq.heappop(self._heap)
            if right in self._sums[left] and left in self._members and -score == self._mean(left, right):
                self._merge(left, right)

    def _mean(self, left: int, right: int) -> float:
        return self._sums[left][right] / (len(self._members[left]) * len(self._members[right]))

    def _push(self, left: int, right: int) -> None:
        mean = self._mean(left, right)
        if mean >= self._threshold:
            heapq.heappush(self._heap, (-mean, left, right))

    def _merge(self, left: int, right: int) -> None:
        for item in self._members[right]:
            self._owner[item] = left
        self._members[left] += self._members.pop(right)
        for other, total in self._sums.pop(right).items():
            del self._sums[other][right]
            if other != left:
                self._sums[left][other] = self._sums[other][left] = self._sums[left].get(other, 0.0) + total
        for other in self._sums[left]:
            self._push(min(left, other), max(left, other))


def grouped(
    days: Sequence[Hashable],
    links: Sequence[Link],
    standing: Mapping[int, Hashable],
    large: Collection[int] = frozenset(),
    threshold: float = THRESHOLD,
) -> list[list[int]]:
    """Return the groups of items, each sorted.

    Args:
        days: Day of each item, None when unknown; items are numbered in order of days, those of unknown day last.
        links: Links between them.
        standing: Of the items that were in a group before, which one. In a large tangle they stay together.
        large: Items of a tangle that is large with those that are not here.
        threshold: Mean chance of their links from which two groups join.
    """
    by_item: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        by_item[max(link[:2])].append(link)
    found: list[list[int]] = []
    for tangle in _tangles(len(days), links, threshold):
        if len(tangle) <= ONE_FROM_THE_START:
            found.append(tangle)
            continue
        clustering = Clustering(threshold)
        if len(tangle) <= LARGEST_AT_ONCE and tangle[0] not in large:
            if sum(len(by_item[item]) for item in tangle) >= DENSE_FROM * len(tangle):
                found += _joined_at_once(tangle, by_item, threshold)
                continue
            steps: list[list[list[int]]] = [[[item] for item in tangle]]
        else:
            steps = list(_steps(tangle, days, standing))
        added: set[int] = set()
        for step in steps:
            for group in step:
                clustering.add(group)
                added.update(group)
            items = sorted(item for group in step for item in group)
            new = set(items)
            clustering.tie(link for item in items for link in by_item[item] if min(link[:2]) in added)
            if standing and added > new:
                clustering.tie(link for item in sorted(added - new) for link in by_item[item] if min(link[:2]) in new)
            clustering.join()
        found += clustering.groups
    return sorted(found)


def _joined_at_once(
    tangle: Sequence[int], by_item: Mapping[int, Sequence[Link]], threshold: float
) -> Iterator[list[int]]:
    number = {item: index for index, item in enumerate(tangle)}
    links = [
        (number[one], number[other], score)
        for item in tangle
        for one, other, score in by_item[item]
        if min(one, other) in number
    ]
    for group in joined(len(tangle), links, threshold):
        yield [tangle[index] for index in group]


def _steps(
    tangle: Sequence[int], days: Sequence[Hashable], standing: Mapping[int, Hashable]
) -> Iterator[list[list[int]]]:
    """Groups that stood, then the other items day by day."""
    stood: dict[Hashable, list[int]] = defaultdict(list)
    for item in tangle:
        if item in standing:
            stood[standing[item]].append(item)
    if stood:
        yield list(stood.values())
    by_day: dict[Hashable, list[list[int]]] = defaultdict(list)
    for item in tangle:
        if item not in standing:
            by_day[days[item]].append([item])
    yield from by_day.values()


def _tangles(count: int, links: Iterable[Link], threshold: float) -> list[list[int]]:
    """Items that links close enough to join two groups tie to one another, however many steps away."""
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other, score in links:
        if score >= threshold:
            left, right = sorted((root(one), root(other)))
            parent[right] = left
    tangles: dict[int, list[int]] = defaultdict(list)
    for item in range(count):
        tangles[root(item)].append(item)
    return list(tangles.values())
