"""`marts.entity_pair_counts` and `ops.single_pairs` from the leading entities of articles, all of them numbered."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.transforms.leading_entities import MOST_ENTITIES, ROOM, leading_entities

_SPREAD = 31
"""A prime, by which the share of a pair follows from both of its numbers."""


class Numbered(NamedTuple):
    """Ids of which each is known by its place in their order.

    Attributes:
        ids: Texts in order.
        hashes: 64 bits of the MD5 of each, of which `sql/core/paired_rows.sql` makes the hash of a pair.
    """

    ids: pa.Array
    hashes: npt.NDArray[np.uint64]


def entity_pairs(*, leading: pl.LazyFrame) -> pl.LazyFrame:
    """One row per pair of entities that stand in an article together; two names for one place are no pair.

    Args:
        leading: As `pairs_of_articles` reads it.

    Returns:
        `entity`, `other_entity` with a greater number, `article_count`, `first_published_date`, `last_published_date`.
    """
    return counted(pairs_of_articles(leading))


def pairs_of_articles(leading: pl.LazyFrame) -> pl.LazyFrame:
    """One row per article and pair of its entities: `pair`, both of their numbers as one, and `published_date`.

    The rows of an article lie side by side, so that its pairs are each row with the next one, with the one after it, and so on:
    no join is needed.

    Args:
        leading: One row per article and entity, `MOST_ENTITIES` of an article at most: numbers `article`, `entity` and, where the
            name stands for a place, `place`; and `published_date`. Those of an article together, in the order of `entity`, as
            `led_articles` returns them: sorting costs more than pairing.
    """
    return pl.concat([_with_the_next(leading, step) for step in range(1, MOST_ENTITIES)])


def counted(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """One row per pair, as `entity_pairs` says, of rows of `pairs_of_articles`."""
    return (
        pairs.group_by("pair")
        .agg(
            article_count=pl.len().cast(pl.Int64),
            first_published_date=pl.col("published_date").min(),
            last_published_date=pl.col("published_date").max(),
        )
        .select(
            "article_count",
            "first_published_date",
            "last_published_date",
            entity=pl.col("pair") // ROOM,
            other_entity=pl.col("pair") % ROOM,
        )
    )


def _with_the_next(rows: pl.LazyFrame, step: int) -> pl.LazyFrame:
    """Each row with the one so many rows on, where both are of one article and stand for different things."""
    following = rows.with_columns(pl.col("article", "entity", "place").shift(-step).name.prefix("next_"))
    is_one_place = pl.col("place").eq(pl.col("next_place")).fill_null(value=False)
    return following.filter(pl.col("article") == pl.col("next_article"), ~is_one_place).select(
        "published_date", pair=pl.col("entity").cast(pl.Int64) * ROOM + pl.col("next_entity").cast(pl.Int64)
    )


def shared_pairs(leading: pa.Table, shares: int) -> pa.Table:
    """Return `pairs_of_articles` of an Arrow table with the share of all pairs that a pair belongs to: in its order, `share`.

    Args:
        leading: As `pairs_of_articles` reads it.
        shares: How many shares there are; pairs of one entity are in many.
    """
    pairs = pairs_of_articles(_frame(leading))
    share = (pl.col("pair") // ROOM * _SPREAD + pl.col("pair") % ROOM) % shares
    return pairs.with_columns(share=share.cast(pl.Int32)).sort("share").collect(engine="streaming").to_arrow()


def counted_pairs(pairs: pa.Table) -> pa.Table:
    """Return `counted` of an Arrow table."""
    return counted(_frame(pairs)).collect(engine="streaming").to_arrow()


def led_articles(mentions: pa.Table, articles: pa.Table) -> pa.Table:
    """Return `leading_entities` of an Arrow table with the days of articles, `published_date`.

    Args:
        mentions: As `leading_entities` reads them.
        articles: Column `published_date`; articles are numbered by their rows.
    """
    led = leading_entities(mentions=_frame(mentions)).collect().to_arrow()
    return led.append_column("published_date", articles["published_date"].take(led["article"]))


def named_pairs(counted: pa.Table, entities: Numbered) -> tuple[pa.Table, pa.Table]:
    """Return rows of `marts.entity_pair_counts` and of `ops.single_pairs`: pairs of two or more articles, and those of one.

    Args:
        counted: What `counted_pairs` returned.
        entities: The ids of its numbers.
    """
    one, other = (entities.hashes[counted[name].to_numpy()] for name in ("entity", "other_entity"))
    hashes = pa.array((np.bitwise_xor(one, other >> np.uint64(1)) >> np.uint64(1)).astype(np.int64))
    counted = counted.append_column("pair_hash", hashes)
    is_single = pc.equal(counted["article_count"], 1)
    singles, pairs = counted.filter(is_single), counted.filter(pc.invert(is_single))
    for number, name in (("entity", "entity_id"), ("other_entity", "other_entity_id")):
        pairs = pairs.append_column(name, entities.ids.take(pairs[number].combine_chunks()))
    return (
        pairs.drop_columns(["entity", "other_entity"]),
        singles.select(["pair_hash", "first_published_date"]).rename_columns(["pair_hash", "published_date"]),
    )


def _frame(table: pa.Table) -> pl.LazyFrame:
    return pl.from_arrow(table).lazy()  # type: ignore[union-attr]
