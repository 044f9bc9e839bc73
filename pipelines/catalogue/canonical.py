"""`core.entities` and its aliases: kept in step with the names of mentions, for what changed or as a whole.

`ops.counted_names` keeps which names of an article were counted, so that what an article no longer says is taken out without
looking at the others. Ids of entities stay as articles arrive.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue.standing_names import StandingNames, write_changes
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of

if TYPE_CHECKING:
    from pipelines.enrich.entities.names.worker import CanonicalNames
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse

ENTITIES, ALIASES, KEYS, MERGES, COUNTED = (
    *("core.entities", "core.entity_aliases", "core.entity_alias_keys"),
    *("ops.entity_merges", "ops.counted_names"),
)


class Touched(NamedTuple):
    """What a step changed beside counts.

    Attributes:
        aliases: `entity_type`, `alias`: names whose entity is another now.
        renamed: `entity_id`: entities with another canonical name.
        entities: `entity_id`: entities with other counts.
        merged_count: Entities that turned out to be another one.
    """

    aliases: pa.Table
    renamed: pa.Table
    entities: pa.Table
    merged_count: int


def entities(warehouse: "Warehouse", settings: "Settings", changed: pa.Table | None) -> Mapping[str, int | str | bool]:
    """Bring the canonical entities, their aliases and the mentions' `entity_id` in line with the names that stand.

    Args:
        warehouse: The warehouse.
        settings: Where the user's own aliases are.
        changed: Articles whose mentions were written, column `unit_id`; None for all.
    """
    worker = canonical_names(settings)
    with warehouse.writer() as session, session.transaction():
        if changed is None:
            changed = session.query(
                "select article_id as unit_id from core.articles union select article_id from ops.counted_names"
            )
            touched = _as_a_whole(session, worker, changed)
        else:
            touched = _what_changed(session, worker, changed)
        _count(session, touched.entities)
        linked = _link(session, changed, touched)
        session.run("delete from ops.entity_merges where from_entity_id in (select entity_id from core.entities)")
        total = session.count(ENTITIES)
    return {"entities": total, "articles_linked": linked, "merged": touched.merged_count}


def entities_identity(settings: "Settings") -> str:
    """Return the identity of the rules for names, with the user's own aliases."""
    return canonical_names(settings).annotator_id


def canonical_names(settings: "Settings") -> "CanonicalNames":
    """Build what tells which names are one entity; the user's aliases are read again each time."""
    from pipelines.enrich.entities.names import load_overrides
    from pipelines.enrich.entities.names.worker import CanonicalNames

    return CanonicalNames(overrides=load_overrides(settings.alias_file) if settings.alias_file else None)


def _what_changed(session: "Session", worker: "CanonicalNames", changed: pa.Table) -> Touched:
    counted = _counted(session, changed)
    names = session.query(load_sql("core", "changed_names").statement, counted=counted, changed=changed)
    _store_counted(session, counted, changed)
    is_gone = pc.less_equal(names.column("mention_count"), 0)
    found = worker.changes(
        names.filter(pc.invert(is_gone)),
        names.filter(is_gone).select(["local_name", "entity_type"]),
        StandingNames(session.query),
    )
    moved = session.query(
        "select written.entity_type, written.alias from written left join core.entity_aliases as known "
        "using (entity_type, alias) where known.entity_id is distinct from written.entity_id",
        written=found.aliases,
    )
    renamed = session.query(
        "select entity_id from written inner join core.entities as known using (entity_id) "
        "where known.canonical_name <> written.canonical_name",
        written=found.entities,
    )
    linked = session.query(
        "select entity_id, known.wikidata_id from written inner join core.entities as known using (entity_id) "
        "where written.wikidata_id is null and known.wikidata_id is not null",
        written=found.entities,
    )
    write_changes(session.query, found)
    session.run(
        "update core.entities as entity set wikidata_id = linked.wikidata_id from linked "
        "where entity.entity_id = linked.entity_id",
        linked=linked,
    )
    _record_merges(session, found.merges)
    return Touched(moved, renamed, found.entities.select(["entity_id"]), found.merges.num_rows)


def _as_a_whole(session: "Session", worker: "CanonicalNames", changed: pa.Table) -> Touched:
    from pipelines.enrich.entities.names import canonicalise

    _store_counted(session, _counted(session, changed), changed)
    names = session.query(load_sql("core", "entity_names").statement)
    result = canonicalise(names, session.rows(ENTITIES), session.rows(ALIASES), worker.overrides)
    session.overwrite(ENTITIES, result.entities)
    session.overwrite(ALIASES, result.aliases)
    session.overwrite(KEYS, result.keys)
    _record_merges(session, result.merges)
    nothing = session.query("select entity_id from core.entities limit 0")
    none = session.query("select entity_type, alias from core.entity_aliases limit 0")
    return Touched(none, nothing, session.query("select entity_id from core.entities"), result.merges.num_rows)


def _counted(session: "Session", changed: pa.Table) -> pa.Table:
    return CONTRACTS[COUNTED].conform(session.query(load_sql("core", "counted_names").statement, changed=changed))


def _store_counted(session: "Session", counted: pa.Table, changed: pa.Table) -> None:
    session.replace(COUNTED, counted, unit_column="article_id", units=changed)


def _record_merges(session: "Session", merges: pa.Table) -> None:
    new = session.query(
        "select * from incoming anti join ops.entity_merges as known using (from_entity_id)", incoming=merges
    )
    session.append(MERGES, new)


def _count(session: "Session", touched: pa.Table) -> None:
    session.run(
        "update core.entities as entity set mention_count = counted.mention_count, article_count = counted.article_count "
        f"from ({load_sql('core', 'entity_counts').statement}) as counted where entity.entity_id = counted.entity_id",
        touched=touched,
    )


def _link(session: "Session", changed: pa.Table, touched: Touched) -> int:
    """Write the entities' ids on the mentions of the articles that need it; return the number of articles."""
    articles = session.query(
        load_sql("core", "mentions_to_link").statement, changed=changed, moved=touched.aliases, renamed=touched.renamed
    )
    session.run(
        "update core.entity_mentions as mention set entity_id = alias.entity_id from core.entity_aliases as alias "
        "where mention.local_name = alias.alias and mention.entity_type = alias.entity_type "
        "and mention.entity_id is distinct from alias.entity_id and mention.article_id in (select unit_id from articles)",
        articles=articles,
    )
    log_changes(session, [ENTITIES], articles, days_of(session, articles))
    return int(articles.num_rows)
