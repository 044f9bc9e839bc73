"""What new, changed and vanished names change in a warehouse that stands: cost follows the names, not the warehouse."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import pyarrow as pa

from pipelines.enrich.entities.names.authority import Authority
from pipelines.enrich.entities.names.canonical import read_names, rows_of, settled
from pipelines.enrich.entities.names.entity import Name
from pipelines.enrich.entities.names.groups import Group, GroupId, group_of, name_key
from pipelines.enrich.entities.names.identity import identified
from pipelines.enrich.entities.names.neighbourhood import Neighbourhood, id_table, read_groups
from pipelines.enrich.entities.names.standing import Standing


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows to delete, then rows to write; what is not named here stays as it is.

    Attributes:
        gone_entities: `entity_id` of rows of `core.entities` to delete.
        gone_aliases: `entity_type`, `alias` of rows of `core.entity_aliases` to delete.
        gone_keys: `entity_type`, `name_key` of rows of `core.entity_alias_keys` to delete.
        entities: Rows of `core.entities`, each new or with an alias that changed. `article_count` is the sum over
            the aliases, for the caller to replace by distinct articles.
        aliases: Rows of `core.entity_aliases`.
        keys: Rows of `core.entity_alias_keys`.
        merges: Rows of `ops.entity_merges`.
        looked_at_count: Names that were decided again, for the log.
    """

    gone_entities: pa.Table
    gone_aliases: pa.Table
    gone_keys: pa.Table
    entities: pa.Table
    aliases: pa.Table
    keys: pa.Table
    merges: pa.Table
    looked_at_count: int


def changes(names: pa.Table, gone: pa.Table, standing: Standing, authority: Authority) -> Changes:
    """Return what must change so that the warehouse is as `canonicalise` of all its names makes it.

    Args:
        names: The names that are new or whose counts changed: `local_name`, `entity_type`, and their `mention_count`
            and `article_count` in the whole warehouse.
        gone: Names that no mention carries any more: `local_name`, `entity_type`.
        standing: The warehouse as it stood.
        authority: The lists that win over rules; the same with which the warehouse was made.
    """
    changed, before, homes = _changed(names, gone, standing)
    around = Neighbourhood(standing, authority, changed, before)
    around.homes.update(homes)
    around.widen()
    entities = settled(around)
    known = around.known_entities()
    met = set(known["entity_id"].to_pylist())

    def in_use(entity_ids: Sequence[str]) -> Set[str]:
        return set(standing.entities(pa.array(entity_ids, pa.string()))["entity_id"].to_pylist()) - met

    new_entities, new_aliases, merges = rows_of(identified(entities, known, around.known_aliases, in_use))
    return _difference(around, known, new_entities, new_aliases, merges)


def _changed(
    names: pa.Table, gone: pa.Table, standing: Standing
) -> tuple[dict[GroupId, Group], dict[GroupId, Group], dict[GroupId, str]]:
    """Return the groups of the names as they are now, as they were, and the entities that they were in."""
    came: dict[GroupId, dict[str, Name]] = {}
    left: dict[GroupId, set[str]] = {}
    for entity_type, name in read_names(names):
        came.setdefault((entity_type, name_key(entity_type, name.text)), {})[name.text] = name
    for entity_type, text in zip(gone["entity_type"].to_pylist(), gone["local_name"].to_pylist(), strict=True):
        left.setdefault((entity_type, name_key(entity_type, text)), set()).add(text)
    stood = read_groups(standing.aliases_of_groups(id_table(came.keys() | left.keys())))
    now = {}
    for group_id in came.keys() | left.keys():
        members = {name.text: name for name in stood.get(group_id, ([], ""))[0]} | came.get(group_id, {})
        kept = [name for text, name in members.items() if text not in left.get(group_id, ())]
        if kept:
            now[group_id] = group_of(*group_id, kept)
    before = {group_id: group_of(*group_id, found) for group_id, (found, _) in stood.items()}
    return now, before, {group_id: entity_id for group_id, (_, entity_id) in stood.items()}


def _difference(
    around: Neighbourhood, known: pa.Table, entities: pa.Table, aliases: pa.Table, merges: pa.Table
) -> Changes:
    """Return what differs from the rows that stood."""
    was_alias = {_alias_key(row): row for row in around.known_aliases.to_pylist()}
    was_entity = {row["entity_id"]: row for row in known.to_pylist()}
    now_alias = {_alias_key(row): row for row in aliases.to_pylist()}
    moved = [place for place, (key, row) in enumerate(now_alias.items()) if was_alias.get(key) != row]
    gone_aliases = sorted(was_alias.keys() - now_alias.keys())
    touched = {row["entity_id"] for key, row in now_alias.items() if was_alias.get(key) != row}
    touched |= {
        was_alias[key]["entity_id"]
        for key in (*gone_aliases, *now_alias)
        if key in was_alias and was_alias[key] != now_alias.get(key)
    }
    written = [
        place
        for place, row in enumerate(entities.to_pylist())
        if row["entity_id"] in touched or _shown(was_entity.get(row["entity_id"])) != _shown(row)
    ]
    gone_entities = sorted(was_entity.keys() - set(entities["entity_id"].to_pylist()))
    stale = _rekeyed(around)
    return Changes(
        gone_entities=pa.table({"entity_id": pa.array(gone_entities, pa.string())}),
        gone_aliases=pa.table({
            "entity_type": pa.array([key[0] for key in gone_aliases], pa.string()),
            "alias": pa.array([key[1] for key in gone_aliases], pa.string()),
        }),
        gone_keys=id_table(stale & around.before.keys()),
        entities=entities.take(pa.array(written, pa.int64())),
        aliases=aliases.take(pa.array(moved, pa.int64())),
        keys=around.key_rows(stale & around.changed.keys()),
        merges=merges,
        looked_at_count=len(around.part),
    )  # fmt: skip


def _rekeyed(around: Neighbourhood) -> set[GroupId]:
    """Return the groups whose keys may differ: new, gone, or with other names than before."""

    def texts(group: Group | None) -> tuple[str, ...]:
        return tuple(name.text for name in group.names) if group else ()

    ids = around.changed.keys() | around.before.keys()
    return {i for i in ids if texts(around.changed.get(i)) != texts(around.before.get(i))}


def _alias_key(row: dict[str, object]) -> tuple[str, str]:
    return str(row["entity_type"]), str(row["alias"])


def _shown(row: dict[str, object] | None) -> tuple[object, ...]:
    return (row["canonical_name"], row["wikidata_id"], row["mention_count"]) if row else ()
