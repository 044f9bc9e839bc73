# ruff: noqa: ANN001, ANN201, D103 offline scripts over untyped libraries
"""How far off the ranker's places are, as the trainer prints it."""

import numpy as np

from pipelines.enrich.places.qualifiers import in_area
from pipelines.training.places.corpora import HIT_KM, great_circle_km


def hits(layout, belief, gold_of_mention, index):
    """Error in km of each located gold mention under the belief, a qualified name put where the resolver puts it."""
    gazetteer, errors = index.gazetteer, []
    order = np.lexsort((-belief.chances, layout.candidate_groups))
    bounds = np.searchsorted(layout.candidate_groups, np.arange(len(layout.group_articles) + 1))
    for group, gold in zip(layout.mention_groups.tolist(), gold_of_mention, strict=True):
        if gold is None or not gold.is_located:
            continue
        best = belief.best[group]
        if best < 0:
            errors.append(20039.0)
            continue
        if layout.areas[group]:
            every = order[bounds[group] : bounds[group + 1]].tolist()
            best = in_area(int(best), every, layout.areas[group], layout.rows, index)
        row = layout.rows[best]
        errors.append(
            float(great_circle_km(gazetteer.latitude[row], gazetteer.longitude[row], gold.latitude, gold.longitude))
        )
    return np.array(errors)


def summary(errors, found):
    right = errors <= HIT_KM
    return (
        f"n={len(errors)} acc161={right.mean():.3f} mean={errors.mean():.0f} median={np.median(errors):.1f}"
        f" end to end {(right & found).mean():.3f}"
    )
