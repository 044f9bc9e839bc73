# ruff: noqa: D103 an offline script
"""Writes the shipped recogniser's mentions of the training corpora, for the other trainings to read.

python -m pipelines.training.places.read_mentions --data DIR --out FILE
"""

import argparse
import json
from pathlib import Path

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities import load_recogniser
from pipelines.enrich.places.resolver import entity_spans
from pipelines.training.places.corpora import load_corpora

BATCH_ARTICLES = 32


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    recogniser = load_recogniser(threads=1)
    with args.out.open("w", encoding="utf-8") as out:
        for corpus in load_corpora(args.data):
            for first in range(0, len(corpus.articles), BATCH_ARTICLES):
                articles = corpus.articles[first : first + BATCH_ARTICLES]
                table = CONTRACTS["core.articles"].from_rows(
                    [
                        {
                            "article_id": str(number),
                            "text": article.text,
                            "is_title_in_text": False,
                            "word_count": 0,
                            "published_basis": "none",
                            "annotator_id": "gold",
                        }
                        for number, article in enumerate(articles)
                    ]
                )
                spans = entity_spans(recogniser.predict({"core.articles": table}))
                for number, article in enumerate(articles):
                    found = [list(span) for span in spans.get((str(number), "text"), [])]
                    record = {"corpus": corpus.name, "article": article.article_id, "mentions": found}
                    out.write(json.dumps(record) + "\n")
            print(corpus.name, flush=True)


if __name__ == "__main__":
    main()
