"""What quotes, events and claims cost beside entities, in processor time of one process.

Run with `python -m benchmarks.statements_cost FILE.jsonl[.gz] [--articles N] [--rounds N]`; a line has `text` or `paragraphs`, and may have
`title`. What the readings rest on is made before and is not timed. As in a run, Python's search for cycles is put off. Readings take turns
batch by batch, so that what else the machine does falls on all of them; the round with the lowest sum is printed, as JSON.
"""

import argparse
import gc
import gzip
import json
import time
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.named import NamedEntityReader
from pipelines.enrich.events.claims.reader import ClaimReader
from pipelines.enrich.events.reader import EventReader
from pipelines.enrich.places import PlaceResolver
from pipelines.enrich.quotes.reader import QuoteReader
from pipelines.enrich.times import TimeTagger
from pipelines.gazetteer import Gazetteer
from pipelines.segment import SentenceSplitter
from pipelines.worker import Worker

BATCH = 64
"""Articles of a batch, as many as a run takes."""
TIMED = ("core.entity_mentions", "core.quotes", "core.event_mentions", "core.claims")


def articles(path: Path, count: int) -> list[dict[str, object]]:
    """The first articles of a file as rows of `core.articles`."""
    read = gzip.open if path.suffix == ".gz" else open
    rows: list[dict[str, object]] = []
    with read(path, "rt", encoding="utf-8") as lines:
        for number, line in zip(range(count), lines, strict=False):
            article = json.loads(line)
            text = article.get("text") or "\n".join(article["paragraphs"])
            rows.append(
                {
                    "article_id": str(number), "title": article.get("title"), "text": text, "is_title_in_text": False,
                    "word_count": len(text.split()), "published_basis": "none", "annotator_id": "benchmark",
                }
            )  # fmt: skip
    return rows


def spent(readers: dict[str, Worker], batches: list[dict[str, pa.Table]]) -> dict[str, float]:
    """Processor seconds of each reader over all batches; each is given what those before it made."""
    seconds = dict.fromkeys(readers, 0.0)
    for tables in batches:
        batch = dict(tables)
        for name, reader in readers.items():
            begun = time.process_time()
            batch[name] = reader.predict(batch)
            seconds[name] += time.process_time() - begun
    return seconds


def main() -> None:
    """Read, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    rows = articles(asked.file, asked.articles)
    readers: dict[str, Worker] = dict(
        zip(TIMED, (NamedEntityReader(threads=1), QuoteReader(), EventReader(), ClaimReader()), strict=True)
    )
    before = {"core.sentences": SentenceSplitter(), TIMED[0]: readers[TIMED[0]]}
    before |= {"core.place_mentions": PlaceResolver(gazetteer=Gazetteer.load(None)), "core.time_mentions": TimeTagger()}
    batches = []
    for begin in range(0, len(rows), BATCH):
        tables = {"core.articles": CONTRACTS["core.articles"].from_rows(rows[begin : begin + BATCH])}
        for name, reader in before.items():
            tables[name] = reader.predict(tables)
        batches.append(tables)
    gc.disable()
    best = min((spent(readers, batches) for _ in range(asked.rounds)), key=lambda seconds: sum(seconds.values()))
    words = sum(len(str(row["text"]).split()) for row in rows)
    entities, quotes, events, claims = best.values()
    print(
        json.dumps(
            {
                "articles": len(rows),
                "words": words,
                "microseconds_per_word": {name: round(value / words * 1e6, 2) for name, value in best.items()},
                "quotes_and_events_by_entities": round((quotes + events) / entities, 3),
                "with_claims": round((quotes + events + claims) / entities, 3),
            }
        )
    )


if __name__ == "__main__":
    main()
