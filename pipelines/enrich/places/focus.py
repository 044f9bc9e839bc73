"""The places an article is about, among all it names."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.gazetteer import Gazetteer
from pipelines.worker import Json, rows_by_article

TITLE_WEIGHT = 3.0
"""A headline names what the article is about; a mention there weighs as three in the body."""
OPENING_WEIGHT = 2.0
"""Mentions in the deck or the opening weigh double; a dateline stands there too."""
OPENING_CHARS = 300
"""Characters of the text that count as its opening: a deck, or the first sentence or two."""
ASSOCIATIVE_WEIGHT = 0.25
"""A quarter: "Moscow warned" says little of where an article plays."""
PART_SHARE = 0.5
"""Of the weight of a place, what also speaks for the area around it: less than its own, so the town comes first."""
FOCUS_SHARE = 0.25
"""A place is a focus when its score is at least this, and at least `FOCUS_OF_BEST` of the best one's."""
FOCUS_OF_BEST = 0.6
SATURATION = 2.0
"""Weight at which a place that has the article to itself reaches a score of 0.63."""


@dataclass(slots=True)
class _Named:
    mention_count: int = 0
    literal_count: int = 0
    weight: float = 0.0
    row: int | None = None
    parts: set[str] = field(default_factory=set)


def article_places(
    place_mentions: pa.Table, articles: pa.Table, annotator_id: str, *, gazetteer: Gazetteer | None = None
) -> pa.Table:
    """Rows of `core.article_places`: one per article and resolved place, in the order of the articles.

    The score grows with literal mentions, most in the title and the opening; an area that is named beside a place in
    it is less of a focus than the place. Unresolved mentions are left out, and those put into the place around them.

    Args:
        place_mentions: Rows of `core.place_mentions`.
        articles: Rows of `core.articles`.
        annotator_id: What the rows are marked with.
        gazetteer: Tells which places lie in which; without it every place stands alone.
    """
    mentions = rows_by_article(place_mentions)
    rows: list[dict[str, Json]] = []
    for article_id, is_title_in_text, title in zip(
        *(articles.column(name).to_pylist() for name in ("article_id", "is_title_in_text", "title")), strict=True
    ):
        title_chars = len(title or "") if is_title_in_text else 0
        named = _named(mentions.get(article_id, []), title_chars)
        rows.extend(
            {"article_id": article_id, "annotator_id": annotator_id, **row} for row in _scored(named, gazetteer)
        )
    return CONTRACTS["core.article_places"].from_rows(rows)


def _named(mentions: list[dict[str, Json]], title_chars: int) -> dict[str, _Named]:
    named: dict[str, _Named] = {}
    for mention in mentions:
        place_id = mention["place_id"]
        if not isinstance(place_id, str) or mention["resolution_basis"] == "container":
            continue
        place = named.setdefault(place_id, _Named())
        is_literal = mention["role"] == "literal"
        start = int(str(mention["start_char"]))
        weight = 1.0 if is_literal else ASSOCIATIVE_WEIGHT
        if mention["field"] == "title" or start < title_chars:
            weight *= TITLE_WEIGHT
        elif start < title_chars + OPENING_CHARS:
            weight *= OPENING_WEIGHT
        place.mention_count += 1
        place.literal_count += is_literal
        place.weight += weight
    return named


def _scored(named: dict[str, _Named], gazetteer: Gazetteer | None) -> Iterator[dict[str, Json]]:
    if not named:
        return
    scores = _contained(named, gazetteer) if gazetteer else {p: n.weight for p, n in named.items()}
    total = sum(scores.values())
    focus = {
        place_id: (weight / total) ** 0.5 * (1.0 - math.exp(-weight / SATURATION)) if total else 0.0
        for place_id, weight in scores.items()
    }
    best = max(focus.values())
    for place_id, place in sorted(named.items(), key=lambda item: (-focus[item[0]], item[0])):
        score = focus[place_id]
        is_about = place.literal_count > 0 or place.weight >= TITLE_WEIGHT * ASSOCIATIVE_WEIGHT * 2
        yield {
            "place_id": place_id,
            "mention_count": place.mention_count,
            "literal_count": place.literal_count,
            "focus_score": round(score, 4),
            "is_focus": bool(is_about and score >= FOCUS_SHARE and score >= FOCUS_OF_BEST * best),
        }


def _contained(named: dict[str, _Named], gazetteer: Gazetteer) -> dict[str, float]:
    """Weights after the areas around a named place have lent it part of theirs."""
    rows = {}
    for place_id in named:
        try:
            rows[place_id] = gazetteer.row(place_id)
        except KeyError:
            continue
    by_row = {row: place_id for place_id, row in rows.items()}
    weights = {place_id: place.weight for place_id, place in named.items()}
    for place_id, row in rows.items():
        for area_row in {int(a) for a in gazetteer.containment(row)} - {row, -1}:
            area = by_row.get(area_row)
            if area is not None:
                lent = PART_SHARE * min(named[area].weight, named[place_id].weight)
                weights[place_id] += lent / 2
                weights[area] = max(0.1 * named[area].weight, weights[area] - lent)
    return weights
