"""Texts of a gold set as the shipped readings see them: sentences, names, places, times, statements and events."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from pipelines.contracts import CONTRACTS

BATCH = 32
"""Texts that are read at once."""

Rows = list[dict[str, Any]]


def events_of(texts: Sequence[str]) -> list[Rows]:
    """Return the rows of `core.event_mentions` of each text, which is read as an article of its own."""
    from pipelines.enrich.events.reader import EventReader

    found: list[Rows] = [[] for _ in texts]
    reader = EventReader()
    for tables in read_tables(texts):
        for row in reader.predict(tables).to_pylist():
            found[int(row["article_id"])].append(row)
    return found


def read_tables(texts: Sequence[str]) -> Iterator[dict[str, pa.Table]]:
    """Yield the tables of texts, some at a time; the articles' ids are their numbers."""
    from pipelines.enrich.entities.named import NamedEntityReader
    from pipelines.enrich.places import PlaceResolver
    from pipelines.enrich.quotes.reader import QuoteReader
    from pipelines.enrich.times import TimeTagger
    from pipelines.segment import SentenceSplitter

    workers = (SentenceSplitter(), NamedEntityReader(), QuoteReader(), PlaceResolver(), TimeTagger())
    for start in range(0, len(texts), BATCH):
        rows = [
            {
                "article_id": str(start + index), "text": text, "is_title_in_text": True, "word_count": len(text.split()),
                "published_basis": "none", "annotator_id": "gold",
            }
            for index, text in enumerate(texts[start : start + BATCH])
        ]  # fmt: skip
        tables = {"core.articles": CONTRACTS["core.articles"].from_rows(rows)}
        for worker in workers:
            tables |= worker.work(tables)
        yield tables
