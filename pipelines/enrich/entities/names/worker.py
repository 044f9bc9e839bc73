"""Canonical names behind the seam of workers: an identity, the whole of a warehouse, and what changes in it."""

from functools import cached_property
from typing import ClassVar

import pyarrow as pa

from pipelines.enrich.entities.names.authority import Authority
from pipelines.enrich.entities.names.canonical import canonicalise
from pipelines.enrich.entities.names.changes import Changes, changes
from pipelines.enrich.entities.names.overrides import Overrides
from pipelines.enrich.entities.names.standing import Standing
from pipelines.worker import Json, Tables, Worker

MENTIONS, ENTITIES, ALIASES, KEYS, MERGES = (
    "core.entity_mentions",
    "core.entities",
    "core.entity_aliases",
    "core.entity_alias_keys",
    "ops.entity_merges",
)


class CanonicalNames(Worker):
    """Makes entities and their aliases from the local names of mentions.

    The word lists (titles, given names, well-known names, countries) are code, so `version` stands for them; the alias
    file counts by its entries, not by its bytes, and no other file is read.

    Args:
        overrides: The user's alias file, or None.
    """

    name: ClassVar[str] = "canonical-names"
    version: ClassVar[str] = "3"
    tables: ClassVar[tuple[str, ...]] = (ENTITIES, ALIASES, KEYS, MERGES)
    requires: ClassVar[tuple[str, ...]] = (MENTIONS, ENTITIES, ALIASES)

    def __init__(self, *, overrides: Overrides | None = None) -> None:
        self.overrides = overrides

    def config(self) -> dict[str, Json]:
        """Return the digest of the alias file's entries."""
        return {"overrides": self.overrides.digest if self.overrides else None}

    @cached_property
    def authority(self) -> Authority:
        """The lists that win over rules."""
        return Authority(self.overrides)

    def work(self, batch: Tables) -> Tables:
        """Return all rows of a warehouse, decided at once.

        Args:
            batch: All rows of `core.entity_mentions`; `core.entities` and `core.entity_aliases` as they stand, for the
                ids to stay.
        """
        names = counted(batch[MENTIONS])
        found = canonicalise(names, batch[ENTITIES], batch[ALIASES], self.overrides)
        return {
            ENTITIES: found.entities,
            ALIASES: found.aliases,
            KEYS: found.keys,
            MERGES: found.merges,
        }

    def changes(self, names: pa.Table, gone: pa.Table, standing: Standing) -> Changes:
        """Return what new, changed and vanished names change: see `changes`."""
        return changes(names, gone, standing, self.authority)


def counted(mentions: pa.Table) -> pa.Table:
    """Return each name and type of mentions with how often and in how many articles it stands."""
    found = mentions.group_by(["local_name", "entity_type"]).aggregate(
        [([], "count_all"), ("article_id", "count_distinct")]
    )
    return found.rename_columns({"count_all": "mention_count", "article_id_count_distinct": "article_count"})
