"""Block keys of a group, by role: what it may equal, stand for, be stood for by, or be one with by a list."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.enrich.entities.names.authority import Authority
from pipelines.enrich.entities.names.groups import Group
from pipelines.enrich.entities.names.kinds import FULLEST, LONE
from pipelines.enrich.entities.names.tables import KEYS

EQUAL, FULLER, SHORTER, MUST = 1, 2, 4, 8
"""Roles in which a group stands under a key, as bits."""


def hashed(entity_type: str, key: str) -> int:
    """Return the 64-bit hash of a key of an entity type, the same in every process and on every machine."""
    digest = blake2b(f"{entity_type}\x1f{key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def group_keys(group: Group, authority: Authority) -> dict[int, int]:
    """Return the hashed keys of a group, each with its roles."""
    kind, name = group.kind, group.name
    roles: dict[str, int] = {}
    for role, keys in (
        (EQUAL, kind.keys(name)),
        (FULLER, kind.target_keys(name) if group.level < LONE else ()),
        (SHORTER, kind.attaching_keys(name) if group.level > FULLEST else ()),
        (MUST, authority.must_keys(group)),
    ):
        for key in keys:
            roles[key] = roles.get(key, 0) | role
    return {hashed(group.entity_type, key): bits for key, bits in roles.items()}


@dataclass(frozen=True, slots=True)
class KeyArrays:
    """Keys of several groups, one place per key of a group.

    Attributes:
        keys: The hashed keys.
        owners: Which of the groups each is a key of, by number.
        roles: The roles in which it is.
    """

    keys: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    roles: npt.NDArray[np.int32]


def key_arrays(keys_of_groups: Iterable[Mapping[int, int]]) -> KeyArrays:
    """Return the keys of groups, each given as keys with their roles, as arrays."""
    keys, owners, roles = array("q"), array("q"), array("i")
    for owner, its_keys in enumerate(keys_of_groups):
        keys.extend(its_keys)
        roles.extend(its_keys.values())
        owners.extend([owner] * len(its_keys))
    return KeyArrays(np.array(keys, np.int64), np.array(owners, np.int64), np.array(roles, np.int32))


def key_rows(groups: Sequence[Group], found: KeyArrays) -> pa.Table:
    """Return the rows of `core.entity_alias_keys` of groups, given in order of their ids with their keys."""
    order = np.lexsort((found.keys, found.owners))
    owners = found.owners[order].tolist()
    return KEYS.conform(
        pa.table(
            {
                "entity_type": pa.array([groups[owner].entity_type for owner in owners], pa.string()),
                "name_key": pa.array([groups[owner].key for owner in owners], pa.string()),
                "block_key": found.keys[order],
                "roles": found.roles[order],
                "level": pa.array([groups[owner].level for owner in owners], pa.int32()),
            }
        )
    )
