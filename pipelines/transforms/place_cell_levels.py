"""`marts.place_cell_levels`: daily mentions on maps of several scales."""

from collections.abc import Mapping

import polars as pl

from pipelines.transforms.dated import dated_articles
from pipelines.transforms.exact import in_units
from pipelines.transforms.place_cells import COUNTS, POINT_CLASSES

RESOLUTIONS = (1, 3, 5, 7)
"""H3 resolutions: cells some 420, 60, 8.5 and 1.2 km to a side."""
FINEST = 7
"""The resolution of `core.places.h3_cell`."""
H3_CHARS = 15
"""Hexadecimal digits of a cell's id, its leading zero left out; the second one is its resolution."""
H3_LEVELS = 15
BITS_PER_LEVEL = 3


def place_cell_levels(
    *, articles: pl.LazyFrame, duplicates: pl.LazyFrame, article_places: pl.LazyFrame, places: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per day, H3 resolution and cell in which places stand that an article of the day mentions.

    Articles and places are counted anew at each resolution: those of a coarse cell are not the sum of those in it.

    Args:
        articles: `core.articles`; those without a date do not count.
        duplicates: `core.duplicates`; its articles do not count.
        article_places: `core.article_places`.
        places: `core.places`; only those of `POINT_CLASSES` count.

    Returns:
        The columns of the contract, in no order of rows.
    """
    points = places.filter(pl.col("feature_class").is_in(POINT_CLASSES)).with_columns(**_ON_A_SPHERE)
    mentioned = article_places.join(dated_articles(articles, duplicates), on="article_id")
    return pl.concat([_at(mentioned, points, resolution) for resolution in RESOLUTIONS])


_LATITUDE, _LONGITUDE = pl.col("latitude").radians(), pl.col("longitude").radians()
_ON_A_SPHERE: Mapping[str, pl.Expr] = {
    "x": in_units(_LATITUDE.cos() * _LONGITUDE.cos()),
    "y": in_units(_LATITUDE.cos() * _LONGITUDE.sin()),
    "z": in_units(_LATITUDE.sin()),
}


def _at(mentioned: pl.LazyFrame, points: pl.LazyFrame, resolution: int) -> pl.LazyFrame:
    """The rows of one resolution: places have their cell before they are joined, so that a cell is made once per place."""
    cells = points.select("place_id", *_ON_A_SPHERE, h3_cell=_cell(resolution).cast(pl.Categorical))
    weight = pl.col("mention_count")
    return (
        mentioned.join(cells, on="place_id")
        .group_by("published_date", "h3_cell")
        .agg(**COUNTS, **{axis: (weight * pl.col(axis)).sum().cast(pl.Float64) for axis in _ON_A_SPHERE})
        .join(_parents(points, resolution), on="h3_cell")
        .select(
            "published_date",
            "parent_h3_cell",
            *COUNTS,
            h3_cell=pl.col("h3_cell").cast(pl.String),
            h3_resolution=pl.lit(resolution, pl.Int32),
            latitude=pl.arctan2(pl.col("z"), (pl.col("x").pow(2) + pl.col("y").pow(2)).sqrt()).degrees(),
            longitude=pl.arctan2(pl.col("y"), pl.col("x")).degrees(),
        )
    )


def _parents(points: pl.LazyFrame, resolution: int) -> pl.LazyFrame:
    """The cells of a resolution, each with the one around it at the next coarser one."""
    coarser = max((level for level in RESOLUTIONS if level < resolution), default=None)
    return points.select(
        h3_cell=_cell(resolution).cast(pl.Categorical),
        parent_h3_cell=pl.lit(None, pl.String) if coarser is None else _cell(coarser),
    ).unique("h3_cell")


def _cell(resolution: int) -> pl.Expr:
    """The cell of a resolution around the finest one: its digit of resolution, and all bits of finer levels set."""
    finest = pl.col("h3_cell")
    if resolution == FINEST:
        return finest
    full, rest = divmod(BITS_PER_LEVEL * (H3_LEVELS - resolution), 4)
    kept = H3_CHARS - full - 1
    mixed = {f"{digit:x}": f"{digit | (2**rest - 1):x}" for digit in range(16)}
    return pl.concat_str(
        finest.str.slice(0, 1),
        pl.lit(f"{resolution:x}"),
        finest.str.slice(2, kept - 2),
        finest.str.slice(kept, 1).replace(mixed),
        pl.lit("f" * full),
    )
