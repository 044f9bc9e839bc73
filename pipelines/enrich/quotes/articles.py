"""What is read of each article: its text, sentences, mentions and quotation marks, and the words of its passages.

Training reads its texts by the same functions, so that the network meets in use what it has learned from.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.attributions import Span
from pipelines.enrich.quotes.features import Words, looks_of, words_of
from pipelines.enrich.quotes.marks import Quotations, quoted_stretches
from pipelines.enrich.quotes.passages import passages
from pipelines.enrich.quotes.people import Mention
from pipelines.worker import Tables


class Article(NamedTuple):
    """An article as the reading takes it; its mentions are those of the title first, then in the order of the text."""

    article_id: str
    text: str
    sentences: list[Span]
    mentions: list[Mention]
    quoted: Quotations


def articles_of(batch: Tables) -> Iterator[Article]:
    """The articles of a batch, in its order.

    Args:
        batch: `core.articles`, `core.sentences` and `core.entity_mentions`.
    """
    sentences: dict[str, list[Span]] = defaultdict(list)
    for article_id, start, end in _rows_of(batch["core.sentences"], "article_id", "start_char", "end_char"):
        sentences[article_id].append((start, end))
    mentions: dict[str, list[Mention]] = defaultdict(list)
    names = ("article_id", "field", "start_char", "end_char", "entity_type", "local_name")
    for article_id, *mention in _rows_of(batch["core.entity_mentions"], *names):
        mentions[article_id].append(Mention(*mention))
    for article_id, text in _rows_of(batch["core.articles"], "article_id", "text"):
        named = sorted(mentions[article_id], key=lambda mention: (mention.field == "text", mention.start))
        yield Article(article_id, text, sentences[article_id], named, Quotations(quoted_stretches(text)))


def _rows_of(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


def words_of_articles(articles: Sequence[Article], tokens: TokenEncoder) -> list[list[Words]]:
    """The words of the passages of each article."""
    spans = [passages(article.text, article.sentences) for article in articles]
    tokenised = tokens.words(
        [article.text[a:b] for article, part in zip(articles, spans, strict=True) for a, b in part]
    )
    looks = looks_of(
        [article.text for article in articles],
        [article.quoted.stretches for article in articles],
        [[(m.start, m.end, m.entity_type) for m in article.mentions if m.field == "text"] for article in articles],
    )
    places = [(number, begin) for number, part in enumerate(spans) for begin, _ in part]
    found = iter(words_of(places, tokenised, looks))
    return [list(islice(found, len(part))) for part in spans]
