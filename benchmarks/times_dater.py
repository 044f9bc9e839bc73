"""Articles a second of the dater, each alone and in dumps of fifteen.

python benchmarks/times_dater.py ARTICLES.jsonl
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from pipelines.enrich.dating import ArticleDater

ARTICLES = 150
DUMP = 15
_TIMESTAMP = pa.timestamp("us", tz="UTC")


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line, _ in zip(file, range(ARTICLES), strict=False)]
    for size in (1, DUMP):
        rows = [
            {
                "article_id": str(i), "document_id": str(i // size), "ordinal": i % size, "title": None, "text": text, "metadata_at": None,
                "collected_at": datetime(2026, 11, 23, tzinfo=UTC), "uri": "",
            }
            for i, text in enumerate(texts)
        ]  # fmt: skip
        schema = pa.schema([(name, pa.string()) for name in rows[0]])
        for name, kind in (("ordinal", pa.int64()), ("metadata_at", _TIMESTAMP), ("collected_at", _TIMESTAMP)):
            schema = schema.set(schema.get_field_index(name), pa.field(name, kind))
        table = pa.Table.from_pylist(rows, schema=schema)
        started = time.process_time()
        ArticleDater().date(table)
        took = time.process_time() - started
        print(f"dumps of {size}: {len(texts) / took:,.0f} articles/s of processor time")


if __name__ == "__main__":
    main()
