"""Items and what ties them together, as far as it was followed."""

from collections import defaultdict
from collections.abc import Iterable


class Tied:
    """Items and the close links between them, as far as these were followed.

    Args:
        items: Where they are followed from.
        most: More items than this are too many to be grouped at once.
    """

    def __init__(self, items: Iterable[str], most: int) -> None:
        self.most = most
        self._parents = {item: item for item in items}
        self._sizes = dict.fromkeys(self._parents, 1)
        self._is_noted: set[str] = set()

    @property
    def items(self) -> set[str]:
        """All items that were met."""
        return set(self._parents)

    @property
    def tangles(self) -> list[tuple[list[str], bool]]:
        """The items of each tangle, as far as it was followed, and whether it is large."""
        found = defaultdict(list)
        for item in sorted(self._parents):
            found[self.root(item)].append(item)
        return [(items, self.is_large(root)) for root, items in found.items()]

    def follow(self, pairs: Iterable[tuple[str, str]]) -> set[str]:
        """Take up pairs of items that are linked; return those that were not met before."""
        met, parents = set(), self._parents
        for pair in pairs:
            for item in pair:
                if item not in parents:
                    met.add(item)
                    parents[item], self._sizes[item] = item, 1
            self._unite(*pair)
        return met

    def meet(self, items: Iterable[str]) -> set[str]:
        """Take up items; return those that were not met before."""
        met = {item for item in items if item not in self._parents}
        for item in met:
            self._parents[item] = item
            self._sizes[item] = 1
        return met

    def note_large(self, items: Iterable[str]) -> None:
        """Take up that more is tied to these items than can be grouped at once."""
        self._is_noted |= {self.root(item) for item in items}

    def is_large(self, item: str) -> bool:
        """Tell whether links tie an item to so many others that they are too many, however many steps away."""
        root = self.root(item)
        return root in self._is_noted or self._sizes[root] > self.most

    def size(self, item: str) -> int:
        """Return the number of items that were found to be tied to an item, itself among them."""
        return self._sizes[self.root(item)]

    def root(self, item: str) -> str:
        """Return the item that stands for all that were found to be tied to one."""
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item

    def _unite(self, one: str, other: str) -> None:
        left, right = self.root(one), self.root(other)
        if left != right:
            self._parents[right] = left
            self._sizes[left] += self._sizes.pop(right)
            if right in self._is_noted:
                self._is_noted.add(left)
