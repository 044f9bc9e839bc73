"""`core.entity_mentions` into `core.entities` and `core.entity_aliases`, and the ids back onto the mentions."""

from dataclasses import dataclass

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import Overrides, canonicalise
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.worker import IDENTITY_CHARS

CANONICALISER_ID = "canonical-names@1"
NO_OVERRIDES = "00000000"
_WHOLE = "*"
"""The unit of a table that is made in one piece."""


@dataclass(frozen=True, slots=True)
class EntityCounts:
    """What one call did; `is_unchanged` says that nothing had to be."""

    entity_count: int
    alias_count: int
    merge_count: int
    is_unchanged: bool = False


def write_entities(session: Session, overrides: Overrides | None = None) -> EntityCounts:
    """Brings the canonical entities up to date in one transaction: all three tables agree at every moment.

    Entities that stand keep their ids; one that turns out to be another is recorded in `ops.entity_merges`, until its
    id stands for an entity again.
    """
    names = session.query(load_sql("core", "entities").statement)
    annotator_id = f"{CANONICALISER_ID}+{overrides.digest[:IDENTITY_CHARS] if overrides else NO_OVERRIDES}"
    input_key = _fingerprint(session, names)
    noted = session.query(
        "select annotator_id, input_key from ops.annotations where table_name = 'core.entities' and unit_id = $unit",
        {"unit": _WHOLE},
    ).to_pylist()
    without_entity = int(session.scalar("select count(*) from core.entity_mentions where entity_id is null"))
    if not without_entity and noted == [{"annotator_id": annotator_id, "input_key": input_key}]:
        return EntityCounts(session.count("core.entities"), session.count("core.entity_aliases"), 0, is_unchanged=True)
    result = canonicalise(
        names, _standing(session, "core.entities"), _standing(session, "core.entity_aliases"), overrides
    )
    with session.transaction():
        session.overwrite("core.entities", result.entities)
        session.overwrite("core.entity_aliases", result.aliases)
        session.append("ops.entity_merges", _unrecorded(session, result.merges))
        session.run(
            "update core.entity_mentions as mention set entity_id = changed.entity_id "
            f"from ({load_sql('core', 'entity_aliases').statement}) as changed "
            "where mention.local_name = changed.local_name and mention.entity_type = changed.entity_type"
        )
        session.run(
            "update core.entities as entity set mention_count = counted.mention_count, "
            f"article_count = counted.article_count from ({load_sql('core', 'entity_counts').statement}) as counted "
            "where entity.entity_id = counted.entity_id"
        )
        session.run("delete from ops.entity_merges where from_entity_id in (select entity_id from core.entities)")
        units = pa.table({"unit_id": [_WHOLE], "input_key": [input_key]})
        session.note_done("core.entities", units, annotator_id)
    return EntityCounts(result.entities.num_rows, result.aliases.num_rows, result.merges.num_rows)


def _standing(session: Session, table_name: str) -> pa.Table:
    columns = ", ".join(CONTRACTS[table_name].column_names)
    keys = ", ".join(CONTRACTS[table_name].key)
    return CONTRACTS[table_name].conform(session.query(f"select {columns} from {table_name} order by {keys}"))


def _unrecorded(session: Session, merges: pa.Table) -> pa.Table:
    return session.query(
        "select * from incoming anti join ops.entity_merges as known using (from_entity_id)", incoming=merges
    )


def _fingerprint(session: Session, names: pa.Table) -> str:
    """Changes when a name or a count does."""
    summary = session.scalar(
        "select coalesce(bit_xor(hash(local_name, entity_type, mention_count, article_count)), 0)::varchar from names",
        names=names,
    )
    return f"{names.num_rows}:{summary}"
