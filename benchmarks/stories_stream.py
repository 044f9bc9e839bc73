"""Measure duplicates and stories on a generated stream that arrives in time order: articles per second of processor time, memory.

    python benchmarks/stories_stream.py [--articles 50000] [--batches 10] [--per-day 1000]

Articles of 250 to 550 words over a vocabulary of 40,000 with the frequencies of news (Zipf), the most frequent ones short, on happenings of 1 to 60 articles
over 1 to 6 days, each with words and names of its own; one in ten is an altered copy. The warehouse is real; entity mentions
are made up. Only `core.duplicates` and `core.stories` are timed.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipelines.catalogue import copies, stories
from pipelines.contracts import CONTRACTS
from pipelines.enrich.stories import Rarity
from pipelines.enrich.stories.words import codes_of
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.changes import changed_units, latest_change

VOCABULARY = np.array([f"{number:03}" if number < 150 else f"w{number:05}" for number in range(40_000)])
FIRST_DAY = date(2026, 1, 1)


def rarity() -> Rarity:
    """How rare the made-up words are, as the list that ships says it of real ones."""
    odds = 1 / np.arange(1, VOCABULARY.size + 1)
    values = -np.log(1 - (1 - odds / odds.sum()) ** 400)
    codes = codes_of(VOCABULARY.tolist())
    order = np.argsort(codes)
    return Rarity(codes[order], values[order].astype(np.float32))


class Happening:
    """What a few articles tell: words and names of its own."""

    def __init__(self, chance: np.random.Generator, day: int) -> None:
        self.words = chance.integers(300, VOCABULARY.size, 40)
        self.names = [f"Name{number} Of{number % 977}" for number in chance.integers(0, 8000, 6)]
        self.day, self.days = day, int(chance.integers(1, 7))
        self.left = int(min(60, chance.zipf(1.6)))


def stream(count: int, per_day: int, seed: int) -> Iterator[tuple[int, str, list[str]]]:
    """Yield day, text and names of articles in time order."""
    chance = np.random.default_rng(seed)
    odds = 1 / np.arange(1, VOCABULARY.size + 1)
    odds = np.cumsum(odds / odds.sum())
    running: list[Happening] = []
    told: list[tuple[np.ndarray, list[str]]] = []
    for number in range(count):
        day = number // per_day
        if told and chance.random() < 0.1:
            words, names = told[int(chance.integers(max(0, len(told) - 3000), len(told)))]
            words = words.copy()
            changed = chance.random(words.size) < chance.uniform(0.0, 0.2)
            words[changed] = np.searchsorted(odds, chance.random(int(changed.sum())))
        else:
            running = [item for item in running if item.left and day < item.day + item.days]
            if len(running) < per_day // 8 or chance.random() < 0.3:
                running.append(Happening(chance, day))
            happening = running[int(chance.integers(len(running)))]
            happening.left -= 1
            words = np.searchsorted(odds, chance.random(int(chance.integers(250, 550))))
            own = chance.random(words.size) < 0.15
            words[own] = chance.choice(happening.words, int(own.sum()))
            names = happening.names
            told.append((words, names))
        yield day, " ".join(VOCABULARY[np.minimum(words, VOCABULARY.size - 1)]), names


def write(warehouse: Warehouse, first: int, rows: list[tuple[int, str, list[str]]]) -> pa.Table:
    """Write articles and mentions; return the articles as units."""
    articles, mentions = [], []
    for number, (day, text, names) in enumerate(rows, start=first):
        article_id = f"{number * 2_654_435_761 % 2**32:08x}{number:024x}"
        articles.append(
            {
                "article_id": article_id, "title": text[:60], "text": text, "is_title_in_text": False,
                "word_count": text.count(" ") + 1, "published_date": FIRST_DAY + timedelta(days=day),
                "published_basis": "metadata", "annotator_id": "b", "is_current": True,
            }
        )  # fmt: skip
        mentions += [
            {
                "article_id": article_id, "field": "text", "start_char": index, "end_char": index + 1, "surface": name,
                "entity_type": "GPE" if index % 3 == 0 else "PERSON", "local_name": name, "score": 1.0, "annotator_id": "b",
            }
            for index, name in enumerate(names)
        ]  # fmt: skip
    with warehouse.writer() as session, session.transaction():
        session.append("core.articles", CONTRACTS["core.articles"].from_rows(articles))
        session.append("core.entity_mentions", CONTRACTS["core.entity_mentions"].from_rows(mentions))
    return pa.table({"unit_id": [row["article_id"] for row in articles]})


def main() -> None:
    """Stream, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--batches", type=int, default=10)
    parser.add_argument("--per-day", type=int, default=1_000)
    arguments = parser.parse_args()
    made = rarity()
    Rarity.load = lambda: made  # type: ignore[method-assign, assignment, misc]
    spent = {"duplicates": 0.0, "stories": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.duckdb"
        warehouse, settings = Warehouse(path), Settings(warehouse=path)
        articles = stream(arguments.articles, arguments.per_day, 1)
        size = -(-arguments.articles // arguments.batches)
        for first in range(0, arguments.articles, size):
            units = write(warehouse, first, [row for _, row in zip(range(size), articles, strict=False)])
            with warehouse.writer() as session:
                before = latest_change(session)
            started = time.process_time()
            copied = copies.duplicates(warehouse, settings, units)
            spent["duplicates"] += time.process_time() - started
            with warehouse.writer() as session:
                noted = changed_units(session, ["core.duplicates"], before)
            changed = pa.concat_tables([units, noted]).group_by("unit_id").aggregate([])
            started = time.process_time()
            told = stories.stories(warehouse, settings, changed)
            spent["stories"] += time.process_time() - started
            print(
                first + units.num_rows, dict(copied), dict(told), {k: round(v, 1) for k, v in spent.items()}, flush=True
            )
    total = sum(spent.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{arguments.articles / total:.0f} articles/s of processor time, {peak:.0f} MB at most")


if __name__ == "__main__":
    main()
