"""Which articles (or events of articles) are grouped again when some of them changed: all that are tied to these, or less where that is many.

A tangle of many is not grouped as a whole: groups that stand stay, and what is new joins them. The closeness of two
groups is a mean, so that a group that was made of two is never closer to a third than the closer of the two was. No two
groups that stand are close enough to join, hence what changed can join, or bring together, only groups that it, or those that
were in a group with it, have close links with. The others are left alone; a tangle is followed until it is known to be large,
and what is found out is kept (`tangles`): each step of links would look all of them through.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

import pyarrow as pa

from pipelines.catalogue.groups import units_of
from pipelines.catalogue.tangles import Doubts, KnownTangles
from pipelines.catalogue.tied import Tied

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
        tangles: Table of what is known of tangles; its columns are `item` and those of a tangle.
        threshold: Mean chance of their links from which two groups join; a link of less ties nothing.
    """

    links: str
    ends: tuple[str, str]
    members: str
    item: str
    group: str
    tangles: str
    threshold: float

    @property
    def standing(self) -> str:
        """A statement for those of `units` that are in a group; column `unit_id`."""
        return f"select {self.item} as unit_id from {self.members} where {self.item} in (select unit_id from units)"

    @property
    def companions(self) -> str:
        """A statement for the items of `units`, and all that are in a group with one of them; column `unit_id`."""
        return (
            f"select unit_id from units union select {self.item} from {self.members} where {self.group} in "
            f"(select {self.group} from {self.members} where {self.item} in (select unit_id from units)) order by unit_id"
        )

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


class Touched(NamedTuple):
    """What a change touches: look before the old links are gone.

    Attributes:
        disturbed: Items that changed, and those that were in a group with them: column `unit_id`.
        close: Their close links as they were, as `Ties.close` has them.
    """

    disturbed: pa.Table
    close: pa.Table

    @property
    def items(self) -> set[str]:
        """The disturbed items, and those that they had close links with."""
        return {item for column in (*self.disturbed.columns, *self.close.columns) for item in column.to_pylist()}


def touched_by(session: "Session", ties: Ties, changed: pa.Table) -> Touched:
    """Return what a change of items touches.

    Args:
        session: A session inside a transaction, with the links as they were.
        ties: Where links and groups stand.
        changed: Items, column `unit_id`.
    """
    if not session.query(ties.standing, units=changed).num_rows:  # what was in no group had no links
        of_none = pa.table({name: pa.array([], pa.string()) for name in ("unit_id", "tied_id")})
        return Touched(units_of({*changed.column("unit_id").to_pylist()}), of_none)
    disturbed = session.query(ties.companions, units=changed)
    return Touched(disturbed, session.query(ties.close, {"threshold": ties.threshold}, units=disturbed))


class Made(NamedTuple):
    """Links that were made now.

    Attributes:
        items: Those all of whose links these are.
        close: The close ones of them, pairs of items.
    """

    items: frozenset[str]
    close: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, ties: Ties, changed: pa.Table, links: pa.Table) -> Self:
        """Return the links of changed items.

        Args:
            ties: Where links stand, and which are close.
            changed: The items, column `unit_id`.
            links: Their links, rows of the table of links.
        """
        columns = (links.column(name).to_pylist() for name in (*ties.ends, "score"))
        close = [(one, other) for one, other, score in zip(*columns, strict=True) if score >= ties.threshold]
        return cls(frozenset(changed.column("unit_id").to_pylist()), close)

    def of_items(self, items: Collection[str]) -> list[tuple[str, str]]:
        """Return the close links that some of the items have."""
        return [(one, other) for one, other in self.close if one in items or other in items]


def reach(session: "Session", ties: Ties, touched: Touched, doubts: Doubts, made: Made) -> Reach:
    """Return what is to be grouped again; keep what that tells of tangles.

    Args:
        session: A session inside a transaction, with the links as they are now.
        ties: Where links and groups stand.
        touched: What changed items touch.
        doubts: What `torn` says of them.
        made: The links that changed items have now.
    """
    from pipelines.enrich.stories.clusters import LARGEST_AT_ONCE

    disturbed = set(touched.disturbed.column("unit_id").to_pylist())
    seeds, near = touched.items, set(disturbed)
    tied, known = Tied(seeds, LARGEST_AT_ONCE), KnownTangles(session, ties, doubts)
    front = seeds | _told(tied, known, seeds)
    while front:
        grouped = session.query(ties.companions, units=units_of(front))
        met = tied.meet(grouped.column("unit_id").to_pylist())
        # of a small tangle that is known only what changed has links that may lead out of it, and these are among the seeds
        if unknown := {item for item in front if item in seeds or not known.is_whole(item)}:
            pairs = made.of_items(unknown & made.items)
            if elsewhere := unknown - made.items:
                found = session.query(ties.close, {"threshold": ties.threshold}, units=units_of(elsewhere))
                pairs += zip(*(found.column(name).to_pylist() for name in ("unit_id", "tied_id")), strict=True)
            near.update(item for pair in pairs if not disturbed.isdisjoint(pair) for item in pair)
            met |= tied.follow(pairs)
        new = met | _told(tied, known, met)
        front = {item for item in new if not tied.is_large(item)}
        tied.note_large(known.settle(tied, front))
        front = {item for item in front if not tied.is_large(item)}
    known.keep(tied)
    crowded = frozenset(item for item in tied.items if tied.is_large(item))
    if not crowded:
        return Reach(units_of(tied.items), crowded)
    seeds.update(near, tied.items - crowded)  # the links of what was disturbed were all followed: it is among the seeds
    kept = session.query(ties.companions, units=units_of(seeds))
    return Reach(kept, crowded.union(set(kept.column("unit_id").to_pylist()) - tied.items))


def _told(tied: Tied, known: KnownTangles, items: set[str]) -> set[str]:
    """Take up what is known of the tangles of items; return items that were not met before."""
    if not items:
        return set()
    met = tied.follow(known.look_up(items))
    tied.note_large(item for item in items if (found := known.of(item)) and found.is_large)
    return met
