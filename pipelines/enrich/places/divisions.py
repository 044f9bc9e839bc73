"""Whether a name means a division or the town in it that bears it too: Oklahoma or Oklahoma City, Kiev or its oblast.

What the ranker was taught by calls both right, since they lie near each other; this choice was learnt where the gold point
is that of one of the two.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.places.layout import GROUP_FEATURES, Layout
from pipelines.enrich.places.surfaces import CONTAINER_KIND
from pipelines.gazetteer import NAME_KINDS, Gazetteer

MODEL_DIR = Path(__file__).parents[2] / "models" / "places"
DIVISIONS_FILE = MODEL_DIR / "divisions.json"
LEAST_SHARE = 0.15
"""Of the best candidate's score, what a division or a town needs to be asked about."""
TOWN = "P."
FIRST_LEVEL = "A.ADM1"
"""Code of states and provinces, which are asked about before the county that bears the name as well."""
ALIKE_SHARE = 0.5
"""Of the best candidate's score, what another one of its class beside it needs to be as likely."""
NEAR_KM, KM_PER_DEGREE = 161.0, 111.2
_OWN_NAMES = frozenset({"main", "official", "alternate"})
"""Kinds of names that are not made from the town's with a word of division left out."""
_DIVISION_WORDS = frozenset({"Strip", "State", "Province", "Territory"})
"""What is said after a division's own name to tell it from a town."""
_CUE = GROUP_FEATURES.index("cue")
_LEAST_SCORE = 1e-3


class Pair(NamedTuple):
    """A division and a town in it, both candidates of one name, as positions among the candidates."""

    division: int
    town: int


def pair_of(
    candidates: Iterable[int], layout: Layout, scores: npt.NDArray[np.float64], gazetteer: Gazetteer
) -> Pair | None:
    """The likeliest division and the likeliest town in it, if the best candidate is one of them and the other is plausible.

    Args:
        candidates: Positions of a group's candidates, best first.
        layout: The batch.
        scores: Scores of all candidates.
        gazetteer: What the candidates' rows count in.
    """
    listed = [at for at in candidates if int(layout.statics[at, 0]) != CONTAINER_KIND]
    if not listed:
        return None
    plausible = [at for at in listed if scores[at] >= LEAST_SHARE * scores[listed[0]]]
    codes = {at: gazetteer.feature_codes[gazetteer.feature_id[layout.rows[at]]] for at in plausible}
    for division in sorted(plausible, key=lambda at: codes[at] != FIRST_LEVEL):
        for town in plausible:
            if codes[division].startswith("A.") and codes[town].startswith(TOWN) and plausible[0] in {division, town}:
                around = gazetteer.containment(int(layout.rows[town]))
                if int(layout.rows[division]) in around[:2]:
                    return Pair(division, town)
    return None


def told_apart(
    group: int, candidates: Sequence[int], layout: Layout, meant: npt.NDArray[np.int64], gazetteer: Gazetteer
) -> int:
    """The first-level division that a bare name means because the article tells its town or itself apart; -1 where it does not.

    "Quebec" beside "Quebec City" is the province, and "Gaza" beside "Gaza Strip" the strip. "Kharkiv" beside "Kharkiv Oblast" is
    the city: the division bears the bare name only with its word left out.

    Args:
        group: The name's group.
        candidates: Positions of its candidates.
        layout: The batch.
        meant: The candidate that each group means, -1 for none.
        gazetteer: What the candidates' rows count in.
    """
    surface, article = layout.surfaces[group], layout.group_articles[group]
    begin, end = np.searchsorted(layout.group_articles, [article, article + 1]).tolist()
    longer = {
        layout.surfaces[at].removeprefix(f"{surface} "): int(layout.rows[meant[at]])
        for at in range(begin, end)
        if layout.surfaces[at].startswith(f"{surface} ") and meant[at] >= 0
    }
    town = longer.get("City", -1)
    divisions = {int(gazetteer.admin1_row[town])} if town >= 0 else set()
    divisions |= {row for word, row in longer.items() if word in _DIVISION_WORDS}
    for at in candidates:
        row = int(layout.rows[at])
        kind = int(layout.statics[at, 0])
        is_its_name = kind != CONTAINER_KIND and NAME_KINDS[kind] in _OWN_NAMES
        if row in divisions and row == int(gazetteer.admin1_row[row]) and is_its_name:
            return at
    return -1


def best_known(
    best: int, candidates: Sequence[int], layout: Layout, scores: npt.NDArray[np.float64], gazetteer: Gazetteer
) -> int:
    """Of the candidates beside the best one that are as likely, the best known: the ranker was taught that all are right.

    Args:
        best: Position of the best candidate.
        candidates: Positions of its group's candidates.
        layout: The batch.
        scores: Scores of all candidates.
        gazetteer: What the candidates' rows count in.
    """
    rows = [int(layout.rows[at]) for at in candidates]
    alike = best
    for at, row in zip(candidates, rows, strict=True):
        is_as_likely = scores[at] >= ALIKE_SHARE * scores[best] and int(layout.statics[at, 0]) != CONTAINER_KIND
        if (
            is_as_likely
            and layout.priors[at] > layout.priors[alike]
            and _is_beside(gazetteer, row, int(layout.rows[best]))
        ):
            alike = at
    return alike


def _is_beside(gazetteer: Gazetteer, row: int, other: int) -> bool:
    """Whether two places of one class lie within the distance that the ranker was taught to call right."""
    classes = [gazetteer.feature_codes[gazetteer.feature_id[at]][0] for at in (row, other)]
    latitude = math.radians(float(gazetteer.latitude[row]))
    north = float(gazetteer.latitude[row] - gazetteer.latitude[other])
    east = float(gazetteer.longitude[row] - gazetteer.longitude[other]) * math.cos(latitude)
    return classes[0] == classes[1] and math.hypot(north, east) * KM_PER_DEGREE <= NEAR_KM


def cues_of(
    pair: Pair, group: int, layout: Layout, scores: npt.NDArray[np.float64], *, gazetteer: Gazetteer, others: set[int]
) -> dict[str, float]:
    """What speaks for either, by name.

    Args:
        pair: The two candidates.
        group: Their group.
        layout: The batch.
        scores: Scores of all candidates.
        gazetteer: What the candidates' rows count in.
        others: Gazetteer rows that the article's other names mean.
    """
    division, town = layout.statics[pair.division], layout.statics[pair.town]
    rows = [int(layout.rows[at]) for at in pair]
    codes = [gazetteer.feature_codes[gazetteer.feature_id[row]] for row in rows]
    kinds = [NAME_KINDS[int(statics[0])] for statics in (division, town)]
    scored = [math.log(max(_LEAST_SCORE, float(scores[at]))) for at in pair]
    return {
        f"division {codes[0]}": 1.0,
        f"town {codes[1]}": 1.0,
        f"names {kinds[0]} {kinds[1]}": 1.0,
        f"town's name {kinds[1]}": 1.0,
        f"cue {int(layout.group_features[group, _CUE])}": 1.0,
        "name": float(division[1] - town[1]),
        "importance": float(division[4] - town[4]),
        "inhabitants": float(town[3]) / 5,
        "inhabitants apart": float(town[3] - division[3]),
        "score": scored[0] - scored[1],
        "division named otherwise": float(rows[0] in others),
        "town named otherwise": float(rows[1] in others),
    }


class DivisionModel:
    """Weights by cue; a positive sum means the division.

    Args:
        folder: Where `divisions.json` lies.
    """

    def __init__(self, folder: Path = MODEL_DIR) -> None:
        settings = json.loads((folder / DIVISIONS_FILE.name).read_text(encoding="utf-8"))
        self._bias = float(settings["bias"])
        self._weights: Mapping[str, float] = settings["weights"]

    def is_division(self, cues: Mapping[str, float]) -> bool:
        """Whether the division is meant."""
        return self._bias + sum(self._weights.get(name, 0.0) * value for name, value in cues.items()) > 0.0
