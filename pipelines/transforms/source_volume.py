"""`marts.source_volume` from documents, the articles that stand in them, and the articles' dates."""

import polars as pl

from pipelines.transforms.dated import INFERRED_BASES
from pipelines.transforms.held import held_articles


def source_volume(
    *,
    documents: pl.LazyFrame,
    article_occurrences: pl.LazyFrame,
    articles: pl.LazyFrame,
    duplicates: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per source and day; the day is NULL for the source's articles that no date is known of.

    An article that a source brought several times counts once for it. Copies are counted beside.

    Args:
        documents: `raw.documents`.
        article_occurrences: `core.article_occurrences`.
        articles: `core.articles`.
        duplicates: `core.duplicates`.

    Returns:
        The columns of the contract, in no order of rows.
    """
    return (
        held_articles(documents, article_occurrences, articles, duplicates)
        .group_by("source_code", "published_date")
        .agg(
            article_count=(~pl.col("is_copy")).sum().cast(pl.Int64),
            inferred_count=(
                (
                    ~pl.col("is_copy")
                    & pl.col("published_date").is_not_null()
                    & pl.col("published_basis").is_in(INFERRED_BASES)
                )
                .sum()
                .cast(pl.Int64)
            ),
            word_count=pl.col("word_count").filter(~pl.col("is_copy")).sum(),
            copy_count=pl.col("is_copy").sum().cast(pl.Int64),
        )
        .select("source_code", "published_date", "article_count", "inferred_count", "word_count", "copy_count")
    )
