"""Count in how many texts of news corpora each word stands, and write `models/stories/rarity.npz`.

    python -m pipelines.training.stories.rarity CORPUS... --out pipelines/models/stories/rarity.npz

A corpus is a JSONL file, plain or gzip, of objects with `title` and `text` or `paragraphs`, or a folder of text files. Only
hashes of words and their counts are kept.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipelines.enrich.stories.words import codes_of, words_of

WORDS = 40_000
"""Words that the list holds: the most frequent ones. Another word is as rare as the rarest of them."""


def texts_of(corpus: Path) -> Iterator[str]:
    """Yield the texts of a corpus."""
    if corpus.is_dir():
        for path in sorted(corpus.rglob("*.txt")):
            yield path.read_text("utf-8", "replace")
        return
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            body = row.get("text") or "\n".join(row.get("paragraphs") or ())
            yield f"{row.get('title') or ''}\n{body}"


def main() -> None:
    """Count, and write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    text_count = 0
    for corpus in arguments.corpora:
        for text in texts_of(corpus):
            counts.update(set(words_of(text)))
            text_count += 1
    listed = counts.most_common(WORDS)
    codes = codes_of([word for word, _ in listed])
    values = np.log((text_count + 1) / (np.array([count for _, count in listed]) + 0.5)).astype(np.float16)
    codes, first = np.unique(codes, return_index=True)
    np.savez_compressed(arguments.out, codes=codes, values=values[first])
    print(f"{text_count} texts, {len(counts)} words, {codes.size} kept")


if __name__ == "__main__":
    main()
