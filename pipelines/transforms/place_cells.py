"""`marts.place_cells`: daily mentions on a map."""

from collections.abc import Mapping

import polars as pl

from pipelines.transforms.dated import dated_articles

POINT_CLASSES = ("P", "R", "S", "T", "V")
"""GeoNames classes that one cell can stand for: towns, roads, spots, hills and woods; no states, regions or seas."""
COUNTS: Mapping[str, pl.Expr] = {
    "place_count": pl.col("place_id").n_unique().cast(pl.Int64),
    "article_count": pl.col("article_id").n_unique().cast(pl.Int64),
    "inferred_count": pl.col("article_id").filter(pl.col("is_inferred")).n_unique().cast(pl.Int64),
    "mention_count": pl.col("mention_count").sum(),
    "literal_count": pl.col("literal_count").sum(),
}
"""What is counted in a cell."""


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
        mentioned_points(articles, duplicates, article_places, places)
        .group_by("published_date", "h3_cell")
        .agg(**COUNTS)
        .select("published_date", "h3_cell", *COUNTS)
    )


def mentioned_points(
    articles: pl.LazyFrame, duplicates: pl.LazyFrame, article_places: pl.LazyFrame, places: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per dated article that is not a copy and place of `POINT_CLASSES` that it mentions, with what is known of each."""
    points = places.filter(pl.col("feature_class").is_in(POINT_CLASSES))
    return article_places.join(dated_articles(articles, duplicates), on="article_id").join(points, on="place_id")
