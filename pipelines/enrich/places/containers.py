"""Candidates for names the gazetteer lacks: the places that the text puts them in.

"Frenchmen Street" in an article about New Orleans is in no small gazetteer, but the article says where it is. Such a
candidate has a name kind of its own, competes with the name's own candidates, and is marked in the result.
"""

from dataclasses import replace

import numpy as np

from pipelines.enrich.places.cues import Link
from pipelines.enrich.places.evidence import Belief
from pipelines.enrich.places.layout import GROUP_FEATURES, Layout
from pipelines.enrich.places.surfaces import CONTAINER_KIND, MAX_CANDIDATES, SurfaceIndex
from pipelines.gazetteer.place import NAME_KINDS

WEAK_KINDS = frozenset(NAME_KINDS.index(kind) for kind in ("site", "part", "fuzzy", "transliteration", "alternate"))
"""A name whose readings are all of these may well be a place that the gazetteer lacks."""
BOUND_SCORE, PREVIOUS_SCORE, FOLLOWING_SCORE, LEADING_SCORE = 0.5, 0.4, 0.35, 0.3
"""Name scores that tell the ranker how a container was come by."""
LEADING_GROUPS = 2
"""Places of the article, by belief and mentions, that any unlisted name of it may be in."""
_IS_SITE = GROUP_FEATURES.index("is_site")


def with_containers(layout: Layout, belief: Belief, index: SurfaceIndex) -> tuple[Layout, np.ndarray]:
    """The layout with containers added to the names that may need one, and the chances of all candidates.

    Containers start with a chance of 0.
    """
    wanted = _groups_without_place(layout)
    if not len(wanted):
        return layout, belief.chances
    outers = _bound_outers(layout, wanted)
    leaders = _leaders(layout, belief, wanted)
    additions: list[tuple[int, np.ndarray, np.ndarray]] = []
    for group in wanted.tolist():
        scored: dict[int, float] = {}
        sources = [(outer, BOUND_SCORE) for outer in outers.get(group, ())]
        previous, following = layout.neighbours[group].tolist()
        sources += [(previous, PREVIOUS_SCORE), (following, FOLLOWING_SCORE)]
        sources += [(leader, LEADING_SCORE) for leader in leaders.get(int(layout.group_articles[group]), ())]
        for source, score in sources:
            if source >= 0 and source != group and belief.best[source] >= 0:
                scored.setdefault(int(layout.rows[belief.best[source]]), score)
        if scored:
            additions.append((group, np.array(list(scored), np.int32), np.array(list(scored.values()), np.float32)))
    if not additions:
        return layout, belief.chances
    return _appended(layout, belief, index, additions)


def _appended(
    layout: Layout, belief: Belief, index: SurfaceIndex, additions: list[tuple[int, np.ndarray, np.ndarray]]
) -> tuple[Layout, np.ndarray]:
    blocks = [
        index.described(rows, np.full(len(rows), CONTAINER_KIND, np.float32), scores, layout.surfaces[group])
        for group, rows, scores in additions
    ]
    groups = np.concatenate(
        [layout.candidate_groups, *(np.full(len(rows), group, np.int32) for group, rows, _ in additions)]
    )
    order = np.argsort(groups, kind="stable")
    chances = np.concatenate([belief.chances, np.zeros(len(groups) - len(layout.rows), np.float32)])
    extended = replace(
        layout,
        candidate_groups=groups[order],
        rows=np.concatenate([layout.rows, *(b.rows for b in blocks)])[order],
        priors=np.concatenate([layout.priors, *(np.zeros_like(b.priors) for b in blocks)])[order],
        statics=np.concatenate([layout.statics, *(b.features for b in blocks)])[order],
    )
    return extended, chances[order]


def _groups_without_place(layout: Layout) -> np.ndarray:
    """Groups whose name is a site's, or that have no candidate under a name of its own."""
    strong = np.zeros(len(layout.group_articles), bool)
    is_strong = ~np.isin(layout.statics[:, 0].astype(int), list(WEAK_KINDS))
    strong[layout.candidate_groups[is_strong]] = True
    return np.flatnonzero((~strong | (layout.group_features[:, _IS_SITE] > 0)) & ~layout.are_beyond)


def _bound_outers(layout: Layout, wanted: np.ndarray) -> dict[int, list[int]]:
    outers: dict[int, list[int]] = {}
    of_wanted = np.isin(layout.links[:, :2], wanted).any(axis=1)
    for left, right, kind in layout.links[of_wanted].tolist():
        if kind == Link.HOLDS:
            outers.setdefault(right, []).append(left)
        elif kind != Link.BESIDE:
            outers.setdefault(left, []).append(right)
    return outers


def _leaders(layout: Layout, belief: Belief, wanted: np.ndarray) -> dict[int, list[int]]:
    best = np.maximum(belief.best, 0)
    classes = layout.statics[best, 2] if len(layout.rows) else np.zeros(len(best))
    is_local = (belief.best >= 0) & (classes > 0)
    strength = np.where(is_local, belief.chances[best] * layout.group_weights, 0.0) if len(layout.rows) else classes
    leaders: dict[int, list[int]] = {}
    asked = np.flatnonzero(np.isin(layout.group_articles, layout.group_articles[wanted]) & (strength > 0))
    order = asked[np.lexsort((-strength[asked], layout.group_articles[asked]))]
    for group, article in zip(order.tolist(), layout.group_articles[order].tolist(), strict=True):
        of_article = leaders.setdefault(article, [])
        if len(of_article) < LEADING_GROUPS:
            of_article.append(group)
    return leaders


__all__ = ["MAX_CANDIDATES", "with_containers"]
