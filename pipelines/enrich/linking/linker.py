"""Links the entities of articles to knowledge packs: candidates, their scores, and NULL where none is sure."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.linking.candidates import Candidate
from pipelines.enrich.linking.context import Article, Mentioned, look_around
from pipelines.enrich.linking.features import COMPANY, Weighable, is_possible, matrix, share_of
from pipelines.enrich.linking.finding import Finder
from pipelines.enrich.linking.model import MODEL_FILE, LinkingModel, Weights
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
WEIGHED_AT_ONCE = 2_000
"""Entities whose candidates are weighed together, and those of the article in which this is reached: some MB."""
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Weighed(NamedTuple):
    """Candidates of an entity of an article, the surest first, with their scores."""

    article_id: str
    entity: Mentioned
    found: Sequence[Candidate]
    scores: Sequence[float]
    threshold: float

    @property
    def linked(self) -> Candidate | None:
        """The candidate that the entity is linked to."""
        if self.scores[0] < self.threshold:
            return None
        is_alone = len(self.found) == 1 or self.scores[0] - self.scores[1] >= MARGIN
        return self.found[0] if is_alone else None


class Options(NamedTuple):
    """Whom entities may be, and a row of features per candidate (`features.matrix`)."""

    weighable: Sequence[Weighable]
    rows: npt.NDArray[np.float64]

    def each(self) -> Iterator[tuple[Weighable, npt.NDArray[np.float64]]]:
        """Yield each entity with the rows of its candidates."""
        start = 0
        for one in self.weighable:
            end = start + len(one.found)
            yield one, self.rows[start:end]
            start = end


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
        self._finder = Finder(self.packs)

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
                articles; of `core.entities` the rows that the mentions name. Columns that are not read (`reading.COLUMNS`)
                may be left out.
        """
        parts = _in_parts(articles_of(batch, self.packs))
        return {LINKS: self._table([link for part in parts for link in self.weighed(self.options(part))])}

    def options(self, articles: Sequence[Article]) -> Options:
        """Return each entity of articles that has candidates; the rows of these know whom it appears with."""
        weighable = list(self._weighable(articles))
        options = Options(weighable, matrix(weighable))
        if weighable:
            alone = zip(weighable, self.weighed(options), strict=True)
            by_article = groupby(alone, key=lambda pair: pair[1].article_id)
            options.rows[:, COMPANY] = list(chain.from_iterable(_company(list(own)) for _, own in by_article))
        return options

    def _weighable(self, articles: Sequence[Article]) -> Iterator[Weighable]:
        mentioned = [(article, entity) for article in articles for entity in article.mentioned]
        for (article, entity), found in zip(
            mentioned, self._finder.of([entity for _, entity in mentioned]), strict=True
        ):
            possible = [candidate for candidate in found if is_possible(candidate, article.day)]
            if possible:
                look_around(entity, article)
                yield Weighable(article, entity, possible)

    def weighed(self, options: Options) -> list[Weighed]:
        """Return the candidates of each entity with their scores."""
        weights = [
            self._model.of(one.entity.entity_type, is_complete=candidate.is_complete)
            for one in options.weighable
            for candidate in one.found
        ]
        scored = zip(_scores(options.rows, weights).tolist(), weights, strict=True)
        return [_surest_first(one, list(islice(scored, len(one.found)))) for one in options.weighable]

    def _table(self, links: Sequence[Weighed]) -> pa.Table:
        linked = [link.linked for link in links]
        columns = {
            "article_id": [link.article_id for link in links],
            "entity_id": [link.entity.entity_id for link in links],
            "wikidata_id": [found.entry.wikidata_id if found else None for found in linked],
            "score": [link.scores[0] for link in links],
            "candidates": [_AS_JSON(_shown(link)) for link in links],
            "candidate_count": [len(link.found) for link in links],
            "pack_id": [found.pack_id if found else None for found in linked],
            "annotator_id": [self.annotator_id] * len(links),
        }
        contract = CONTRACTS[LINKS]
        return contract.conform(pa.Table.from_pydict(columns, schema=contract.arrow_schema))


def _in_parts(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in lists, so that memory is bounded."""
    part: list[Article] = []
    count = 0
    for article in articles:
        part.append(article)
        count += len(article.mentioned)
        if count >= WEIGHED_AT_ONCE:
            yield part
            part, count = [], 0
    yield part


def _scores(rows: npt.NDArray[np.float64], weights: Sequence[Weights]) -> npt.NDArray[np.float64]:
    """Return the score of each row by its own weights."""
    places: dict[int, list[int]] = {}
    for place, own in enumerate(weights):
        places.setdefault(id(own), []).append(place)
    scores = np.zeros(len(rows))
    for of_one in places.values():
        scores[of_one] = weights[of_one[0]].scores(rows[of_one])
    return scores


def _surest_first(one: Weighable, scored: Sequence[tuple[float, Weights]]) -> Weighed:
    """Return the candidates of an entity in the order of their scores; the threshold is that of the surest one's weights."""
    order: Sequence[int] = range(len(scored))
    if len(scored) > 1:
        order = sorted(order, key=lambda place: (-scored[place][0], one.found[place].entry.number))
    found, scores = [one.found[place] for place in order], [scored[place][0] for place in order]
    return Weighed(one.article.article_id, one.entity, found, scores, scored[order[0]][1].threshold)


def _company(options: Sequence[tuple[Weighable, Weighed]]) -> Iterator[float]:
    """Yield of each candidate of an article's entities how far its countries are those of whom else the article is surely about.

    Args:
        options: The entities, and what they are taken for without company.
    """
    countries = [_sure_countries(weighed) for _, weighed in options]
    company = Counter(country for own in countries for country in own)
    others = {
        own: _shares({country: count - (country in own) for country, count in company.items()}) for own in {*countries}
    }
    for (one, _), own in zip(options, countries, strict=True):
        for candidate in one.found:
            yield share_of(others[own], candidate.entry.countries)


def _sure_countries(weighed: Weighed) -> frozenset[str]:
    """Return the countries of a person who is linked surely; none for anyone else."""
    linked = weighed.linked if weighed.entity.entity_type == "PERSON" and weighed.scores[0] >= SURE else None
    return linked.entry.countries if linked else frozenset()


def _shares(company: Mapping[str, int]) -> Mapping[str, float]:
    """Return the share of each country among those of some people."""
    total = sum(company.values())
    return {country: count / total for country, count in company.items() if count} if total else {}


def _shown(link: Weighed) -> list[dict[str, object]]:
    return [
        {"wikidata_id": c.entry.wikidata_id, "name": c.entry.names[0], "score": round(score, 4), "pack_id": c.pack_id}
        for c, score in zip(link.found[:SHOWN], link.scores, strict=False)
    ]
