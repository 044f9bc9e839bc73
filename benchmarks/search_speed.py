"""Measure searches of a warehouse that `desk_warehouse.py` made: building the side file, adding to it, and 500 searches.

    python -m benchmarks.search_speed FILE [--searches 500] [--save]

Words are drawn from articles, so that searches find something: one to four words, some a phrase, a beginning, or with a place, a
person or days. A search is all but opening the copy, which a program that searches keeps open: the side file, the limits, the best
articles with dates, sources and snippets. What the command does, which opens the copy only for places, people and the like, is measured beside.
"""

import argparse
import resource
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.saving import save
from pipelines.search import Wanted, search, search_copy
from pipelines.settings import Settings
from pipelines.warehouse import Session, open_warehouse

PLAIN = 150
"""The most frequent words are left out of searches, as nobody looks for `the`."""


KINDS = ("a phrase", "a beginning and a word", "words at a place", "words with a person", "words since a day", "words")
"""Of ten searches, one of each, and five of the last."""


def drawn(session: Session, count: int) -> list[Wanted]:
    chance = np.random.default_rng(7)
    texts = session.query("select text from core.articles using sample 2000 (reservoir, 1)").column(0).to_pylist()
    names = session.query(
        "select canonical_name from core.entities where entity_type = 'PERSON' order by entity_id limit 400"
    )
    places = session.query("select name from core.places order by place_id limit 400").column(0).to_pylist()
    common = set(session.query(_FREQUENT, {"most": PLAIN}).column(0).to_pylist())
    found = []
    for number in range(count):
        words = texts[chance.integers(len(texts))].split()
        start = int(chance.integers(len(words) - 4))
        rare = [word for word in words if word not in common]
        chosen = list(chance.choice(rare, int(chance.integers(1, 5))))
        kind = number % 10
        text = " ".join(chosen)
        limits = {}
        if kind == 0:
            text = f'"{" ".join(words[start : start + 3])}"'
        elif kind == 1:
            text = f"{chosen[0][:4]}* {chosen[-1]}"
        elif kind == 2:
            limits = {"place": places[int(chance.integers(len(places)))]}
        elif kind == 3:
            limits = {"person": names.column(0)[int(chance.integers(names.num_rows))].as_py()}
        elif kind == 4:
            limits = {"since": date(2024, 1, 1) + timedelta(days=int(chance.integers(700)))}
        found.append(Wanted(text, **limits))
    return found


_FREQUENT = (
    "select word from (select unnest(string_split(text, ' ')) as word from core.articles limit 2000000) "
    "group by word order by count(*) desc limit $most"
)


def kind_of(number: int) -> str:
    """Return what a search is, by its number."""
    return KINDS[number % 10] if number % 10 < len(KINDS) else KINDS[-1]


def line(kind: str, seconds: list[float]) -> dict[str, object]:
    """Return a line of the table."""
    p50, p95, p99 = (round(float(value), 1) for value in np.percentile(np.array(seconds) * 1000, [50, 95, 99]))
    return {"search": kind, "number": len(seconds), "median ms": p50, "p95 ms": p95, "p99 ms": p99}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--searches", type=int, default=500)
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    options = parser.parse_args()
    settings = Settings(warehouse=options.file.absolute())
    with open_warehouse(settings).reader() as session:
        articles = session.scalar("select count(*) from core.articles")
        wanted = drawn(session, options.searches)
    began = time.process_time()
    search(settings, Wanted("first"), lambda *_: None)
    side = options.file.with_name(options.file.name + ".search")
    print(f"SQLite {sqlite3.sqlite_version}; {articles:,} articles; side file {side.stat().st_size / 1e6:.0f} MB")
    print(f"brought in step: {time.process_time() - began:.1f} s of processor time (0 when it was)")
    times, processor, counts = [], [], []
    with open_warehouse(settings).reader() as session:
        for one in wanted:
            wall, cpu = time.perf_counter(), time.process_time()
            found = search_copy(session, settings, one, lambda *_: None)
            counts.append(found.rows.num_rows if found else 0)
            times.append(time.perf_counter() - wall)
            processor.append(time.process_time() - cpu)
    opening = []
    for one in wanted[:50]:
        cpu = time.process_time()
        search(settings, one, lambda *_: None)
        opening.append(time.process_time() - cpu)
    for name, values in (("wall", times), ("processor", processor)):
        p50, p95, p99 = np.percentile(np.array(values) * 1000, [50, 95, 99])
        print(f"{len(wanted)} searches, {name}: median {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms")
    print(f"found something: {np.mean(np.array(counts) > 0):.0%}")
    rows = [line(kind, [processor[index] for index in range(len(wanted)) if kind_of(index) == kind]) for kind in KINDS]
    rows += [line("all", processor), line("all, with opening the copy where it is opened", opening)]
    for row in rows:
        print("  " + ", ".join(f"{name} {value}" for name, value in row.items()))
    if options.save:
        save(
            "search_speed",
            title="Search",
            what=(
                f"{len(wanted)} searches of {articles:,} generated articles, milliseconds of processor time; the side file takes "
                f"{side.stat().st_size / 1e6:,.0f} MB, the copy {options.file.stat().st_size / 1e6:,.0f} MB."
            ),
            rows=rows,
            command="python -m benchmarks.desk_warehouse FILE && python -m benchmarks.search_speed FILE --save",
        )
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
