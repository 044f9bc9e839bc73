# ruff: noqa: D103 an offline script
"""Which words news writes in small letters and hardly ever raises inside a sentence; writes `common_words.txt`.

python -m pipelines.training.entities.common_words --news DIR --topics DIR [--out FILE]

Counted over the articles that `training.places.learn_homes` reads. A word counts as raised where it alone has a capital between words in
small letters: "the Gap said" and not "the Media Lab". Only words are kept, no text.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipelines.enrich.entities.common_words import COMMON_WORDS_FILE
from pipelines.training.places.learn_homes import news
from pipelines.worker import MODELS

LEAST_COUNT = 8
"""Times that a word stands in small letters."""
MOST_RAISED = 0.003
"""Share of raised ones, of those in small letters: "target" and "gap", which are firms as well, have more."""
SHORTEST = 3
_TOKEN = re.compile(r"[^\W\d_]+|\S|\n")


def counts(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in small letters, and how often it is raised inside a sentence."""
    small, raised = Counter[str](), Counter[str]()
    for text in texts:
        tokens = _TOKEN.findall(text)
        for before, word, after in zip(["\n", *tokens], tokens, [*tokens[1:], "\n"], strict=False):
            if len(word) < SHORTEST or not word.isalpha() or not word.isascii():
                continue
            if word.islower():
                small[word] += 1
            elif word[1:].islower() and before.islower() and before.isalpha() and not after[0].isupper():
                raised[word.lower()] += 1
    return small, raised


def common(small: Counter[str], raised: Counter[str]) -> list[str]:
    """The words of the list, in order."""
    return sorted(w for w, count in small.items() if count >= LEAST_COUNT and raised[w] <= MOST_RAISED * count)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--topics", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODELS / "entities" / COMMON_WORDS_FILE)
    args = parser.parse_args()
    words = common(*counts(text for _, text in news(args.news, args.topics)))
    args.out.write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
