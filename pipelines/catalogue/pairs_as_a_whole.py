"""All pairs of entities counted again, in parts: the leading entities and pairs of some articles after the other, then some pairs after the other.

In between, pairs are in a temporary table, in the order of the shares that they belong to, so that each is written and read once and
none of it need be in memory.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue.row_parts import RowPart, borders_of, row_parts
from pipelines.sqlfiles import load_sql
from pipelines.transforms.entity_pairs import counted_pairs, led_articles, shared_pairs

if TYPE_CHECKING:
    from pipelines.warehouse import Session

PART_ARTICLES = 400_000
"""Articles whose leading entities are looked for at once, about: bounds memory."""
PART_PAIRS = 4_000_000
"""Pairs of articles that are counted at once, about: some 300 MB."""
SHARES_PER_PART = 16
"""Shares of all pairs for each part of the articles: what a part of 400,000 articles adds to one of them is far less than `PART_PAIRS`."""
MENTIONS, PAIRED = "core.entity_mentions", "ops.paired_entities"
COUNTS, SINGLES, ENTITY_COUNTS = "marts.entity_pair_counts", "ops.single_pairs", "ops.paired_counts"
_TEMPORARY = {
    "part_pairs": "share integer, pair bigint, published_date date",
    "part_entities": "entity integer, article_count bigint, first_count bigint",
}


def count_all(session: "Session") -> int:
    """Write the leading entities of all articles and count their pairs; return how many pairs there are.

    Args:
        session: A session inside a transaction.
    """
    _number(session)
    for name in (PAIRED, ENTITY_COUNTS, COUNTS, SINGLES):
        session.run(f"delete from {name}")
    for name, columns in _TEMPORARY.items():
        session.run(f"create or replace temp table {name} ({columns})")
    articles = session.query(load_sql("core", "paired_articles").statement)
    parts = _parts(session)
    counts = load_sql("core", "paired_counts").statement
    for part in parts:
        leading = _leading(session, articles, part)
        session.run(f"insert into part_entities by name {counts}", held=leading)
        pairs = shared_pairs(leading, SHARES_PER_PART * len(parts))
        session.run("insert into part_pairs by name from pairs", pairs=pairs)
    session.run(
        f"insert into {ENTITY_COUNTS} by name select entity_id, sum(article_count)::bigint as article_count, "
        "sum(first_count)::bigint as first_count from part_entities inner join numbered_entities on entity = number "
        "group by entity_id"
    )
    return sum(_add(session, counted_pairs(pairs)) for pairs in _pairs(session))


def _number(session: "Session") -> None:
    """Give entities and places numbers in the order of their ids, and lay out where places are mentioned."""
    for name, column, source in (
        ("numbered_entities", "entity_id", MENTIONS),
        ("numbered_places", "place_id", "core.place_mentions"),
    ):
        session.run(
            f"create or replace temp table {name} as select {column}, row_number() over (order by {column})::integer as number, "
            f"md5_number_lower({column}) as entity_hash from (select distinct {column} from {source} where {column} is not null)"
        )
    session.run(f"create or replace temp table placed_spans as {load_sql('core', 'paired_places').statement}")


def _parts(session: "Session") -> list[RowPart]:
    parts = 1 + session.count("core.articles") // PART_ARTICLES
    return row_parts(session, MENTIONS, 1 + session.count(MENTIONS) // parts)


def _leading(session: "Session", articles: pa.Table, part: RowPart) -> pa.Table:
    """Write the leading entities of the articles of a part, and return them as numbers."""
    mentions = session.query(part.within(load_sql("core", "paired_mentions").statement, MENTIONS), part.values)
    places = session.query(
        "select span, place from placed_spans where span in (select span from spans)", spans=mentions.select(["span"])
    )
    led = led_articles(mentions, places, articles)
    named = part.within(load_sql("core", "named_leading").statement, MENTIONS)
    session.run(f"insert into {PAIRED} by name {named}", part.values, led=led)
    return led


def _pairs(session: "Session") -> Iterator[pa.Table]:
    """Yield the pairs of articles, all of one pair together, some `PART_PAIRS` at a time."""
    sizes = session.query("select share as number, count(*) as row_count from part_pairs group by share order by share")
    borders = borders_of(sizes, PART_PAIRS)
    for first, end in zip_longest(borders, borders[1:]):
        yield session.query(
            "select pair, published_date from part_pairs where share >= $first and share < coalesce($end, share + 1)",
            {"first": first, "end": end},
        )


def _add(session: "Session", counted: pa.Table) -> int:
    for name, statement in ((COUNTS, "named_pairs"), (SINGLES, "numbered_singles")):
        session.run(f"insert into {name} by name {load_sql('core', statement).statement}", counted=counted)
    return int(counted.num_rows)
