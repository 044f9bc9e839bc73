"""What the marts cost, Polars against SQL in DuckDB: `python -m benchmarks.marts [ARTICLES] [--published] [--keep FOLDER] [--save]`.

A warehouse of so many articles (default 100,000; some 15 mentions of names and 6 of places an article) is written straight
into the tables that the marts read. Names, places, topics and sources follow Zipf's law, days a weekly rhythm; a tenth of
the articles are copies, a twelfth has no date. Then each mart is made as a whole by both engines as `dateline run` makes
it: days in chunks, keys checked, rows committed. Each has a process of its own. Printed are processor seconds, DuckDB's by
Polars', and peak memory; the rows are compared. Last comes one day more with 5,000 articles, and what bringing the marts up
to date then costs, by the engines that are published, in one process as in a run. `--published` leaves the comparison out: each
mart is made by the engine that is published for it, then brought up to date; of two million articles that takes minutes.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.marts_warehouse import ADDED, make, one_more_day, settings_of
from benchmarks.processes import in_a_process

PAIRS = "entity_pairs"
"""Counted by `catalogue.pairs`, which keeps what it counted in a table of its own; the SQL writes its one table without."""
PAIR_HASH = "pair_hash"


def entry_of(mart: str) -> Any:  # noqa: ANN401 imported late
    """Return what the catalogue says of a mart."""
    from pipelines.catalogue import CATALOGUE

    return CATALOGUE[f"marts.{mart}"]


def refreshed(folder: Path, mart: str, engine: str) -> float:
    """Make a whole mart as a run does; returns processor seconds."""
    from pipelines.catalogue.mart_engines import Engine
    from pipelines.warehouse import open_warehouse
    from pipelines.warehouse.changes import forget_progress
    from pipelines.warehouse.lingering import kept_open
    from pipelines.work.marts import refresh_mart

    entry, settings = entry_of(mart), settings_of(folder)
    warehouse = open_warehouse(settings)
    with warehouse.writer() as session:
        forget_progress(session, entry.name)
        session.run(f"delete from {entry.name}")
    start = time.process_time()
    with kept_open():
        refresh_mart(warehouse, settings, entry, lambda *_: None, Engine(engine))
    return time.process_time() - start


def by_polars(folder: Path, mart: str) -> float:
    """Make a mart by its function; returns processor seconds."""
    return pairs(folder) if mart == PAIRS else refreshed(folder, mart, "polars")


def pairs(folder: Path) -> float:
    """Count all pairs of entities as a run does; returns processor seconds."""
    from pipelines.catalogue.pairs import pair_counts
    from pipelines.warehouse import open_warehouse

    settings = settings_of(folder)
    start = time.process_time()
    pair_counts(open_warehouse(settings), settings, None)
    return time.process_time() - start


def by_sql(folder: Path, mart: str) -> float:
    """Make a mart by its statement, and keep its rows; returns processor seconds."""
    from pipelines.sqlfiles import load_sql
    from pipelines.warehouse import open_warehouse

    if mart == PAIRS:
        start = time.process_time()
        with open_warehouse(settings_of(folder)).writer() as session:
            session.run(f"create or replace table main.by_sql_{PAIRS} as {load_sql('marts', PAIRS).statement}")
        return time.process_time() - start
    spent = refreshed(folder, mart, "sql")
    with open_warehouse(settings_of(folder)).writer() as session:
        session.run(f"create or replace table main.by_sql_{mart} as select * from marts.{mart}")
    return spent


def again(folder: Path, marts: str) -> float:
    """Bring marts up to date one after the other, as a run does; returns processor seconds, and prints those of each."""
    from pipelines.catalogue.pairs import pair_counts
    from pipelines.warehouse import open_warehouse
    from pipelines.warehouse.lingering import kept_open
    from pipelines.work.marts import refresh_mart

    settings = settings_of(folder)
    entries = {mart: entry_of(mart) for mart in marts.split(",") if mart != PAIRS}
    begun = time.process_time()
    with kept_open():
        warehouse = open_warehouse(settings)
        for mart in marts.split(","):
            start = time.process_time()
            if mart == PAIRS:
                with warehouse.writer() as session:
                    added = session.query("select distinct unit_id from ops.changes")
                pair_counts(warehouse, settings, added)
            else:
                refresh_mart(warehouse, settings, entries[mart], lambda *_: None)
            print(f"{mart:20} again {time.process_time() - start:.2f}")
    return time.process_time() - begun


def difference(folder: Path, mart: str) -> float:
    """Count rows that only one of the two has, or that say other things; sums and means may differ by a billionth."""
    from pipelines.contracts import CONTRACTS
    from pipelines.warehouse import open_warehouse

    contract = CONTRACTS["marts.entity_pair_counts" if mart == PAIRS else f"marts.{mart}"]
    key = " and ".join(f"one.{name} is not distinct from other.{name}" for name in contract.key)
    apart = " or ".join(
        f"one.{column.name} is distinct from other.{column.name}"
        + (f" and coalesce(abs(one.{column.name} - other.{column.name}) > 1e-9, true)" * (str(column.type) == "double"))
        for column in contract.columns
        if column.name != PAIR_HASH  # how a row is found, not what it says
    )
    with open_warehouse(settings_of(folder)).writer() as session:
        return float(
            session.scalar(
                f"select count(*) from (select *, 1 as here from marts.{mart}) as one "
                f"full join (select *, 1 as here from main.by_sql_{mart}) as other on {key} "
                f"where one.here is null or other.here is null or {apart}"
            )
        )


def made(folder: Path, articles: str) -> float:
    """Make the warehouse."""
    make(folder, int(articles))
    return 0.0


def one_day_added(folder: Path, articles: str) -> float:
    """Add a day to the warehouse."""
    one_more_day(folder, int(articles))
    return 0.0


WAYS: dict[str, Callable[[Path, str], float]] = {
    "published sql": partial(refreshed, engine="sql"),
    "published polars": by_polars,
    "make": made,
    "day": one_day_added,
    "polars": by_polars,
    "sql": by_sql,
    "difference": difference,
    "again": again,
}


def one_way(folder: Path, way: str, mart: str) -> tuple[float, float]:
    """Return what a way gives, and the peak memory of its process in MB."""
    value, peak = in_a_process("benchmarks.marts", "--one", way, mart, str(folder))
    return value, peak


def compared(folder: Path, marts: Sequence[str]) -> dict[str, list[float]]:
    """Print a line per mart: SQL first, so that what stands at the end is Polars'."""
    print(
        f"{'':20} {'Polars s':>9} {'SQL s':>7} {'SQL/Polars':>10} {'Polars MB':>9} {'SQL MB':>7} {'rows apart':>10}",
        flush=True,
    )
    lines = {}
    for mart in marts:
        (sql, sql_mb), (polars, polars_mb) = (one_way(folder, way, mart) for way in ("sql", "polars"))
        apart, _ = one_way(folder, "difference", mart)
        print(
            f"{mart:20} {polars:9.2f} {sql:7.2f} {sql / polars:10.2f} {polars_mb:9,.0f} {sql_mb:7,.0f} {apart:10.0f}",
            flush=True,
        )
        lines[mart] = [polars, sql, polars_mb, sql_mb, apart]
    return lines


def as_published(folder: Path, marts: Sequence[str]) -> float:
    """Make each mart by the engine that is published for it, a process each, and print a line per mart; return processor seconds of all."""
    from pipelines.catalogue.mart_engines import engine_of

    print(f"{'':20} {'by':>7} {'s':>7} {'MB':>7}", flush=True)
    seconds = 0.0
    for mart in marts:
        engine = "polars" if mart == PAIRS else str(engine_of(f"marts.{mart}"))
        spent, peak = one_way(folder, f"published {engine}", mart)
        print(f"{mart:20} {engine:>7} {spent:7.2f} {peak:7,.0f}", flush=True)
        seconds += spent
    print(f"{'all':20} {'':>7} {seconds:7.2f}", flush=True)
    return seconds


def summed(lines: dict[str, list[float]]) -> dict[str, float]:
    """Print the sums: by each engine alone, and by the one that is published for each mart."""
    from pipelines.catalogue.mart_engines import Engine, engine_of

    polars, sql = (sum(line[number] for line in lines.values()) for number in (0, 1))
    chosen = sum(line[engine_of(f"marts.{mart}") is Engine.SQL] for mart, line in lines.items())
    print(
        f"{'all':20} {polars:9.2f} {sql:7.2f} {sql / polars:10.2f}\n{'as published':20} {chosen:9.2f} {sql:7.2f} {sql / chosen:10.2f}"
    )
    return {"polars": polars, "sql": sql, "published": chosen}


def keep(articles: int, lines: dict[str, list[float]], sums: dict[str, float]) -> None:
    """Keep the table for docs/performance.md."""
    from benchmarks.saving import save
    from pipelines.catalogue.mart_engines import engine_of

    rows: list[dict[str, object]] = [
        {
            "mart": mart,
            "Polars s": round(polars, 2),
            "SQL s": round(sql, 2),
            "SQL / Polars": round(sql / polars, 2),
            "published by": str(engine_of(f"marts.{mart}")),
            "Polars MB": round(polars_mb),
            "SQL MB": round(sql_mb),
        }
        for mart, (polars, sql, polars_mb, sql_mb, _) in lines.items()
    ]
    rows.append(
        {
            "mart": "all",
            "Polars s": round(sums["polars"], 2),
            "SQL s": round(sums["sql"], 2),
            "SQL / Polars": round(sums["sql"] / sums["polars"], 2),
            "published by": f"{sums['published']:.2f} s: {sums['sql'] / sums['published']:.2f} of SQL alone",
            "Polars MB": round(max(line[2] for line in lines.values())),
            "SQL MB": round(max(line[3] for line in lines.values())),
        }
    )
    save(
        "marts",
        title="Marts",
        what=(
            f"Each mart of a generated warehouse of {articles:,} articles, made as a whole by its Polars function and by its SQL "
            "in DuckDB, both as a run does: processor seconds with reading, checking keys and committing, and peak memory of the "
            "process. The rows are equal. The faster one is published (`pipelines/catalogue/mart_engines.py`). After "
            f"{ADDED:,} more articles of one day, bringing all up to date took {sums['again']:.2f} s: "
            f"{sums['again'] / sums['published']:.1%} of making them."
        ),
        rows=rows,
        command=f"python -m benchmarks.marts {articles} --save",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder to make the warehouse in, or to take it from")
    parser.add_argument("--published", action="store_true", help="leave out what is not published, and the comparison")
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    parser.add_argument("--one", nargs=3, metavar=("WAY", "MART", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        way, mart, folder = options.one
        value = WAYS[way](Path(folder), mart)
        print(json.dumps([value, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
        return
    from pipelines.catalogue import CATALOGUE, Mart

    marts = [entry.name.removeprefix("marts.") for entry in CATALOGUE.entries if isinstance(entry, Mart)] + [PAIRS]
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        if not (folder / "w.duckdb.work").exists():
            folder.mkdir(parents=True, exist_ok=True)
            # a process that is forked counts the peak of its parent as its own
            one_way(folder, "make", str(options.articles))
        lines = {} if options.published else compared(folder, marts)
        sums = {"published": as_published(folder, marts)} if options.published else summed(lines)
        one_way(folder, "day", str(options.articles))
        sums["again"], peak = one_way(folder, "again", ",".join(marts))
        print(
            f"{ADDED:,} articles more: {sums['again']:.2f} s, {sums['again'] / sums['published']:.1%} of all by the published engines; "
            f"peak {peak:,.0f} MB"
        )
    if options.save and lines:
        keep(options.articles, lines, sums)


if __name__ == "__main__":
    main()
