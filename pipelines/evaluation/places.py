"""Scores places end to end, from raw text: recognition, resolution and role, over all gold spans."""

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypedDict

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.places.mentions import SCAN, Mention, Reading
from pipelines.enrich.places.resolver import PlaceResolver
from pipelines.evaluation.places_gold import ROLES, GoldArticle, GoldToponym, read_gold_places
from pipelines.gazetteer import Gazetteer
from pipelines.worker import Annotator

HIT_KM = 161.0
"""100 miles: the radius of accuracy@161 (Gritta et al. 2019, after Eisenstein et al. 2010)."""
UNRESOLVED_KM = 20_039.0
"""Error of a gold toponym that was not found or not resolved: half the Earth's circumference."""
EARTH_KM = 6371.0088
COUNTRY_KM = 50.0
"""A gold point without a stated country takes that of the nearest town, if one is this near."""
BATCH_ARTICLES = 32
ISO_CODE_CHARS = 2
READER_THREADS = 2


class Found(TypedDict):
    """What of a row of `core.place_mentions` is scored."""

    latitude: float | None
    longitude: float | None
    country_code: str | None
    role: str


Spans = dict[tuple[str, int, int], Found]


def evaluate(
    gold: Path, resolver: PlaceResolver | None = None, recogniser: Annotator | None = None
) -> dict[str, object]:
    """Scores of the shipped recogniser and resolver on a gold set.

    All gold rows count for recognition: every toponym of the file, of GeoWebNews those whose type is literal or
    associative. Those with a point count for resolution; a gold toponym whose exact span was not found, or not
    resolved, counts as 20,039 km off. Roles are scored over all gold spans that state one: an unfound one is missed.

    Args:
        gold: XML of the LGL, GeoVirus or GeoWebNews kind, or JSONL; see `read_gold_places`.
        resolver: The resolver to score; the shipped one when None.
        recogniser: The entity recogniser before it; the shipped one when None.

    Returns:
        `recognition` (exact and overlapping spans), `resolution` (end to end), `resolution_gold_spans` (the resolver
        given the gold spans), `roles` by class.

    Raises:
        GoldError: If the gold is in none of these forms.
    """
    articles = read_gold_places(gold)
    resolver = resolver or PlaceResolver()
    if recogniser is None:
        from pipelines.enrich.entities.named import NamedEntityReader

        recogniser = NamedEntityReader(threads=READER_THREADS)
    found = predicted_spans(articles, resolver, recogniser)
    given = given_spans(articles, resolver)
    countries = _CountryOf(resolver.gazetteer)
    return {
        "task": "places",
        "gazetteer": resolver.gazetteer.version,
        "article_count": len(articles),
        "gold_count": sum(len(article.toponyms) for article in articles),
        "located_count": sum(toponym.is_located for article in articles for toponym in article.toponyms),
        "misplaced_count": sum(article.misplaced_count for article in articles),
        "predicted_count": len(found),
        "recognition": recognition(articles, found),
        "resolution": resolution(articles, found, countries),
        "resolution_gold_spans": resolution(articles, given, countries),
        "roles": roles(articles, found),
        "roles_gold_spans": roles(articles, given),
    }


def predicted_spans(articles: Sequence[GoldArticle], resolver: PlaceResolver, recogniser: Annotator) -> Spans:
    """What the pipeline finds in the raw texts, by article number and span."""
    found: Spans = {}
    for first in range(0, len(articles), BATCH_ARTICLES):
        batch = {"core.articles": _article_rows(articles[first : first + BATCH_ARTICLES], first)}
        batch["core.sentences"] = CONTRACTS["core.sentences"].empty()
        batch["core.entity_mentions"] = recogniser.predict(batch)
        found.update(_spans(resolver.predict(batch)))
    return found


def given_spans(articles: Sequence[GoldArticle], resolver: PlaceResolver) -> Spans:
    """What the resolver makes of the gold spans."""
    readings = []
    for number, article in enumerate(articles):
        mentions = [Mention("text", t.start, t.end, article.text[t.start : t.end], SCAN, 1.0) for t in article.toponyms]
        readings.append(Reading(str(number), {"text": article.text}, mentions))
    return _spans(resolver.resolve(readings))


def _article_rows(articles: Sequence[GoldArticle], first: int) -> pa.Table:
    return CONTRACTS["core.articles"].from_rows(
        [
            {
                "article_id": str(number),
                "text": article.text,
                "is_title_in_text": False,
                "word_count": len(article.text.split()),
                "language_code": "en",
                "published_basis": "none",
                "annotator_id": "gold",
            }
            for number, article in enumerate(articles, start=first)
        ]
    )


def _spans(place_mentions: pa.Table) -> Spans:
    return {
        (row["article_id"], row["start_char"], row["end_char"]): Found(
            latitude=row["latitude"], longitude=row["longitude"], country_code=row["country_code"], role=row["role"]
        )
        for row in place_mentions.to_pylist()
    }


def recognition(articles: Sequence[GoldArticle], found: Spans) -> dict[str, object]:
    """Precision, recall and F1 of spans: exact, and with any overlap counted as found."""
    exact = overlap_found = overlap_gold = gold_count = 0
    by_article: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in found:
        by_article.setdefault(article_id, []).append((start, end))
    for number, article in enumerate(articles):
        gold = [(t.start, t.end) for t in article.toponyms]
        predicted = by_article.get(str(number), [])
        gold_count += len(gold)
        exact += len(set(gold) & set(predicted))
        overlap_gold += _overlapping(gold, predicted, len(article.text))
        overlap_found += _overlapping(predicted, gold, len(article.text))
    return {
        "exact": prf(exact, exact, len(found), gold_count),
        "overlap": prf(overlap_found, overlap_gold, len(found), gold_count),
    }


def _overlapping(spans: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]], length: int) -> int:
    covered = np.zeros(length + 1, np.bool_)
    for start, end in others:
        covered[start:end] = True
    return sum(bool(covered[start:end].any()) for start, end in spans)


def prf(right_found: int, right_gold: int, found_count: int, gold_count: int) -> dict[str, float]:
    """Precision, recall and F1."""
    precision = right_found / found_count if found_count else 0.0
    recall = right_gold / gold_count if gold_count else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def resolution(
    articles: Sequence[GoldArticle], found: Spans, country_of: Callable[[GoldToponym], str | None]
) -> dict[str, object]:
    """Errors over all located gold spans, and the share of right countries over those whose country is known."""
    errors: list[float] = []
    resolved = country_right = country_count = 0
    for number, article in enumerate(articles):
        for toponym in article.toponyms:
            if not toponym.is_located:
                continue
            row = found.get((str(number), toponym.start, toponym.end))
            errors.append(_error_km(toponym, row))
            resolved += row is not None and row["latitude"] is not None
            country = country_of(toponym)
            if country:
                country_count += 1
                country_right += row is not None and row["country_code"] == country
    return {
        **error_summary(np.array(errors)),
        "resolved_share": round(resolved / len(errors), 4) if errors else None,
        "country_accuracy": round(country_right / country_count, 4) if country_count else None,
        "country_count": country_count,
    }


def _error_km(toponym: GoldToponym, row: Found | None) -> float:
    if row is None or row["latitude"] is None or row["longitude"] is None:
        return UNRESOLVED_KM
    return great_circle_km(row["latitude"], row["longitude"], toponym.latitude or 0.0, toponym.longitude or 0.0)


def great_circle_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Haversine distance between two points in degrees."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_phi, half_theta = (other_phi - phi) / 2, math.radians(other_longitude - longitude) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi) * math.cos(other_phi) * math.sin(half_theta) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def error_summary(errors: npt.NDArray[np.float64]) -> dict[str, float | int | None]:
    """Accuracy@161 km, mean, median, and the area under the curve of log errors (Jurgens et al. 2015; lower is better)."""
    if not len(errors):
        return {"count": 0, "accuracy_161km": None, "mean_km": None, "median_km": None, "auc": None}
    logs = np.sort(np.log1p(np.minimum(errors, UNRESOLVED_KM))) / math.log1p(UNRESOLVED_KM)
    auc = float(np.trapezoid(logs) / (len(logs) - 1)) if len(logs) > 1 else float(logs[0])
    return {
        "count": len(errors),
        "accuracy_161km": round(float((errors <= HIT_KM).mean()), 4),
        "mean_km": round(float(errors.mean()), 1),
        "median_km": round(float(np.median(errors)), 1),
        "auc": round(auc, 4),
    }


def roles(articles: Sequence[GoldArticle], found: Spans) -> dict[str, object]:
    """F1 by role over exact spans: a gold span that was not found is missed, a found one that is no toponym is not counted."""
    hits, wanted, given = (dict.fromkeys(ROLES, 0) for _ in range(3))
    for number, article in enumerate(articles):
        for toponym in article.toponyms:
            if toponym.role is None:
                continue
            wanted[toponym.role] += 1
            row = found.get((str(number), toponym.start, toponym.end))
            if row is not None:
                given[row["role"]] += 1
                hits[toponym.role] += row["role"] == toponym.role
    return {role: {**prf(hits[role], hits[role], given[role], wanted[role]), "count": wanted[role]} for role in ROLES}


class _CountryOf:
    """The country of a gold toponym: as stated, else that of the nearest town."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        is_town = np.array([code.startswith("P.") for code in gazetteer.feature_codes])[gazetteer.feature_id]
        self._towns = np.flatnonzero(is_town)
        self._latitude = gazetteer.latitude[self._towns]
        order = np.argsort(self._latitude, kind="stable")
        self._towns, self._latitude = self._towns[order], self._latitude[order]

    def __call__(self, toponym: GoldToponym) -> str | None:
        """ISO 3166-1 alpha-2 code, or None when nothing tells it."""
        if toponym.country:
            if len(toponym.country) == ISO_CODE_CHARS and toponym.country.isupper():
                return toponym.country
            best = self._gazetteer.candidates(toponym.country, limit=1, fuzzy=False)
            return self._code(best[0].row) if best else None
        latitude, longitude = toponym.latitude or 0.0, toponym.longitude or 0.0
        band = COUNTRY_KM / 111.0
        first, last = np.searchsorted(self._latitude, (latitude - band, latitude + band))
        near = self._towns[first:last]
        if not len(near):
            return None
        north = self._gazetteer.latitude[near] - latitude
        east = (self._gazetteer.longitude[near] - longitude) * math.cos(math.radians(latitude))
        squared = north**2 + east**2
        nearest = int(np.argmin(squared))
        return self._code(int(near[nearest])) if float(squared[nearest]) <= band**2 else None

    def _code(self, row: int) -> str | None:
        return self._gazetteer.country_codes[self._gazetteer.country_id[row]] or None
