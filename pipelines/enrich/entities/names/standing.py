"""What canonical names ask of a warehouse as it stands: a few look-ups by key, so that cost follows what is new."""

from typing import Protocol

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names.tables import ALIASES, SHARING


class Standing(Protocol):
    """A warehouse as it stood before the names that come in."""

    def sharing(self, block_keys: pa.Array, changed: pa.Table, limit: int) -> pa.Table:
        """Return the groups that stand under keys, the heaviest first.

        Args:
            block_keys: Hashed keys, int64.
            changed: Groups (`entity_type`, `name_key`) to leave out.
            limit: Groups at most per key, role and, for role 1, level; those with most articles (at least one per
                alias), of equals those whose name key is smaller. Role 8 has no limit.

        Returns:
            Rows of `SHARING`: one per key, role and group, in any order.
        """

    def aliases_of_groups(self, groups: pa.Table) -> pa.Table:
        """Return the rows of `core.entity_aliases` of groups (`entity_type`, `name_key`), in any order."""

    def aliases_of_entities(self, entity_ids: pa.Array) -> pa.Table:
        """Return the rows of `core.entity_aliases` of entities, in any order."""

    def entities(self, entity_ids: pa.Array) -> pa.Table:
        """Return the rows of `core.entities` of those ids that stand, in any order."""


class NothingStanding:
    """An empty warehouse."""

    def sharing(self, block_keys: pa.Array, changed: pa.Table, limit: int) -> pa.Table:  # noqa: ARG002
        """Return no rows."""
        return SHARING.empty_table()

    def aliases_of_groups(self, groups: pa.Table) -> pa.Table:  # noqa: ARG002
        """Return no rows."""
        return ALIASES.empty()

    def aliases_of_entities(self, entity_ids: pa.Array) -> pa.Table:  # noqa: ARG002
        """Return no rows."""
        return ALIASES.empty()

    def entities(self, entity_ids: pa.Array) -> pa.Table:  # noqa: ARG002
        """Return no rows."""
        return CONTRACTS["core.entities"].empty()
