"""Topics of a user's scheme by likeness of vectors: no training step."""

import numpy as np

from pipelines.enrich.topics.schemes import UserScheme
from pipelines.enrich.topics.selection import MAX_TOPICS, GivenTopic, ranked, rows_by
from pipelines.enrich.topics.vectors import Floats, Vectoriser

MIN_COSINE = 0.30
"""Likeness below which an article is not about a topic, measured on news against descriptions of ten to forty words."""

EVEN_COSINE = 0.42
"""Likeness at which a topic is as likely right as wrong."""

STEEPNESS = 12.0
"""Slope of the logistic curve from likeness to score."""

NEAR_BEST = 0.75
"""Share of the best topic's likeness that a further topic must reach."""


class SchemeMatcher:
    """Compares articles with each topic's texts.

    A topic's prototypes are the vector of its name and description and that of each example; the nearest counts.
    """

    def __init__(self, scheme: UserScheme, vectoriser: Vectoriser) -> None:
        self._scheme = scheme
        texts = [text for topic in scheme.topics for text in topic.texts]
        self._prototypes = vectoriser.encode(texts).vectors
        lengths = [len(topic.texts) for topic in scheme.topics]
        self._starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        self._parents = {topic.code: scheme.parents(topic.code) for topic in scheme.topics}

    def select(self, vectors: Floats) -> list[list[GivenTopic]]:
        """The scheme's topics of each vector's article, best first, ancestors last."""
        nearest = np.maximum.reduceat(rows_by(self._prototypes, vectors), self._starts, axis=1)
        return [self._select_one(row) for row in nearest]

    def _select_one(self, cosines: Floats) -> list[GivenTopic]:
        floor = max(MIN_COSINE, NEAR_BEST * float(cosines.max()))
        order = [int(i) for i in np.argsort(-cosines, kind="stable") if cosines[i] >= floor]
        found = {self._scheme.topics[i].code: _score(float(cosines[i])) for i in order}
        covered = {parent for code in found for parent in self._parents[code]}
        chosen = dict([(code, score) for code, score in found.items() if code not in covered][:MAX_TOPICS])
        implied: dict[str, float] = {}
        for code, score in chosen.items():
            for parent in self._parents[code]:
                implied[parent] = max(implied.get(parent, 0.0), score, found.get(parent, 0.0))
        name = self._scheme.topic_code
        return ranked({name(c): s for c, s in chosen.items()}, {name(c): s for c, s in implied.items()})


def _score(cosine: float) -> float:
    return float(1 / (1 + np.exp(-STEEPNESS * (cosine - EVEN_COSINE))))
