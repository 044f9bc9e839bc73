"""`core.place_mentions`: every toponym of an article, where it is, and whether it is meant literally."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.annotator import Annotator, Json, Tables, field_texts
from pipelines.enrich.places.gazetteer import Gazetteer
from pipelines.enrich.places.mentions import EntitySpan, Mention, Reading
from pipelines.enrich.places.ranking import Ranked, Ranker
from pipelines.enrich.places.recognition import ToponymFinder
from pipelines.enrich.places.roles import RoleModel, entity_cues, form_of
from pipelines.enrich.places.surfaces import Floats, SurfaceIndex

RESOLVE_SCORE = 0.15
"""Least calibrated score of a resolved place. Low on purpose: an unresolved name is no better than a wrong one to whoever
counts places, the score says how far to trust it, and below one in seven it is a guess."""
KEPT_CANDIDATES = 5
"""Candidates kept for each name, best first."""
DESCRIBED_PLACES = 32_768
"""Places whose columns are kept; about 1 kB each."""
CONTEXT_MENTIONS = 60
"""Mentions of an article, from its start, whose role the encoder may be asked for; bounds the time of a list of towns."""
TOWN_SHARE = 0.3
"""Of a division's score, what a near town needs to be meant instead: both count as right where the ranker was taught."""
NEAR_KM = 161.0
"""The distance within which the ranker was taught to call a place right."""
KM_PER_DEGREE = 111.2
_AROUND = ', "is_around": true'
"""Marks a candidate that does not bear the name: the place that the text puts an unlisted street, site or village in."""
MAX_MENTIONS = 20_000
"""Toponyms read in one article; more is a gazetteer, not news."""


class _Described(NamedTuple):
    """A gazetteer place as rows need it: its columns, and its part of the list of candidates."""

    columns: dict[str, Json]
    listed: str


class PlaceResolver(Annotator):
    """Finds toponyms, resolves them against a gazetteer and tells their role.

    Every GPE, LOC and FAC mention of the recogniser has a row, every NORP mention that names a place's people, and
    every name the gazetteer adds that reads as a toponym, alone or inside another name. Two mentions of one name in an
    article are one place. A street, site or village that the gazetteer lacks is resolved to the place that the text puts
    it in, and `candidates` marks that place `is_around`.

    Args:
        gazetteer: Places to resolve to; the embedded gazetteer when None.
        resolve_score: Least calibrated score of a resolved place.
        reads_context: Whether the encoder helps with roles that the words leave open, at milliseconds a mention.
        threads: CPU threads of the models.
    """

    name: ClassVar[str] = "places-ranker"
    version: ClassVar[str] = "2"
    table: ClassVar[str] = "core.place_mentions"
    requires: ClassVar[tuple[str, ...]] = ("core.entity_mentions",)

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        resolve_score: float = RESOLVE_SCORE,
        reads_context: bool = True,
        threads: int = 1,
    ) -> None:
        self.gazetteer = gazetteer or Gazetteer.load()
        self.resolve_score = resolve_score
        self.reads_context = reads_context
        self._threads = threads

    def config(self) -> dict[str, Json]:
        """The gazetteer's version, the least score of a resolved place, and the encoder that roles are read with."""
        return {
            "gazetteer": self.gazetteer.version,
            "resolve_score": self.resolve_score,
            "role_encoder": self._roles.encoder if self.reads_context else None,
        }

    @cached_property
    def _place(self) -> "Callable[[int], _Described]":
        return lru_cache(maxsize=DESCRIBED_PLACES)(self._described)

    @cached_property
    def _index(self) -> SurfaceIndex:
        return SurfaceIndex(self.gazetteer)

    @cached_property
    def _finder(self) -> ToponymFinder:
        return ToponymFinder(self._index)

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker(self._index, threads=self._threads)

    @cached_property
    def _roles(self) -> RoleModel:
        return RoleModel()

    def predict(self, batch: Tables) -> pa.Table:
        """One row per toponym mention of the batch's articles; see the class."""
        entities = entity_spans(batch["core.entity_mentions"])
        readings: dict[str, Reading] = {}
        for article_id, field, text in field_texts(batch["core.articles"]):
            found = self._finder.find(field, text, entities.get((article_id, field), ()))
            reading = readings.setdefault(article_id, Reading(article_id, {}, []))
            reading.texts[field] = text
            reading.mentions.extend(found[: MAX_MENTIONS - len(reading.mentions)])
        return self.resolve(list(readings.values()), entities)

    def resolve(
        self, readings: Sequence[Reading], entities: Mapping[tuple[str, str], Sequence[EntitySpan]] | None = None
    ) -> pa.Table:
        """Rows of `core.place_mentions` for mentions that are already known.

        Args:
            readings: Articles with their mentions.
            entities: The recogniser's mentions by article and field, which help to tell roles.
        """
        ranked = self._ranker.rank(readings)
        answers = self._answers(ranked)
        annotator_id = self.annotator_id
        rows: list[dict[str, Json]] = []
        groups = iter(ranked.layout.mention_groups.tolist())
        for reading in readings:
            for number, mention in enumerate(reading.mentions):
                near = (entities or {}).get((reading.article_id, mention.field), ())
                rows.append(
                    self._row(reading, mention, {**answers[next(groups)], "annotator_id": annotator_id}, near, number)
                )
        return CONTRACTS[self.table].from_rows(rows)

    def _answers(self, ranked: Ranked) -> list[dict[str, Json]]:
        """The columns of each group's place."""
        layout = ranked.layout
        scores = np.round(ranked.scores, 4)
        ranking = np.lexsort((-scores, layout.candidate_groups))
        bounds = np.searchsorted(layout.candidate_groups, np.arange(len(layout.group_articles) + 1))
        answers: list[dict[str, Json]] = []
        for group in range(len(layout.group_articles)):
            first, last = bounds[group], bounds[group + 1]
            order = ranking[first : min(last, first + KEPT_CANDIDATES)]
            kept = scores[order].tolist()
            rows = layout.rows[order].tolist()
            listed = [
                f'{self._place(row).listed}, "score": {score:.4f}{_AROUND if ranked.is_container(at) else ""}}}'
                for at, row, score in zip(order.tolist(), rows, kept, strict=True)
            ]
            answer: dict[str, Json] = {"candidates": f"[{', '.join(listed)}]", "score": kept[0] if kept else 0.0}
            best = int(ranked.best[group])
            if best >= 0 and scores[best] >= self.resolve_score:
                meant = self._town_before_area(best, order, ranked, scores)
                answer.update(self._place(int(layout.rows[meant])).columns)
            answers.append(answer)
        return answers

    def _town_before_area(self, best: int, order: npt.NDArray[np.intp], ranked: Ranked, scores: Floats) -> int:
        """The town that a division is named after, where both are plausible and near: a bare "Kiev" is the city.

        What the ranker was taught by calls both right, so its scores share themselves out between the two by chance.
        """
        rows = ranked.layout.rows
        if not self._is_class(int(rows[best]), "A"):
            return best
        for at in order.tolist():
            is_plausible = scores[at] >= TOWN_SHARE * scores[best]
            if is_plausible and self._is_class(int(rows[at]), "P") and self._are_near(int(rows[at]), int(rows[best])):
                return int(at)
        return best

    def _are_near(self, row: int, other: int) -> bool:
        gazetteer = self.gazetteer
        if gazetteer.country_id[row] != gazetteer.country_id[other]:
            return False
        latitude = math.radians(float(gazetteer.latitude[row]))
        north = float(gazetteer.latitude[row] - gazetteer.latitude[other])
        east = float(gazetteer.longitude[row] - gazetteer.longitude[other]) * math.cos(latitude)
        return math.hypot(north, east) * KM_PER_DEGREE <= NEAR_KM

    def _is_class(self, row: int, feature_class: str) -> bool:
        code = self.gazetteer.feature_codes[int(self.gazetteer.feature_id[row])]
        return code[:1] == feature_class

    def _described(self, row: int) -> "_Described":
        gazetteer = self.gazetteer
        place_id, name = gazetteer.place_id(row), gazetteer.name(row)
        columns: dict[str, Json] = {
            "place_id": place_id,
            "latitude": round(float(gazetteer.latitude[row]), 5),
            "longitude": round(float(gazetteer.longitude[row]), 5),
            "country_code": gazetteer.country_codes[gazetteer.country_id[row]] or None,
        }
        return _Described(columns, json.dumps({"place_id": place_id, "name": name}, ensure_ascii=False)[:-1])

    def _row(
        self, reading: Reading, mention: Mention, answer: dict[str, Json], entities: Sequence[EntitySpan], number: int
    ) -> dict[str, Json]:
        form, kind = form_of(self._index, mention.surface)
        extra = entity_cues(mention.start, mention.end, entities)
        text, may_read = reading.texts[mention.field], self.reads_context and number < CONTEXT_MENTIONS
        role = self._roles.role(text, mention.start, mention.end, form, kind, extra, may_read_context=may_read)
        return {
            "article_id": reading.article_id,
            "field": mention.field,
            "start_char": mention.start,
            "end_char": mention.end,
            "surface": mention.surface,
            "role": role.name,
            "role_score": round(role.score, 4),
            **answer,
        }


def entity_spans(entity_mentions: pa.Table) -> dict[tuple[str, str], list[EntitySpan]]:
    """The recogniser's mentions by article and field."""
    names = ("article_id", "field", "start_char", "end_char", "entity_type", "score")
    spans: dict[tuple[str, str], list[EntitySpan]] = {}
    for article_id, field, start, end, entity_type, score in zip(
        *(entity_mentions.column(name).to_pylist() for name in names), strict=True
    ):
        spans.setdefault((article_id, field), []).append(EntitySpan(start, end, entity_type, score))
    return spans
