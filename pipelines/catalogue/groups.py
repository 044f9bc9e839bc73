"""What stories and events have in common: links tie items together, and items that move to another group are noted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import CONTRACTS

if TYPE_CHECKING:
    from pipelines.enrich.stories import Links
    from pipelines.enrich.stories.naming import Move
    from pipelines.warehouse import Session


def once(table_name: str, found: Iterable[pa.Table]) -> pa.Table:
    """Return each link once, rows of a table of links: two items that were linked apart find one another from both sides.

    Args:
        table_name: Qualified name of the table of links.
        found: Its rows, some perhaps repeated.
    """
    contract = CONTRACTS[table_name]
    links = pa.concat_tables([contract.empty(), *found]).group_by(list(contract.key)).aggregate([("score", "max")])
    return contract.conform(links.rename_columns({"score_max": "score"}))


def numbered(links: pa.Table, ids: Sequence[str]) -> "Links":
    """Return links, columns of two ids and a score, with the numbers that the items have in `ids`."""
    from pipelines.enrich.stories import Links

    places = pa.array(ids, pa.string())
    one, other = (pc.index_in(column, places).to_numpy().astype(np.int64) for column in links.columns[:2])
    return Links(one, other, links.columns[2].to_numpy())


def in_order(links: "Links", ids: Sequence[str]) -> "Links":
    """Return links in the order of their items' ids, in which `numbered` is given them: chances are then added in one order everywhere.

    Args:
        links: In any order.
        ids: Those of the items, by number.
    """
    rank = np.empty(len(ids), np.int32)
    rank[pc.sort_indices(pa.array(ids, pa.string())).to_numpy()] = np.arange(len(ids), dtype=np.int32)
    order = np.lexsort((rank[links.other], rank[links.one]))
    return links._replace(one=links.one[order], other=links.other[order], score=links.score[order])


def rows_of_groups(groups: Iterable[Sequence[str]], ids: Iterable[str], columns: tuple[str, str]) -> pa.Table:
    """Return one row per item, with the id of its group.

    Args:
        groups: The items of each.
        ids: The id of each.
        columns: The names of the column of items and of that of groups.
    """
    rows = [(item, group_id) for group, group_id in zip(groups, ids, strict=True) for item in group]
    parts = (pa.array([row[place] for row in rows], pa.string()) for place in range(len(columns)))
    return pa.table(dict(zip(columns, parts, strict=True)))


def written_anew(
    groups: Sequence[Sequence[str]], ids: Sequence[str], before: Iterable[tuple[str, str]], changed: Set[str]
) -> list[int]:
    """Return the numbers of the groups whose rows may differ from those that stand: of the others nothing is another.

    Args:
        groups: The items of each.
        ids: The id of each.
        before: Items with the id of the group that they were in, of all items of these groups and perhaps of items that are gone.
        changed: Items of which something is another, whatever group they are in.
    """
    stood: dict[str, set[str]] = defaultdict(set)
    for item, group_id in before:
        stood[group_id].add(item)
    return [
        number
        for number, (group, group_id) in enumerate(zip(groups, ids, strict=True))
        if stood[group_id] != set(group) or not changed.isdisjoint(group)
    ]


def used_ids(groups: str, merges: str) -> str:
    """Return a statement for the ids that stand for something: those of groups, and those that were given up; column `id`."""
    (own, *_), (given_up, *_) = CONTRACTS[groups].key, CONTRACTS[merges].key
    return f"select {own} as id from {groups} union all select {given_up} from {merges}"


def record_moves(session: "Session", merges: str, moves: "Sequence[Move]", now: datetime) -> None:
    """Note which items moved; a move between the same two groups replaces an earlier note.

    Args:
        session: A session inside a transaction.
        merges: Qualified name of the table of moves; its columns are those of a `Move`, then when.
        moves: What moved.
        now: When.
    """
    contract = CONTRACTS[merges]
    rows = contract.from_rows([dict(zip(contract.column_names, (*move, now), strict=True)) for move in moves])
    same = " and ".join(f"standing.{name} = rows.{name}" for name in contract.key)
    session.run(f"delete from {merges} as standing using rows where {same}", rows=rows)
    session.append(merges, rows)


def units_of(items: Iterable[str]) -> pa.Table:
    """Return items in order, column `unit_id`."""
    return pa.table({"unit_id": pa.array(sorted(items), pa.string())})
