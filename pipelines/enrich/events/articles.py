"""Articles made ready for the readings of events and of claims: what is made of a batch for the one serves the other."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pipelines.enrich.events.lexicon import Lexicon
from pipelines.enrich.events.phrases import Actors
from pipelines.enrich.events.sentences import Facts, Placed, Row, Spans, placed
from pipelines.worker import Tables, rows_by_article

SENTENCE_FACTS = (
    *("core.sentences", "core.entity_mentions", "core.place_mentions", "core.time_mentions", "core.quotes"),
)
"""Tables that are read beside the articles."""
_SPAN = ("article_id", "field", "start_char", "end_char")
_READ = {
    "core.articles": (
        *("article_id", "title", "text", "is_title_in_text"),
        *("published_date", "published_earliest", "published_latest"),
    ),
    "core.sentences": ("article_id", "start_char", "end_char", "kind"),
    "core.entity_mentions": (*_SPAN, "entity_type"),
    "core.place_mentions": (*_SPAN, "place_id", "role", "role_score"),
    "core.time_mentions": (*_SPAN, "timex_type", "earliest", "latest"),
    "core.quotes": (
        *("article_id", "quote_id", "content_start_char", "content_end_char"),
        *("speaker_surface", "speaker_start_char", "speaker_end_char"),
    ),
}


class Article(NamedTuple):
    """One field of an article, ready to be read.

    Attributes:
        article_id: The article.
        field: `text` or `title`.
        text: The field's characters.
        published: First and last day of its date, None when unknown.
        statements: Rows of `core.quotes`, in order of their content.
        sentences: Its sentences.
    """

    article_id: str
    field: str
    text: str
    published: tuple[date | None, date | None]
    statements: Sequence[Row]
    sentences: Sequence[Placed]

    def statement_at(self, place: int) -> Row | None:
        """Return the innermost statement whose content holds a character."""
        holding = [row for row in self.statements if row["content_start_char"] <= place < row["content_end_char"]]
        return min(holding, key=lambda row: row["content_end_char"] - row["content_start_char"], default=None)


_waiting: dict[tuple[int, ...], tuple[object, Sequence[Article]]] = {}
"""The articles of the batch that was read last, by the identity of what they were made from, until they are asked for again."""


def articles_of(batch: Tables, actors: Actors, lexicon: Lexicon) -> Sequence[Article]:
    """Return the titles and texts of a batch with the facts that were found in them.

    Who asks second for the very same tables gets what was made for the first, and then it is forgotten.
    """
    made_from = (actors, lexicon, *(batch.get(name) for name in _READ))
    key = tuple(id(part) for part in made_from)
    known = _waiting.pop(key, None)
    if known is not None:
        return known[1]
    articles = list(_articles(batch, actors, lexicon))
    _waiting.clear()
    _waiting[key] = (made_from, articles)
    return articles


def _articles(batch: Tables, actors: Actors, lexicon: Lexicon) -> Iterator[Article]:
    sentences, names, places, times, quotes = (_grouped(batch, name) for name in SENTENCE_FACTS)
    for row in batch["core.articles"].select(_READ["core.articles"]).to_pylist():
        article_id, day = row["article_id"], row["published_date"]
        published = (row["published_earliest"] or day, row["published_latest"] or day)
        spans = [
            (one["start_char"], one["end_char"], one["kind"] in {"title", "subheading"})
            for one in sentences.get(article_id, ())
        ]
        statements = sorted(quotes.get(article_id, ()), key=lambda one: one["content_start_char"])
        fields = [("text", row["text"], spans)]
        if row["title"] and not row["is_title_in_text"]:
            fields.insert(0, ("title", row["title"], [(0, len(row["title"]), True)]))
        for field, text, parts in fields:
            facts = Facts(*(_of_field(rows.get(article_id, ()), field) for rows in (names, places, times)))
            found = list(placed(text, parts, facts, actors, lexicon))
            yield Article(article_id, field, text, published, statements, found)


def _grouped(batch: Tables, name: str) -> dict[str, list[dict[str, Any]]]:
    """Rows of a table by article; none where the batch lacks the table."""
    return dict(rows_by_article(batch[name].select(_READ[name]))) if name in batch else {}


def _of_field(rows: Sequence[Row], field: str) -> Spans:
    return Spans.of([row for row in rows if row["field"] == field])
