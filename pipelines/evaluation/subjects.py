"""Test dumps of one subject from many outlets, each article printed as its outlet printed it.

    python -m pipelines.evaluation.subjects articles.jsonl dumps.jsonl --subject "Syria|Damascus" --part dev --dumps 10

`articles.jsonl` has one article per line: `outlet`, `title`, `text` (a paragraph per line) and optionally `part`. Nothing is
invented but section headings and summaries (`rich`), which are taken from the article's own sentences. This composer shares no
code with the one that makes training dumps, so that habits of composing cannot flatter the scores.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict

LAYOUTS = ("headed", "bodies", "blank", "rich")
ARTICLES, MIN_MENTIONS, MAX_PER_OUTLET = 15, 4, 3
MAX_LINES = 50  # of one article, so that a dump is not one essay
SAME_OPENING_CHARS = 60
SECTION_LINES = (4, 8)  # paragraphs between two section headings of a `rich` article
_SENTENCE = re.compile(r"[^.!?]{40,220}[.!?](?=\s|$)")


class Written(TypedDict):
    """One article as the JSONL holds it."""

    outlet: str
    title: str
    text: str


def on_subject(articles: Iterable[Written], subject: str) -> list[Written]:
    """The articles that name the subject (a regular expression) at least `MIN_MENTIONS` times, each opening once."""
    pattern = re.compile(subject)
    seen: set[str] = set()
    found: list[Written] = []
    for article in articles:
        opening = article["text"][:SAME_OPENING_CHARS]
        if opening not in seen and len(pattern.findall(article["text"])) >= MIN_MENTIONS:
            seen.add(opening)
            found.append(article)
    return found


def unread(articles: Iterable[Written], dumps: Path) -> list[Written]:
    """The articles of which no dump of a file holds the first paragraph."""
    read: set[str] = set()
    with dumps.open(encoding="utf-8") as file:
        for row in file:
            read.update(json.loads(row)["text"].split("\n"))
    return [article for article in articles if article["text"].split("\n")[0] not in read]


def dump_of(pool: list[Written], layout: str, rng: random.Random, *, count: int = ARTICLES) -> dict[str, object]:
    """One dump of up to `count` articles, at most `MAX_PER_OUTLET` per outlet, in the gold format of segmentation."""
    outlets: Counter[str] = Counter()
    chosen: list[Written] = []
    for article in rng.sample(pool, len(pool)):
        if layout != "bodies" and not article["title"]:
            continue
        if outlets[article["outlet"]] < MAX_PER_OUTLET and len(chosen) < count:
            outlets[article["outlet"]] += 1
            chosen.append(article)
    gap = "\n\n" if layout == "blank" else "\n"
    text, starts = "", []
    for article in chosen:
        text += gap if text else ""
        starts.append(len(text))
        text += gap.join(_lines(article, layout, rng))
    return {"layout": layout, "text": text, "boundaries": starts, "outlets": sorted(outlets)}


def _lines(article: Written, layout: str, rng: random.Random) -> Iterator[str]:
    paragraphs = article["text"].split("\n")[:MAX_LINES]
    if layout != "bodies":
        yield article["title"]
    if layout != "rich":
        yield from paragraphs
        return
    summary = _SENTENCE.search(" ".join(paragraphs[1:4]))
    if summary:
        yield summary[0].strip().rstrip(".!?")
    until = rng.randint(*SECTION_LINES)
    for i, paragraph in enumerate(paragraphs):
        if i == until and i < len(paragraphs) - 1:
            words = re.sub(r"[^\w' -]", "", paragraph).split()
            yield " ".join(words[: rng.randint(2, 5)]).capitalize()
            until += rng.randint(*SECTION_LINES)
        yield paragraph


def main() -> None:
    """Write dumps of one or more subjects, every layout in turn."""
    parser = argparse.ArgumentParser(description="Compose test dumps of one subject from many outlets.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--subject", action="append", required=True)
    parser.add_argument("--part", action="append", default=[], help="more than one may be given; all by default")
    parser.add_argument("--without", type=Path, help="dumps composed before: articles that stand in them are left out")
    parser.add_argument("--layouts", nargs="*", default=list(LAYOUTS), choices=LAYOUTS)
    parser.add_argument("--dumps", type=int, default=10, help="per subject and layout")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    rng = random.Random(given.seed)  # noqa: S311 composes test data
    rows = [json.loads(line) for line in given.articles.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if not given.part or row.get("part") in given.part]
    if given.without:
        rows = unread(rows, given.without)
    with given.out.open("w", encoding="utf-8") as file:
        for subject in given.subject:
            pool = on_subject(rows, subject)
            for layout in given.layouts:
                for number in range(given.dumps):
                    row = {"id": f"{subject}-{layout}-{number}", **dump_of(pool, layout, rng)}
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
