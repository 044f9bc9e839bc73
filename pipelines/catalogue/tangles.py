"""What is known of tangles (all that close links tie together, however many steps away), kept so that none is followed twice.

Of a small tangle all items are known; of a large one some that are tied to one another and too many to be grouped at once. New links
add to what is known and end none of it. A link that is lost ends what is known of the tangle that it was part of: it may have
held that together, and the next to touch it follows it from the beginning. Rows of groups follow from the links alone:
without these notes they would be the same, and cost more.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS

if TYPE_CHECKING:
    from pipelines.catalogue.group_reach import Ties
    from pipelines.warehouse import Session


class Known(NamedTuple):
    """A tangle that is known.

    Attributes:
        tangle_id: One of its items, by which it goes.
        is_large: Whether it is too large to be grouped as a whole, so that there may be more of it than is known.
    """

    tangle_id: str
    is_large: bool


class KnownTangles:
    """The tangles that were looked up so far.

    Args:
        session: A session, with the notes that stand.
        ties: Where links, groups and notes stand.
    """

    def __init__(self, session: "Session", ties: "Ties") -> None:
        self._session = session
        self._ties = ties
        self._of_item: dict[str, Known] = {}
        self._is_whole: set[str] = set()

    def of(self, item: str) -> Known | None:
        """Return the tangle that an item is known to be part of, of the items that were looked up."""
        return self._of_item.get(item)

    def look_up(self, items: Iterable[str]) -> list[tuple[str, str]]:
        """Look up the tangles of items; return pairs of items that are in one tangle: each of a small one with the same one."""
        item, table = self._ties.item, self._ties.tangles
        found = self._session.query(
            f"select {item}, tangle_id, is_large from {table} where {item} in (select unit_id from units)",
            units=units_of(items),
        )
        self._note(found)
        small = {known.tangle_id for known in self._of_item.values() if not known.is_large} - self._is_whole
        if not small:
            return []
        whole = self._session.query(
            f"select {item}, tangle_id, is_large from {table} where tangle_id in (select unit_id from units)",
            units=units_of(small),
        )
        self._is_whole |= small
        self._note(whole)
        return [(row["tangle_id"], row[item]) for row in whole.to_pylist()]

    def keep(self, tangles: Iterable[tuple[list[str], bool]]) -> None:
        """Note what was found out: the items of tangles, and whether each is large.

        Args:
            tangles: Of a small one all items that it has.
        """
        moved: list[tuple[str, str]] = []
        rows: list[tuple[str, str, bool]] = []
        for items, is_large in tangles:
            known = {found for item in items if (found := self.of(item))}
            tangle_id = min((found.tangle_id for found in known), default=min(items))
            if is_large:
                moved += [(found.tangle_id, tangle_id) for found in known if found != Known(tangle_id, is_large)]
            elif known == {Known(tangle_id, is_large)} and all(self.of(item) for item in items):
                continue
            rows += [(item, tangle_id, is_large) for item in items if not is_large or not self.of(item)]
        if moved:
            self._session.run(
                f"update {self._ties.tangles} as tangle set tangle_id = moved.to_id, is_large = true from moved "
                "where tangle.tangle_id = moved.from_id",
                moved=pa.table(dict(zip(("from_id", "to_id"), map(list, zip(*moved, strict=True)), strict=True))),
            )
        if rows:
            self._write(rows)

    def _note(self, found: pa.Table) -> None:
        for item, tangle_id, is_large in zip(*(column.to_pylist() for column in found.columns), strict=True):
            self._of_item[item] = Known(tangle_id, is_large)

    def _write(self, rows: list[tuple[str, str, bool]]) -> None:
        contract = CONTRACTS[self._ties.tangles]
        made = contract.from_rows([dict(zip(contract.column_names, row, strict=True)) for row in rows])
        self._session.replace(
            self._ties.tangles, made, unit_column=contract.key[0], units=units_of(item for item, _, _ in rows)
        )


def forget_torn(session: "Session", ties: "Ties", changed: pa.Table, links: pa.Table) -> None:
    """Forget what is known of tangles of which changed items lose a close link; call it while the old links stand.

    Args:
        session: A session inside a transaction.
        ties: Where links, groups and notes stand.
        changed: Items, column `unit_id`.
        links: Their links as they will be, rows of the table of links.
    """
    item, (one, other) = ties.item, ties.ends
    of_changed = f"select {item}, tangle_id from {ties.tangles} where {item} in (select unit_id from units)"
    known = session.query(of_changed, units=changed)
    if not known.num_rows:
        return
    torn = session.query(
        f"select distinct known.tangle_id as unit_id from ({ties.close}) as close "
        f"inner join known on known.{item} in (close.unit_id, close.tied_id) "
        f"anti join (select * from links where score >= $threshold) as links "
        f"on links.{one} = close.unit_id and links.{other} = close.tied_id",
        {"threshold": ties.threshold},
        units=changed,
        known=known,
        links=links,
    )
    if torn.num_rows:
        session.run(f"delete from {ties.tangles} where tangle_id in (select unit_id from torn)", torn=torn)


def note_all(session: "Session", table: str) -> None:
    """Note the tangles that the temporary table `tied` holds, as `ties.tie_together` makes it from close links alone.

    Args:
        session: A session inside a transaction.
        table: Qualified name of the table of notes, which is empty.
    """
    from pipelines.enrich.stories.clusters import LARGEST_AT_ONCE

    item, *_ = CONTRACTS[table].key
    session.run(
        f"insert into {table} by name select tied.unit_id as {item}, sizes.tangle_id, sizes.size > $most as is_large from tied inner join "
        "(select label, min(unit_id) as tangle_id, count(*) as size from tied group by label) as sizes on tied.label = sizes.label",
        {"most": LARGEST_AT_ONCE},
    )


def units_of(items: Iterable[str]) -> pa.Table:
    """Return items in order, column `unit_id`."""
    return pa.table({"unit_id": pa.array(sorted(items), pa.string())})


class Tied:
    """Items and the close links between them, as far as these were followed.

    Args:
        items: Where they are followed from.
        most: More items than this are too many to be grouped at once.
    """

    def __init__(self, items: Iterable[str], most: int) -> None:
        self._parents = {item: item for item in items}
        self._sizes = dict.fromkeys(self._parents, 1)
        self._most = most

    @property
    def items(self) -> set[str]:
        """All items that were met."""
        return set(self._parents)

    @property
    def tangles(self) -> list[tuple[list[str], bool]]:
        """The items of each tangle, as far as it was followed, and whether it is large."""
        found = defaultdict(list)
        for item in sorted(self._parents):
            found[self._root(item)].append(item)
        return [(items, self._sizes[root] > self._most) for root, items in found.items()]

    def follow(self, pairs: Iterable[tuple[str | None, str]]) -> set[str]:
        """Take up pairs of items that are linked, or None and an item; return those that were not met before."""
        met = set()
        for one, other in pairs:
            for item in (one, other):
                if item is not None and item not in self._parents:
                    self._parents[item] = item
                    self._sizes[item] = 1
                    met.add(item)
            if one is not None:
                self._unite(one, other)
        return met

    def note_large(self, items: Iterable[str]) -> None:
        """Take up that more is tied to these items than can be grouped at once."""
        for item in items:
            self._sizes[self._root(item)] += self._most

    def is_large(self, item: str) -> bool:
        """Tell whether links tie an item to so many others that they are too many, however many steps away."""
        return self._sizes[self._root(item)] > self._most

    def _unite(self, one: str, other: str) -> None:
        left, right = self._root(one), self._root(other)
        if left != right:
            self._parents[right] = left
            self._sizes[left] += self._sizes.pop(right)

    def _root(self, item: str) -> str:
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item
