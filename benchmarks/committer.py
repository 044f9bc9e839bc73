"""The line of commits under a thousand workers: `python -m benchmarks.committer [workers=1000] [hours=2] [cores=16]`.

First it measures, on a lake of its own, what one commit of all readings costs the one who commits and the server, in processor seconds:
few articles, whose rows stay in the catalogue, and many, whose rows become Parquet; and what the look-ups before a batch cost. The rows of
all readings stand in one of their tables; the others are emptied, audited, marked and logged as ever. Then it simulates, event
by event and with a fixed seed, workers that read a batch, ask the catalogue what is still theirs, and stand in line to commit it.
A read takes the processor time of the batch's words, give or take a quarter. The server answers look-ups on its cores; the line is one.

What is not in it: the network (a commit is some thirty statements: at 0.5 ms each, 15 ms more), a disk that waits, compaction.
`simulate` is a pure function of its arguments.
"""

import heapq
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
import pyarrow as pa

from pipelines.catalogue import CATALOGUE, Annotated
from pipelines.catalogue.entries import UnitKind
from pipelines.contracts import CONTRACTS
from pipelines.warehouse.commits import Written, commit
from pipelines.warehouse.lake import Lake
from pipelines.warehouse.marks import done_meanwhile
from tests.lakes import Server, lake_of

READINGS = tuple(
    entry for entry in CATALOGUE.entries if isinstance(entry, Annotated) and entry.units is UnitKind.ARTICLE
)
FILLED = "core.article_keyphrases"
ROWS_PER_ARTICLE = 270
"""Of all readings together, in 700 words of the shipped samples."""
WORDS_PER_ARTICLE = 700
SECONDS_PER_WORD = 85e-6
"""Processor seconds from file to mart on one core, before quotes, events and links (`benchmarks/end_to_end.py`)."""
CORPUS_WORDS = 7e11
"""10^9 articles."""
SPREAD = 0.25
SECONDS_PER_DAY = 86_400
REPEATS = 3
SEED = 20


@dataclass(frozen=True, slots=True)
class Costs:
    """What a batch costs at the catalogue, seconds.

    Attributes:
        fixed: One commit, however few its rows.
        per_article: Each article more in it.
        lookup: What is still to be done of a batch.
    """

    fixed: float
    per_article: float
    lookup: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a simulation.

    Attributes:
        commits: In the time that was simulated.
        words_per_s: Read and committed.
        line_busy: Share of the time in which the line had a commit at work.
        worker_busy: Share of their time that workers read in.
        wait_median_s: Standing in line.
        wait_p95_s: The same.
    """

    commits: int
    words_per_s: float
    line_busy: float
    worker_busy: float
    wait_median_s: float
    wait_p95_s: float


def simulate(costs: Costs, *, workers: int, batch_words: int, seconds: float, cores: int, seed: int = SEED) -> Outcome:
    """Let workers read batches and commit them, one commit at a time.

    Args:
        costs: What a batch costs at the catalogue.
        workers: Cores that read.
        batch_words: Words of a batch.
        seconds: Simulated time.
        cores: Of the catalogue's server.
        seed: Of the lengths of reads.
    """
    chance = random.Random(seed)
    read_s = batch_words * SECONDS_PER_WORD
    commit_s = costs.fixed + costs.per_article * batch_words / WORDS_PER_ARTICLE
    waits, commits, line_s, read_total = [], 0, 0.0, 0.0
    server = [0.0] * cores
    """When each core of the server is free."""
    line_free = 0.0
    ready = [(chance.uniform(0, read_s), "asks") for _ in range(workers)]
    heapq.heapify(ready)
    while ready:
        now, what = heapq.heappop(ready)
        if now > seconds:
            break
        if what == "asks":
            start = max(now, heapq.heappop(server))
            heapq.heappush(server, start + costs.lookup)
            length = read_s * chance.uniform(1 - SPREAD, 1 + SPREAD)
            read_total += length
            heapq.heappush(ready, (start + costs.lookup + length, "commits"))
            continue
        start = max(now, line_free)
        line_free = start + commit_s
        if line_free <= seconds:
            commits += 1
            line_s += commit_s
            waits.append(start - now)
        heapq.heappush(ready, (line_free, "asks"))
    waits.sort()
    return Outcome(
        commits,
        commits * batch_words / seconds,
        line_s / seconds,
        min(1.0, commits * read_s / (workers * seconds)),
        waits[len(waits) // 2] if waits else 0.0,
        waits[int(0.95 * len(waits))] if waits else 0.0,
    )


def measured(articles: int, lake: Lake, server: psutil.Process) -> float:
    """Processor seconds of one commit of all readings of so many articles, the server's included; the median of some."""
    times = []
    for turn in range(REPEATS):
        ids = [f"{articles:04d}{turn:04d}{number:08d}" for number in range(articles)]
        units = pa.table({"unit_id": ids, "input_key": ["k"] * articles})
        rows = [
            {"article_id": article_id, "keyphrase": f"phrase {rank}", "score": 0.5, "rank": rank}
            | {"start_char": rank, "end_char": rank + 1, "annotator_id": "t@1"}
            for article_id in ids
            for rank in range(1, ROWS_PER_ARTICLE + 1)
        ]
        written = [
            Written(
                {name: CONTRACTS[name].from_rows(rows if name == FILLED else []) for name in entry.tables}, "t@1", units
            )
            for entry in READINGS
        ]
        start = busy(server)
        with lake.writer() as session:
            commit(session, written, "article_id")
        times.append(busy(server) - start)
    return median(times)


def busy(server: psutil.Process) -> float:
    """Processor seconds of this process and of a server with its children so far."""
    total = time.process_time()
    for process in (server, *server.children(recursive=True)):
        try:
            used = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system
    return total


def costs_here() -> tuple[Costs, dict[int, float]]:
    """Measure on this machine; also return what one commit costs by its number of articles."""
    server = Server()
    with TemporaryDirectory() as folder:
        lake = lake_of(server.database(), Path(folder))
        process = psutil.Process(server._server.get_pid())  # noqa: SLF001 our own tests' server
        measured(1, lake, process)  # attaches
        by_articles = {articles: measured(articles, lake, process) for articles in (1, 6, 57, 285)}
        ids = [f"0057{0:04d}{number:08d}" for number in range(57)]
        keys = {entry.name: dict.fromkeys(ids, "k") for entry in READINGS}
        start = busy(process)
        for _ in range(REPEATS):
            with lake.writer() as session:
                done_meanwhile(session, keys, pa.table({"unit_id": ids}))
        lookup = (busy(process) - start) / REPEATS
    server.stop()
    per_article = max(0.0, (by_articles[285] - by_articles[57]) / (285 - 57))
    return Costs(by_articles[1], per_article, lookup), by_articles


def main(arguments: Sequence[str]) -> None:
    """Measure, simulate, print."""
    options = {"workers": 1_000, "hours": 2, "cores": 16}
    options |= {name: int(value) for name, _, value in (argument.partition("=") for argument in arguments)}
    costs, by_articles = costs_here()
    for articles, seconds in by_articles.items():
        print(f"a commit of {articles:>3} articles: {seconds:.3f} processor s")
    print(f"look-up of a batch: {costs.lookup:.3f} processor s; each article more {costs.per_article * 1_000:.2f} ms")
    for batch_words in (40_000, 200_000, 1_000_000, 4_000_000):
        found = simulate(
            costs,
            workers=options["workers"],
            batch_words=batch_words,
            seconds=options["hours"] * 3_600,
            cores=options["cores"],
        )
        days = CORPUS_WORDS / found.words_per_s / SECONDS_PER_DAY
        print(
            f"batches of {batch_words:>9,} words: {found.commits * 3_600 / (options['hours'] * 3_600):>8,.0f} commits per hour, "
            f"line busy {found.line_busy:.2f}, workers busy {found.worker_busy:.2f}, in line {found.wait_median_s:.1f} s "
            f"(p95 {found.wait_p95_s:.1f} s), {found.words_per_s:,.0f} words per s: 10^9 articles in {days:,.1f} days"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
