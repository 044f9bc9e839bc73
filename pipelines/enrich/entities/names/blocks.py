"""Groups under one block key: who is compared with whom, before and after a change.

A block holds groups as they are now and, for those that changed, as they were. Only the heaviest `MAX_BLOCK` of a role
are compared, so a change of weights can push a group that did not change itself out of a block, or let one in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipelines.enrich.entities.names.groups import Group, GroupId
from pipelines.enrich.entities.names.keys import EQUAL, FULLER, MUST, SHORTER, KeyArrays

MAX_BLOCK = 96
"""Groups compared with each other under one key and role; beyond it only the heaviest are, which bounds time.

So a surname or an acronym with more bearers is decided among those that stand in most articles.
"""
NOW, WAS = 1, 2
"""Versions of the warehouse in which a node stands, as bits; a group that did not change stands in both."""


@dataclass(slots=True)
class Node:
    """A group in one or both versions of the warehouse.

    Attributes:
        group: The group.
        state: `NOW`, `WAS` or both.
        is_asking: True when what the group may be one with is sought.
        is_quiet: True for a former version under the same name: it holds a slot in a block, and links nothing.
        id: The group's id.
    """

    group: Group
    state: int
    is_asking: bool = False
    is_quiet: bool = False
    id: GroupId = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.id = self.group.id


@dataclass(frozen=True, slots=True)
class Slots:
    """The nodes of one role under one key.

    Attributes:
        nodes: Those that are compared now or were.
        now: Ids of those that are compared now.
        moved: Ids of groups that did not change and are compared in one version only.
        is_cut: True when there are more than are compared.
    """

    nodes: Sequence[Node]
    now: frozenset[GroupId]
    moved: frozenset[GroupId] = frozenset()
    is_cut: bool = False

    def meet(self, one: Node, other: Node) -> bool:
        """True when two nodes stand in one version of the warehouse and may be linked.

        A quiet node links what its present version links, unless that may have lost its slot.
        """
        if one.id == other.id or not one.state & other.state or not (one.is_asking or other.is_asking):
            return False
        return self.is_cut or not (one.is_quiet or other.is_quiet)


Members = Sequence[tuple[Node, int]]
"""The nodes under one key, each with its roles."""


def slots(nodes: Sequence[Node]) -> Slots:
    """Return which nodes of a role are compared, now and before."""
    if len(nodes) <= MAX_BLOCK:
        return Slots(nodes, frozenset(node.id for node in nodes if node.state & NOW))
    ordered = sorted(nodes, key=lambda node: (-node.group.weight, node.group.key))
    now = [node for node in ordered if node.state & NOW][:MAX_BLOCK]
    was = [node for node in ordered if node.state & WAS][:MAX_BLOCK]
    settled = [{node.id for node in kept if node.state == NOW | WAS} for kept in (now, was)]
    kept = {id(node) for node in (*now, *was)}
    return Slots(
        [node for node in nodes if id(node) in kept],
        frozenset(node.id for node in now),
        frozenset(settled[0] ^ settled[1]),
        is_cut=True,
    )


def equals(members: Members) -> Iterator[Slots]:
    """Yield the nodes that may be one because they are equally full, level by level."""
    by_level: dict[int, list[Node]] = {}
    for node, roles in members:
        if roles & EQUAL:
            by_level.setdefault(node.group.level, []).append(node)
    for level in sorted(by_level):
        if len(by_level[level]) > 1:
            yield slots(by_level[level])


def shorter_and_fuller(members: Members) -> tuple[Slots, Slots] | None:
    """Return the nodes that may stand for fuller ones, and these; None when either is missing."""
    shorter = [node for node, roles in members if roles & SHORTER]
    fuller = [node for node, roles in members if roles & FULLER]
    return (slots(shorter), slots(fuller)) if shorter and fuller else None


def listed(members: Members) -> list[Node]:
    """Return the nodes that a list says are one."""
    return [node for node, roles in members if roles & MUST]


def blocks(nodes: Sequence[Node], found: KeyArrays) -> Iterator[list[tuple[Node, int]]]:
    """Yield the nodes of each key that two or more share and one of which is asking.

    The order of blocks follows the hashes and means nothing: what is found in them is sorted before it is used.

    Args:
        nodes: The nodes.
        found: Their keys; the owners count in `nodes`.
    """
    if not len(found.keys):
        return
    order = np.argsort(found.keys, kind="stable")
    keys, owners, roles = found.keys[order], found.owners[order], found.roles[order]
    asking = np.array([node.is_asking for node in nodes], bool)[owners]
    edges = np.flatnonzero(np.diff(keys)) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(keys)]))
    counts = np.concatenate(([0], np.cumsum(asking)))
    wanted = (ends - starts > 1) & (counts[ends] > counts[starts])
    for start, end in zip(starts[wanted].tolist(), ends[wanted].tolist(), strict=True):
        yield [
            (nodes[owner], role)
            for owner, role in zip(owners[start:end].tolist(), roles[start:end].tolist(), strict=True)
        ]
