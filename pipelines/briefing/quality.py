"""The section that says how far the rest can be trusted."""

from pipelines.briefing.pieces import note, table
from pipelines.briefing.reading import Findings
from pipelines.briefing.words import share
from pipelines.pictures import Markup, joined


def quality(found: Findings) -> Markup:
    """How the articles are dated, how many names were resolved, what is doubtful and what is not here."""
    row = found.quality
    articles, mentions = row["article_count"], row["mention_count"]
    read = row["dateline_count"] + row["text_count"]
    rows = (
        ("Day stated by the source", f"{row['metadata_count']:,}", share(row["metadata_count"], articles)),
        ("Day read from a dateline", f"{row['dateline_count']:,}", share(row["dateline_count"], articles)),
        ("Day read from the text", f"{row['text_count']:,}", share(row["text_count"], articles)),
        ("Copies of other articles, counted once", f"{row['copy_count']:,}", share(row["copy_count"], articles)),
        (
            "Articles behind a doubtful cut",
            f"{row['doubtful_cut_count']:,}",
            share(row["doubtful_cut_count"], articles),
        ),
        ("Location names resolved to a place", f"{row['resolved_count']:,}", share(row["resolved_count"], mentions)),
        (
            "Location names known only by what holds them",
            f"{row['container_count']:,}",
            share(row["container_count"], mentions),
        ),
        (
            "Location names with a score under one half",
            f"{row['low_scored_count']:,}",
            share(row["low_scored_count"], mentions),
        ),
    )
    beside = (
        f"Not here: {row['undated_count']:,} articles of the warehouse without a date"
        + (f", {row['perhaps_count']:,} of which may be of these days" if row["perhaps_count"] else "")
        + f"; {row['refused_count']:,} refused inputs (dateline sql rejected_inputs)."
    )
    caution = (
        "Most days were read from the text and not stated: check a day before you rely on it."
        if 2 * read > articles
        else ""
    )
    counts = table("What the page rests on", ("What", "Count", "Share"), rows, numeric={1, 2})
    return joined((note(caution) if caution else None, counts, note(beside)))
