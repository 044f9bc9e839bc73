# ruff: noqa: ANN001, ANN201 offline scripts over untyped libraries
"""The training corpora as readings with gold points."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.enrich.places.mentions import SCAN, EntitySpan, Mention, Reading
from pipelines.enrich.places.recognition import ToponymFinder
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


def gold_reading(
    article: GoldArticle, finder: ToponymFinder, entities: list[EntitySpan], spans: set[tuple[int, int]] | None = None
) -> tuple[Reading, list[GoldToponym | None], list[bool]]:
    """The gold spans, and what else would be found as unlabelled evidence.

    Args:
        article: Gold.
        finder: Finds what is not gold.
        entities: The recogniser's mentions.
        spans: What a pipeline that never saw the corpus finds; what the finder finds when None.

    Returns:
        The reading; and for each mention its gold, and whether the pipeline itself finds exactly this span.
    """
    found = {(m.start, m.end): m for m in finder.find("text", article.text, entities)}
    mentions: list[tuple[Mention, GoldToponym | None]] = []
    covered = np.zeros(len(article.text) + 1, bool)
    for gold in article.toponyms:
        covered[gold.start : gold.end] = True
        surface = article.text[gold.start : gold.end]
        own = Mention("text", gold.start, gold.end, surface, SCAN, 1.0)
        mentions.append((found.get((gold.start, gold.end), own), gold))
    mentions += [(m, None) for span, m in found.items() if not covered[span[0] : span[1]].any()]
    mentions.sort(key=lambda pair: (pair[0].start, pair[0].end))
    reading = Reading(article.article_id, {"text": article.text}, [m for m, _ in mentions])
    return (
        reading,
        [gold for _, gold in mentions],
        [(m.start, m.end) in (found if spans is None else spans) for m, _ in mentions],
    )


def great_circle_km(lat1, lon1, lat2, lon2):
    """Haversine distance between arrays of points in degrees."""
    p1, p2 = np.radians(lat1), np.radians(lat2)
    h = np.sin((p2 - p1) / 2) ** 2 + np.cos(p1) * np.cos(p2) * np.sin(np.radians(np.subtract(lon2, lon1)) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1)))


def write_found(path: Path, found) -> None:
    """Stores the spans that were found in each article, by (corpus, article)."""
    with path.open("w", encoding="utf-8") as out:
        for (corpus, article), spans in found.items():
            out.write(json.dumps({"corpus": corpus, "article": article, "spans": sorted(spans)}) + "\n")


def load_found(path: Path | None) -> dict[tuple[str, str], set[tuple[int, int]]] | None:
    """Spans by (corpus, article), as `write_found` wrote them."""
    if path is None:
        return None
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(r["corpus"], r["article"]): {(s, e) for s, e in r["spans"]} for r in records}


def load_mentions(path: Path | None) -> dict[tuple[str, str], list[EntitySpan]]:
    """The recogniser's mentions of the corpora by (corpus, article), as `read_mentions` wrote them."""
    found = {}
    if path:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found[record["corpus"], record["article"]] = [EntitySpan(*m) for m in record["mentions"]]
    return found
