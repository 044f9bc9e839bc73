"""`marts.trending_topics` from `marts.daily_topics`."""

import polars as pl

from pipelines.transforms.dated import originals
from pipelines.transforms.trends import trending


def trending_topics(*, articles: pl.LazyFrame, duplicates: pl.LazyFrame, daily_topics: pl.LazyFrame) -> pl.LazyFrame:
    """One row per day and topic that two or more articles have, and more than the four weeks before let expect.

    Args:
        articles: `core.articles`.
        duplicates: `core.duplicates`; its articles do not count.
        daily_topics: `marts.daily_topics`.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return trending(originals(articles, duplicates), daily_topics, "topic_code", ("topic_name",))
