"""From probabilities to the topics that an article is given."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipelines.enrich.topics.taxonomy import ancestors, top_level
from pipelines.enrich.topics.vectors import Floats, TopicModel
from pipelines.worker import MODELS

MAX_TOPICS = 5
"""Topics that an article is given beside the ancestors that they imply."""

MIN_TOP_PROBABILITY = 0.30
"""Probability that the best top-level topic must have; below it the evidence does not carry one."""

MIN_SECOND_PROBABILITY = 0.15
"""Probability that a further top-level topic must have for topics below it to be given."""

MIN_SECOND_ALONE = 0.25
"""Probability at which a further top-level topic is given although nothing below it is."""


OPENING_SHARE = 1 / 3
"""What title and opening count for the top-level topic, against the whole text. On texts that no weight was learned from
(`classifier.md`) more are right than by the whole text alone."""


class GivenTopic(NamedTuple):
    """A topic of one article: its code, score, rank in its scheme, and whether only a narrower topic implies it."""

    code: str
    score: float
    rank: int
    is_implied: bool


def ranked(scores: dict[str, float], implied: dict[str, float]) -> list[GivenTopic]:
    """Given topics in the order of `scores`, then the implied ones, with ranks and bounded scores."""
    rows = [(code, score, False) for code, score in scores.items()]
    rows += sorted(((code, score, True) for code, score in implied.items()), key=lambda row: (-row[1], row[0]))
    return [
        GivenTopic(code, round(min(1.0, max(0.0, score)), 4), rank, is_implied)
        for rank, (code, score, is_implied) in enumerate(rows, 1)
    ]


def rows_by(weights: Floats, vectors: Floats) -> Floats:
    """Scores of each vector by each row of weights, one vector at a time: the same digits in a batch of any size."""
    scores = np.empty((len(vectors), len(weights)), np.float32)
    for row, vector in enumerate(vectors):
        np.dot(weights, vector, out=scores[row])
    return scores


class TopicSelector:
    """Scores all IPTC topics that the model knows and picks the ones that an article is given."""

    def __init__(self, model: TopicModel, models: Path = MODELS) -> None:
        self._model = model
        self._weights = np.vstack([model.top_weights, model.node_weights])
        self._column = {code: index for index, code in enumerate(model.top_codes)}
        self._top_of_node = np.array([self._column[top_level(code, models)] for code in model.node_codes], np.int64)
        self._ancestors = {code: ancestors(code, models) for code in (*model.node_codes, *model.top_codes)}

    def probabilities(self, vectors: Floats, openings: Floats | None = None) -> tuple[Floats, Floats]:
        """Probabilities of top-level topics (and, last, of none) and of the topics below, one row per vector.

        Where vectors of the openings are given, they count for the top-level topics.
        Each row is a product of its own, so that its last digits do not depend on how many rows a batch has.
        """
        split = len(self._model.top_weights)
        ones = np.ones((len(vectors), 1), np.float32)
        logits = rows_by(self._weights, np.hstack([vectors, ones]))
        tops = logits[:, :split]
        if openings is not None:
            lead = rows_by(self._model.top_weights, np.hstack([openings, ones]))
            tops = (1 - OPENING_SHARE) * tops + OPENING_SHARE * lead
        tops = tops - tops.max(axis=1, keepdims=True, initial=-np.inf)
        tops = np.exp(tops)
        tops /= tops.sum(axis=1, keepdims=True)
        nodes = 1 / (1 + np.exp(-np.clip(logits[:, split:], -30, 30)))
        return tops.astype(np.float32), nodes.astype(np.float32)

    def select(self, vectors: Floats, openings: Floats | None = None) -> list[list[GivenTopic]]:
        """The topics of each vector's article, best first, ancestors last."""
        tops, nodes = self.probabilities(vectors, openings)
        is_allowed = (tops[:, :-1] >= MIN_SECOND_PROBABILITY)[:, self._top_of_node]
        rows, columns = np.nonzero((nodes >= self._model.node_thresholds) & is_allowed)
        scores = nodes[rows, columns].tolist()
        found: list[dict[str, float]] = [{} for _ in range(len(vectors))]
        for row, column, score in zip(rows.tolist(), columns.tolist(), scores, strict=True):
            found[row][self._model.node_codes[column]] = score
        return [self._select_one(top, hits) for top, hits in zip(tops.tolist(), found, strict=True)]

    def _select_one(self, tops: list[float], found: dict[str, float]) -> list[GivenTopic]:
        best = tops.index(max(tops))
        if best >= len(self._model.top_codes) or tops[best] < MIN_TOP_PROBABILITY:
            return []
        covered = {parent for code in found for parent in self._ancestors[code]}
        leaves = {code: score for code, score in found.items() if code not in covered}
        top_code = self._model.top_codes[best]
        for index, code in enumerate(self._model.top_codes):
            if code not in covered and (index == best or tops[index] >= MIN_SECOND_ALONE):
                leaves[code] = tops[index]
        column = self._column

        def order(code: str) -> tuple[bool, float, str]:
            top = (code, *self._ancestors[code])[-1]
            return top != top_code, -leaves[code] * tops[column[top]], code

        chosen = {code: leaves[code] for code in sorted(leaves, key=order)[:MAX_TOPICS]}
        implied: dict[str, float] = {}
        for code, score in chosen.items():
            for parent in self._ancestors[code]:
                own = tops[column[parent]] if parent in column else found.get(parent, 0.0)
                implied[parent] = max(implied.get(parent, 0.0), score, own)
        return ranked(chosen, {code: score for code, score in implied.items() if code not in chosen})
