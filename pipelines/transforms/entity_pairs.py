"""`marts.entity_pair_counts` and `ops.single_pairs` from the leading entities of articles, all of them numbered."""

import polars as pl
import pyarrow as pa

from pipelines.transforms.leading_entities import MOST_ENTITIES, leading_entities

ROOM = 1 << 32
"""Numbers of entities are below it: two of them are one number of 64 bits."""
PART_ROWS = 4_000_000
"""Leading entities whose pairs are grouped at once, about: some 2 GB."""


def entity_pairs(*, leading: pl.LazyFrame, part: int = 0, parts: int = 1) -> pl.LazyFrame:
    """One row per pair of entities that stand in an article together; two names for one place are no pair.

    The rows of an article lie side by side, so that its pairs are each row with the next one, with the one after it, and so on:
    no join is needed.

    Args:
        leading: One row per article and entity, `MOST_ENTITIES` of an article at most: numbers `article`, `entity` and, where the
            name stands for a place, `place`; and `published_date`. Those of an article together, in the order of `entity`, as
            `led_articles` returns them: sorting costs more than pairing, and every part would sort all.
        part: Which part of the pairs is wanted: those whose first entity's number leaves this remainder.
        parts: How many parts there are.

    Returns:
        `entity`, `other_entity` with a greater number, `article_count`, `first_published_date`, `last_published_date`.
    """
    pairs = pl.concat([_with_the_next(leading, step, part, parts) for step in range(1, MOST_ENTITIES)])
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


def _with_the_next(rows: pl.LazyFrame, step: int, part: int, parts: int) -> pl.LazyFrame:
    """Each row with the one so many rows on, where both are of one article and stand for different things."""
    following = rows.with_columns(pl.col("article", "entity", "place").shift(-step).name.prefix("next_"))
    is_one_place = pl.col("place").eq(pl.col("next_place")).fill_null(value=False)
    return following.filter(
        pl.col("article") == pl.col("next_article"), ~is_one_place, pl.col("entity") % parts == part
    ).select("published_date", pair=pl.col("entity").cast(pl.Int64) * ROOM + pl.col("next_entity").cast(pl.Int64))


def counted_pairs(leading: pa.Table, part: int, parts: int) -> pa.Table:
    """Return `entity_pairs` of an Arrow table."""
    frame = pl.from_arrow(leading)
    return entity_pairs(leading=frame.lazy(), part=part, parts=parts).collect(engine="streaming").to_arrow()  # type: ignore[union-attr]


def led_articles(mentions: pa.Table, places: pa.Table, articles: pa.Table) -> pa.Table:
    """Return `leading_entities` of Arrow tables, in the order of article and entity."""
    frames = (pl.from_arrow(table).lazy() for table in (mentions, places, articles))  # type: ignore[union-attr]
    leading = leading_entities(**dict(zip(("mentions", "places", "articles"), frames, strict=True)))
    return leading.sort("article", "entity").collect().to_arrow()
