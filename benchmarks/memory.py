"""Peak memory of a whole run on inputs of unusual size, each in a process of its own.

python benchmarks/memory.py [article_mb=5] [files=100000] [dump_mb=1000]    (name only what is to be measured)
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from increments import records

CASES = {"article_mb": 5, "files": 100_000, "dump_mb": 1_000}


def article(folder: Path, megabytes: int) -> None:
    """One record whose text is so many MB of news sentences, accented letters among them."""
    import json

    source, sentences, size = random.Random(1), [], 0
    while size < megabytes * 1_000_000:
        sentence = f"{records(source.randrange(100_000), 1)[0]['text']} Žofia Łęcka agreed."
        sentences.append(sentence)
        size += len(sentence)
    text = "\n".join(" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5))
    (folder / "long.jsonl").write_text(json.dumps({"id": "long", "text": text}) + "\n", encoding="utf-8")


def files(folder: Path, count: int) -> None:
    """So many text files of one short article each."""
    for number, record in enumerate(records(0, count)):
        (folder / f"{number:06}.txt").write_text(record["text"] + "\n", encoding="utf-8")


def dump(folder: Path, megabytes: int) -> None:
    """One text file of so many MB: articles with a headline, one after the other."""
    with (folder / "dump.txt").open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < megabytes * 1_000_000:
            text = "\n".join(record["text"] for record in records(number, 8))
            file.write(f"Officials report {number} new talks on roads and wheat\n{text}\n\n")
            number += 8


MAKERS = {"article_mb": article, "files": files, "dump_mb": dump}


def work(folder: Path, entries: int | None) -> None:
    """Ingests a folder and brings tables up to date; prints peak memory and processor time."""
    from pipelines.catalogue import CATALOGUE, Ingested
    from pipelines.settings import Settings
    from pipelines.warehouse import open_warehouse
    from pipelines.work.ingest import ingest, utc_now
    from pipelines.work.run import bring_up_to_date

    settings = Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline", threads=1)
    warehouse = open_warehouse(settings)
    ingest(warehouse, [str(folder / "in")], now=utc_now)
    made = [entry for entry in CATALOGUE.entries if not isinstance(entry, Ingested)][:entries]
    bring_up_to_date(warehouse, settings, made, lambda *_: None)
    with warehouse.writer() as session:
        articles = session.count("core.articles")
        failed = session.query("select table_name, reason_code, detail from ops.failed_units limit 5").to_pylist()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{articles:,} articles, peak {peak:,.0f} MB, {time.process_time():,.0f} s of processor, failed {failed}")


def main() -> None:
    asked = dict(argument.split("=") for argument in sys.argv[1:])
    for name, size in asked.items() if asked else CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "in").mkdir()
            MAKERS[name](Path(folder) / "in", int(size))
            print(f"{name} = {int(size):,}: ", end="", flush=True)
            code = (
                "import sys; sys.path[:0] = sys.argv[3:]; import memory\n"
                "memory.work(memory.Path(sys.argv[1]), int(sys.argv[2]) or None)"
            )
            entries = "2" if name == "dump_mb" else "0"
            paths = [str(Path(__file__).parent), *sys.path]
            subprocess.run([sys.executable, "-c", code, folder, entries, *paths], check=True)


if __name__ == "__main__":
    main()
