"""The learned choice among candidates: two passes, so that the clear names decide the others; one for short items."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import load_model
from pipelines.enrich.places.containers import with_containers
from pipelines.enrich.places.evidence import Belief, belief_of, evidence
from pipelines.enrich.places.layout import Layout, lay_out
from pipelines.enrich.places.mentions import Reading
from pipelines.enrich.places.surfaces import CONTAINER_KIND, SurfaceIndex

Floats = npt.NDArray[np.float32]

MODEL_DIR = Path(__file__).parents[2] / "models" / "places"
CALIBRATION_FILE = MODEL_DIR / "ranker.json"


class Ranked(NamedTuple):
    """The candidates of a batch after both passes.

    Attributes:
        layout: The batch, with containers.
        scores: Calibrated chance that the candidate lies where the name means, by candidate.
        best: Best candidate of each group, -1 for none.
    """

    layout: Layout
    scores: Floats
    best: npt.NDArray[np.int64]

    def is_container(self, candidate: int) -> bool:
        """Whether a candidate is the place around an unlisted one."""
        return int(self.layout.statics[candidate, 0]) == CONTAINER_KIND


SHORT_NAMES, SHORT_CHARS = 2, 400
"""An article with no more names and characters is a short item, which trees of its own read: what the world's news mean most."""
HOME_FEATURES = ("home", "home_gap", "home_best")
"""What the article's words say of the candidate's country: for it, against the country they speak for most, and that one."""


def features_of(layout: Layout, belief: Belief, index: SurfaceIndex) -> Floats:
    """All features of each candidate: its own, its group's, the article's evidence and that of its words."""
    homes = _home_features(layout, index)
    groups = layout.group_features[layout.candidate_groups]
    return np.concatenate((layout.statics, groups, evidence(layout, belief, index.gazetteer), homes), axis=1)


def _home_features(layout: Layout, index: SurfaceIndex) -> Floats:
    features = np.zeros((len(layout.rows), len(HOME_FEATURES)), np.float32)
    if len(layout.rows):
        articles = layout.group_articles[layout.candidate_groups]
        features[:, 0] = layout.homes[articles, index.gazetteer.country_id[layout.rows]]
        features[:, 2] = layout.homes.max(axis=1)[articles]
        features[:, 1] = features[:, 0] - features[:, 2]
    return features


def of_short_items(layout: Layout) -> npt.NDArray[np.bool_]:
    """Whether each candidate is one of an article with at most `SHORT_NAMES` names and `SHORT_CHARS` characters."""
    names = np.bincount(layout.group_articles, minlength=len(layout.openings))
    is_short: npt.NDArray[np.bool_] = (names <= SHORT_NAMES) & (layout.lengths <= SHORT_CHARS)
    return is_short[layout.group_articles[layout.candidate_groups]]


def settled_before(layout: Layout, chances: Floats, second: Floats) -> Floats:
    """The chances after both passes: a short item has nothing that a second pass could lean on, containers apart."""
    is_done = of_short_items(layout) & (layout.statics[:, 0] != CONTAINER_KIND)
    return np.where(is_done, chances, second).astype(np.float32)


class Ranker:
    """Ranks the candidates of every name of a batch of articles."""

    def __init__(self, index: SurfaceIndex, *, model_dir: Path = MODEL_DIR, threads: int = 1) -> None:
        self._index = index
        self._first = load_model(model_dir / "ranker_first.onnx", threads)
        self._second = load_model(model_dir / "ranker_second.onnx", threads)
        self._short = load_model(model_dir / "ranker_short.onnx", threads)
        calibration = json.loads((model_dir / CALIBRATION_FILE.name).read_text(encoding="utf-8"))
        self._raw = np.array(calibration["raw"], np.float32)
        self._calibrated = np.array(calibration["calibrated"], np.float32)
        self._calibrated_short = np.array(calibration["calibrated_short"], np.float32)

    def rank(self, readings: Sequence[Reading]) -> Ranked:
        """The scored candidates of each name of each article."""
        layout = lay_out(readings, self._index)
        belief = belief_of(layout, layout.priors)
        if len(layout.rows):
            features = features_of(layout, belief, self._index)
            is_short = of_short_items(layout)
            chances = self._chances(self._first, features)
            if is_short.any():
                chances[is_short] = self._chances(self._short, features[is_short])
            layout, chances = with_containers(layout, belief_of(layout, chances), self._index)
            belief = belief_of(layout, chances)
            settled = self._chances(self._second, features_of(layout, belief, self._index))
            belief = belief_of(layout, settled_before(layout, chances, settled))
        scores = np.interp(belief.chances, self._raw, self._calibrated).astype(np.float32)
        is_short = of_short_items(layout)
        scores[is_short] = np.interp(belief.chances[is_short], self._raw, self._calibrated_short)
        return Ranked(layout, scores, belief.best)

    @staticmethod
    def _chances(model: object, features: Floats) -> Floats:
        outputs = model.run({"features": features}, ["probabilities"])  # type: ignore[attr-defined]
        return np.ascontiguousarray(outputs["probabilities"][:, 1], dtype=np.float32)
