"""Topics of articles: IPTC Media Topics, and users' own schemes beside them."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics.matching import SchemeMatcher
from pipelines.enrich.topics.schemes import UserScheme
from pipelines.enrich.topics.selection import GivenTopic, TopicSelector
from pipelines.enrich.topics.taxonomy import TAXONOMY_FILE
from pipelines.enrich.topics.vectors import MODEL_FILE, TopicModel, load_topic_model
from pipelines.worker import MODELS, Annotator, Json, Tables

BATCH_ARTICLES = 512
"""Articles whose probabilities are held in memory at once."""

MIN_EVIDENCE = 6.0
"""Weight of distinct known terms below which a text says too little to have a topic: about four telling words."""

READ_LANGUAGE = "en"


class TopicClassifier(Annotator):
    """Gives each English article zero to five IPTC Media Topics, and as many of each user scheme.

    Topics are given at the most specific level that the text carries; ancestors follow as rows with `is_implied`. Ranks
    count from 1 in each scheme. An article in another language, without enough known words, or that is only
    boilerplate gets none.

    Args:
        schemes: Users' taxonomies, see `load_scheme`.
        models: The folder of models.
    """

    name: ClassVar[str] = "topics-static"
    version: ClassVar[str] = "4"
    table: ClassVar[str] = "core.article_topics"

    def __init__(self, *, schemes: Sequence[UserScheme] = (), models: Path = MODELS) -> None:
        self._models = models
        self._schemes = tuple(schemes)

    @cached_property
    def _model(self) -> TopicModel:
        return load_topic_model(self._models)

    @cached_property
    def _selector(self) -> TopicSelector:
        return TopicSelector(self._model, self._models)

    @cached_property
    def _matchers(self) -> list[SchemeMatcher]:
        return [SchemeMatcher(scheme, self._model.vectoriser) for scheme in self._schemes]

    def config(self) -> dict[str, Json]:
        """The user schemes by name and content."""
        return {"schemes": {scheme.name: scheme.digest for scheme in self._schemes}}

    def files(self) -> tuple[Path, ...]:
        """The model, the taxonomy, and the files of the user schemes."""
        stated = (scheme.path for scheme in self._schemes if scheme.path is not None)
        return (self._models / MODEL_FILE, self._models / TAXONOMY_FILE, *stated)

    def predict(self, batch: Tables) -> pa.Table:
        """Rows of `core.article_topics`, an article's IPTC topics first, then those of each scheme, best first."""
        articles = batch["core.articles"]
        rows: list[tuple[str, GivenTopic]] = []
        for start in range(0, articles.num_rows, BATCH_ARTICLES):
            rows += self._read(articles.slice(start, BATCH_ARTICLES))
        return CONTRACTS[self.table].conform(
            pa.table(
                {
                    "article_id": pa.array([article_id for article_id, _ in rows], pa.string()),
                    "topic_code": pa.array([topic.code for _, topic in rows], pa.string()),
                    "score": pa.array([topic.score for _, topic in rows], pa.float64()),
                    "rank": pa.array([topic.rank for _, topic in rows], pa.int32()),
                    "is_implied": pa.array([topic.is_implied for _, topic in rows], pa.bool_()),
                    "annotator_id": pa.array([self.annotator_id] * len(rows), pa.string()),
                }
            )
        )

    def _read(self, articles: pa.Table) -> list[tuple[str, GivenTopic]]:
        columns = articles.select(["article_id", "title", "text", "is_title_in_text", "language_code"]).to_pydict()
        titles = [
            None if is_in_text else title
            for title, is_in_text in zip(columns["title"], columns["is_title_in_text"], strict=True)
        ]
        encoded = self._model.vectoriser.encode(columns["text"], titles)
        told = np.flatnonzero(encoded.evidence >= MIN_EVIDENCE).tolist()
        readable = [i for i in told if _is_english(columns["language_code"][i])]
        vectors = encoded.vectors[readable]
        given = self._selector.select(vectors, encoded.openings[readable])
        per_scheme = [matcher.select(vectors) for matcher in self._matchers]
        return [
            (columns["article_id"][article], topic)
            for position, article in enumerate(readable)
            for topics in (given, *per_scheme)
            for topic in topics[position]
        ]


def _is_english(language_code: str | None) -> bool:
    """True for English, and for text too short to tell its language that no record calls foreign."""
    return language_code is None or language_code.lower().split("-")[0] in {READ_LANGUAGE, "eng"}
