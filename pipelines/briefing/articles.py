"""One article with the facts that stand in its words, cut into stretches that each have the same facts."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pipelines.briefing.scope import BriefingError
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

KINDS: Mapping[str, str] = {
    "person": "person",
    "organisation": "organisation",
    "place": "place itself",
    "standin": "place’s name for a government or people",
    "time": "time",
    "name": "other name",
    "quote": "statement",
}
"""What is marked and what the legend calls it."""
_OVER_NAMES = ("place", "standin")
"""A place mention stands on an entity mention of the same words and says more."""
LISTED = 10
"""Articles that an ambiguous id is answered with, at most."""


class Fact(NamedTuple):
    """A span of the title or text, and what was read from it."""

    start_char: int
    end_char: int
    kind: str
    reading: str
    score: float


class Stretch(NamedTuple):
    """Words with the same facts: at most one that names something, and perhaps a statement that they are part of."""

    words: str
    fact: Fact | None
    quote: Fact | None
    is_end: bool
    """Whether the naming fact ends with it."""


class ShownArticle(NamedTuple):
    """An article to show: its row (`sql/briefing/article.sql`), title and text in stretches, facts by kind."""

    row: Mapping[str, Any]
    title: Sequence[Stretch]
    text: Sequence[Stretch]
    counts: Mapping[str, int]


def read_article(session: Session, wanted: str) -> ShownArticle:
    """Return the article whose id begins with `wanted`, or the `latest`.

    Raises:
        BriefingError: If there is none, or several.
    """
    row = _row(session, _article_id(session, wanted.strip()))
    article = {"article": row["article_id"]}
    facts = session.query(load_sql("briefing", "article_facts").statement, article).to_pylist()
    if "core.quotes" in {
        found["name"] for found in session.query(load_sql("briefing", "tables").statement).to_pylist()
    }:
        facts += session.query(load_sql("briefing", "article_quotes").statement, article).to_pylist()
    by_field: dict[str, list[Fact]] = {"title": [], "text": []}
    for fact in facts:
        by_field[fact.pop("field")].append(Fact(**fact))
    title = [] if row["is_title_in_text"] or not row["title"] else stretches(row["title"], by_field["title"])
    text = stretches(row["text"], by_field["text"])
    seen = [s.fact.kind for s in (*title, *text) if s.fact and s.is_end]
    counts = {kind: seen.count(kind) for kind in KINDS} | {"quote": sum(f.kind == "quote" for f in by_field["text"])}
    return ShownArticle(row, title, text, counts)


def stretches(text: str, facts: Iterable[Fact]) -> list[Stretch]:
    """Cut a text where facts begin and end.

    Of facts that lie on one another the one that says more is kept (a place over its name), then the longer one; statements
    lie under all. The stretches together are the text.
    """
    marked = list(facts)
    names = _apart([fact for fact in marked if fact.kind != "quote"], len(text))
    quotes = _apart([fact for fact in marked if fact.kind == "quote"], len(text))
    cuts = sorted({0, len(text), *(edge for fact in (*names, *quotes) for edge in fact[:2])})
    found = []
    for start, end in pairwise(cuts):
        fact, quote = _over(names, start), _over(quotes, start)
        found.append(Stretch(text[start:end], fact, quote, fact is not None and fact.end_char == end))
    return found


def _apart(facts: Sequence[Fact], length: int) -> list[Fact]:
    """Facts that do not overlap, in their order; those outside the text are left out."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda f: (f.kind not in _OVER_NAMES, f.start_char - f.end_char, f.start_char)):
        is_inside = 0 <= fact.start_char < fact.end_char <= length
        if is_inside and not any(fact.start_char < k.end_char and k.start_char < fact.end_char for k in kept):
            kept.append(fact)
    return sorted(kept)


def _over(facts: Sequence[Fact], char: int) -> Fact | None:
    return next((fact for fact in facts if fact.start_char <= char < fact.end_char), None)


def _article_id(session: Session, wanted: str) -> str:
    asked = {"article": wanted, "limit": LISTED}
    found = session.query(load_sql("briefing", "articles_like").statement, asked).to_pylist() if wanted else []
    if not found:
        raise BriefingError(
            f"no article has an id that begins with {wanted!r}; `dateline sql` answers have ids, and `latest` is one too"
        )
    if len(found) > 1 and wanted != "latest":
        listed = "\n".join(
            f"  {row['article_id']}  {row['published_date'] or 'undated'}  {row['headline']}" for row in found
        )
        raise BriefingError(f"several articles have an id that begins with {wanted!r}; give more of it:\n{listed}")
    return str(found[0]["article_id"])


def _row(session: Session, article_id: str) -> Mapping[str, Any]:
    [row] = session.query(load_sql("briefing", "article").statement, {"article": article_id}).to_pylist()
    known: Mapping[str, Any] = row
    return known


def date_words(row: Mapping[str, Any]) -> str:
    """Return when an article was published and how that is known."""
    if row["published_date"]:
        return f"{row['published_date']} ({row['published_basis']})"
    if row["published_earliest"] and row["published_latest"]:
        return f"undated, between {row['published_earliest']} and {row['published_latest']}"
    return "undated"
