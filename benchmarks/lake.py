"""Many writers and readers on one lake: `python benchmarks/lake.py [writers=4] [readers=8] [seconds=600]`.

Each writer commits the keyphrases of one article after the other, as a reading does: slice replaced, audited, marked, logged. One
more process publishes every five seconds and compacts every minute. Each reader attaches the last publication, counts, and
closes. An article of which a reader sees some rows and not all is a torn read. PostgreSQL and the data lie in a temporary
folder on this machine. Prints commits and reads per second, their median and 95th percentile, errors and torn reads.
"""

import multiprocessing
import sys
import time
from datetime import UTC, datetime
from multiprocessing import Queue
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.warehouse.commits import Written, commit
from pipelines.warehouse.lake_care import care_for
from pipelines.warehouse.publishing import publish
from tests.lakes import Server, lake_of

Outcome = tuple[str, list[float], list[str], int]
"""What one process did: kind, seconds of each turn, errors, torn reads."""
ROWS = 30
"""Rows of an article in one table."""
PUBLISH_EVERY_S, COMPACT_EVERY_S = 5.0, 60.0


def write(catalogue: str, folder: str, number: int, end: float, out: "Queue[Outcome]") -> None:
    lake, times, errors, turn = lake_of(catalogue, Path(folder), lock_timeout_s=120), [], [], 0
    while time.time() < end:
        article_id = f"w{number}-{turn}"
        rows = [
            {"article_id": article_id, "keyphrase": f"phrase {rank}", "score": 0.5, "rank": rank}
            | {"start_char": rank, "end_char": rank + 1, "annotator_id": "t@1"}
            for rank in range(1, ROWS + 1)
        ]
        units = pa.table({"unit_id": [article_id], "input_key": ["k"]})
        written = Written(
            {"core.article_keyphrases": CONTRACTS["core.article_keyphrases"].from_rows(rows)}, "t@1", units
        )
        start = time.perf_counter()
        try:
            with lake.writer() as session:
                commit(session, [written], "article_id")
        except Exception as error:  # noqa: BLE001 every failure is what is counted
            errors.append(f"writer: {error}")
        else:
            times.append(time.perf_counter() - start)
        turn += 1
    out.put(("commits", times, errors, 0))


def read(catalogue: str, folder: str, end: float, out: "Queue[Outcome]") -> None:
    lake, times, errors, torn = lake_of(catalogue, Path(folder)), [], [], 0
    while time.time() < end:
        start = time.perf_counter()
        try:
            with lake.reader() as session:
                torn += session.scalar(
                    "select count(*) from (select article_id from core.article_keyphrases group by all "
                    f"having count(*) <> {ROWS})"
                )
        except Exception as error:  # noqa: BLE001 every failure is what is counted
            errors.append(f"reader: {error}")
        else:
            times.append(time.perf_counter() - start)
    out.put(("reads", times, errors, torn))


def care(catalogue: str, folder: str, end: float, out: "Queue[Outcome]") -> None:
    lake, errors, compacted = lake_of(catalogue, Path(folder), lock_timeout_s=120), [], time.time()
    while time.time() < end:
        try:
            publish(lake, datetime.now(UTC))
            if time.time() - compacted > COMPACT_EVERY_S:
                care_for(lake, datetime.now(UTC))
                compacted = time.time()
        except Exception as error:  # noqa: BLE001 every failure is what is counted
            errors.append(f"care: {error}")
        time.sleep(PUBLISH_EVERY_S)
    out.put(("care", [], errors, 0))


def main(writers: int = 4, readers: int = 8, seconds: int = 600) -> None:
    server = Server()
    with TemporaryDirectory() as folder:
        catalogue = server.database()
        lake = lake_of(catalogue, Path(folder))
        with lake.writer():
            pass
        publish(lake, datetime.now(UTC))
        context = multiprocessing.get_context("spawn")
        out, end = context.Queue(), time.time() + seconds
        workers = [context.Process(target=write, args=(catalogue, folder, n, end, out)) for n in range(writers)]
        workers += [context.Process(target=read, args=(catalogue, folder, end, out)) for _ in range(readers)]
        workers.append(context.Process(target=care, args=(catalogue, folder, end, out)))
        for worker in workers:
            worker.start()
        found = [out.get() for _ in workers]
        for worker in workers:
            worker.join()
    server.stop()
    errors = [error for _, _, some, _ in found for error in some]
    print(f"errors: {len(errors)} {errors[:3]}; torn reads: {sum(torn for *_, torn in found)}")
    for kind in ("commits", "reads"):
        times = [value for name, values, *_ in found if name == kind for value in values]
        print(
            f"{kind}: {len(times):,} ({len(times) / seconds:.1f} per second), median {median(times):.3f} s, "
            f"p95 {quantiles(times, n=20)[-1]:.3f} s"
        )


if __name__ == "__main__":
    main(**{name: int(value) for name, _, value in (argument.partition("=") for argument in sys.argv[1:])})
