"""What is said of the articles that were found: day, sources, headline, snippet, copy, story."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from pipelines.search.index import Hit
from pipelines.search.shown import Shown, shown_of, snippets, texts_of

HEADLINE_CHARS = 160
"""Of the first line, where an article has neither title nor deck."""
_FIRST_LINE = re.compile(rf"[^\n]{{1,{HEADLINE_CHARS}}}")
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


def described(connection: sqlite3.Connection, hits: Sequence[Hit], expression: str) -> pa.Table:
    """Return the articles as rows, in their order.

    Args:
        connection: The side file.
        hits: What was found.
        expression: What was looked for, in FTS5's language.
    """
    texts, shown = texts_of(connection, hits), shown_of(connection, hits)
    cut = snippets(texts, expression, SNIPPET_WORDS) if hits else {}
    rows = []
    for hit in hits:
        said = shown.get(hit.article_id, Shown(hit.article_id, "", None, None, None, None))
        rows.append(
            {
                "article_id": hit.article_id,
                "published_date": None if hit.day is None else date.fromordinal(hit.day),
                "sources": said.sources,
                "headline": _headline(*texts[hit.article_id]),
                "snippet": cut.get(hit.article_id, ""),
                "score": hit.score,
                "copy_kind": said.copy_kind,
                "copy_of": said.copy_of,
                "story": said.story,
            }
        )
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def nothing() -> pa.Table:
    """Return no rows."""
    return _SCHEMA.empty_table()


def _headline(title: str, deck: str, body: str) -> str | None:
    first = _FIRST_LINE.match(body)
    return title or deck or (first[0] if first else None)
