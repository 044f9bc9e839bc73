"""`core.entity_links`, the entities' `wikidata_id`, and the packs that they rest on, in step with what changed.

A row of `core.entity_links` depends on its article alone (its mentions, places and day), on the names of its entities, and
on the packs. What an entity is in the whole warehouse is what its articles agree on; the user's alias file has the last word.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue import workers
from pipelines.catalogue.canonical import canonical_names
from pipelines.catalogue.slices import slices
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.few import among_units

if TYPE_CHECKING:
    from pipelines.knowledge.base import Entry, KnowledgeBase
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse
    from pipelines.worker import Tables

LINKS, OFFICES, PACKS = "core.entity_links", "core.entity_offices", "ops.packs"
LINKED_AT_ONCE = 2_000
"""Articles whose texts and mentions are in memory at once: some 40 MB."""
AGREEMENT = 0.8
"""Share of the linked articles, weighed by score, that must say the same of an entity. Below, two people have one name."""
WRITES = {"knowledge": "core.entity_links", "gazetteer": "core.place_mentions", "events": "core.articles"}

_EVERYTHING = (
    "select article_id as unit_id from core.articles union select article_id from core.entity_links order by unit_id"
)
_TOUCHED = (
    "select entity_id from core.entity_links where article_id in (select unit_id from changed) "
    "union select entity_id from core.entity_mentions where entity_id is not null and article_id in (select unit_id from changed)"
)


def entity_links(
    warehouse: "Warehouse", settings: "Settings", changed: pa.Table | None
) -> Mapping[str, int | str | bool]:
    """Link the entities of changed articles again, and renew the ids of the entities that they touch.

    Args:
        warehouse: The warehouse.
        settings: Where packs and the alias file are.
        changed: Articles whose mentions, places or entities changed, column `unit_id`; None for all.
    """
    if changed is None:
        with warehouse.writer() as session:
            changed = session.query(_EVERYTHING)
    linked = 0
    for units in slices(changed, LINKED_AT_ONCE):
        linked += _link(warehouse, settings, units)
    with warehouse.writer() as session, session.transaction():
        _note_packs(session, settings)
    return {"linked": linked}


def entity_links_identity(settings: "Settings") -> str:
    """Return the identity of the linker, with that of every pack and of the alias file."""
    return f"{workers.entity_linker(settings).annotator_id}:{canonical_names(settings).annotator_id}"


def _link(warehouse: "Warehouse", settings: "Settings", units: pa.Table) -> int:
    with warehouse.writer() as session:
        batch = _batch(session, units)
    rows = workers.entity_linker(settings).work(batch)[LINKS]
    with warehouse.writer() as session, session.transaction():
        touched = session.query(_TOUCHED, changed=units)
        session.replace(LINKS, rows, unit_column="article_id", units=units)
        touched = session.query(
            "select entity_id from touched union select entity_id from fresh", touched=touched, fresh=rows
        )
        _renew_ids(session, settings, touched)
        _renew_offices(session, settings, touched)
    return int(rows.num_rows - rows.column("wikidata_id").null_count)


def _batch(session: "Session", units: pa.Table) -> "Tables":
    """Return what linking reads of some articles, in the order of the tables' keys, and no column that it does not read."""
    from pipelines.enrich.linking.reading import COLUMNS

    found = {
        name: session.query(
            f"select {', '.join(columns)} from {name} where {among_units(name, 'article_id', units)} "
            f"order by {', '.join(CONTRACTS[name].key)}",
            units=units,
        )
        for name, columns in COLUMNS.items()
    }
    mentioned = pa.table({"entity_id": found["core.entity_mentions"].column("entity_id").unique()})
    entities = session.query(load_sql("core", "linking_entities").statement, mentioned=mentioned)
    return {**found, "core.entities": entities}


def _renew_ids(session: "Session", settings: "Settings", touched: pa.Table) -> None:
    """Write what articles agree on, except for the entities whose item the alias file states."""
    overrides = canonical_names(settings).overrides
    stated = [(entry.entity_type, entry.name) for entry in overrides or () if entry.wikidata_id]
    named = pa.table({
        "entity_type": pa.array([entity_type for entity_type, _ in stated], pa.string()),
        "canonical_name": pa.array([name for _, name in stated], pa.string()),
    })  # fmt: skip
    session.run(
        f"update core.entities as entity set wikidata_id = agreed.wikidata_id from ({load_sql('core', 'linked_entities').statement}) as agreed "
        "where entity.entity_id = agreed.entity_id and entity.wikidata_id is distinct from agreed.wikidata_id "
        "and (entity.entity_type, entity.canonical_name) not in (select (entity_type, canonical_name) from named)",
        {"agreement": AGREEMENT},
        touched=touched,
        named=named,
    )


def _renew_offices(session: "Session", settings: "Settings", touched: pa.Table) -> None:
    """Write the offices of the touched entities that are someone now; the first pack that has the item has the word."""
    known = session.query(
        "select entity_id, wikidata_id from core.entities where wikidata_id is not null and entity_type = 'PERSON' "
        "and entity_id in (select entity_id from touched) order by entity_id",
        touched=touched,
    )
    people = known.to_pylist()
    entries: dict[str, tuple[KnowledgeBase, Entry]] = {}
    for pack in reversed(workers.entity_linker(settings).packs):
        ids = [person["wikidata_id"] for person in people]
        entries |= {item: (pack, entry) for item, entry in zip(ids, pack.find_all(ids), strict=True) if entry}
    rows = [
        {
            **person,
            "office_index": index,
            "office": office.label,
            "office_wikidata_id": f"Q{office.number}" if office.number else None,
            "country_code": office.country,
            "first_day": office.first_day,
            "last_day": office.last_day,
            "pack_id": pack.pack_id,
        }
        for person in people
        if person["wikidata_id"] in entries
        for pack, entry in (entries[person["wikidata_id"]],)
        for index, office in enumerate(entry.offices)
    ]
    units = touched.rename_columns(["unit_id"])
    session.replace(OFFICES, CONTRACTS[OFFICES].from_rows(rows), unit_column="entity_id", units=units)


def _note_packs(session: "Session", settings: "Settings") -> None:
    """Note the packs in use; those that were before stay, as not in use."""
    from pipelines.knowledge.shelf import shelved

    rows = CONTRACTS[PACKS].from_rows([
        {
            "pack_id": pack.manifest.pack_id,
            "name": pack.manifest.name,
            "kind": pack.manifest.kind,
            "version": pack.manifest.version,
            "pack_date": pack.manifest.date,
            "licence": pack.manifest.licence,
            "sources": json.dumps([asdict(source) for source in pack.manifest.sources], ensure_ascii=False),
            "entity_count": pack.manifest.entity_count,
            "signature": str(pack.standing),
            "writes": WRITES[pack.manifest.kind],
            "is_in_use": True,
        }
        for pack in shelved(settings.home)
        if pack.manifest and not pack.problem
    ])  # fmt: skip
    session.run("update ops.packs set is_in_use = false where pack_id not in (select pack_id from rows)", rows=rows)
    session.replace(PACKS, rows, unit_column="pack_id", units=rows.select(["pack_id"]).rename_columns(["unit_id"]))
