"""What is exported: the articles of some days, with what was read from them, as plain rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

Row = Mapping[str, Any]
FACTS = ("places", "place_mentions", "entity_mentions", "topics", "times", "quotes", "sentences")
"""What is read of each article: one statement of `sql/exports/` each."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the publication's time in a warehouse that was never published."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles with their facts.

    Attributes:
        articles: One row per article, by day and id.
        facts: By kind, the rows of each article.
        published_at: When the copy that is read was published.
        first_published_at: When the warehouse was first published.
    """

    articles: Sequence[Row]
    facts: Mapping[str, Mapping[str, Sequence[Row]]]
    published_at: datetime
    first_published_at: datetime

    def of(self, kind: str, article_id: str) -> Sequence[Row]:
        """Return the rows of a kind that were read of an article."""
        return self.facts[kind].get(article_id, ())


def read_scope(session: Session, since: date | None = None, until: date | None = None) -> Scope:
    """Return the articles of some days; all, with those of no day, when neither end is given."""
    articles = session.query(load_sql("exports", "articles").statement, {"since": since, "until": until})
    wanted = pa.table({"article_id": articles.column("article_id")})
    facts: dict[str, dict[str, list[Row]]] = {}
    for kind in FACTS:
        by_article: dict[str, list[Row]] = defaultdict(list)
        for row in session.query(load_sql("exports", kind).statement, wanted=wanted).to_pylist():
            by_article[row["article_id"]].append(row)
        facts[kind] = by_article
    [times] = session.query(
        "select min(published_at) as first, max(published_at) as last from ops.publications"
    ).to_pylist()
    return Scope(articles.to_pylist(), facts, times["last"] or BEGINNING, times["first"] or BEGINNING)
