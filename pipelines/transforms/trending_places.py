"""`marts.trending_places` from `marts.daily_places`."""

import polars as pl

from pipelines.transforms.dated import originals
from pipelines.transforms.trends import trending


def trending_places(*, articles: pl.LazyFrame, duplicates: pl.LazyFrame, daily_places: pl.LazyFrame) -> pl.LazyFrame:
    """One row per day and place that two or more articles mention, and more than the four weeks before let expect.

    Args:
        articles: `core.articles`.
        duplicates: `core.duplicates`; its articles do not count.
        daily_places: `marts.daily_places`.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return trending(originals(articles, duplicates), daily_places, "place_id", ("place_name", "country_code"))
