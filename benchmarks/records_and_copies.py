"""Load many records of which some are copies, without enrichment: `raw`, `core.articles` and `core.duplicates`.

    python -m benchmarks.records_and_copies [RECORDS] [--compared 20000]

Records of 60 to 200 words over a vocabulary with the frequencies of news (Zipf), the most frequent ones short; one in ten is an altered copy of one of the
3,000 before it, and one in fifty is refused. Prints records/s of processor time and peak memory by step. The near-duplicate
step is compared with `datasketch` as its documentation uses it (MinHash of 128 permutations, LSH, Jaccard of .5 over shingles of
5 words, no check of what it finds) on the first records in the same run, when that package is installed.
"""

import argparse
import importlib.util
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.stories_stream import VOCABULARY
from pipelines.catalogue import CATALOGUE
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
from pipelines.work.ingest import ingest, utc_now
from pipelines.work.run import bring_up_to_date

STEPS = ("core.article_occurrences", "core.articles", "core.duplicates")
SHINGLE = 5


def texts(count: int) -> Iterator[str]:
    """Yield texts; an empty one is refused."""
    chance = np.random.default_rng(11)
    odds = 1 / np.arange(1, VOCABULARY.size + 1)
    odds = np.cumsum(odds / odds.sum())
    told: list[np.ndarray] = []
    for number in range(count):
        if told and chance.random() < 0.1:
            words = told[int(chance.integers(max(0, len(told) - 3_000), len(told)))].copy()
            changed = chance.random(words.size) < chance.uniform(0.0, 0.1)
            words[changed] = np.searchsorted(odds, chance.random(int(changed.sum())))
        else:
            words = np.searchsorted(odds, chance.random(int(chance.integers(60, 200))))
            told = [*told[-6_000:], words] if len(told) > 12_000 else told
            told.append(words)
        yield "" if number % 50 == 49 else " ".join(VOCABULARY[np.minimum(words, VOCABULARY.size - 1)]) + "."


def write(path: Path, count: int) -> None:
    """Write the records as JSONL."""
    with path.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts(count)):
            record = {
                "id": str(number),
                "title": f"Title {number}",
                "text": text,
                "published_at": "2026-03-09T10:00:00Z",
            }
            lines.write(json.dumps(record) + "\n")


def by_datasketch(count: int) -> float:
    """Return the processor seconds that `datasketch` takes to find the copies among the first texts."""
    from datasketch import MinHash, MinHashLSH

    given = list(texts(count))
    started = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for number, text in enumerate(given):
        words = text.split()
        sketch = MinHash(num_perm=128)
        for at in range(max(1, len(words) - SHINGLE + 1)):
            sketch.update(" ".join(words[at : at + SHINGLE]).encode())
        index.query(sketch)
        index.insert(number, sketch)
    return time.process_time() - started


def main() -> None:
    """Load, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--compared", type=int, default=20_000, help="records that datasketch is given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "records.jsonl"
        write(source, options.records)
        settings = Settings(warehouse=Path(folder) / "w.duckdb", home=Path(folder) / "home")
        warehouse = open_warehouse(settings)
        spent = {}
        for step in ("raw.documents", *STEPS):
            started = time.process_time()
            if step == "raw.documents":
                counts = ingest(warehouse, [str(source)], now=utc_now)
            else:
                bring_up_to_date(warehouse, settings, [CATALOGUE[step]], lambda *_: None)
            spent[step] = time.process_time() - started
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rate = options.records / spent[step]
            sys.stdout.write(f"{step:26} {spent[step]:8.1f} s {rate:10,.0f} records/s  peak {peak:,.0f} MB\n")
            sys.stdout.flush()
        with warehouse.writer() as session:
            found = session.count("core.duplicates")
        sys.stdout.write(f"{counts.accepted_count:,} accepted, {counts.rejected_count:,} refused, {found:,} copies\n")
    if importlib.util.find_spec("datasketch"):
        others = options.compared / by_datasketch(options.compared)
        ours = options.records / spent["core.duplicates"]
        sys.stdout.write(f"near-duplicates: datasketch {others:,.0f} records/s, {ours / others:.1f} times that here\n")
    else:
        sys.stdout.write("near-duplicates: `pip install datasketch` to compare\n")


if __name__ == "__main__":
    main()
