"""Which source holds which article."""

import polars as pl

UNKNOWN_SOURCE = "unknown"
"""Source of documents that name none."""


def held_articles(
    documents: pl.LazyFrame, article_occurrences: pl.LazyFrame, articles: pl.LazyFrame, duplicates: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per source and article that it brought, however often: with what `core.articles` says of it, and `is_copy`.

    Args:
        documents: `raw.documents`.
        article_occurrences: `core.article_occurrences`.
        articles: `core.articles`.
        duplicates: `core.duplicates`.
    """
    return (
        article_occurrences.select("article_id", "document_id")
        .join(
            documents.select("document_id", source_code=pl.col("source_code").fill_null(UNKNOWN_SOURCE)),
            on="document_id",
        )
        .select("source_code", "article_id")
        .unique()
        .join(articles, on="article_id")
        .join(
            duplicates.select("article_id", is_copy=pl.lit(True)),  # noqa: FBT003 a literal column
            on="article_id",
            how="left",
        )
        .with_columns(is_copy=pl.col("is_copy").fill_null(False))  # noqa: FBT003
    )
