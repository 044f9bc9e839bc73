"""`marts.entity_pair_counts` and `ops.single_pairs` from the leading entities of articles, all of them numbered."""

import polars as pl
import pyarrow as pa

from pipelines.transforms.leading_entities import MOST_ENTITIES, leading_entities

ROOM = 1 << 32
"""Numbers of entities are below it: two of them are one number of 64 bits."""
_SPREAD = 31
"""A prime, by which the share of a pair follows from both of its numbers."""


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


def led_articles(mentions: pa.Table, places: pa.Table, articles: pa.Table) -> pa.Table:
    """Return `leading_entities` of Arrow tables, in the order of article and entity."""
    frames = (_frame(table) for table in (mentions, places, articles))
    leading = leading_entities(**dict(zip(("mentions", "places", "articles"), frames, strict=True)))
    return leading.sort("article", "entity").collect().to_arrow()


def _frame(table: pa.Table) -> pl.LazyFrame:
    return pl.from_arrow(table).lazy()  # type: ignore[union-attr]
