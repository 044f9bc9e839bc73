# ruff: noqa: ANN001, ANN201 offline scripts over untyped libraries
"""The training corpora as readings with gold points."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.enrich.places.gazetteer import Gazetteer
from pipelines.enrich.places.mentions import SCAN, Mention, Reading
from pipelines.evaluation.places_gold import GoldArticle, GoldToponym, read_gold_places

FILES = {
    "lgl": "lgl/lgl.xml",
    "geovirus": "geovirus/GeoVirus.xml",
    "geowebnews": "geowebnews_first100/GWN_first100.xml",
}
HIT_KM = 161.0
EARTH_KM = 6371.0


@dataclass(slots=True)
class Corpus:
    """Gold articles of one set."""

    name: str
    articles: list[GoldArticle]


def load_corpora(folder: Path) -> list[Corpus]:
    """All corpora under a folder laid out as `FILES`."""
    return [Corpus(name, read_gold_places(folder / file)) for name, file in FILES.items()]


def gold_reading(article: GoldArticle, gazetteer: Gazetteer) -> tuple[Reading, list[GoldToponym | None]]:
    """The gold spans, and the dictionary's matches beside them as unlabelled evidence."""
    spans: list[tuple[int, int, GoldToponym | None]] = [(t.start, t.end, t) for t in article.toponyms]
    covered = np.zeros(len(article.text) + 1, bool)
    for start, end, _ in spans:
        covered[start:end] = True
    spans.extend(
        (match.start_char, match.end_char, None)
        for match in gazetteer.matches_in(article.text)
        if not covered[match.start_char : match.end_char].any()
    )
    spans.sort(key=lambda s: (s[0], s[1]))
    mentions = [Mention("text", s, e, article.text[s:e], SCAN, 1.0) for s, e, _ in spans]
    return Reading(article.article_id, {"text": article.text}, mentions), [gold for _, _, gold in spans]


def great_circle_km(lat1, lon1, lat2, lon2):
    """Haversine distance between arrays of points in degrees."""
    p1, p2 = np.radians(lat1), np.radians(lat2)
    h = np.sin((p2 - p1) / 2) ** 2 + np.cos(p1) * np.cos(p2) * np.sin(np.radians(np.subtract(lon2, lon1)) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
