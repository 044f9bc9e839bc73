"""`core.entities` and its aliases: kept in step with the names of mentions, for what changed or as a whole (`names_as_a_whole`).

`ops.counted_names` keeps which names of an article were counted, so that what an article no longer says is taken out without
looking at the others. Ids of entities stay as articles arrive.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue.day_parts import Days, day_parts
from pipelines.catalogue.names_as_a_whole import (
    ALIASES,
    COUNTED,
    COUNTED_AT_ONCE,
    ENTITIES,
    MENTIONS,
    count_names,
    decide_all,
)
from pipelines.catalogue.row_parts import row_parts, row_ranges
from pipelines.catalogue.standing_names import StandingNames, write_changes
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of
from pipelines.warehouse.few import among_units, of_few

if TYPE_CHECKING:
    from pipelines.enrich.entities.names.worker import CanonicalNames
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse

LINKED_AT_ONCE = 2_000_000
"""Mentions that get their ids in one commit: an update is in memory until it is committed."""
NOTED_AT_ONCE = 400_000
"""Articles that are noted in one commit as changed, about."""
MERGES = "ops.entity_merges"

_WRITE_IDS = (
    f"update {MENTIONS} as mention set entity_id = alias.entity_id from {ALIASES} as alias "
    "where mention.local_name = alias.alias and mention.entity_type = alias.entity_type "
    "and mention.entity_id is distinct from alias.entity_id"
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
    if changed is None:
        return _as_a_whole(warehouse, worker)
    with warehouse.writer() as session, session.transaction():
        touched = _what_changed(session, worker, changed)
        _count(session, touched.entities)
        linked = _link(session, _to_link(session, changed, touched))
        _forget_merges(session)
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


def _as_a_whole(warehouse: "Warehouse", worker: "CanonicalNames") -> Mapping[str, int | str | bool]:
    """Decide all names again, write ids on mentions part by part, then note it: a run that ends between starts from here again."""
    with warehouse.writer() as session, session.transaction():
        gone = session.query(
            "select distinct article_id as unit_id from ops.counted_names anti join core.articles using (article_id)"
        )
        days = session.query(
            "select published_date, count(*) as article_count from core.articles group by published_date order by published_date"
        )
        count_names(session)
        merges = decide_all(session, worker)
        _record_merges(session, merges)
        _count_all(session)
        _forget_merges(session)
        total = session.count(ENTITIES)
        linked = _link(session, gone) if gone.num_rows else 0
        ranges = row_ranges(session, MENTIONS, LINKED_AT_ONCE)
    # the last rows first: between commits a file may be put in order, which moves rows to lower numbers, those that wait among them
    for first, end in reversed(ranges):
        with warehouse.writer() as session, session.transaction():
            _link_rows(session, first, end)
    for part in day_parts(days, NOTED_AT_ONCE):
        with warehouse.writer() as session, session.transaction():
            linked += _note_linked(session, part)
    return {"entities": total, "articles_linked": linked, "merged": merges.num_rows}


def _counted(session: "Session", changed: pa.Table) -> pa.Table:
    statement = of_few(load_sql("core", "counted_names").statement, changed, "core.entity_mentions", name="changed")
    return CONTRACTS[COUNTED].conform(session.query(statement, changed=changed))


def _store_counted(session: "Session", counted: pa.Table, changed: pa.Table) -> None:
    session.replace(COUNTED, counted, unit_column="article_id", units=changed)


def _record_merges(session: "Session", merges: pa.Table) -> None:
    new = session.query(
        "select * from incoming anti join ops.entity_merges as known using (from_entity_id)", incoming=merges
    )
    session.append(MERGES, new)


def _forget_merges(session: "Session") -> None:
    session.run("delete from ops.entity_merges where from_entity_id in (select entity_id from core.entities)")


def _count_all(session: "Session") -> None:
    """Write the counts of every entity: rows are written again, for an update of all would be held in memory."""
    columns = ", ".join(f"entity.{name}" for name in CONTRACTS[ENTITIES].column_names if not name.endswith("_count"))
    of_part = load_sql("core", "entity_counts").statement
    session.run(f"create or replace temp table touched as select entity_id from {ENTITIES}")
    for number, part in enumerate(row_parts(session, COUNTED, COUNTED_AT_ONCE)):
        verb = "insert into part_counts by name" if number else "create or replace temp table part_counts as"
        session.run(f"{verb} {part.within(of_part, COUNTED)}", part.values)
    session.run(
        f"create or replace temp table counted_entities as select {columns}, coalesce(counted.mention_count, 0) as mention_count, "
        f"coalesce(counted.article_count, 0) as article_count from {ENTITIES} as entity left join "
        "(select entity_id, sum(mention_count)::bigint as mention_count, sum(article_count)::bigint as article_count "
        "from part_counts group by entity_id) as counted on entity.entity_id = counted.entity_id"
    )
    session.empty(ENTITIES)
    session.run(f"insert into {ENTITIES} by name from counted_entities")
    for name in ("touched", "part_counts", "counted_entities"):
        session.run(f"drop table {name}")


def _count(session: "Session", touched: pa.Table) -> None:
    session.run(
        "update core.entities as entity set mention_count = counted.mention_count, article_count = counted.article_count "
        f"from ({load_sql('core', 'entity_counts').statement}) as counted where entity.entity_id = counted.entity_id",
        touched=touched,
    )


def _to_link(session: "Session", changed: pa.Table, touched: Touched) -> pa.Table:
    """Return the articles whose mentions need an id: those that changed, and those with a name of another entity or a renamed one."""
    return session.query(
        load_sql("core", "mentions_to_link").statement, changed=changed, moved=touched.aliases, renamed=touched.renamed
    )


def _link(session: "Session", articles: pa.Table) -> int:
    """Write the entities' ids on the mentions of articles, column `unit_id`; return their number."""
    session.run(
        f"{_WRITE_IDS} and mention.{among_units(MENTIONS, 'article_id', articles, 'articles')}", articles=articles
    )
    log_changes(session, [ENTITIES], articles, days_of(session, articles))
    return int(articles.num_rows)


def _link_rows(session: "Session", first: int, end: int) -> None:
    """Write the entities' ids on the mentions in some rows: from the first to the one before the end."""
    session.run(f"{_WRITE_IDS} and mention.rowid >= $first and mention.rowid < $end", {"first": first, "end": end})


def _note_linked(session: "Session", days: Days) -> int:
    """Note that the mentions of all articles of some days have their ids; return the number of articles."""
    articles = session.query(
        f"select article_id as unit_id, published_date from core.articles where {days.condition}", days.values
    )
    log_changes(session, [ENTITIES], articles.select(["unit_id"]), articles)
    return int(articles.num_rows)
