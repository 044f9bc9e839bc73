"""Articles that a day is known of."""

import polars as pl

INFERRED_BASES = ("dateline", "text")
"""`core.articles.published_basis` of a date that was read from the article's own text."""


def originals(articles: pl.LazyFrame, duplicates: pl.LazyFrame) -> pl.LazyFrame:
    """The articles that are not copies of others."""
    return articles.join(duplicates.select("article_id"), on="article_id", how="anti")


def dated_articles(articles: pl.LazyFrame, duplicates: pl.LazyFrame) -> pl.LazyFrame:
    """One row per article with a date that is not a copy: `article_id`, `published_date`, `is_inferred`."""
    return (
        originals(articles, duplicates)
        .filter(pl.col("published_date").is_not_null())
        .select(
            "article_id",
            "published_date",
            is_inferred=pl.col("published_basis").is_in(INFERRED_BASES),
        )
    )


def as_number(column: str) -> pl.Expr:
    """The texts of a column as numbers of a dictionary that all columns share: they are grouped and joined faster."""
    return pl.col(column).cast(pl.Categorical)
