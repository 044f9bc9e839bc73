"""The words behind a statement: a span in its sentence, with the article that holds it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from pipelines.briefing.words import day_words
from pipelines.pictures import Content, Markup, element, joined, link
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

AROUND_CHARS = 220
"""What of a sentence is shown on either side of its span, at most."""
MAX_MARKED_CHARS = 700
"""A longer span is shown by its beginning."""
_SCHEMA = pa.schema(
    [
        *(("number", pa.int64()), ("article_id", pa.string()), ("field", pa.string())),
        *(("start_char", pa.int64()), ("end_char", pa.int64()), ("is_opening", pa.bool_())),
    ]
)


class Span(NamedTuple):
    """A stretch of an article's text or title."""

    article_id: str
    field: str
    start_char: int
    end_char: int
    is_opening: bool = False
    """Whether what follows its sentence is shown too."""


class Passages:
    """Spans that a page shows; they are asked for together, once all are known."""

    def __init__(self, articles: pa.Table) -> None:
        """Keep the articles that spans may stand in: `chosen_articles.sql`."""
        self._articles: Mapping[str, Mapping[str, Any]] = {row["article_id"]: row for row in articles.to_pylist()}
        self._spans: dict[Span, Mapping[str, Any] | None] = {}

    def ask(self, spans: Iterable[Span | Mapping[str, Any]]) -> None:
        """Note spans that will be shown."""
        self._spans.update({_span(span): None for span in spans})

    def load(self, session: Session) -> None:
        """Fetch the words of all spans that were asked for."""
        spans = list(self._spans)
        rows = [span._asdict() | {"number": number} for number, span in enumerate(spans)]
        wanted = pa.Table.from_pylist(rows, schema=_SCHEMA)
        found = session.query(load_sql("briefing", "passages").statement, {"around": AROUND_CHARS}, spans=wanted)
        for row in found.to_pylist():
            self._spans[spans[row["number"]]] = row

    def article(self, article_id: str) -> Mapping[str, Any]:
        """Return what is known of a chosen article."""
        return self._articles[article_id]

    def quoted(self, span: Span | Mapping[str, Any], kind: str | None = None) -> Markup:
        """Return the span marked in its sentence, and the article under it."""
        row = self._spans.get(_span(span))
        if row is None:
            return Markup()
        words = (
            "… " if row["is_cut_before"] else None,
            row["before"].lstrip(),
            element("mark", _shown(row["marked"])),
            row["after"].rstrip(),
            " …" if row["is_cut_after"] else None,
        )
        quote = element("blockquote", element("p", element("bdi", *words)), class_=kind)
        return joined((quote, element("cite", self.cited(row["article_id"]))))

    def plain(self, span: Span) -> Markup:
        """Return the span's own words as a paragraph."""
        row = self._spans.get(span)
        return element("p", element("bdi", _shown(row["marked"]))) if row else Markup()

    def cited(self, article_id: str) -> Markup:
        """Return an article's headline, source and day; the headline leads to its address where it has one."""
        row = self.article(article_id)
        headline = element("bdi", row["headline"] or "without headline")
        told: list[Content] = [link(row["url"], headline), element("bdi", row["source_code"])]
        told += [day_words(row["published_date"], row["published_basis"])] if row["published_date"] else []
        return joined(told, " · ")


def _shown(words: str) -> str:
    return words if len(words) <= MAX_MARKED_CHARS else f"{words[:MAX_MARKED_CHARS]}…"


def _span(span: Span | Mapping[str, Any]) -> Span:
    if isinstance(span, Span):
        return span
    return Span(span["article_id"], span["field"], span["start_char"], span["end_char"])
