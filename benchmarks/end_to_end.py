"""Processor seconds per million words, step by step, from a file to the marts.

python benchmarks/end_to_end.py FILE [ARTICLES]    (JSON lines with `text`, and `title` and `published_at` where known)

One process, one thread; the readings of articles are done one after the other in one pass, and told apart here by reading
a part of the articles again with each alone.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from increments import brought_in


def main() -> None:
    source, limit = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    with source.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(limit), strict=False)]
    words = sum(len(row["text"].split()) for row in rows)
    with tempfile.TemporaryDirectory() as name:
        from pipelines.catalogue import CATALOGUE
        from pipelines.settings import Settings
        from pipelines.warehouse import open_warehouse
        from pipelines.work.chain import Job, run_job

        folder = Path(name)
        path = folder / "records.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
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
        for entry in CATALOGUE.readings():
            given = {table: rows for table, rows in tables.items() if table != entry.name}
            start = time.process_time()
            run_job(settings, Job((entry.name,), "article_id", tuple(units["unit_id"].to_pylist()), given))
            print(f"  {entry.name:28} {(time.process_time() - start) / part * 1e6:8.1f}")


if __name__ == "__main__":
    main()
