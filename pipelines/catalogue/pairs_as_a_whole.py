"""All pairs of entities counted again, in parts: the leading entities and pairs of some articles after the other, then some pairs after the other.

In between, pairs are in a temporary table, in the order of the shares that they belong to, so that each is written and read once and
none of it need be in memory. Articles, entities and places are numbers until rows are written: tables of their ids that are looked into for
each mention and pair would not stay in the processor's caches, and the more names an archive has, the longer each look would take.
"""

from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.catalogue.row_parts import RowPart, borders_of, lay_out_articles, row_parts
from pipelines.sqlfiles import load_sql
from pipelines.transforms.entity_pairs import Numbered, counted_pairs, led_articles, named_pairs, shared_pairs

if TYPE_CHECKING:
    from pipelines.warehouse import Session

PART_ARTICLES = 300_000
"""Articles whose leading entities are looked for at once, about: with 400,000 the peak of four million is 1,200 MB, with 300,000 1,180."""
PART_PAIRS, LEAST_PAIRS, PAIR_PARTS = 4_000_000, 500_000, 32
"""Pairs of articles that are counted at once, about: so manieth a part of all, but from half a million (some 40 MB) to four. Of two million
articles half a million at once took 96 s in place of 76."""
SHARES_PER_PART = 16
"""Shares of all pairs for each part of the articles: what a part of the articles adds to one of them is far less than `PART_PAIRS`."""
PIECES, LEAST_PAIRED = 4, 30_000
"""A part's leading entities are paired in so many pieces, of at least so many rows: the pairs are twenty times as many. With more pieces
those of one share would lie all over their table; with four, two million articles take as long as with one, and 200 MB less."""
MENTIONS, PAIRED = "core.entity_mentions", "ops.paired_entities"
COUNTS, SINGLES, ENTITY_COUNTS = "marts.entity_pair_counts", "ops.single_pairs", "ops.paired_counts"
_NUMBERED = (
    ("numbered_entities", "entity_id", MENTIONS),
    ("numbered_places", "place_id", "core.place_mentions"),
)
_TEMPORARY = {
    "part_pairs": "share integer, pair bigint, published_date date",
    "part_entities": "entity integer, article_count bigint, first_count bigint",
}


def count_all(session: "Session") -> int:
    """Write the leading entities of all articles and count their pairs; return how many pairs there are.

    Args:
        session: A session inside a transaction.
    """
    for name in (PAIRED, ENTITY_COUNTS, COUNTS, SINGLES):
        session.empty(name)
    for name, columns in _TEMPORARY.items():
        session.run(f"create or replace temp table {name} ({columns})")
    entities, places = (_numbered(session, *of) for of in _NUMBERED)
    parts = _parts(session)
    sizes = np.zeros(SHARES_PER_PART * len(parts), np.int64)
    for number, part in enumerate(parts):
        sizes += _share_out(session, _leading(session, number, part, entities, places), sizes.size)
    _count_entities(session, entities)
    return sum(_add(session, counted_pairs(pairs), entities) for pairs in _pairs(session, sizes))


def _numbered(session: "Session", name: str, column: str, source: str) -> Numbered:
    """Number the ids of a column in their order, in a temporary table and in memory: some 40 bytes for each entity or place that is mentioned."""
    ids = session.query(
        f"select id, md5_number_lower(id) as pair_hash from (select any_value({column}) as id from {source} "
        f"where {column} is not null group by hash({column})) order by id"
    )
    numbers = pa.table({"id": ids["id"], "number": pa.array(range(ids.num_rows), pa.int32())})
    session.run(f"create or replace temp table {name} as select hash(id) as hash, number from numbers", numbers=numbers)
    return Numbered(ids["id"].combine_chunks(), ids["pair_hash"].to_numpy())


def _parts(session: "Session") -> list[RowPart]:
    """Return parts of the mentions; lay out their articles, and where places are mentioned, in the order of these parts."""
    count = 1 + session.count("core.articles") // PART_ARTICLES
    parts = row_parts(session, MENTIONS, 1 + session.count(MENTIONS) // count)
    lay_out_articles(session, MENTIONS, parts)
    for name, statement in (("part_articles", "paired_articles"), ("part_places", "paired_places")):
        session.run(f"create or replace temp table {name} as {load_sql('core', statement).statement}")
    return parts


def _leading(session: "Session", number: int, part: RowPart, entities: Numbered, places: Numbered) -> pa.Table:
    """Write the leading entities of the articles of a part, and return them as numbers."""
    ids, mentions = (
        part.within(load_sql("core", name).statement, MENTIONS) for name in ("paired_ids", "paired_mentions")
    )
    parameters = {**part.values, "part_number": number}
    articles = session.query(ids, parameters)
    led = led_articles(session.query(mentions, parameters, numbered_articles=articles), articles)
    named = pa.table({
        "article_id": articles["article_id"].take(led["article"]),
        "entity_id": entities.ids.take(led["entity"].combine_chunks()),
        "published_date": led["published_date"],
        "place_id": places.ids.take(led["place"].combine_chunks()),
    })  # fmt: skip
    session.run(f"insert into {PAIRED} by name from named", named=named)
    return led


def _share_out(session: "Session", leading: pa.Table, share_count: int) -> npt.NDArray[np.int64]:
    """Put the leading entities of a part and their pairs where they are added up; return how many pairs each share got."""
    session.run(f"insert into part_entities by name {load_sql('core', 'paired_counts').statement}", held=leading)
    sizes = np.zeros(share_count, np.int64)
    articles = leading["article"].to_numpy()
    step = max(LEAST_PAIRED, -(-articles.size // PIECES))
    borders = [0, *np.searchsorted(articles, articles[step::step]).tolist(), articles.size]  # no article is cut
    for first, end in pairwise(borders):
        pairs = shared_pairs(leading.slice(first, end - first), share_count)
        session.run("insert into part_pairs by name from pairs", pairs=pairs)
        sizes += np.bincount(pairs["share"].to_numpy(), minlength=share_count)
    return sizes


def _count_entities(session: "Session", entities: Numbered) -> None:
    """Add up in how many articles entities are."""
    counted = session.query(
        "select entity, sum(article_count)::bigint as article_count, sum(first_count)::bigint as first_count "
        "from part_entities group by entity"
    )
    ids = entities.ids.take(counted["entity"].combine_chunks())
    named = counted.drop_columns("entity").append_column("entity_id", ids)
    session.run(f"insert into {ENTITY_COUNTS} by name from named", named=named)


def _pairs(session: "Session", sizes: npt.NDArray[np.int64]) -> Iterator[pa.Table]:
    """Yield the pairs of articles, all of one pair together, some `PART_PAIRS` at a time.

    Args:
        session: A session with the temporary table `part_pairs`.
        sizes: Its rows of each share.
    """
    at_once = min(PART_PAIRS, max(LEAST_PAIRS, int(sizes.sum()) // PAIR_PARTS))
    borders = borders_of(pa.table({"number": range(sizes.size), "row_count": sizes}), at_once)
    for first, end in zip_longest(borders, borders[1:]):
        yield session.query(
            "select pair, published_date from part_pairs where share >= $first and share < coalesce($end, share + 1)",
            {"first": first, "end": end},
        )


def _add(session: "Session", counted: pa.Table, entities: Numbered) -> int:
    pairs, singles = named_pairs(counted, entities)
    session.run(f"insert into {COUNTS} by name from pairs", pairs=pairs)
    session.run(f"insert into {SINGLES} by name from singles", singles=singles)
    return int(counted.num_rows)
