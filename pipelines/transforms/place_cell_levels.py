"""`marts.place_cell_levels`: daily mentions on maps of several scales."""

import polars as pl

from pipelines.transforms.place_cells import COUNTS, mentioned_points

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
    mentioned = mentioned_points(articles, duplicates, article_places, places).rename({"h3_cell": "finest_cell"})
    return pl.concat([_at(mentioned, resolution) for resolution in RESOLUTIONS])


def _at(mentioned: pl.LazyFrame, resolution: int) -> pl.LazyFrame:
    weight = pl.col("mention_count")
    latitude, longitude = pl.col("latitude").radians(), pl.col("longitude").radians()
    coarser = max((level for level in RESOLUTIONS if level < resolution), default=None)
    parent = pl.lit(None, pl.String) if coarser is None else _cell(coarser)
    return (
        mentioned.with_columns(h3_cell=_cell(resolution), parent_h3_cell=parent)
        .group_by("published_date", "h3_cell", "parent_h3_cell")
        .agg(
            **COUNTS,
            x=(weight * latitude.cos() * longitude.cos()).sum(),
            y=(weight * latitude.cos() * longitude.sin()).sum(),
            z=(weight * latitude.sin()).sum(),
        )
        .select(
            "published_date",
            "h3_cell",
            "parent_h3_cell",
            *COUNTS,
            h3_resolution=pl.lit(resolution, pl.Int32),
            latitude=pl.arctan2(pl.col("z"), (pl.col("x").pow(2) + pl.col("y").pow(2)).sqrt()).degrees(),
            longitude=pl.arctan2(pl.col("y"), pl.col("x")).degrees(),
        )
    )


def _cell(resolution: int) -> pl.Expr:
    """The cell of a resolution around the finest one: its digit of resolution, and all bits of finer levels set."""
    finest = pl.col("finest_cell")
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
