"""Terms of articles that tell which story they belong to, as rows of `ops.story_terms`."""

from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.sqlfiles import load_sql
from pipelines.warehouse.few import of_few

if TYPE_CHECKING:
    from pipelines.catalogue.day_parts import Days
    from pipelines.warehouse import Session, Warehouse

TERMS = "ops.story_terms"
WEIGHED_AT_ONCE = 5_000
"""Articles whose texts are in memory at once: some 25 MB."""


def names_of(session: "Session", units: pa.Table) -> pa.Table:
    """Return the names in articles with their mentions, as `sql/core/story_names.sql` has them.

    Args:
        session: A session.
        units: Articles, column `unit_id`.
    """
    statement = of_few(load_sql("core", "story_names").statement, units, "core.entity_mentions")
    return session.query(statement, units=units)


def weighed(
    warehouse: "Warehouse",
    units: pa.Table,
    mentions: pa.Table,
    days: "Days | None" = None,
) -> pa.Table:
    """Return the terms of articles; those that do not count have none.

    Args:
        warehouse: The warehouse.
        units: Articles, column `unit_id`.
        mentions: What `names_of` returns of them.
        days: Days that all of them are of, where that is known: other articles are not looked at.
    """
    from pipelines.enrich.stories import Rarity, story_terms
    from pipelines.enrich.stories.terms import PLACE_TYPES, Kind

    statement = load_sql("core", "story_articles").statement
    among = days.of_articles(statement) if days else of_few(statement, units, "core.articles")
    with warehouse.writer() as session:
        articles = session.query(among, days.values if days else None, units=units)
    ids = articles.column("article_id").to_pylist()
    names: dict[str, dict[Kind, dict[str, int]]] = {article_id: {} for article_id in ids}
    for row in mentions.to_pylist():
        kind = Kind.PLACE if row["entity_type"] in PLACE_TYPES else Kind.NAME
        counts = names.get(row["article_id"], {}).setdefault(kind, {})
        counts[row["name"]] = counts.get(row["name"], 0) + row["mention_count"]
    texts = list(zip(articles.column("title").to_pylist(), articles.column("text").to_pylist(), strict=True))
    terms = story_terms(texts, [names[article_id] for article_id in ids], Rarity.load())
    owner = pa.array(terms.owner)
    return pa.table(
        {
            "article_id": articles.column("article_id").take(owner),
            "kind": terms.kind,
            "term_hash": terms.term,
            "weight": terms.weight,
            "published_date": articles.column("published_date").take(owner),
        }
    )
