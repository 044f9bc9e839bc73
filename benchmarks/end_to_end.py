"""Processor seconds per million words, step by step, from a file to the marts.

    python -m benchmarks.end_to_end FILE [ARTICLES] [--dumps N] [--workers N] [--save]    (JSON lines with `text`, and `title` and `published_at` where known)

With `--dumps`: the articles as text files of so many each, headline and paragraphs one after the other, without dates and without a
blank line, so that where articles begin and when they were published has to be found.

One process, one thread; the readings of articles are done one after the other in one pass, and told apart here by reading
a part of the articles again with each alone. With `--workers`: words per second of wall with so many worker processes, on a
machine that does nothing else, and what each step takes of it.
"""

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.increments import brought_in, processor_s, write
from benchmarks.saving import save


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("articles", type=int, nargs="?", default=1_000)
    parser.add_argument(
        "--dumps", type=int, default=0, help="measure text files of so many articles each instead of records"
    )
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    parser.add_argument("--workers", type=int, default=0, help="measure the wall with so many worker processes instead")
    given = parser.parse_args()
    source, limit = given.file, given.articles
    with source.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(limit), strict=False)]
    if given.workers:
        with_workers(source.name, rows, given.workers, is_kept=given.save)
        return
    with tempfile.TemporaryDirectory() as name:
        from pipelines.catalogue import CATALOGUE
        from pipelines.settings import Settings
        from pipelines.warehouse import open_warehouse
        from pipelines.work.chain import Job, run_job

        folder = Path(name)
        path, words = dumped(folder / "dumps", rows, given.dumps) if given.dumps else recorded(folder, rows)
        settings = Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline", threads=1)
        start = time.perf_counter()
        seconds = brought_in(settings, path)
        wall = time.perf_counter() - start
        total = sum(seconds.values())
        print(f"{len(rows):,} articles, {words:,} words; processor seconds per million words:")
        for step, value in seconds.items():
            print(f"  {step:28} {value / words * 1e6:8.1f}")
        print(f"  {'all':28} {total / words * 1e6:8.1f}   ({words / wall:,.0f} words/s of wall on one thread)")
        with open_warehouse(settings).writer() as session:
            units = session.query("select article_id as unit_id from core.articles order by 1 limit 200")
            names = ("core.articles", "core.sentences", "core.entity_mentions", "core.place_mentions")
            tables = {table: session.rows(table, unit_column="article_id", units=units) for table in names}
        part = sum(len(text.split()) for text in tables["core.articles"].column("text").to_pylist())
        print("readings alone:")
        alone: dict[str, float] = {}
        for entry in CATALOGUE.readings():
            others = {table: rows for table, rows in tables.items() if table != entry.name}
            start = time.process_time()
            run_job(settings, Job((entry.name,), "article_id", tuple(units["unit_id"].to_pylist()), others))
            alone[entry.name] = (time.process_time() - start) / part
            print(f"  {entry.name:28} {alone[entry.name] * 1e6:8.1f}")
    if given.save:
        per_word = {step: value / words for step, value in seconds.items()}
        keep(Measured(source.name, len(rows), given.dumps, words), per_word, alone)


class Measured(NamedTuple):
    """What was brought in.

    Attributes:
        name: The file that the articles are from.
        articles: Their number.
        size: How many a text file holds; 0 for records.
        words: Words of what was brought in.
    """

    name: str
    articles: int
    size: int
    words: int


def recorded(folder: Path, rows: list[dict[str, str]]) -> tuple[Path, int]:
    """Write the articles as records; return the file and its number of words."""
    return write(folder / "records.jsonl", rows), sum(len(row["text"].split()) for row in rows)


def dumped(folder: Path, rows: list[dict[str, str]], size: int) -> tuple[Path, int]:
    """Write the articles as text files of so many each; return their folder and their number of words."""
    from pipelines.evaluation.compose import Source, composed

    folder.mkdir()
    words = 0
    sources = [
        Source(
            row.get("title") or "", tuple(" ".join(line.split()) for line in row["text"].split("\n") if line.strip())
        )
        for row in rows
    ]
    for start in range(0, len(sources), size):
        text = composed(sources[start : start + size], "headlines", random.Random(start)).text
        (folder / f"{start:06}.txt").write_text(text, encoding="utf-8")
        words += len(text.split())
    return folder, words


def with_workers(name: str, rows: list[dict[str, str]], workers: int, *, is_kept: bool) -> None:
    """Measure words per second of wall with worker processes, start included; keep them for docs/performance.md if asked to."""
    from pipelines.settings import Settings

    words = sum(len(row["text"].split()) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "records.jsonl", rows)
        settings = Settings(
            warehouse=Path(folder) / "w.duckdb", home=Path(folder) / "home", executor="process", threads=workers
        )
        begun = time.perf_counter()
        steps = brought_in(settings, path, clock=time.perf_counter)
        wall = time.perf_counter() - begun
    spent = sum(map(processor_s, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    load = os.getloadavg()[0]
    print(f"{len(rows):,} articles, {words:,} words, {workers} workers: {words / wall:,.0f} words/s of wall")
    print(f"{wall:.1f} s, {spent:.1f} s of processors, load {load:.1f}; wall by step:")
    for step, value in steps.items():
        print(f"  {step:28} {value:8.2f}")
    if is_kept:
        marts = sum(value for step, value in steps.items() if step.startswith("marts."))
        told = {**{step: value for step, value in steps.items() if not step.startswith("marts.")}, "all marts": marts}
        save(
            "end_to_end_workers",
            title="From file to marts with worker processes",
            what=f"{words / wall:,.0f} words per second of wall: {len(rows):,} articles ({words:,} words) of `{name}` as JSON lines, {workers} worker "
            f"processes, an empty warehouse; with start-up costs. {spent:.0f} s of processors in all.",
            rows=[{"step": step, "wall s": round(value, 2)} for step, value in {**told, "all": wall}.items()],
            command=f"python -m benchmarks.end_to_end {name} {len(rows)} --workers {workers} --save",
        )


def keep(measured: Measured, steps: Mapping[str, float], alone: Mapping[str, float]) -> None:
    """Keep the table for docs/performance.md; the readings of a step follow it, as parts of one pass."""
    marts = sum(value for step, value in steps.items() if step.startswith("marts."))
    rows: list[dict[str, object]] = []
    for step, value in steps.items():
        if not step.startswith("marts."):
            rows.append({"step": step, "processor s per million words": round(value * 1e6, 1)})
        if step == "readings":
            rows += [
                {"step": f"of it {part}", "processor s per million words": round(v * 1e6, 1)}
                for part, v in alone.items()
            ]
    rows.append({"step": "all marts", "processor s per million words": round(marts * 1e6, 1)})
    rows.append({"step": "all", "processor s per million words": round(sum(steps.values()) * 1e6, 1)})
    name, articles, size, words = measured
    form = f"text files of {size} articles each, without dates" if size else "JSON lines"
    option = f" --dumps {size}" if size else ""
    save(
        "end_to_end_dumps" if size else "end_to_end",
        title="From dumps to marts" if size else "From file to marts",
        what=f"{articles:,} articles ({words:,} words) of `{name}` as {form}, one process with one thread, an empty warehouse; with "
        "start-up costs. The parts of the readings were measured apart, on some of the articles.",
        rows=rows,
        command=f"python -m benchmarks.end_to_end {name} {articles}{option} --save",
    )


if __name__ == "__main__":
    main()
