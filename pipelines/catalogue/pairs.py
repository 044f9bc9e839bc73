"""What makes `marts.entity_pair_counts`: all pairs at once by Polars, or those of the articles that changed by SQL.

`ops.paired_entities` keeps which entities of an article were counted, so that what an article no longer says is taken out without
looking at the others; `ops.single_pairs` keeps the pairs of one article, most of all, so that what another one brings is added to a
number that is known.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.transforms.entity_pairs import PART_ROWS, counted_pairs, led_articles

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse

PART_ARTICLES = 400_000
"""Articles whose leading entities are looked for at once, about: bounds memory."""
COUNTS, SINGLES, ENTITY_COUNTS = "marts.entity_pair_counts", "ops.single_pairs", "ops.paired_counts"


def pair_counts(
    warehouse: "Warehouse",
    settings: "Settings",  # noqa: ARG001 one shape for all
    changed: pa.Table | None,
) -> Mapping[str, int | str | bool]:
    """Count the pairs of entities again that changed articles hold or held; all when None."""
    with warehouse.writer() as session, session.transaction():
        return {"pairs_counted_again": _all(session) if changed is None else _of_articles(session, changed)}


def pair_counts_identity(settings: "Settings") -> str:  # noqa: ARG001 one shape for all
    """Return the version of the counting."""
    return "entity-pairs@5"


def _all(session: "Session") -> int:
    """Number the mentions, and let Polars find the leading entities of every article and count their pairs."""
    for name, column, source in (
        ("numbered_entities", "entity_id", "core.entity_mentions"),
        ("numbered_places", "place_id", "core.place_mentions"),
    ):
        session.run(
            f"create or replace temp table {name} as select {column}, row_number() over (order by {column})::integer as number, "
            f"md5_number_lower({column}) as entity_hash from (select distinct {column} from {source} where {column} is not null)"
        )
    articles = session.query(load_sql("core", "paired_articles").statement)
    parts = 1 + session.count("core.articles") // PART_ARTICLES
    session.run("delete from ops.paired_entities")
    leading = pa.concat_tables(_leading(session, articles, part, parts) for part in range(parts))
    for name in (COUNTS, SINGLES, ENTITY_COUNTS):
        session.run(f"delete from {name}")
    session.run(
        f"insert into {ENTITY_COUNTS} by name select entity_id, article_count, first_count "
        f"from ({load_sql('core', 'paired_counts').statement}) as counted inner join numbered_entities on entity = number",
        held=leading,
    )
    parts = 1 + leading.num_rows // PART_ROWS
    return sum(_add(session, counted_pairs(leading, part, parts)) for part in range(parts))


def _leading(session: "Session", articles: pa.Table, part: int, parts: int) -> pa.Table:
    """Write the leading entities of the articles of a part, and return them as numbers."""
    mentions, places = (
        session.query(load_sql("core", name).statement, {"part": part, "parts": parts})
        for name in ("paired_mentions", "paired_places")
    )
    led = led_articles(mentions, places, articles)
    session.run(f"insert into ops.paired_entities by name {load_sql('core', 'named_leading').statement}", led=led)
    return led


def _add(session: "Session", counted: pa.Table) -> int:
    for name, statement in ((COUNTS, "named_pairs"), (SINGLES, "numbered_singles")):
        session.run(f"insert into {name} by name {load_sql('core', statement).statement}", counted=counted)
    return int(counted.num_rows)


def _of_articles(session: "Session", changed: pa.Table) -> int:
    """Add to the counts that stand what changed articles brought; count again where that does not tell."""
    rows = load_sql("core", "paired_rows").statement
    leading = session.query(load_sql("core", "leading_entities").statement, changed=changed)
    before = session.query(
        "select * from ops.paired_entities where rowid in (select rowid from ops.paired_entities "
        "where article_id in (select unit_id from changed))",
        changed=changed,
    )
    session.run(f"create or replace temp table rows_before as {rows}", held=before)
    session.run(f"create or replace temp table rows_now as {rows}", held=leading)
    session.replace("ops.paired_entities", leading, unit_column="article_id", units=changed)
    _count_entities(session, before, leading)
    session.run(f"create or replace temp table affected as {load_sql('core', 'pair_changes').statement}")
    session.run(f"delete from {COUNTS} where rowid in (select standing_row from affected)")
    session.run(f"delete from {SINGLES} where rowid in (select single_row from affected)")
    _keep(session, "select * from affected where is_certain")
    session.run("create or replace temp table uncertain as select * from affected where not is_certain")
    if session.scalar("select count(*) from uncertain"):
        session.run(f"create or replace temp table hashed as {load_sql('core', 'paired_hashes').statement}")
        _keep(session, load_sql("core", "recounted_pairs").statement)
    return int(session.scalar("select count(*) from affected"))


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
