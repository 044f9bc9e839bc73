"""All canonical names decided again, part by part: names in the order of what tells them apart, so that those of one block meet early.

Parts of names are taken into tables of their own, as arrivals are into those that stand; what comes out does not depend on the
parts. Only then old ids are looked up, by SQL, and the three tables are put in the place of the old ones in one commit.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.catalogue.row_parts import row_parts
from pipelines.catalogue.standing_names import StandingNames, write_changes
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql

if TYPE_CHECKING:
    from pipelines.enrich.entities.names.worker import CanonicalNames
    from pipelines.warehouse import Session

ENTITIES, ALIASES, KEYS = "core.entities", "core.entity_aliases", "core.entity_alias_keys"
MENTIONS, COUNTED = "core.entity_mentions", "ops.counted_names"
NAMES_AT_ONCE = 20_000
"""Names that are decided together: some 200 MB of Python."""
COUNTED_AT_ONCE = 1_500_000
"""Mentions, about, that are counted together: their groups stay within DuckDB's memory, 512 MB. Five million took 6.7 s in one part,
7.5 in two, which is still put on disk, 5.4 in three, 5.0 in four and 5.6 in eight: each part also passes over the ids of all."""
_STAGED = {ENTITIES: "staged_entities", ALIASES: "staged_aliases", KEYS: "staged_keys"}
_NAME = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(_STAGED, key=len, reverse=True)))
_TEMPORARY = (*_STAGED.values(), "names_to_decide", "new_ids", "lasting_ids")


def count_names(session: "Session") -> None:
    """Count the names of every article again, part by part of the mentions, none of which cuts an article."""
    session.empty(COUNTED)
    for part in row_parts(session, MENTIONS, COUNTED_AT_ONCE):
        session.run(
            f"insert into {COUNTED} by name select article_id, entity_type, local_name, count(*) as mention_count "
            f"from ({part.rows}) as mentions group by all",
            part.values,
        )


def decide_all(session: "Session", worker: "CanonicalNames") -> pa.Table:
    """Make entities, aliases and keys from `ops.counted_names`; return the merges, rows of `ops.entity_merges`.

    Args:
        session: A session inside a transaction.
        worker: Says which names are one.
    """
    decide = load_sql("core", "names_to_decide").statement
    session.run(f"create or replace temp table names_to_decide as {decide}", {"at_once": NAMES_AT_ONCE})
    for table, staged in _STAGED.items():
        session.run(f"create or replace temp table {staged} as select * from {table} limit 0")
    tables = _Staged(session)
    none = session.query("select local_name, entity_type from names_to_decide limit 0")
    for part in range(int(session.scalar("select coalesce(max(part), -1) from names_to_decide")) + 1):
        names = session.query(
            "select local_name, entity_type, mention_count, article_count from names_to_decide where part = $part",
            {"part": part},
        )
        write_changes(tables.query, worker.changes(names, none, StandingNames(tables.query)))
    merges = _identify(session)
    _put_in_place(session)
    return merges


class _Staged:
    """Runs statements on the tables that are being made instead of those that stand."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None, /, **tables: pa.Table) -> pa.Table:
        """Return what a statement returns, its tables replaced by the staged ones."""
        return self._session.query(_NAME.sub(lambda found: _STAGED[found.group()], sql), parameters, **tables)


def _identify(session: "Session") -> pa.Table:
    """Make `new_ids` (staged_id, entity_id): entities that lived before keep their ids, as `identified` says; return merges."""
    session.run(f"create or replace temp table lasting_ids as {load_sql('core', 'lasting_entity_ids').statement}")
    session.run(
        "create or replace temp table new_ids as "
        "select home_id as staged_id, entity_id from lasting_ids where position = 1"
    )
    session.run(f"insert into new_ids {load_sql('core', 'first_entity_ids').statement}", unsaid=_unsaid(session))
    _name_the_rest(session)
    return _merges(session)


def _unsaid(session: "Session") -> pa.Table:
    """New entities whose canonical name no mention carries (a country's, one of the alias file), with their first ids."""
    from pipelines.enrich.entities.names.identity import new_entity_id

    rows = session.query(
        "select entity_id, entity_type, canonical_name from staged_entities anti join staged_aliases as aliases on "
        "staged_entities.entity_type = aliases.entity_type and staged_entities.canonical_name = aliases.alias "
        "where entity_id not in (select staged_id from new_ids)"
    ).to_pylist()
    return pa.table({
        "staged_id": pa.array([row["entity_id"] for row in rows], pa.string()),
        "canonical_name": pa.array([row["canonical_name"] for row in rows], pa.string()),
        "entity_id": pa.array(
            [new_entity_id(row["entity_type"], row["canonical_name"]) for row in rows], pa.string()
        ),
    })  # fmt: skip


def _name_the_rest(session: "Session") -> None:
    """Give ids to the entities whose first id is another's."""
    from pipelines.enrich.entities.names.identity import new_entity_id

    rest = session.query(
        "select entity_id, entity_type, canonical_name from staged_entities "
        "where entity_id not in (select staged_id from new_ids) order by entity_type, canonical_name, entity_id"
    )
    found: dict[str, str] = {}
    for row in rest.to_pylist():
        turn = 0
        while _is_taken(session, wanted := new_entity_id(row["entity_type"], row["canonical_name"], turn=turn), found):
            turn += 1
        found[wanted] = row["entity_id"]
    rows = pa.table({
        "staged_id": pa.array(found.values(), pa.string()),
        "entity_id": pa.array(found.keys(), pa.string()),
    })  # fmt: skip
    session.run("insert into new_ids select staged_id, entity_id from named", named=rows)


def _is_taken(session: "Session", entity_id: str, found: Mapping[str, str]) -> bool:
    taken = "select 1 from (select entity_id from new_ids union all select entity_id from lasting_ids) where entity_id = $id"
    return entity_id in found or session.scalar(taken, {"id": entity_id}) is not None


def _merges(session: "Session") -> pa.Table:
    from pipelines.enrich.entities.names.identity import merge_reason

    merged = session.query(
        "select lasting.entity_id as from_entity_id, lasting.canonical_name as from_name, kept.entity_id as to_entity_id, "
        "kept.canonical_name as to_name, kept.home_id from lasting_ids as lasting inner join lasting_ids as kept "
        "using (home_id) where lasting.position > 1 and kept.position = 1 order by from_entity_id"
    )
    names: dict[str, list[tuple[str, str]]] = {}
    homes = merged.select(["home_id"]).group_by("home_id").aggregate([])
    aliases = session.query(
        "select entity_id, alias, basis from staged_aliases where entity_id in (select home_id from homes) order by alias",
        homes=homes,
    )
    for home, alias, basis in zip(*(column.to_pylist() for column in aliases.columns), strict=True):
        names.setdefault(home, []).append((alias, basis))
    rows: list[dict[str, Any]] = [
        {
            "from_entity_id": row["from_entity_id"],
            "to_entity_id": row["to_entity_id"],
            "reason": merge_reason(names.get(row["home_id"], ()), row["to_name"], row["from_name"]),
        }
        for row in merged.to_pylist()
    ]
    return CONTRACTS["ops.entity_merges"].from_rows(rows)


def _put_in_place(session: "Session") -> None:
    """Put what was made in the place of what stood, with the counts of each entity."""
    for table, staged in _STAGED.items():
        columns = CONTRACTS[table].column_names
        session.empty(table)
        if table == KEYS:
            session.run(f"insert into {table} by name select {', '.join(columns)} from {staged}")
            continue
        others = ", ".join(f"made.{name}" for name in columns if name != "entity_id")
        session.run(
            f"insert into {table} by name select new_ids.entity_id, {others} from {staged} as made "
            "inner join new_ids on made.entity_id = new_ids.staged_id"
        )
    for name in _TEMPORARY:
        session.run(f"drop table if exists {name}")
