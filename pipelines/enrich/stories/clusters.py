"""Links into stories: the closest groups join until no two are close on average."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from pipelines.enrich.stories.dense import DENSE_FROM, joined

THRESHOLD = 0.3
"""Groups whose articles tell one happening with this probability on average are one story. Of .3, .4 and .5 the
best on the half of the events that the weights are learnt from (`models/stories/links.md`)."""
LARGEST_AT_ONCE = 500
"""Articles tied to one another by links that are grouped at once: what comes out is then a function of the links alone.
A larger tangle is grouped day by day, and groups once made stay."""
ONE_FROM_THE_START = 2
"""A tangle of so many items is one group: what ties two is close enough."""

STRONG_AT_ONCE = 100_000
"""Links that are followed together: as Python's numbers a link takes ten times the memory of a row of `Links`."""

Link = tuple[int, int, float]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Links(NamedTuple):
    """Links between numbered items, each once; of one kind, such as reports of earnings, an item may have hundreds.

    Attributes:
        one: Number of the one item of each.
        other: Number of the other.
        score: The chance that the two belong together.
    """

    one: Ints
    other: Ints
    score: Floats

    @classmethod
    def of(cls, links: Iterable[Link]) -> Self:
        """Return links that are given one by one."""
        one, other, score = list(zip(*links, strict=True)) or ((), (), ())
        return cls(np.array(one, np.int64), np.array(other, np.int64), np.array(score, np.float64))


class _Earlier:
    """Links by the later of their items, those of an item in the order in which they were given.

    Args:
        links: The links.
        count: How many items there are.
    """

    def __init__(self, links: Links, count: int) -> None:
        later = np.maximum(links.one, links.other)
        order = np.argsort(later, kind="stable")
        self._earlier = np.minimum(links.one, links.other)[order]
        self._scores = links.score[order]
        self._bounds = np.searchsorted(later[order], np.arange(count + 1)).tolist()

    def count(self, item: int) -> int:
        """Return how many links an item has with earlier ones."""
        number: int = self._bounds[item + 1] - self._bounds[item]
        return number

    def of(self, items: Iterable[int], among: Collection[int]) -> Iterator[Link]:
        """Yield the links of items with earlier ones, where these are among some."""
        for item in items:
            part = slice(self._bounds[item], self._bounds[item + 1])
            if part.start < part.stop:
                rows = zip(self._earlier[part].tolist(), repeat(item), self._scores[part].tolist(), strict=False)
                yield from (link for link in rows if link[0] in among)


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
    links: Links,
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
    if not links.score.size:
        return [[item] for item in range(len(days))]
    earlier = _Earlier(links, len(days))
    found: list[list[int]] = []
    for tangle in _tangles(len(days), links, threshold):
        if len(tangle) <= ONE_FROM_THE_START:
            found.append(tangle)
            continue
        clustering = Clustering(threshold)
        if len(tangle) <= LARGEST_AT_ONCE and tangle[0] not in large:
            if sum(map(earlier.count, tangle)) >= DENSE_FROM * len(tangle):
                found += _joined_at_once(tangle, earlier, threshold)
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
            clustering.tie(earlier.of(items, added))
            if standing and added > new:
                clustering.tie(earlier.of(sorted(added - new), new))
            clustering.join()
        found += clustering.groups
    return sorted(found)


def _joined_at_once(tangle: Sequence[int], earlier: _Earlier, threshold: float) -> Iterator[list[int]]:
    number = {item: index for index, item in enumerate(tangle)}
    links = ((number[one], number[other], score) for one, other, score in earlier.of(tangle, number))
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


def _tangles(count: int, links: Links, threshold: float) -> list[list[int]]:
    """Items that links close enough to join two groups tie to one another, however many steps away."""
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    strong = np.flatnonzero(links.score >= threshold)
    for first in range(0, strong.size, STRONG_AT_ONCE):
        part = strong[first : first + STRONG_AT_ONCE]
        for one, other in zip(links.one[part].tolist(), links.other[part].tolist(), strict=True):
            left, right = sorted((root(one), root(other)))
            parent[right] = left
    tangles: dict[int, list[int]] = defaultdict(list)
    for item in range(count):
        tangles[root(item)].append(item)
    return list(tangles.values())
