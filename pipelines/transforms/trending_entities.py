"""`marts.trending_entities` from `marts.daily_entities`."""

import polars as pl

from pipelines.transforms.dated import originals
from pipelines.transforms.trends import trending


def trending_entities(
    *, articles: pl.LazyFrame, duplicates: pl.LazyFrame, daily_entities: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per day and entity that two or more articles mention, and more than the four weeks before let expect.

    Args:
        articles: `core.articles`.
        duplicates: `core.duplicates`; its articles do not count.
        daily_entities: `marts.daily_entities`.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return trending(originals(articles, duplicates), daily_entities, "entity_id", ("canonical_name", "entity_type"))
