"""What linking costs beside entities, in processor time of one process.

Run with `python -m benchmarks.linking_cost FILE.jsonl[.gz] [--articles N] [--save]`; a line has `text` or `paragraphs`, and may have `title` and
`published_at`. Entities are read batch by batch as a run does. Linking is all that a run does for `core.entity_links` of new articles: the texts,
mentions and places out of the warehouse, candidates for names that were never looked up before, scores, and the commit with the entities' ids and
offices. The digests of the packs, which a run needs once, are told apart. As in a run, Python's search for cycles is put off. Prints JSON.
"""

import argparse
import gc
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa

from benchmarks.saving import save
from benchmarks.statements_cost import BATCH, articles
from pipelines.catalogue import canonical, linking
from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.named import NamedEntityReader
from pipelines.enrich.places import PlaceResolver
from pipelines.gazetteer import Gazetteer
from pipelines.segment import SentenceSplitter
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, open_warehouse
from pipelines.warehouse.lingering import kept_open

DAY = date(2024, 6, 1)
"""Published: where an article states no day, as the offices of people are weighed by it."""
KEPT = ("core.articles", "core.entity_mentions", "core.place_mentions")


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def read(rows: list[dict[str, object]]) -> tuple[dict[str, pa.Table], float]:
    """The tables that linking rests on, and the processor seconds that entities took."""
    splitter, reader = SentenceSplitter(), NamedEntityReader(threads=1)
    resolver = PlaceResolver(gazetteer=Gazetteer.load(None))
    parts: dict[str, list[pa.Table]] = {name: [] for name in KEPT}
    seconds = 0.0
    for begin in range(0, len(rows), BATCH):
        batch = {"core.articles": CONTRACTS["core.articles"].from_rows(rows[begin : begin + BATCH])}
        batch["core.sentences"] = splitter.predict(batch)
        begun = time.process_time()
        batch["core.entity_mentions"] = reader.predict(batch)
        seconds += time.process_time() - begun
        batch["core.place_mentions"] = resolver.predict(batch)
        for name, tables in parts.items():
            tables.append(batch[name])
    return {name: pa.concat_tables(tables) for name, tables in parts.items()}, seconds


def fill(warehouse: Warehouse, tables: dict[str, pa.Table], units: pa.Table) -> None:
    """Write what was read into the warehouse."""
    with warehouse.writer() as session, session.transaction():
        for name, table in tables.items():
            session.replace(name, table, unit_column="article_id", units=units)


def main() -> None:
    """Read, link, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    asked = parser.parse_args()
    rows = [
        {**row, "published_date": DAY, "published_basis": "metadata"} for row in articles(asked.file, asked.articles)
    ]
    gc.disable()
    tables, entities = read(rows)
    units = pa.table({"unit_id": tables["core.articles"].column("article_id")})
    with tempfile.TemporaryDirectory() as name, kept_open():
        folder = Path(name)
        settings = Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline", threads=1)
        warehouse = open_warehouse(settings)
        fill(warehouse, tables, units)
        naming = timed(lambda: canonical.entities(warehouse, settings, units))
        packs = timed(lambda: linking.entity_links_identity(settings))
        new = timed(lambda: linking.entity_links(warehouse, settings, units))
        again = timed(lambda: linking.entity_links(warehouse, settings, units))
    words = sum(len(str(row["text"]).split()) for row in rows)
    seconds = {
        "entities": entities, "canonical names": naming, "digests of packs": packs, "linking": new, "linking, names known": again,
    }  # fmt: skip
    cost = {step: round(value / words * 1e6, 2) for step, value in seconds.items()}
    shares = {"linking_by_entities": round(new / entities, 3), "with_names_known": round(again / entities, 3)}
    print(json.dumps({"articles": len(rows), "words": words, "microseconds_per_word": cost, **shares}))
    if asked.save:
        keep(asked.file.name, len(rows), words, cost)


def keep(name: str, count: int, words: int, cost: dict[str, float]) -> None:
    """Keep the table for docs/performance.md."""
    rows: list[dict[str, object]] = [
        {"step": step, "processor s per million words": value, "of entities": round(value / cost["entities"], 3)}
        for step, value in cost.items()
    ]
    save(
        "linking_cost",
        title="Linking beside entities",
        what=f"{count:,} articles ({words:,} words) of `{name}`, one process with one thread; linking with reading from the warehouse and the commit, "
        "first with names that were never looked up before, then again. The digests of the packs are taken once a run, whatever its size.",
        rows=rows,
        command=f"python -m benchmarks.linking_cost {name} --articles {count} --save",
    )


if __name__ == "__main__":
    main()
