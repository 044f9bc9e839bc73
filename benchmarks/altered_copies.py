"""Compose gold pairs for `dateline evaluate duplicates`: articles with altered copies, or a list of pairs made by others.

    python benchmarks/altered_copies.py compose CORPUS.jsonl[.gz] OUT.jsonl [--articles 1000] [--seed 1]
    python benchmarks/altered_copies.py pairs CORPUS.jsonl PAIRS.tsv OUT.jsonl [--least .5]

`compose` writes each article and one copy of it: wrapped at 60 to 80 columns, retitled, trimmed to between 40 and 90 % of its
paragraphs, with boilerplate around it, or with 2 to 30 % of its words replaced, left out or added; every second copy has a second
alteration of a light kind. `pairs` takes the pairs of a table with `id1`, `id2`, `jaccard5`: those of at least `--least` are
copies, the others listed are unsure.
"""

import argparse
import csv
import gzip
import json
import random
import textwrap
from collections.abc import Iterator
from pathlib import Path

KINDS = ("wrapped", "retitled", "trimmed", "boilerplate", "words")
LIGHT = ("wrapped", "retitled", "boilerplate")
MIN_WORDS = 120
BOILERPLATE = (
    "Sign up for our newsletter and never miss a story. Read more on our website and follow us.",
    "This report was supplied by a news agency and has not been edited by our staff, apart from the headline.",
    "All rights reserved. No part of this material may be published, broadcast or redistributed without permission.",
    "Subscribe now to support our journalism. Click here to see the latest offers for new readers this month.",
)


def articles_of(path: Path) -> Iterator[dict[str, str]]:
    """Yield id, title and text of each article long enough."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            text = row.get("text") or "\n\n".join(row.get("paragraphs") or ())
            if len(text.split()) >= MIN_WORDS:
                yield {"id": str(row.get("id", number)), "title": row.get("title") or "", "text": text}


def altered(text: str, kind: str, chance: random.Random, foreign: list[str]) -> str:
    """Return an altered copy of a text."""
    paragraphs = text.split("\n\n")
    if kind == "wrapped":
        width = chance.randint(60, 80)
        return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    if kind == "retitled":
        return f"{' '.join(chance.sample(foreign, min(9, len(foreign)))).capitalize()}\n\n{text}"
    if kind == "trimmed":
        words = text.split(" ")
        return " ".join(words[: int(len(words) * chance.uniform(0.4, 0.9))])
    if kind == "boilerplate":
        lines = chance.sample(BOILERPLATE, 3)
        return "\n\n".join([lines[0], *paragraphs, *lines[1:]])
    share, words = chance.uniform(0.02, 0.3), []
    for word in text.split(" "):
        if chance.random() >= share:
            words.append(word)
            continue
        change = chance.choice(("replaced", "replaced", "replaced", "left out", "added"))
        words += {"replaced": [chance.choice(foreign)], "left out": [], "added": [word, chance.choice(foreign)]}[change]
    return " ".join(words)


def compose(corpus: Path, count: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield articles and their copies."""
    chance = random.Random(seed)
    articles = list(articles_of(corpus))
    chosen = chance.sample(articles, min(count, len(articles)))
    for number, article in enumerate(chosen):
        foreign = chance.choice(articles)["text"].split()
        kind = KINDS[number % len(KINDS)]
        text = altered(article["text"], kind, chance, foreign)
        if number % 2:
            text = altered(text, chance.choice(LIGHT), chance, foreign)
        yield article
        yield {"id": f"{article['id']}-{kind}", "text": text, "copies": [article["id"]]}


def listed(corpus: Path, pairs: Path, least: float) -> Iterator[dict[str, object]]:
    """Yield all articles of a corpus with the pairs of a table."""
    copies: dict[str, list[str]] = {}
    unsure: dict[str, list[str]] = {}
    with pairs.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            known = copies if float(row["jaccard5"]) >= least else unsure
            known.setdefault(row["id1"], []).append(row["id2"])
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            ids = {"copies": copies.get(row["id"], []), "unsure": unsure.get(row["id"], [])}
            yield {"id": row["id"], "text": row["text"], **ids}


def main() -> None:
    """Write the gold file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    composing = commands.add_parser("compose")
    composing.add_argument("corpus", type=Path)
    composing.add_argument("out", type=Path)
    composing.add_argument("--articles", type=int, default=1000)
    composing.add_argument("--seed", type=int, default=1)
    listing = commands.add_parser("pairs")
    listing.add_argument("corpus", type=Path)
    listing.add_argument("pairs", type=Path)
    listing.add_argument("out", type=Path)
    listing.add_argument("--least", type=float, default=0.5)
    arguments = parser.parse_args()
    rows = (
        compose(arguments.corpus, arguments.articles, arguments.seed)
        if arguments.command == "compose"
        else listed(arguments.corpus, arguments.pairs, arguments.least)
    )
    with arguments.out.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
