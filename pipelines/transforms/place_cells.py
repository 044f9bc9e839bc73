"""`marts.place_cells`: daily mentions on a map."""

import polars as pl

from pipelines.transforms.dated import dated_articles

POINT_CLASSES = ("P", "R", "S", "T", "V")
"""GeoNames classes that one cell can stand for: towns, roads, spots, hills and woods; no states, regions or seas."""


def place_cells(
    *, articles: pl.LazyFrame, duplicates: pl.LazyFrame, article_places: pl.LazyFrame, places: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per day and H3 cell in which places stand that an article of the day mentions.

    Args:
        articles: `core.articles`; those without a date do not count.
        duplicates: `core.duplicates`; its articles do not count.
        article_places: `core.article_places`.
        places: `core.places`; only those of `POINT_CLASSES` count.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return (
        article_places.join(dated_articles(articles, duplicates), on="article_id")
        .join(
            places.filter(pl.col("feature_class").is_in(POINT_CLASSES)).select("place_id", "h3_cell"),
            on="place_id",
        )
        .group_by("published_date", "h3_cell")
        .agg(
            place_count=pl.col("place_id").n_unique().cast(pl.Int64),
            article_count=pl.col("article_id").n_unique().cast(pl.Int64),
            inferred_count=pl.col("article_id").filter(pl.col("is_inferred")).n_unique().cast(pl.Int64),
            mention_count=pl.col("mention_count").sum(),
            literal_count=pl.col("literal_count").sum(),
        )
        .select(
            "published_date",
            "h3_cell",
            "place_count",
            "article_count",
            "inferred_count",
            "mention_count",
            "literal_count",
        )
    )
