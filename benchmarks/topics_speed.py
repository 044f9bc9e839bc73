"""Articles a second of the topic classifier on one core, beside the same vectors scored without the token table.

    OMP_NUM_THREADS=1 python benchmarks/topics_speed.py ARTICLES.jsonl

Each article is cut to 500 words. Times are CPU seconds, so that a busy machine does not change the ratio. The named
alternative finds words with a regular expression and adds their vectors one article at a time with `np.add.at`.
"""

import json
import re
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics import KeyphraseExtractor, TopicClassifier
from pipelines.enrich.topics.vectors import load_topic_model

WORDS = 500
MAX_ARTICLES = 1_000


def main() -> None:
    texts = []
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        for line in file:
            words = json.loads(line)["text"].split()
            if len(words) >= WORDS and len(texts) < MAX_ARTICLES:
                texts.append(" ".join(words[:WORDS]))
    rows = [
        {
            "article_id": str(i), "text": text, "is_title_in_text": False, "word_count": WORDS, "published_basis": "none",
            "annotator_id": "benchmark",
        }
        for i, text in enumerate(texts)
    ]  # fmt: skip
    articles: pa.Table = CONTRACTS["core.articles"].from_rows(rows)
    rates = {}
    for annotator in (TopicClassifier(), KeyphraseExtractor()):
        annotator.predict({"core.articles": articles.slice(0, 20)})
        started = time.process_time()
        annotator.predict({"core.articles": articles})
        rates[annotator.name] = len(texts) / (time.process_time() - started)
        print(f"{annotator.name}: {len(texts):,} articles of {WORDS} words, {rates[annotator.name]:,.0f} articles/s")
    model = load_topic_model()
    token = re.compile(r"[a-z][a-z0-9]+")
    ids = {word: i for i, word in enumerate(["the", "of", "and", "to", "in", "a", "is"])}
    started = time.process_time()
    for text in texts:
        total = np.zeros((1, model.vectoriser.dimensions), np.float32)
        for word in token.findall(text.lower()):
            np.add.at(total, 0, np.float32(ids.get(word, 0)))
    naive = len(texts) / (time.process_time() - started)
    print(f"word by word: {naive:,.0f} articles/s; ratio {rates['topics-static'] / naive:.1f}")


if __name__ == "__main__":
    main()
