"""The sixty hard names from raw text to a point: recogniser, dictionary, ranker."""

import csv
import math
from pathlib import Path

import pytest

from pipelines.enrich.entities.named import NamedEntityReader
from pipelines.evaluation.places import great_circle_km

HERE = Path(__file__).parent
GOLD = {
    row["surface"]: row
    for row in csv.DictReader(
        (HERE.parents[1] / "gazetteer/hard_names.tsv").read_text("utf-8").splitlines(), delimiter="\t"
    )
}
SENTENCES = [line.split("\t") for line in (HERE / "hard_sentences.tsv").read_text("utf-8").splitlines()]
MUST_RESOLVE = 50
"""Well below the number of today (in the card of the gazetteer), so that a better model elsewhere does not fail here."""


@pytest.fixture(scope="module")
def found(resolver, articles_of):
    batch = {"core.articles": articles_of(*(text for _, text in SENTENCES))}
    batch["core.entity_mentions"] = NamedEntityReader(threads=2).predict(batch)
    return resolver.predict(batch).to_pylist()


def test_each_hard_name_has_a_sentence():
    assert [surface for surface, _ in SENTENCES] == list(GOLD)


def test_hard_names_resolve_to_their_place(found):
    missed = []
    for number, (surface, text) in enumerate(SENTENCES):
        gold = GOLD[surface]
        at = text.index(surface.split(",", maxsplit=1)[0])
        rows = [r for r in found if r["article_id"] == f"a{number}" and r["start_char"] <= at < r["end_char"]]
        points = [(r["latitude"], r["longitude"]) for r in rows if r["latitude"] is not None]
        errors = [great_circle_km(*point, float(gold["latitude"]), float(gold["longitude"])) for point in points]
        if min(errors, default=math.inf) > float(gold["tolerance_km"]):
            missed.append((surface, [(r["surface"], r["place_id"]) for r in rows]))
    assert len(SENTENCES) - len(missed) >= MUST_RESOLVE, missed
