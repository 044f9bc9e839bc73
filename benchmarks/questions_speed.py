"""Measure the named questions, warm, on a warehouse that `desk_warehouse.py` made.

    python -m benchmarks.questions_speed FILE [--times 3] [--save]

Each is asked with its defaults, and names, places, topics and days that the warehouse has; the best of the warm times counts, as a busy
machine adds to the others. Processor time is of all threads together: an idle machine of two cores answers in less.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.saving import save
from pipelines.settings import Settings
from pipelines.sqlfiles import list_sql, load_sql
from pipelines.warehouse import open_warehouse

VALUES = {
    "place": "select name from core.places order by place_id limit 1 offset 20",
    "name": "select canonical_name from core.entities order by entity_id limit 1 offset 20",
    "topic": "select name from core.topics order by topic_code limit 1 offset 5",
    "story": "select story_id from core.stories order by article_count desc, story_id limit 1",
    "article": "select article_id from core.duplicates order by article_id limit 1",
    "day": "select max(published_date)::varchar from core.articles",
}
"""A value that there is, for parameters that must be given."""


SLOWEST = 10
"""Questions that are told one by one."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    options = parser.parse_args()
    with open_warehouse(Settings(warehouse=options.file.absolute())).reader() as session:
        known = {name: session.scalar(statement) for name, statement in VALUES.items()}
        articles = session.scalar("select count(*) from core.articles")
        best: dict[str, tuple[float, ...]] = {}
        for name in list_sql("queries"):
            query = load_sql("queries", name)
            values = {p: known.get(p) if default is None else default for p, default in query.parameters.items()}
            if any(value is None for value in values.values()):
                continue
            times = []
            for _ in range(options.times + 1):
                clock, processor = time.perf_counter(), time.process_time()
                session.query(query.statement, values)
                times.append((time.process_time() - processor, time.perf_counter() - clock))
            best[name] = tuple(min(column) * 1000 for column in zip(*times[1:], strict=True))
    slowest = sorted(best.items(), key=lambda item: -item[1][0])[:SLOWEST]
    medians = np.median(list(best.values()), axis=0)
    rows = [
        {"question": name, "processor ms": round(float(processor)), "clock ms": round(float(clock))}
        for name, (processor, clock) in [("median of all", medians), *slowest]
    ]
    print(f"{articles:,} articles, {len(best)} questions")
    for row in rows:
        print("  " + ", ".join(f"{name} {value}" for name, value in row.items()))
    if options.save:
        save(
            "questions_speed",
            title="Questions",
            what=f"The {len(best)} named questions, warm, on {articles:,} generated articles: the median, and the slowest ones.",
            rows=rows,
            command="python -m benchmarks.desk_warehouse FILE && python -m benchmarks.questions_speed FILE --save",
        )


if __name__ == "__main__":
    main()
