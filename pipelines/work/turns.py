"""Which batches this machine works on while others work on the same step of a lake: theirs are put off, and mostly done by then.

Of a file this process is alone, and everything is its own. Nothing is lost with a machine that dies: what it had claimed is free
at once, and whoever put it off does it.
"""

import os
import socket
import zlib
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.warehouse import Session
from pipelines.warehouse.marks import done_meanwhile
from pipelines.warehouse.shares import Shares

Item = TypeVar("Item")


class Batch(NamedTuple):
    """Units for which the same tables are pending.

    Attributes:
        entry_names: Main tables of the entries, in the order of making.
        units: Columns `unit_id` and `size`, and whatever else was planned of them.
    """

    entry_names: tuple[str, ...]
    units: pa.Table


class Turns(Generic[Item]):
    """Goes through items until all are done, by this machine or by others.

    Args:
        shares: Claims units.
    """

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._put_off: list[tuple[Item, str]] = []

    @property
    def is_shared(self) -> bool:
        """True when other machines may be at the same step."""
        return self._shares.is_shared

    def rounds(self, items: "deque[Item]") -> "Iterator[deque[Item]]":
        """Yield what is to be looked at now, then what was put off meanwhile, until nothing is left."""
        if self.is_shared and items:
            # machines that begin at the same moment begin at different places
            items.rotate(-zlib.crc32(f"{socket.gethostname()} {os.getpid()}".encode()) % len(items))
        while items:
            yield items
            if self._put_off:
                self._shares.wait(self._put_off[0][1])
            items = deque(item for item, _ in self._put_off)
            self._put_off = []

    def put_off(self, item: Item, unit_id: str) -> None:
        """Look at an item again when the work on one of its units has ended elsewhere."""
        self._put_off.append((item, unit_id))

    def take(self, unit_ids: Collection[str]) -> set[str]:
        """Claim units; return those that no other machine works on."""
        return self._shares.take(unit_ids)

    def give_back(self, unit_ids: Collection[str]) -> None:
        """Let go of units."""
        if unit_ids:
            self._shares.give_back(unit_ids)


def ours(session: Session, turns: Turns[Batch], batch: Batch, keys: Mapping[str, Mapping[str, str]]) -> Batch | None:
    """Return what this machine does of a batch; None for nothing.

    Args:
        session: A session on the warehouse.
        turns: Claims the units, and looks at those of others later.
        batch: As it was planned.
        keys: By table, the input keys of the units as they were planned.
    """
    if not turns.is_shared:
        return batch
    taken = turns.take(batch.units.column("unit_id").to_pylist())
    theirs = _among(batch.units, taken, is_inside=False)
    if theirs.num_rows:
        turns.put_off(batch._replace(units=theirs), theirs.column("unit_id")[0].as_py())
    if not taken:
        return None
    mine = _among(batch.units, taken, is_inside=True)
    done = done_meanwhile(session, {name: keys[name] for name in batch.entry_names}, mine)
    finished = set.intersection(*done.values())
    turns.give_back(finished)
    names = tuple(name for name in batch.entry_names if not taken <= done[name])
    return Batch(names, _among(mine, finished, is_inside=False)) if names else None


def _among(units: pa.Table, ids: Collection[str], *, is_inside: bool) -> pa.Table:
    found = pc.is_in(units.column("unit_id"), pa.array(list(ids), pa.string()))
    return units.filter(found if is_inside else pc.invert(found))
