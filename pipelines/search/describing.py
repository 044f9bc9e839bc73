"""What is said of the articles that were found: day, sources, headline, snippet, copy, story.

Few articles are looked up in large tables, so each table is asked once for a list of ids: a join would read all of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipelines.search.index import Hit, snippets
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

SNIPPET_WORDS = 28
"""Two lines of a terminal."""
_SCHEMA = pa.schema(
    [
        ("published_date", pa.date32()),
        ("sources", pa.string()),
        ("headline", pa.string()),
        ("snippet", pa.string()),
        ("score", pa.float64()),
        ("copy_kind", pa.string()),
        ("copy_of", pa.string()),
        ("story", pa.string()),
        ("article_id", pa.string()),
    ]
)


def described(session: Session, hits: Sequence[Hit], expression: str) -> pa.Table:
    """Return the articles as rows, in their order; one that the copy does not hold as current is left out.

    Args:
        session: The published copy.
        hits: What was found.
        expression: What was looked for, in FTS5's language.
    """
    ids = [hit.article_id for hit in hits]
    articles = _by(session, "found_articles", ids, "article_id")
    if not articles:
        return _SCHEMA.empty_table()
    texts = {key: (row["title"], row["deck"], row["text"]) for key, row in articles.items()}
    cut = snippets(texts, expression, SNIPPET_WORDS)
    sources = _sources(session, ids)
    copies = _by(session, "found_copies", ids, "article_id")
    stories = _by(session, "found_stories", (row["story_id"] for row in articles.values()), "story_id")
    rows = [
        {
            **articles[hit.article_id],
            "sources": ", ".join(sources[hit.article_id]) or None,
            "snippet": cut.get(hit.article_id, ""),
            "score": hit.score,
            "copy_kind": copies.get(hit.article_id, {}).get("kind"),
            "copy_of": copies.get(hit.article_id, {}).get("canonical_article_id"),
            "story": stories.get(articles[hit.article_id]["story_id"], {}).get("label"),
        }
        for hit in hits
        if hit.article_id in articles
    ]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _sources(session: Session, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Who brought each article, in order, each once."""
    held = session.query(load_sql("search", "found_occurrences").statement, {"ids": list(ids)}).to_pylist()
    documents = _by(session, "found_documents", (row["document_id"] for row in held), "document_id")
    found: dict[str, set[str]] = defaultdict(set)
    for row in held:
        if row["document_id"] in documents:
            found[row["article_id"]].add(documents[row["document_id"]]["source_code"])
    return defaultdict(list, {article_id: sorted(codes) for article_id, codes in found.items()})


def _by(session: Session, statement: str, ids: Iterable[str | None], key: str) -> dict[str, dict[str, Any]]:
    wanted = sorted({value for value in ids if value is not None})
    if not wanted:
        return {}
    rows = session.query(load_sql("search", statement).statement, {"ids": wanted}).to_pylist()
    return {row[key]: row for row in rows}
