"""Worker processes against Ray actors, the same articles and readings: `python benchmarks/executors.py ARTICLES.jsonl [COUNT]`.

ARTICLES.jsonl has a record per line with `text`. Prints words per second of wall, starting and loading of models included, for
both executors with two workers, twice in turn, and whether their rows are equal.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.work.chain import Done, Job
from pipelines.work.executors import Pool, Processes
from pipelines.work.ray_actors import RayActors

READINGS = (
    "core.sentences",
    "core.entity_mentions",
    "core.place_mentions",
    "core.article_places",
    "core.article_keyphrases",
    "core.time_mentions",
)
BATCH = 40
"""Articles per job: some 25,000 words."""
WORKERS = 2


def jobs(texts: list[str]) -> Iterator[Job]:
    for start in range(0, len(texts), BATCH):
        rows = [
            {
                "article_id": f"a{start + number}",
                "text": text,
                "is_title_in_text": False,
                "word_count": len(text.split()),
                "published_basis": "none",
                "annotator_id": "t@1",
            }
            for number, text in enumerate(texts[start : start + BATCH])
        ]
        table = CONTRACTS["core.articles"].from_rows(rows)
        yield Job(READINGS, "article_id", tuple(row["article_id"] for row in rows), {"core.articles": table})


def worked(executor: Pool, texts: list[str]) -> list[Done]:
    done: list[Done] = []
    for job in jobs(texts):
        while not executor.has_room:
            done += executor.collect()
        executor.submit(job)
    while not executor.is_idle:
        done += executor.collect()
    return done


def rows_of(done: list[Done], name: str) -> list[dict[str, object]]:
    return pa.concat_tables([item.tables[name] for item in done]).sort_by("article_id").to_pylist()


def main(path: Path, count: int) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()[:count]
    texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    settings, rows = Settings(threads=WORKERS), {}
    for kind in (Processes, RayActors, Processes, RayActors):
        start = time.perf_counter()
        with kind(settings, WORKERS) as executor:
            done = worked(executor, texts)
        taken = time.perf_counter() - start
        rows[kind.__name__] = {name: sorted(rows_of(done, name), key=repr) for name in READINGS}
        print(f"{kind.__name__}: {words / taken:,.0f} words per second ({words:,} words in {taken:.1f} s)")
    print("rows equal:", rows["Processes"] == rows["RayActors"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400)
