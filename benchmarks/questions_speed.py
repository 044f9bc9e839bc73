"""Measure the named questions, warm, on a warehouse that `desk_warehouse.py` made.

    python benchmarks/questions_speed.py FILE [--times 3]

Each is asked with its defaults, and names, places, topics and days that the warehouse has; the best of the warm times counts, as a busy
machine adds to the others.
"""

import argparse
import time
from pathlib import Path

import numpy as np

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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with open_warehouse(Settings(warehouse=options.file.absolute())).reader() as session:
        known = {name: session.scalar(statement) for name, statement in VALUES.items()}
        articles = session.scalar("select count(*) from core.articles")
        best = {}
        for name in list_sql("queries"):
            query = load_sql("queries", name)
            values = {p: known.get(p) if default is None else default for p, default in query.parameters.items()}
            if any(value is None for value in values.values()):
                continue
            times = []
            for _ in range(options.times + 1):
                began = time.perf_counter()
                session.query(query.statement, values)
                times.append(time.perf_counter() - began)
            best[name] = min(times[1:]) * 1000
    print(f"{articles:,} articles, {len(best)} questions: median {np.median(list(best.values())):.0f} ms")
    for name, value in sorted(best.items(), key=lambda item: -item[1])[:12]:
        print(f"  {name}: {value:.0f} ms")


if __name__ == "__main__":
    main()
