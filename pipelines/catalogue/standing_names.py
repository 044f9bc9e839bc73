"""Canonical names and the warehouse: the four look-ups that they ask for, and the writing of what they change."""

from collections.abc import Callable

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.contracts.table import TableContract
from pipelines.enrich.entities.names import Changes
from pipelines.enrich.entities.names.tables import ALIASES, KEYS, SHARING
from pipelines.sqlfiles import load_sql

Query = Callable[..., pa.Table]
"""`Session.query`: runs a statement and returns its rows; tables given by name can be read in it."""


class StandingNames:
    """`Standing` over a warehouse that is open for reading."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def sharing(self, block_keys: pa.Array, changed: pa.Table, limit: int) -> pa.Table:
        """Return the groups that stand under keys, the heaviest first."""
        statement = load_sql("core", "entity_groups_sharing_keys").statement
        wanted = pa.table({"block_key": block_keys})
        return self._query(statement, {"limit": limit}, wanted=wanted, changed=changed).cast(SHARING)

    def aliases_of_groups(self, groups: pa.Table) -> pa.Table:
        """Return the aliases of groups."""
        return ALIASES.conform(self._query(load_sql("core", "entity_aliases_of_groups").statement, groups=groups))

    def aliases_of_entities(self, entity_ids: pa.Array) -> pa.Table:
        """Return the aliases of entities."""
        wanted = pa.table({"entity_id": entity_ids})
        return ALIASES.conform(self._query(load_sql("core", "entity_aliases_of_entities").statement, wanted=wanted))

    def entities(self, entity_ids: pa.Array) -> pa.Table:
        """Return the entities of those ids that stand."""
        found = self._query(load_sql("core", "entities_of_ids").statement, wanted=pa.table({"entity_id": entity_ids}))
        return CONTRACTS["core.entities"].conform(found)


def write_changes(query: Query, found: Changes) -> None:
    """Write what `changes` returned to the three tables; `ops.entity_merges` and counts are the caller's."""
    _replace(query, CONTRACTS["core.entities"], found.gone_entities, found.entities, ("entity_id",))
    _replace(query, ALIASES, found.gone_aliases, found.aliases, ("entity_type", "alias"))
    _replace(query, KEYS, found.gone_keys, found.keys, ("entity_type", "name_key"))


def _replace(query: Query, contract: TableContract, gone: pa.Table, rows: pa.Table, key: tuple[str, ...]) -> None:
    """Delete the rows that are gone or written again, then write."""
    same = " and ".join(f"standing.{column} = stale.{column}" for column in key)
    for stale in (gone, rows.select(list(key))):
        query(f"delete from {contract.qualified_name} as standing using stale where {same}", stale=stale)
    query(f"insert into {contract.qualified_name} by name from incoming", incoming=rows)
