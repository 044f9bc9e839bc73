"""Toponyms resolved a second on one core, beside a population baseline in the same run.

python benchmarks/places_resolution.py [TOPONYMS]

The articles are made of names drawn from the gazetteer with the frequencies that news gives them: many countries and
big cities, a tail of small ones, each name said once to three times.
"""

import os
import random
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from pipelines.enrich.places.mentions import SCAN, EntitySpan, Mention, Reading
from pipelines.enrich.places.ranking import Ranker
from pipelines.enrich.places.resolver import PlaceResolver
from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.gazetteer import Gazetteer

TOPONYMS = 40_000
ARTICLE_TOPONYMS = 20
BATCH_ARTICLES = 256
DISTINCT_NAMES = 4_000


def readings(gazetteer: Gazetteer, count: int) -> list[Reading]:
    """Articles of about `ARTICLE_TOPONYMS` toponyms."""
    draw = random.Random(1)
    order = np.argsort(-gazetteer.importance)[:DISTINCT_NAMES].tolist()
    names = [gazetteer.name(row) for row in order]
    chances = [1.0 / (rank + 10) for rank in range(len(names))]
    made = []
    for number in range(count // ARTICLE_TOPONYMS):
        said = draw.choices(names, chances, k=ARTICLE_TOPONYMS)
        text, mentions = "", []
        for name in said:
            text += draw.choice((" in ", ", ", " said that near ", "; the town of "))
            mentions.append(Mention("text", len(text), len(text) + len(name), name, SCAN, 1.0))
            text += name
        made.append(Reading(str(number), {"text": text}, mentions))
    return made


def main() -> None:
    """Prints the speeds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else TOPONYMS
    gazetteer = Gazetteer.load()
    index = SurfaceIndex(gazetteer)
    articles = readings(gazetteer, count)
    batches = [articles[i : i + BATCH_ARTICLES] for i in range(0, len(articles), BATCH_ARTICLES)]
    ranker = Ranker(index)
    resolver = PlaceResolver(gazetteer=gazetteer)
    ranker.rank(batches[0])
    resolver.resolve(batches[0])
    total = sum(len(article.mentions) for article in articles)

    started = time.process_time()
    for article in articles:
        for mention in article.mentions:
            found = gazetteer.candidates(mention.surface)
            max(found, key=lambda c: gazetteer.population[c.row], default=None)
    baseline = total / (time.process_time() - started)

    started = time.process_time()
    for batch in batches:
        ranker.rank(batch)
    ranked = total / (time.process_time() - started)

    started = time.process_time()
    for batch in batches:
        resolver.resolve(batch)
    rows = total / (time.process_time() - started)
    scored = {
        (article.article_id, "text"): [EntitySpan(m.start, m.end, "GPE", 0.9, 0.7) for m in article.mentions]
        for article in articles
    }
    started = time.process_time()
    for batch in batches:
        resolver.resolve(batch, scored)
    read = total / (time.process_time() - started)
    print(f"toponyms {total}, articles {len(articles)}, CPU seconds of one thread")
    print(f"population baseline       {baseline:10,.0f} toponyms/s")
    print(f"ranked (places)           {ranked:10,.0f} toponyms/s, {ranked / baseline:.2f} of the baseline")
    print(f"rows (places and roles)   {rows:10,.0f} toponyms/s, {rows / baseline:.2f} of the baseline")
    print(f"rows with literal scores  {read:10,.0f} toponyms/s, {read / baseline:.2f} of the baseline")


if __name__ == "__main__":
    main()
