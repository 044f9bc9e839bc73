"""Words a second of the time tagger on one core, beside the same text read without the trigger scan.

python benchmarks/times_tagger.py ARTICLES.jsonl
"""

import json
import sys
import time
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.times import TimeTagger
from pipelines.timex.grammar import expressions
from pipelines.timex.tokens import lowered, tokenise

MAX_WORDS = 1_000_000
FULL_READ_SHARE = 10


def main() -> None:
    texts, words = [], 0
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"]
            texts.append(text)
            words += len(text.split())
            if words > MAX_WORDS:
                break
    rows = [
        {
            "article_id": str(i), "text": text, "is_title_in_text": False, "word_count": 0, "published_basis": "none",
            "annotator_id": "benchmark",
        }
        for i, text in enumerate(texts)
    ]  # fmt: skip
    articles: pa.Table = CONTRACTS["core.articles"].from_rows(rows)
    tagger = TimeTagger()
    tagger.predict({"core.articles": articles.slice(0, 20)})
    started = time.process_time()
    found = tagger.predict({"core.articles": articles})
    took = time.process_time() - started
    part = texts[: max(1, len(texts) // FULL_READ_SHARE)]
    started = time.process_time()
    for text in part:
        lower = lowered(text)
        list(expressions(tokenise(text, lower, 0, len(text))))
    full_rate = sum(len(text.split()) for text in part) / (time.process_time() - started)
    print(f"{words:,} words, {found.num_rows:,} time expressions in {took:.2f} s: {words / took:,.0f} words/s")
    print(f"grammar over every token, nothing resolved: {full_rate:,.0f} words/s; ratio {words / took / full_rate:.2f}")


if __name__ == "__main__":
    main()
