"""Ingest and load alone: JSONL records into `raw` and `core.article_occurrences`, in a process of its own.

    python benchmarks/ingest_and_load.py [RECORDS]

Prints records/s and MB/s of processor time, and peak memory, and the same for DuckDB's own `read_json` into a bare table in the same run: the
ratio says what identity, checks, refusals and resumability cost.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

RECORDS = 200_000
WORDS = [
    "border",
    "council",
    "river",
    "minister",
    "market",
    "storm",
    "signal",
    "Lyman",
    "Taipei",
    "vote",
    "court",
    "energy",
]
WORDS_PER_RECORD = 120


def generate(path: Path, records: int) -> None:
    source = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for number in range(records):
            text = " ".join(source.choices(WORDS, k=WORDS_PER_RECORD)) + f" {number}."
            record = {
                "id": str(number),
                "title": f"Title {number}",
                "text": text,
                "published_at": "2026-03-09T10:00:00Z",
            }
            file.write(json.dumps(record) + "\n")


def dateline(source: Path, target: Path) -> None:
    from pipelines.catalogue import CATALOGUE
    from pipelines.settings import Settings
    from pipelines.warehouse import open_warehouse
    from pipelines.work.ingest import ingest, utc_now
    from pipelines.work.run import bring_up_to_date

    settings = Settings(warehouse=target)
    warehouse = open_warehouse(settings)
    ingest(warehouse, [str(source)], now=utc_now)
    bring_up_to_date(warehouse, settings, [CATALOGUE["core.article_occurrences"]], lambda *_: None)


def bare_duckdb(source: Path, target: Path) -> None:
    import duckdb

    connection = duckdb.connect(str(target), config={"threads": "2", "memory_limit": "512MB"})
    connection.execute("set enable_progress_bar = false")  # it is written among what this prints
    connection.execute(
        "create table documents as select * from read_json($path, format = 'newline_delimited')", {"path": str(source)}
    )
    connection.close()


def measured(name: str, source: Path, target: Path) -> tuple[float, float]:
    code = (
        "import sys, time, resource; from pathlib import Path; sys.path[:0] = sys.argv[4:]\n"
        "import ingest_and_load as b; start = time.process_time()\n"
        "getattr(b, sys.argv[1])(Path(sys.argv[2]), Path(sys.argv[3]))\n"
        "print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    paths = [str(Path(__file__).parent), *sys.path]
    done = subprocess.run(
        [sys.executable, "-c", code, name, str(source), str(target), *paths], check=True, capture_output=True, text=True
    )
    seconds, peak_mb = map(float, done.stdout.split())
    return seconds, peak_mb


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "records.jsonl"
        generate(source, records)
        megabytes = source.stat().st_size / 1e6
        print(f"{records:,} records, {megabytes:,.0f} MB")
        seconds = {}
        for name in ("dateline", "bare_duckdb"):
            seconds[name], peak = measured(name, source, Path(folder) / f"{name}.duckdb")
            print(
                f"{name:12} {records / seconds[name]:10,.0f} records/s {megabytes / seconds[name]:8.1f} MB/s  peak {peak:,.0f} MB"
            )
        print(f"dateline takes {seconds['dateline'] / seconds['bare_duckdb']:.1f} times as long as bare DuckDB")


if __name__ == "__main__":
    main()
