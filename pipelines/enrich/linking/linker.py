"""Links the entities of articles to knowledge packs: candidates, their scores, and NULL where none is sure."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.contracts import CONTRACTS
from pipelines.enrich.linking.candidates import Candidate, candidates
from pipelines.enrich.linking.context import Article, Mentioned, look_around
from pipelines.enrich.linking.features import add_company, is_possible, matrix
from pipelines.enrich.linking.model import MODEL_FILE, LinkingModel
from pipelines.enrich.linking.reading import articles_of
from pipelines.knowledge.base import KnowledgeBase
from pipelines.worker import MODELS, Json, Tables, Worker

LINKS, MENTIONS, PLACES, ENTITIES = "core.entity_links", "core.entity_mentions", "core.place_mentions", "core.entities"
SURE = 0.8
"""Links with this score or more tell, in a second pass, which countries the article's other people are of."""
MARGIN = 0.1
"""A candidate must be surer than the next one by this; else the two cannot be told apart, and nothing is linked."""
SHOWN = 5
"""Candidates that a row keeps."""


class Option(NamedTuple):
    """Whom an entity may be, with a row of features per candidate (`features.matrix`), and their scores once they are known."""

    entity: Mentioned
    found: Sequence[Candidate]
    rows: npt.NDArray[np.float64]
    weighed: "Weighed | None" = None


class Weighed(NamedTuple):
    """Candidates of one entity, the surest first, with their scores."""

    entity: Mentioned
    found: Sequence[Candidate]
    scores: Sequence[float]
    threshold: float

    @property
    def linked(self) -> Candidate | None:
        """The candidate that the entity is linked to."""
        if not self.found or self.scores[0] < self.threshold:
            return None
        is_alone = len(self.found) == 1 or self.scores[0] - self.scores[1] >= MARGIN
        return self.found[0] if is_alone else None


class EntityLinker(Worker):
    """Links entities to packs.

    Args:
        packs: Those that are asked, the ones whose word counts more first.
        problems: Packs that were left out because they cannot be used; their number and names are part of the identity.
        models: The folder of weights.
        model: Other weights than those of the folder, for fitting them.
    """

    name: ClassVar[str] = "entity-linker"
    version: ClassVar[str] = "2"
    tables: ClassVar[tuple[str, ...]] = (LINKS,)
    requires: ClassVar[tuple[str, ...]] = ("core.articles", MENTIONS, PLACES, ENTITIES)

    def __init__(
        self,
        packs: Sequence[KnowledgeBase],
        *,
        problems: Sequence[str] = (),
        models: Path = MODELS,
        model: LinkingModel | None = None,
    ) -> None:
        self.packs = tuple(packs)
        self.problems = tuple(problems)
        self._models = models
        self._model = model or LinkingModel.load(models)

    def config(self) -> dict[str, Json]:
        """Return the packs, whose digests cover every byte of their files."""
        return {"packs": [pack.pack_id for pack in self.packs], "problems": list(self.problems)}

    def files(self) -> tuple[Path, ...]:
        """Return the file of weights."""
        return (self._models / MODEL_FILE,)

    def work(self, batch: Tables) -> Tables:
        """Return a row per article and entity that has a candidate.

        Args:
            batch: `core.articles`; `core.entity_mentions` with their `entity_id`, and `core.place_mentions`, of these
                articles; of `core.entities` the rows that the mentions name.
        """
        rows = [
            self._row(article, option.weighed or self.weighed(option))
            for article in articles_of(batch, self.packs)
            for option in self.options(article)
        ]
        return {LINKS: CONTRACTS[LINKS].from_rows(rows)}

    def options(self, article: Article) -> list[Option]:
        """Return each entity of an article that has candidates; the rows of these know whom it appears with."""
        options = []
        for entity in article.mentioned:
            possible = [c for c in candidates(entity, self.packs) if is_possible(c, article.day)]
            if possible:
                look_around(entity, article.texts)
                options.append(Option(entity, possible, matrix(article, entity, possible)))
        return list(self._in_company(options))

    def _in_company(self, options: Sequence[Option]) -> Iterator[Option]:
        """Yield the options of an article with the company of each; those of persons that no company changes are weighed."""
        alone = [self.weighed(option) if option.entity.entity_type == "PERSON" else None for option in options]
        countries = [_sure_countries(weighed) for weighed in alone]
        company = Counter(country for own in countries for country in own)
        everyone = _shares(company)
        for option, weighed, own in zip(options, alone, countries, strict=True):
            others = (
                _shares({country: count - (country in own) for country, count in company.items()}) if own else everyone
            )
            has_company = add_company(option.rows, option.found, others)
            yield option if has_company else option._replace(weighed=weighed)

    def weighed(self, option: Option) -> Weighed:
        """Return the candidates of an entity with their scores."""
        entity, found, rows, _ = option
        weights = [self._model.of(entity.entity_type, is_complete=candidate.is_complete) for candidate in found]
        scores = [float(own.scores(row)) for own, row in zip(weights, rows, strict=True)]
        order = sorted(range(len(found)), key=lambda index: (-scores[index], found[index].entry.number))
        threshold = weights[order[0]].threshold
        return Weighed(entity, [found[i] for i in order], [scores[i] for i in order], threshold)

    def _row(self, article: Article, weighed: Weighed) -> dict[str, Any]:
        linked = weighed.linked
        shown = [
            {
                "wikidata_id": c.entry.wikidata_id,
                "name": c.entry.names[0],
                "score": round(score, 4),
                "pack_id": c.pack_id,
            }
            for c, score in zip(weighed.found[:SHOWN], weighed.scores, strict=False)
        ]
        return {
            "article_id": article.article_id,
            "entity_id": weighed.entity.entity_id,
            "wikidata_id": linked.entry.wikidata_id if linked else None,
            "score": weighed.scores[0],
            "candidates": json.dumps(shown, ensure_ascii=False),
            "candidate_count": len(weighed.found),
            "pack_id": linked.pack_id if linked else None,
            "annotator_id": self.annotator_id,
        }


def _sure_countries(weighed: Weighed | None) -> frozenset[str]:
    """Return the countries of a person who is linked surely; none for anyone else."""
    linked = weighed.linked if weighed and weighed.scores[0] >= SURE else None
    return linked.entry.countries if linked else frozenset()


def _shares(company: Mapping[str, int]) -> Mapping[str, float]:
    """Return the share of each country among those of some people."""
    total = sum(company.values())
    return {country: count / total for country, count in company.items() if count} if total else {}
