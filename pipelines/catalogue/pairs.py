"""What makes `marts.entity_pair_counts`: all pairs at once by Polars, or those of the articles that changed by SQL.

`ops.paired_entities` keeps which entities of an article were counted, so that what an article no longer says is taken out without
looking at the others; `ops.single_pairs` keeps the pairs of one article, most of all, so that what another one brings is added to a
number that is known. What an article says is taken from what marts looked for, or looked for here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue.article_slices import READ_BESIDE_MARTS, slice_of_units
from pipelines.catalogue.pairs_as_a_whole import COUNTS, ENTITY_COUNTS, PAIRED, SINGLES, count_all
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import latest_change

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse

_LOOKED_AT: Mapping[str, str] = MappingProxyType(
    {
        "articles_changed": "core.articles", "copies_changed": "core.duplicates",
        "mentions_changed": "core.entity_mentions", "places_changed": "core.place_mentions",
    }
)  # fmt: skip
"""Relations that `leading_entities.sql` reads, and the tables whose rows they are."""


def pair_counts(
    warehouse: "Warehouse",
    settings: "Settings",  # noqa: ARG001 one shape for all
    changed: pa.Table | None,
) -> Mapping[str, int | str | bool]:
    """Count the pairs of entities again that changed articles hold or held; all when None."""
    with warehouse.writer() as session, session.transaction():
        if changed is None:
            return {"pairs_counted_again": count_all(session)}
        return {"pairs_counted_again": _of_articles(session, changed, warehouse.name)}


def pair_counts_identity(settings: "Settings") -> str:  # noqa: ARG001 one shape for all
    """Return the version of the counting."""
    return "entity-pairs@5"


def _of_articles(session: "Session", changed: pa.Table, warehouse_name: str) -> int:
    """Add to the counts that stand what changed articles brought; count again where that does not tell."""
    rows = load_sql("core", "paired_rows").statement
    leading = _leading_now(session, changed, warehouse_name)
    before = _leading_before(session, changed)
    session.run(f"create or replace temp table rows_before as {rows}", held=before)
    session.run(f"create or replace temp table rows_now as {rows}", held=leading)
    session.append_distinct(PAIRED, leading)
    _count_entities(session, before, leading)
    session.run(f"create or replace temp table changed_pairs as {load_sql('core', 'changed_pairs').statement}")
    among = "pair_hash in (select pair_hash from changed_pairs)"
    singles = session.taken(SINGLES, among)
    session.run(
        f"create or replace temp table affected as {load_sql('core', 'pair_changes').statement}", single_pairs=singles
    )
    session.run(f"delete from {COUNTS} where rowid in (select standing_row from affected)")
    _keep(session, "select * from affected where is_certain")
    session.run("create or replace temp table uncertain as select * from affected where not is_certain")
    if session.scalar("select count(*) from uncertain"):
        session.run(f"create or replace temp table hashed as {load_sql('core', 'paired_hashes').statement}")
        _keep(session, load_sql("core", "recounted_pairs").statement)
    return int(session.scalar("select count(*) from affected"))


def _leading_now(session: "Session", changed: pa.Table, warehouse_name: str) -> pa.Table:
    """The leading entities of changed articles, rows of `ops.paired_entities`: of few from a slice, of many where they lie."""
    statement = load_sql("core", "leading_entities").statement
    articles = slice_of_units(session, warehouse_name, latest_change(session), changed)
    if articles is not None:
        held = {
            name: articles.rows(session, table, sorted(READ_BESIDE_MARTS[table])).rename_columns(
                {"article_id": "article"}
            )
            for name, table in _LOOKED_AT.items()
            if table != "core.articles"
        }
        named = articles.articles.rename_columns({"number": "article"})
        return session.query(statement, **held, articles_changed=named)
    for name, table in _LOOKED_AT.items():
        columns = ", ".join(sorted(READ_BESIDE_MARTS[table]))
        session.run(
            f"create or replace temp view {name} as select article_id as article, {columns} from {table} where rowid in "
            f"(select rowid from {table} where article_id in (select unit_id from changed))",
            changed=changed,
        )
    found = session.query(statement, changed=changed)
    for name in _LOOKED_AT:
        session.run(f"drop view {name}")
    return found


def _leading_before(session: "Session", changed: pa.Table) -> pa.Table:
    """Take the rows of changed articles out of `ops.paired_entities`; return them. Of new articles there are none."""
    session.run(
        f"create or replace temp table left_behind as select rowid as row_number from {PAIRED} "
        "where article_id in (select unit_id from changed)",
        changed=changed,
    )
    if not session.scalar("select count(*) from left_behind"):
        return CONTRACTS[PAIRED].empty()
    among = f"from {PAIRED} where rowid in (select row_number from left_behind)"
    before = session.query(f"select * {among}")
    session.run(f"delete {among}")
    return before


def _count_entities(session: "Session", before: pa.Table, leading: pa.Table) -> None:
    """Count in how many articles entities are, of those that changed articles hold or held."""
    for name, held in (("counts_before", before), ("counts_now", leading)):
        renamed = held.select(["article_id", "entity_id"]).rename_columns(["article", "entity"])
        session.run(
            f"create or replace temp table {name} as {load_sql('core', 'paired_counts').statement}", held=renamed
        )
    session.run(f"create or replace temp table counts_after as {load_sql('core', 'changed_paired_counts').statement}")
    session.run(
        f"delete from {ENTITY_COUNTS} where entity_id in "
        "(select entity from counts_before union select entity from counts_now)"
    )
    session.run(f"insert into {ENTITY_COUNTS} by name select * from counts_after")


def _keep(session: "Session", counted: str) -> None:
    """Keep pairs where they belong by their number of articles."""
    session.run(f"create or replace temp table counted_again as {counted}")
    columns = ", ".join(CONTRACTS[COUNTS].column_names)
    session.run(f"insert into {COUNTS} by name select {columns} from counted_again where article_count >= 2")
    session.run(
        f"insert into {SINGLES} by name select pair_hash, first_published_date as published_date "
        "from counted_again where article_count = 1"
    )
