"""What is known of tangles (all that close links tie together, however many steps away), kept so that none is followed twice.

Of a small tangle all items are known; of a large one some that are tied to one another and too many to be grouped at once. New links
add to what is known and end none of it. A link that is lost may have held a tangle together: a small one is followed again, and a
large one is in doubt until the ends of what it lost are found to be tied together still, or each to many. Rows of groups follow
from the links alone: without these notes they would be the same, and cost more.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from pipelines.catalogue.groups import units_of
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
        is_one: Whether links between the items that are known tie all of these together; of a large one they may not.
    """

    tangle_id: str
    is_large: bool
    is_one: bool


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
        large = [(known, item) for item in items if (known := self.of(item)) and known.is_large]
        self._noted |= {known.tangle_id: known for known, _ in large}
        return [(tangle_id, item) for item, tangle_id, *_ in whole] + [
            (known.tangle_id, item) for known, item in large if known.is_one
        ]

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
            noted = {item for item, known in self._noted.items() if known.tangle_id == tangle_id}
            is_one = all(self._noted[item].is_one for item in noted)
            has_name = tangle_id not in tied.items or tied.root(tangle_id) not in closed
            if not is_one or len(roots - closed) != 1 or not has_name:
                continue
            size = self._session.scalar(
                f"select count(*) from {self._ties.tangles} where tangle_id = $tangle_id", {"tangle_id": tangle_id}
            )
            if size - sum(map(tied.size, closed)) > tied.most:
                del self._doubts[tangle_id]
                trusted |= {item for item in noted if tied.root(item) not in closed}
        return trusted

    def keep(self, tied: Tied) -> None:
        """Note what was found out.

        Args:
            tied: What was found, to its end.
        """
        large = {known.tangle_id for known in self._noted.values() if known.is_large}
        nameless = {name for name in large if name in tied.items and not tied.is_large(name)}
        noted = {item: known for item, known in self._noted.items() if known.tangle_id not in nameless}
        together = Tied((), most=0)
        found: list[tuple[list[str], str]] = []
        rows: list[tuple[str, str, bool, bool]] = []
        alone: list[str] = []
        for items, is_large in tied.tangles:
            known = {noted[item] for item in items if item in noted and noted[item].is_large <= is_large}
            name = min({one.tangle_id for one in known} or set(items) - large, default="")
            if is_large:
                together.follow((name, one.tangle_id) for one in (*known, Known(name, is_large, is_one=True)))
                found.append((items, name))
            elif len(items) == 1:
                alone += [item for item in items if item in self._noted]
            elif known != {Known(name, is_large, is_one=True)} or not all(map(self.is_whole, items)):
                rows += [(item, name, is_large, True) for item in items]
        # what shares a tangle has one name: what is known of any of it rests on items of that name alone
        names = Counter(together.root(name) for _, name in found)
        torn_apart = {
            together.root(one.tangle_id)
            for one in noted.values()
            if one.tangle_id in together.items and not self._is_sure(one)
        }
        kinds = {
            root: Known(root, is_large=True, is_one=count == 1 and root not in torn_apart)
            for root, count in names.items()
        }
        for items, name in found:
            rows += [(item, *kinds[together.root(name)]) for item in items if item not in noted]
        stand = {one for one in noted.values() if one.tangle_id in together.items}
        moved = [(one.tangle_id, *kinds[together.root(one.tangle_id)]) for one in stand]
        self._write([move for move, one in zip(moved, stand, strict=True) if move[1:] != one], rows, alone, nameless)

    def _is_sure(self, known: Known) -> bool:
        return known.is_one and known.tangle_id not in self._doubts

    def _found(self, column: str, values: Iterable[str]) -> list[tuple[str, str, bool, bool]]:
        item, table = self._ties.item, self._ties.tangles
        found = self._session.query(
            f"select {item}, tangle_id, is_large, is_one from {table} where {column} in (select unit_id from units)",
            units=units_of(values),
        )
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def _note(self, found: Iterable[tuple[str, str, bool, bool]]) -> None:
        self._noted |= {item: Known(tangle_id, is_large, is_one) for item, tangle_id, is_large, is_one in found}

    def _write(
        self,
        moved: list[tuple[str, str, bool, bool]],
        rows: list[tuple[str, str, bool, bool]],
        alone: Collection[str],
        nameless: Collection[str],
    ) -> None:
        table, contract = self._ties.tangles, CONTRACTS[self._ties.tangles]
        if nameless:
            forget(self._session, table, nameless)
        if moved:
            columns = ("from_id", "to_id", "is_large", "is_one")
            self._session.run(
                f"update {table} as tangle set tangle_id = moved.to_id, is_large = moved.is_large, is_one = moved.is_one from moved "
                "where tangle.tangle_id = moved.from_id",
                moved=pa.table(dict(zip(columns, map(list, zip(*moved, strict=True)), strict=True))),
            )
        if rows or alone:
            made = contract.from_rows([dict(zip(contract.column_names, row, strict=True)) for row in rows])
            units = units_of({*alone, *(item for item, *_ in rows)})
            self._session.replace(table, made, unit_column=self._ties.item, units=units)


def torn(session: "Session", ties: "Ties", changed: pa.Table, close: pa.Table, links: pa.Table) -> Doubts:
    """Return the large tangles of which changed items lose a close link, and forget the small ones.

    Args:
        session: A session inside a transaction.
        ties: Where links, groups and notes stand.
        changed: Items, column `unit_id`.
        close: Their close links as they were, perhaps with those of others, as `Ties.close` has them.
        links: Their links as they will be, rows of the table of links.
    """
    item, (one, other) = ties.item, ties.ends
    of_changed = f"select {item}, tangle_id, is_large from {ties.tangles} where {item} in (select unit_id from units)"
    known = session.query(of_changed, units=changed)
    if not known.num_rows:
        return {}
    lost = session.query(
        f"select known.tangle_id, known.is_large, close.unit_id, close.tied_id from close "
        f"inner join known on known.{item} in (close.unit_id, close.tied_id) "
        f"anti join (select * from links where score >= $threshold) as links "
        f"on links.{one} = close.unit_id and links.{other} = close.tied_id",
        {"threshold": ties.threshold},
        close=close,
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
        f"insert into {table} by name select tied.unit_id as {item}, sizes.tangle_id, sizes.size > $most as is_large, true as is_one from tied inner join "
        "(select label, min(unit_id) as tangle_id, count(*) as size from tied group by label) as sizes on tied.label = sizes.label",
        {"most": LARGEST_AT_ONCE},
    )
