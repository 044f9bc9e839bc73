"""What an article's other toponyms say of each candidate: shared countries, containment in the text, distances."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.enrich.places.cues import Link
from pipelines.enrich.places.layout import Layout
from pipelines.gazetteer import Gazetteer

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

MAX_ANCHORS = 24
"""Groups of an article whose places the others are measured against; bounds the work for hostile input."""
MAX_OUTER = 8
"""Candidates of the outer name that a bound pair is checked against."""
EARTH_KM = 6371.0
FAR_KM = 20_039.0
"""Half the circumference: the distance to nothing."""
NEAR_KM = 120.0
REGION_KM = 700.0

EVIDENCE_FEATURES = (
    "belief",
    "belief_rank",
    "country_share",
    "admin1_share",
    "country_named",
    "admin1_named",
    "admin2_named",
    "inside_comma",
    "inside_in",
    "inside_holds",
    "inside_any",
    "holds_any",
    "beside_km",
    "nearest_km",
    "near_share",
    "region_share",
    "previous_km",
    "following_km",
    "opening_km",
    "home_country_share",
)


@dataclass(slots=True)
class Belief:
    """Chances of the candidates as they stand, and each group's best candidate (-1 for none)."""

    chances: Floats
    best: Longs


def belief_of(layout: Layout, chances: Floats) -> Belief:
    """Chances, and each group's best candidate (-1 for none)."""
    best = np.full(len(layout.group_articles), -1, np.int64)
    order = np.lexsort((-chances, layout.candidate_groups))
    groups, first = np.unique(layout.candidate_groups[order], return_index=True)
    best[groups] = order[first]
    return Belief(chances, best)


def evidence(layout: Layout, belief: Belief, gazetteer: Gazetteer) -> Floats:
    """One row a candidate, columns as in `EVIDENCE_FEATURES`."""
    features = np.zeros((len(layout.rows), len(EVIDENCE_FEATURES)), np.float32)
    if not len(layout.rows):
        return features
    articles = layout.group_articles[layout.candidate_groups].astype(np.int64)
    weights = belief.chances * layout.group_weights[layout.candidate_groups]
    rows = layout.rows
    country, admin1 = gazetteer.country_id[rows].astype(np.int64), gazetteer.admin1_row[rows].astype(np.int64)
    features[:, 0] = belief.chances
    features[:, 1] = _rank_in_group(layout, belief.chances)
    votes = _Votes(articles, layout.candidate_groups.astype(np.int64), weights)
    features[:, 2] = votes.share(country, country, is_known=country > 0)
    features[:, 3] = votes.share(admin1, admin1, is_known=admin1 >= 0)
    areas = (gazetteer.country_row, gazetteer.admin1_row, gazetteer.admin2_row)
    for column, area in enumerate(areas, start=4):
        outer = area[rows].astype(np.int64)
        features[:, column] = votes.share(rows.astype(np.int64), outer, is_known=(outer >= 0) & (outer != rows))
    features[:, 7:13] = _bound(layout, belief, gazetteer)
    features[:, 13:19] = _distances(layout, belief, gazetteer, articles)
    features[:, 19] = votes.totals_share(country, is_known=country > 0)
    return features


class _Votes:
    """Weight of the other groups of an article behind a value."""

    def __init__(self, articles: Longs, groups: Longs, weights: Floats) -> None:
        self._articles, self._groups, self._weights = articles, groups, weights.astype(np.float64)
        self._article_totals = np.bincount(articles, self._weights)
        self._group_totals = np.bincount(groups, self._weights)

    def share(self, voted: Longs, asked: Longs, *, is_known: npt.NDArray[np.bool_]) -> Floats:
        """Of the weight of the article's other groups, the part whose `voted` value is the candidate's `asked` value."""
        base = int(max(voted.max(), asked.max())) + 2
        all_weight = _lookup(self._articles * base + voted + 1, self._weights, self._articles * base + asked + 1)
        own_weight = _lookup(self._groups * base + voted + 1, self._weights, self._groups * base + asked + 1)
        rest = self._article_totals[self._articles] - self._group_totals[self._groups]
        share = np.where(is_known, (all_weight - own_weight) / np.maximum(rest, 0.5), 0.0)
        return share.astype(np.float32)

    def totals_share(self, voted: Longs, *, is_known: npt.NDArray[np.bool_]) -> Floats:
        """Of the weight of the whole article, the part with the candidate's value."""
        base = int(voted.max()) + 2
        keys = self._articles * base + voted
        share = _lookup(keys, self._weights, keys) / np.maximum(self._article_totals[self._articles], 0.5)
        return np.where(is_known, share, 0.0).astype(np.float32)


def _lookup(keys: Longs, weights: npt.NDArray[np.float64], asked: Longs) -> npt.NDArray[np.float64]:
    distinct, inverse = np.unique(keys, return_inverse=True)
    sums = np.bincount(inverse, weights)
    at = np.minimum(np.searchsorted(distinct, asked), len(distinct) - 1)
    return np.where(distinct[at] == asked, sums[at], 0.0)


def _rank_in_group(layout: Layout, chances: Floats) -> Floats:
    order = np.lexsort((-chances, layout.candidate_groups))
    starts = np.searchsorted(layout.candidate_groups, layout.candidate_groups)
    ranks = np.empty(len(order), np.float32)
    ranks[order] = np.arange(len(order), dtype=np.float32) - starts[order]
    return ranks


def unit_vectors(latitude: Floats, longitude: Floats) -> Floats:
    """Points on the unit sphere, one row each."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)), axis=1).astype(np.float32)


def chord_km(a: Floats, b: Floats) -> Floats:
    """Straight-line distance between rows of unit vectors; within 1 % of the great circle below 3,000 km."""
    km: Floats = (EARTH_KM * np.sqrt(((a - b) ** 2).sum(axis=-1))).astype(np.float32)
    return km


def _bound(layout: Layout, belief: Belief, gazetteer: Gazetteer) -> Floats:
    """Columns inside_comma, inside_in, inside_holds, inside_any, holds_any, beside_km."""
    result = np.zeros((len(layout.rows), 6), np.float32)
    result[:, 5] = np.log1p(FAR_KM)
    if not len(layout.links):
        return result
    starts = np.searchsorted(layout.candidate_groups, np.arange(len(layout.group_articles) + 1))
    for flipped in (False, True):
        inner, outer = (layout.links[:, 1], layout.links[:, 0]) if flipped else (layout.links[:, 0], layout.links[:, 1])
        kinds = layout.links[:, 2]
        left, right, pair_kinds = _pairs(starts, inner, outer, kinds)
        if not len(left):
            continue
        inside = _is_inside(gazetteer, layout.rows[left], layout.rows[right]) * belief.chances[right]
        for column, kind in enumerate((Link.COMMA, Link.IN, Link.HOLDS)):
            if flipped != (kind == Link.HOLDS):
                continue
            of_kind = (pair_kinds == kind) | ((kind == Link.IN) & (pair_kinds == Link.BRACKET))
            np.maximum.at(result[:, column], left[of_kind], inside[of_kind])
        np.maximum.at(result[:, 3], left, inside)
        np.maximum.at(result[:, 4], right, (inside > 0) * belief.chances[left])
    _beside(layout, belief, gazetteer, starts, result)
    return result


def _beside(layout: Layout, belief: Belief, gazetteer: Gazetteer, starts: Longs, result: Floats) -> None:
    of_kind = layout.links[:, 2] == Link.BESIDE
    of_kind |= layout.links[:, 2] == Link.COMMA
    both = layout.links[of_kind][:, :2]
    for here, there in ((both[:, 0], both[:, 1]), (both[:, 1], both[:, 0])):
        best = belief.best[there]
        known = best >= 0
        here, best = here[known], best[known]  # noqa: PLW2901 narrowed to the groups with a place
        counts = starts[here + 1] - starts[here]
        at = _ranges(starts[here], counts)
        other = layout.rows[np.repeat(best, counts)]
        distance = _row_km(gazetteer, layout.rows[at], other)
        np.minimum.at(result[:, 5], at, np.log1p(distance))


def _pairs(starts: Longs, inner: Ints, outer: Ints, kinds: Ints) -> tuple[Longs, Longs, Ints]:
    inner_counts = starts[inner + 1] - starts[inner]
    outer_counts = np.minimum(starts[outer + 1] - starts[outer], MAX_OUTER)
    sizes = inner_counts * outer_counts
    pair = np.repeat(np.arange(len(inner)), sizes)
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    width = outer_counts[pair]
    return starts[inner][pair] + within // width, starts[outer][pair] + within % width, kinds[pair]


def _ranges(starts: Longs, counts: Longs) -> Longs:
    return np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))


def _is_inside(gazetteer: Gazetteer, inner: Ints, outer: Ints) -> npt.NDArray[np.bool_]:
    """Whether a place lies in an area: by the gazetteer's divisions, else within the area's circle."""
    by_division = (
        (gazetteer.admin1_row[inner] == outer)
        | (gazetteer.admin2_row[inner] == outer)
        | (gazetteer.country_row[inner] == outer)
    )
    extent = gazetteer.extent_km[outer]
    is_division = gazetteer.admin1_row[outer] == outer
    is_division |= gazetteer.country_row[outer] == outer
    by_circle = (extent > gazetteer.extent_km[inner]) & ~is_division & (_row_km(gazetteer, inner, outer) < extent)
    inside: npt.NDArray[np.bool_] = (by_division | by_circle) & (inner != outer)
    return inside


def _row_km(gazetteer: Gazetteer, a: Ints, b: Ints) -> Floats:
    return chord_km(
        unit_vectors(gazetteer.latitude[a], gazetteer.longitude[a]),
        unit_vectors(gazetteer.latitude[b], gazetteer.longitude[b]),
    )


def _distances(layout: Layout, belief: Belief, gazetteer: Gazetteer, articles: Longs) -> Floats:
    """Columns nearest_km, near_share, region_share, previous_km, following_km, opening_km."""
    result = np.full((len(layout.rows), 6), np.log1p(FAR_KM), np.float32)
    result[:, 1:3] = 0.0
    points = unit_vectors(gazetteer.latitude[layout.rows], gazetteer.longitude[layout.rows])
    strength = np.where(belief.best >= 0, belief.chances[np.maximum(belief.best, 0)] * layout.group_weights, 0.0)
    bounds = np.searchsorted(articles, np.arange(len(layout.openings) + 1))
    group_bounds = np.searchsorted(layout.group_articles, np.arange(len(layout.openings) + 1))
    for article in range(len(layout.openings)):
        first, last = bounds[article], bounds[article + 1]
        groups = np.arange(group_bounds[article], group_bounds[article + 1])
        groups = groups[strength[groups] > 0]
        if first == last or not len(groups):
            continue
        if len(groups) > MAX_ANCHORS:
            groups = groups[np.argsort(-strength[groups], kind="stable")[:MAX_ANCHORS]]
        anchors = points[belief.best[groups]]
        cosines = np.clip(points[first:last] @ anchors.T, -1.0, 1.0)
        km = EARTH_KM * np.sqrt(2.0 - 2.0 * cosines)
        is_other = layout.candidate_groups[first:last, None] != groups[None, :]
        weight = is_other * strength[groups][None, :]
        total = np.maximum(weight.sum(axis=1), 0.5)
        result[first:last, 0] = np.log1p(np.where(is_other & (weight > 0.3), km, FAR_KM).min(axis=1))
        result[first:last, 1] = (weight * np.exp(-km / NEAR_KM)).sum(axis=1) / total
        result[first:last, 2] = (weight * np.exp(-km / REGION_KM)).sum(axis=1) / total
    around = np.column_stack((layout.neighbours, layout.openings[layout.group_articles]))[layout.candidate_groups]
    for column in range(3):
        other = around[:, column]
        best = np.where(other >= 0, belief.best[np.maximum(other, 0)], -1)
        known = (best >= 0) & (other != layout.candidate_groups)
        result[known, 3 + column] = np.log1p(chord_km(points[known], points[best[known]]))
    return result
