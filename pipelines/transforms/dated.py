"""Articles that a day is known of."""

import polars as pl

INFERRED_BASES = ("dateline", "text")
"""`core.articles.published_basis` of a date that was read from the article's own text."""


def dated_articles(articles: pl.LazyFrame) -> pl.LazyFrame:
    """One row per article with a date: `article_id`, `published_date`, `is_inferred`."""
    return articles.filter(pl.col("published_date").is_not_null()).select(
        "article_id",
        "published_date",
        is_inferred=pl.col("published_basis").is_in(INFERRED_BASES),
    )
