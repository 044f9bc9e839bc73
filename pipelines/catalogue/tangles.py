"""What is known of tangles (all that close links tie together, however many steps away), kept so that none is followed twice.

Of a small tangle all items are known; of a large one some that are tied to one another and too many to be grouped at once. New links
add to what is known and end none of it. A link that is lost may have held a tangle together: a small one is followed again, and a
large one is in doubt until the ends of what it lost are found to be tied together still. Rows of groups follow from the links
alone: without these notes they would be the same, and cost more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from pipelines.catalogue.tied import Tied
from pipelines.contracts import CONTRACTS

if TYPE_CHECKING:
    from pipelines.catalogue.group_reach import Ties
    from pipelines.warehouse import Session

Doubts = Mapping[str, Collection[str]]
"""Large tangles that lost links, with the ends of these."""


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
        doubts: What is not to be trusted before it is found to be true.
    """

    def __init__(self, session: "Session", ties: "Ties", doubts: Doubts) -> None:
        self._session = session
        self._ties = ties
        self._noted: dict[str, Known] = {}
        self._is_whole: set[str] = set()
        self._doubts = dict(doubts)

    def of(self, item: str) -> Known | None:
        """Return the tangle that an item is known to be part of, of the items that were looked up."""
        noted = self._noted.get(item)
        return None if noted and noted.tangle_id in self._doubts else noted

    def is_whole(self, item: str) -> bool:
        """Tell whether an item is known to be part of a small tangle, all of which was looked up."""
        known = self.of(item)
        return known is not None and not known.is_large

    def look_up(self, items: Collection[str]) -> list[tuple[str, str]]:
        """Look up the tangles of items; return pairs of items that are in one tangle, all items of a small one."""
        self._note(self._found(self._ties.item, items))
        small = {known.tangle_id for item in items if (known := self.of(item)) and not known.is_large} - self._is_whole
        self._is_whole |= small
        whole = self._found("tangle_id", small) if small else []
        self._note(whole)
        large = [(known.tangle_id, item) for item in items if (known := self.of(item)) and known.is_large]
        self._noted |= {tangle_id: Known(tangle_id, is_large=True) for tangle_id, _ in large}
        return [(tangle_id, item) for item, tangle_id, _ in whole] + large

    def settle(self, tied: Tied, waiting: Collection[str]) -> set[str]:
        """Trust the large tangles that are whole without the links that they lost; return the items that are known to be of one now.

        Whatever such a tangle could have come apart into has one of these links' ends: if all are tied together, or in
        parts that are known to their last item, what remains is one.

        Args:
            tied: What was found so far.
            waiting: Items whose links are still to be followed.
        """
        open_roots = {tied.root(item) for item in waiting}
        trusted = set()
        for tangle_id, ends in list(self._doubts.items()):
            roots = {tied.root(end) for end in ends}
            closed = {root for root in roots if root not in open_roots and not tied.is_large(root)}
            if len(roots - closed) != 1 or (tangle_id in tied.items and tied.root(tangle_id) in closed):
                continue
            size = self._session.scalar(
                f"select count(*) from {self._ties.tangles} where tangle_id = $tangle_id", {"tangle_id": tangle_id}
            )
            if size - sum(map(tied.size, closed)) > tied.most:
                del self._doubts[tangle_id]
                noted = {item for item, known in self._noted.items() if known.tangle_id == tangle_id}
                trusted |= {item for item in noted if tied.root(item) not in closed}
        return trusted

    def keep(self, tied: Tied) -> None:
        """Note what was found out.

        Args:
            tied: What was found, to its end.
        """
        moved: list[tuple[str, str]] = []
        rows: list[tuple[str, str, bool]] = []
        alone: list[str] = []
        large = {known.tangle_id for known in self._noted.values() if known.is_large} - self._doubts.keys()
        for items, is_large in tied.tangles:
            known = {found for item in items if (found := self.of(item)) and found.is_large <= is_large}
            names = {found.tangle_id for found in known} or set(items) - large
            if is_large:
                moved += [(found.tangle_id, min(names)) for found in known if found != Known(min(names), is_large)]
                rows += [(item, min(names), is_large) for item in items if not self.of(item)]
            elif len(items) == 1:
                alone += [item for item in items if self.of(item)]
            elif known != {Known(min(names), is_large)} or not all(self.is_whole(item) for item in items):
                rows += [(item, min(names), is_large) for item in items]
        self._write(moved, rows, alone)

    def _found(self, column: str, values: Iterable[str]) -> list[tuple[str, str, bool]]:
        item, table = self._ties.item, self._ties.tangles
        found = self._session.query(
            f"select {item}, tangle_id, is_large from {table} where {column} in (select unit_id from units)",
            units=units_of(values),
        )
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def _note(self, found: Iterable[tuple[str, str, bool]]) -> None:
        self._noted |= {item: Known(tangle_id, is_large) for item, tangle_id, is_large in found}

    def _write(self, moved: list[tuple[str, str]], rows: list[tuple[str, str, bool]], alone: Collection[str]) -> None:
        table, contract = self._ties.tangles, CONTRACTS[self._ties.tangles]
        if self._doubts:
            forget(self._session, table, self._doubts)
        if moved:
            self._session.run(
                f"update {table} as tangle set tangle_id = moved.to_id, is_large = true from moved where tangle.tangle_id = moved.from_id",
                moved=pa.table(dict(zip(("from_id", "to_id"), map(list, zip(*moved, strict=True)), strict=True))),
            )
        if rows or alone:
            made = contract.from_rows([dict(zip(contract.column_names, row, strict=True)) for row in rows])
            units = units_of({*alone, *(item for item, _, _ in rows)})
            self._session.replace(table, made, unit_column=self._ties.item, units=units)


def torn(session: "Session", ties: "Ties", changed: pa.Table, links: pa.Table) -> Doubts:
    """Return the large tangles of which changed items lose a close link, and forget the small ones; call it while the old links stand.

    Args:
        session: A session inside a transaction.
        ties: Where links, groups and notes stand.
        changed: Items, column `unit_id`.
        links: Their links as they will be, rows of the table of links.
    """
    item, (one, other) = ties.item, ties.ends
    of_changed = f"select {item}, tangle_id, is_large from {ties.tangles} where {item} in (select unit_id from units)"
    known = session.query(of_changed, units=changed)
    if not known.num_rows:
        return {}
    lost = session.query(
        f"select known.tangle_id, known.is_large, close.unit_id, close.tied_id from ({ties.close}) as close "
        f"inner join known on known.{item} in (close.unit_id, close.tied_id) "
        f"anti join (select * from links where score >= $threshold) as links "
        f"on links.{one} = close.unit_id and links.{other} = close.tied_id",
        {"threshold": ties.threshold},
        units=changed,
        known=known,
        links=links,
    )
    doubts: dict[str, set[str]] = defaultdict(set)
    small = set()
    for row in lost.to_pylist():
        if row["is_large"]:
            doubts[row["tangle_id"]] |= {row["unit_id"], row["tied_id"]}
        else:
            small.add(row["tangle_id"])
    if small:
        forget(session, ties.tangles, small)
    return doubts


def forget(session: "Session", table: str, tangle_ids: Iterable[str]) -> None:
    """Remove what is noted of tangles."""
    session.run(
        f"delete from {table} where tangle_id in (select unit_id from forgotten)", forgotten=units_of(tangle_ids)
    )


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
