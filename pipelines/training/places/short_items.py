# ruff: noqa: ANN001, ANN201, D103 offline scripts over untyped libraries
"""Short items for the ranker: single sentences, which say little of where they play, with what the whole article settled.

Whole articles teach the ranker to lean on the other names. A news item of one sentence has none, and what is meant then is
what the world's news mean most. Two sources: sentences of the gold corpora that are no local news; and sentences of news of
many outlets whose places a ranker has settled from the whole article, kept only where it was sure and the country is named
elsewhere in the article.

python -m pipelines.training.places.short_items --news DIR --topics DIR --out FILE
"""

import argparse
import json
import random
import re
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.entities import load_recogniser
from pipelines.enrich.places.mentions import Mention, Reading
from pipelines.enrich.places.ranking import SHORT_CHARS
from pipelines.enrich.places.resolver import PlaceResolver
from pipelines.training.places.learn_homes import news
from pipelines.training.places.train_role import entities_of

SURE = 0.93
"""Least score of a place that stands as gold in a short item."""
LONGEST = SHORT_CHARS
"""Characters of a short item, here as where it is read."""
ARTICLES, BATCH = 1_600, 50
_BREAK = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“A-Z])|\n+")


class Point(NamedTuple):
    """A place as the trainer reads gold."""

    latitude: float
    longitude: float
    is_located: bool = True


def sentences(text):
    """Bounds of the stretches of a text between sentence ends, short ones only."""
    at = 0
    for match in _BREAK.finditer(text):
        if match.start() - at <= LONGEST:
            yield at, match.start()
        at = match.end()
    if len(text) - at <= LONGEST:
        yield at, len(text)


def items_of(reading, gold):
    """Each sentence of a reading that has a located name, as a reading of its own with its gold."""
    text = reading.texts["text"]
    for number, (start, end) in enumerate(sentences(text)):
        inside = [(m, g) for m, g in zip(reading.mentions, gold, strict=True) if start <= m.start and m.end <= end]
        if any(g is not None and g.is_located for _, g in inside):
            moved = [m._replace(start=m.start - start, end=m.end - start) for m, _ in inside]
            item = Reading(f"{reading.article_id}.{number}", {"text": text[start:end]}, moved)
            yield item, [g for _, g in inside], [True] * len(inside)


def settled_items(path: Path):
    """Items of the file that `main` writes: readings, gold and marks, as `items_of` gives them."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        reading = Reading(f"settled.{number}", {"text": record["text"]}, [Mention(*m) for m in record["mentions"]])
        yield reading, [Point(*p) if p else None for p in record["points"]], [True] * len(reading.mentions)


def settled(resolver, groups, ranked):
    """The point of each mention whose place is sure and whose country the article names apart from it; None else."""
    gazetteer = resolver.gazetteer
    rows = [int(ranked.layout.rows[b]) if b >= 0 else -1 for b in (ranked.best[g] for g in groups)]
    countries = {row for row in rows if row >= 0 and gazetteer.country_row[row] == row}
    points = []
    for group, row in zip(groups, rows, strict=True):
        best = ranked.best[group]
        is_sure = row >= 0 and ranked.scores[best] >= SURE and not ranked.is_container(int(best))
        is_borne_out = is_sure and int(gazetteer.country_row[row]) in countries
        points.append((float(gazetteer.latitude[row]), float(gazetteer.longitude[row])) if is_borne_out else None)
    return points


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--topics", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    texts = [text for _, text in news(args.news, args.topics)]
    random.Random(4).shuffle(texts)
    resolver, recogniser = PlaceResolver(), load_recogniser(threads=1)
    with args.out.open("w", encoding="utf-8") as out:
        for first in range(0, ARTICLES, BATCH):
            batch = texts[first : first + BATCH]
            found = resolver.finder.find_all(
                [("text", text, spans) for text, spans in zip(batch, entities_of(recogniser, batch), strict=True)]
            )
            readings = [Reading(str(n), {"text": t}, m) for n, (t, m) in enumerate(zip(batch, found, strict=True))]
            ranked = resolver.ranker.rank(readings)
            at = 0
            for reading in readings:
                groups = ranked.layout.mention_groups[at : at + len(reading.mentions)].tolist()
                at += len(groups)
                points = settled(resolver, groups, ranked)
                write(out, reading, points)
            print(first + len(batch), flush=True)


def write(out, reading, points):
    for item, gold, _ in items_of(reading, [Point(*p) if p else None for p in points]):
        record = {"text": item.texts["text"], "mentions": [list(m) for m in item.mentions]}
        record["points"] = [[g.latitude, g.longitude] if g else None for g in gold]
        out.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
