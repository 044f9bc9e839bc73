"""How fast each format is read, and with how much memory, against the barest loop that parses it.

Usage: python benchmarks/ingest_reading.py [--records 50000] [--folder DIR]

Reading alone: nothing is stored. The baseline of a record format decodes and parses every record and looks at
nothing; that of a dump decodes and hashes the file. `ratio` is the reader's speed over the baseline's.
"""

import argparse
import csv
import gzip
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

WORDS = ["minister", "said", "that", "talks", "in", "Kharkiv", "on", "Tuesday", "would", "resume", "after", "storms"]
WORDS_A_RECORD = 400
"""News records of this size have about 2,200 characters."""


def generate(folder: Path, record_count: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = random.Random(1)
    records = [
        {
            "id": i,
            "title": f"Headline {i}",
            "text": " ".join(rng.choices(WORDS, k=WORDS_A_RECORD)) + f" \u2014 {i}",
            "published_at": f"2026-03-{i % 28 + 1:02}T10:00:00Z",
            "source": "wire",
        }
        for i in range(record_count)
    ]
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    (folder / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "a.jsonl.gz").write_bytes(gzip.compress("".join(lines).encode(), 6))
    (folder / "a.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    (folder / "a.txt").write_text("\n".join(str(record["text"]) for record in records), encoding="utf-8")
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    pq.write_table(pa.Table.from_pylist(records), folder / "a.parquet")


def bare_jsonl(path: Path) -> None:
    with path.open("rb") as file:
        for line in file:
            json.loads(line)


def bare_gzip(path: Path) -> None:
    with gzip.open(path) as file:
        for line in file:
            json.loads(line)


def bare_json(path: Path) -> None:
    json.loads(path.read_bytes())


def bare_csv(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass


def bare_parquet(path: Path) -> None:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(path).iter_batches(batch_size=256, use_threads=False):
        batch.to_pylist()


def bare_text(path: Path) -> None:
    hashlib.sha256(path.read_bytes().decode().encode()).hexdigest()


BASELINES: dict[str, Callable[[Path], None]] = {
    "a.jsonl": bare_jsonl,
    "a.jsonl.gz": bare_gzip,
    "a.json": bare_json,
    "a.csv": bare_csv,
    "a.parquet": bare_parquet,
    "a.txt": bare_text,
}


def measure(path: Path, kind: str) -> None:
    """In a process of its own, so that peaks are its own: seconds and MB."""
    from pipelines.sources import Refusal, read_source

    refused = 0
    start = time.process_time()
    if kind == "bare":
        BASELINES[path.name](path)
    else:
        refused = sum(isinstance(reading, Refusal) for reading in read_source(path))
    seconds = time.process_time() - start
    if refused:
        raise SystemExit(f"{path}: {refused} refusals")
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """Most memory held since the program started; unlike `ru_maxrss` without that of the process before it."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(path: Path, kind: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", str(path), "--kind", kind]
    best: dict[str, float] = {}
    for _ in range(3):
        run: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        best = run if not best or run["seconds"] < best["seconds"] else best
    return best


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("--kind", default="reader")
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.kind)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        generate(folder, options.records)
        print(f"{options.records} records, CPU seconds, best of 3")
        print(f"{'file':12} {'MB':>7} {'records/s':>10} {'MB/s':>7} {'peak MB':>8} {'bare MB/s':>10} {'ratio':>6}")
        for name in BASELINES:
            path = folder / name
            size = path.stat().st_size / 1e6
            ours, bare = measured(path, "reader"), measured(path, "bare")
            print(
                f"{name:12} {size:7.1f} {options.records / ours['seconds']:10.0f} {size / ours['seconds']:7.1f} "
                f"{ours['peak_mb']:8.0f} {size / bare['seconds']:10.1f} {bare['seconds'] / ours['seconds']:6.2f}"
            )


if __name__ == "__main__":
    main()
