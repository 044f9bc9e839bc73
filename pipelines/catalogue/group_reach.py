"""Which articles (or events of articles) are grouped again when some of them changed: all that are tied to these, or less where that is many.

A tangle of many is not grouped as a whole: groups that stand stay, and what is new joins them. The closeness of two
groups is a mean, so that a group that was made of two is never closer to a third than the closer of the two was. No two
groups that stand are close enough to join, hence what changed can join, or bring together, only groups that it, or those that
were in a group with it, have close links with. The others are left alone; a tangle is followed until it is known to be large.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

if TYPE_CHECKING:
    from pipelines.warehouse import Session


class Ties(NamedTuple):
    """Where links and groups stand.

    Attributes:
        links: Table of links, with a column `score`.
        ends: Its columns of items.
        members: Table of the items of groups.
        item: Its column of items.
        group: Its column of groups.
        threshold: Mean chance of their links from which two groups join; a link of less ties nothing.
    """

    links: str
    ends: tuple[str, str]
    members: str
    item: str
    group: str
    threshold: float

    @property
    def companions(self) -> str:
        """A statement for the items of `units`, and all that are in a group with one of them; column `unit_id`."""
        return (
            f"select unit_id from units union select {self.item} from {self.members} where {self.group} in "
            f"(select {self.group} from {self.members} where {self.item} in (select unit_id from units)) order by unit_id"
        )

    @property
    def linked(self) -> str:
        """A statement for the items of `units`, and all that have a close link with one of them; column `unit_id`."""
        return f"select unit_id from units union select unnest([unit_id, tied_id]) from ({self.close}) as close"

    @property
    def tied(self) -> str:
        """A statement for what items of `units` are tied to: columns `unit_id` (NULL for one of the same group), `tied_id`."""
        return f"{self.close} union all select null, unit_id from ({self.companions}) as companions"

    @property
    def close(self) -> str:
        """A statement for the close links that `units` have: columns `unit_id`, `tied_id`, of which either may be one of `units`."""
        one, other = self.ends
        return (
            f"select {one} as unit_id, {other} as tied_id from {self.links} where score >= $threshold "
            f"and ({one} in (select unit_id from units) or {other} in (select unit_id from units))"
        )


class Reach(NamedTuple):
    """Items to group again.

    Attributes:
        items: Column `unit_id`, in order; whole groups.
        crowded: Those of them that are tied to so many others that their tangle is not grouped as a whole.
    """

    items: pa.Table
    crowded: frozenset[str]


def reach(session: "Session", ties: Ties, disturbed: pa.Table, touched: pa.Table) -> Reach:
    """Return what is to be grouped again.

    Args:
        session: A session, with the links as they are now.
        ties: Where links and groups stand.
        disturbed: Items that changed, and those that were in a group with them: column `unit_id`.
        touched: These, and those that they had close links with.
    """
    from pipelines.enrich.stories.clusters import LARGEST_AT_ONCE

    parameters = {"threshold": ties.threshold}
    tangles = _Tangles(touched.column("unit_id").to_pylist())
    front = touched
    while front.num_rows:
        found = session.query(ties.tied, parameters, units=front)
        met = tangles.follow(zip(*(found.column(name).to_pylist() for name in ("unit_id", "tied_id")), strict=True))
        front = _units(met - tangles.larger_than(LARGEST_AT_ONCE))
    crowded = tangles.larger_than(LARGEST_AT_ONCE)
    if not crowded:
        return Reach(_units(tangles.items), crowded)
    near = session.query(ties.linked, parameters, units=disturbed)
    seeds = [*near.column("unit_id").to_pylist(), *touched.column("unit_id").to_pylist()]
    kept = session.query(ties.companions, units=_units({*seeds, *(tangles.items - crowded)}))
    return Reach(kept, crowded.union(set(kept.column("unit_id").to_pylist()) - tangles.items))


class _Tangles:
    """Items and the close links between them, as far as these were followed."""

    def __init__(self, items: Iterable[str]) -> None:
        self._parents = {item: item for item in items}

    @property
    def items(self) -> set[str]:
        """All items that were met."""
        return set(self._parents)

    def follow(self, pairs: Iterable[tuple[str | None, str]]) -> set[str]:
        """Take up pairs of items that are linked, or None and an item; return those that were not met before."""
        met = set()
        for one, other in pairs:
            for item in (one, other):
                if item is not None and item not in self._parents:
                    self._parents[item] = item
                    met.add(item)
            if one is not None:
                self._parents[self._root(other)] = self._root(one)
        return met

    def larger_than(self, most: int) -> frozenset[str]:
        """Return the items that links tie to so many others that they are more than `most`, however many steps away."""
        roots = {item: self._root(item) for item in self._parents}
        sizes = Counter(roots.values())
        return frozenset(item for item, root in roots.items() if sizes[root] > most)

    def _root(self, item: str) -> str:
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item


def _units(items: Iterable[str]) -> pa.Table:
    return pa.table({"unit_id": pa.array(sorted(items), pa.string())})
