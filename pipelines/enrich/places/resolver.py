"""`core.place_mentions`: every toponym of an article, where it is, and whether it is meant literally."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import CONTRACTS
from pipelines.enrich.places.divisions import DivisionModel, best_known, cues_of, pair_of, told_apart
from pipelines.enrich.places.layout import Layout
from pipelines.enrich.places.mentions import EntitySpan, Reading
from pipelines.enrich.places.qualifiers import in_area
from pipelines.enrich.places.ranking import Ranked, Ranker
from pipelines.enrich.places.recognition import ToponymFinder
from pipelines.enrich.places.role_cues import role_cues
from pipelines.enrich.places.roles import Role, RoleModel, entities_over, entity_cue
from pipelines.enrich.places.surfaces import CONTAINER_KIND, SurfaceIndex
from pipelines.gazetteer import Gazetteer
from pipelines.worker import MODELS, Annotator, Json, Tables, field_texts

Doubles = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

RESOLVE_SCORE = 0.15
"""Least calibrated score of a resolved place. Low on purpose: an unresolved name is no better than a wrong one to whoever
counts places, the score says how far to trust it, and below one in seven it is a guess."""
CONTAINER_SCORE = 0.5
"""Least score of a place that stands for an unlisted one in it: on the gold corpora half are right between .5 and .7, 95 of
100 above, and 39 of 100 below, where no place is the better answer."""
KEPT_CANDIDATES = 5
"""Candidates kept for each name, best first."""
DESCRIBED_PLACES = 32_768
"""Places whose id and part of the candidates are kept; about 0.5 kB each."""
BY_GAZETTEER, BY_CONTAINER, NOT_RESOLVED = "gazetteer", "container", "none"
"""What `resolution_basis` says: the place bears the name; it is the one that the text puts an unlisted name in; neither."""
_COLUMN_OF = {"start": "start_char", "end": "end_char"}
_AROUND = ', "is_around": true'
"""Marks a candidate that does not bear the name: the place that the text puts an unlisted street, site or village in."""
MODEL_FILES = (
    "ranker_first.onnx",
    "ranker_second.onnx",
    "ranker_short.onnx",
    "ranker.json",
    "toponyms.onnx",
    "toponyms.json",
    "role.json",
    "divisions.json",
    "homes.json",
)
MAX_MENTIONS = 20_000
"""Toponyms read in one article; more is a gazetteer, not news."""


class PlaceResolver(Annotator):
    """Finds toponyms, resolves them against a gazetteer and tells their role.

    Every GPE, LOC and FAC mention of the recogniser has a row, every NORP mention that names a place's people, and
    every name the gazetteer adds that reads as a toponym, alone or inside another name. Two mentions of one name in an
    article are one place, unless it qualifies them in two ways. A street, site or village that the gazetteer lacks is
    resolved to the place that the text puts it in: `resolution_basis` is `container`, and `candidates` marks that place
    `is_around`. `score` is the chance that both place and role are right.

    Args:
        gazetteer: Places to resolve to; the embedded gazetteer when None.
        resolve_score: Least calibrated score of a resolved place.
        threads: CPU threads of the models.
        models: Folder of models; what lies in its `places/` is read.
    """

    name: ClassVar[str] = "places-ranker"
    version: ClassVar[str] = "5"
    table: ClassVar[str] = "core.place_mentions"
    requires: ClassVar[tuple[str, ...]] = ("core.entity_mentions",)

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        resolve_score: float = RESOLVE_SCORE,
        threads: int = 1,
        models: Path = MODELS,
    ) -> None:
        self.gazetteer = gazetteer or Gazetteer.load()
        self._folder = models / "places"
        self.resolve_score = resolve_score
        self._threads = threads

    def config(self) -> dict[str, Json]:
        """The gazetteer's version and the least score of a resolved place."""
        return {
            "gazetteer": self.gazetteer.version,
            "resolve_score": self.resolve_score,
        }

    def files(self) -> tuple[Path, ...]:
        """The ranker with its calibration, the filter of dictionary matches, roles, divisions and the words of countries."""
        return tuple(self._folder / name for name in MODEL_FILES)

    @cached_property
    def _index(self) -> SurfaceIndex:
        return SurfaceIndex(self.gazetteer, folder=self._folder)

    @cached_property
    def finder(self) -> ToponymFinder:
        """What finds the toponyms."""
        return ToponymFinder(self._index, model_dir=self._folder)

    @cached_property
    def ranker(self) -> Ranker:
        """What ranks the candidates of their names."""
        return Ranker(self._index, model_dir=self._folder, threads=self._threads)

    @cached_property
    def _roles(self) -> RoleModel:
        return RoleModel(self._folder)

    def predict(self, batch: Tables) -> pa.Table:
        """One row per toponym mention of the batch's articles; see the class."""
        entities = entity_spans(batch["core.entity_mentions"])
        readings: dict[str, Reading] = {}
        fields = list(field_texts(batch["core.articles"]))
        mentions = self.finder.find_all([(f.field, f.text, entities.get((f.article_id, f.field), ())) for f in fields])
        for (article_id, field, text), found in zip(fields, mentions, strict=True):
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
            entities: The recogniser's mentions by article and field, by position, which help to tell roles.
        """
        ranked = self.ranker.rank(readings)
        mentions = [mention for reading in readings for mention in reading.mentions]
        roles = [role for reading in readings for role in self._roles_of(reading, entities or {})]
        columns = {
            "article_id": pa.array([reading.article_id for reading in readings for _ in reading.mentions], pa.string()),
            "field": pa.array([m.field for m in mentions], pa.string()),
            "start_char": pa.array([m.start for m in mentions], pa.int64()),
            "end_char": pa.array([m.end for m in mentions], pa.int64()),
            "surface": pa.array([m.surface for m in mentions], pa.string()),
            "role": pa.array([role.name for role in roles], pa.string()),
            "role_score": pa.array(np.round(np.array([role.score for role in roles], np.float64), 4)),
            "annotator_id": pa.repeat(self.annotator_id, len(mentions)),
        }
        groups = pa.array(ranked.layout.mention_groups, pa.int32())
        columns |= {name: column.take(groups) for name, column in self._answers(ranked).items()}
        columns["score"] = pc.round(pc.multiply(columns["score"], columns["role_score"]), 4)
        return CONTRACTS[self.table].conform(pa.table(columns))

    def _roles_of(self, reading: Reading, entities: Mapping[tuple[str, str], Sequence[EntitySpan]]) -> Iterator[Role]:
        """The roles of an article's mentions, in their order."""
        name_of, role_of = self._index.name_of, self._roles.role
        for field, found in groupby(reading.mentions, key=attrgetter("field")):
            text, mentions = reading.texts[field], list(found)
            over = entities_over(mentions, entities.get((reading.article_id, field), ()))
            for mention, entity in zip(mentions, over, strict=True):
                start, end = mention.start, mention.end
                cues = role_cues(text, start, end, name_of(mention.surface), entity_cue(start, end, entity))
                yield role_of(cues, entity.literal_score if entity is not None else None)

    def _answers(self, ranked: Ranked) -> dict[str, pa.Array]:
        """The columns that each group's place gives, one entry a group."""
        layout, gazetteer = ranked.layout, self.gazetteer
        scores: Doubles = np.rint(ranked.scores.astype(np.float64) * 1e4) / 1e4
        ranking = np.lexsort((-scores, layout.candidate_groups))
        bounds = np.searchsorted(layout.candidate_groups, np.arange(len(layout.group_articles) + 1))
        within = np.arange(len(ranking)) - bounds[layout.candidate_groups[ranking]]
        kept = ranking[within < KEPT_CANDIDATES]
        listed = [
            f'{self._listed(row)}, "score": {score:.4f}{_AROUND if kind == CONTAINER_KIND else ""}}}'
            for row, score, kind in zip(
                layout.rows[kept].tolist(), scores[kept].tolist(), layout.statics[kept, 0].tolist(), strict=True
            )
        ]
        ends = np.cumsum(np.minimum(np.diff(bounds), KEPT_CANDIDATES)).tolist()
        candidates = [f"[{', '.join(listed[first:last])}]" for first, last in pairwise([0, *ends])]
        top = np.zeros(len(ends))
        is_known = np.diff(bounds) > 0
        top[is_known] = scores[ranking[bounds[:-1][is_known]]]
        meant = self._meant(ranked, scores, ranking, bounds)
        is_resolved = meant >= 0
        rows = layout.rows[meant[is_resolved]]
        is_around = layout.statics[meant[is_resolved], 0] == CONTAINER_KIND
        basis = np.full(len(meant), NOT_RESOLVED, dtype=object)
        basis[is_resolved] = np.where(is_around, BY_CONTAINER, BY_GAZETTEER)
        none = np.full(len(meant), -1)
        none[is_resolved] = np.arange(len(rows))
        at = pa.array(none, mask=~is_resolved)
        latitudes, longitudes = (
            pa.array(np.round(degrees[rows].astype(np.float64), 5))
            for degrees in (gazetteer.latitude, gazetteer.longitude)
        )
        codes = [gazetteer.country_codes[code] or None for code in gazetteer.country_id[rows].tolist()]
        return {
            "place_id": pa.array([self._place_id(row) for row in rows.tolist()], pa.string()).take(at),
            "latitude": latitudes.take(at),
            "longitude": longitudes.take(at),
            "country_code": pa.array(codes, pa.string()).take(at),
            "resolution_basis": pa.array(basis, pa.string()),
            "score": pa.array(top),
            "candidates": pa.array(candidates, pa.string()),
        }

    def _meant(self, ranked: Ranked, scores: Doubles, ranking: Longs, bounds: Longs) -> Longs:
        """The candidate that each group means, -1 where none is likely enough."""
        layout, best = ranked.layout, ranked.best
        if not len(scores):
            return np.full(len(best), -1, np.int64)
        at = np.maximum(best, 0)
        is_around = layout.statics[at, 0] == CONTAINER_KIND
        least = np.where(is_around, CONTAINER_SCORE, self.resolve_score)
        is_resolved = (best >= 0) & (scores[at] >= least)
        meant = np.where(is_resolved, best, -1).astype(np.int64)
        named = self._named_by_article(layout, meant)
        for group in np.flatnonzero(is_resolved & ~is_around & (np.diff(bounds) > 1)):
            every = ranking[bounds[group] : bounds[group + 1]].tolist()
            order = every[:KEPT_CANDIDATES]
            area = layout.areas[group]
            if area and (inside := in_area(int(meant[group]), every, area, layout.rows, self._index)) != meant[group]:
                meant[group] = inside
                continue
            meant[group] = best_known(int(meant[group]), order, layout, scores, self.gazetteer)
            pair = pair_of(order, layout, scores, self.gazetteer)
            if pair is not None:
                others = named[int(layout.group_articles[group])] - {int(layout.rows[meant[group]])}
                cues = cues_of(pair, int(group), layout, scores, gazetteer=self.gazetteer, others=others)
                meant[group] = pair.division if self._divisions.is_division(cues) else pair.town
            apart = told_apart(int(group), every, layout, meant, self.gazetteer)
            meant[group] = apart if apart >= 0 else meant[group]
        return meant

    @staticmethod
    def _named_by_article(layout: Layout, meant: Longs) -> dict[int, set[int]]:
        """Gazetteer rows that the names of each article mean."""
        named: dict[int, set[int]] = {article: set() for article in range(len(layout.openings))}
        for group in np.flatnonzero(meant >= 0):
            named[int(layout.group_articles[group])].add(int(layout.rows[meant[group]]))
        return named

    @cached_property
    def _divisions(self) -> DivisionModel:
        return DivisionModel(self._folder)

    @cached_property
    def _place_id(self) -> "Callable[[int], str]":
        return lru_cache(maxsize=DESCRIBED_PLACES)(self.gazetteer.place_id)

    @cached_property
    def _listed(self) -> "Callable[[int], str]":
        return lru_cache(maxsize=DESCRIBED_PLACES)(self._described)

    def _described(self, row: int) -> str:
        """A place's part of the list of candidates, without the closing brace."""
        columns = {"place_id": self._place_id(row), "name": self.gazetteer.name(row)}
        return json.dumps(columns, ensure_ascii=False)[:-1]


def entity_spans(entity_mentions: pa.Table) -> dict[tuple[str, str], list[EntitySpan]]:
    """The recogniser's mentions by article and field."""
    names = ("article_id", "field", *EntitySpan._fields)
    columns = (entity_mentions.column(_COLUMN_OF.get(name, name)).to_pylist() for name in names)
    spans: dict[tuple[str, str], list[EntitySpan]] = {}
    for article_id, field, *span in zip(*columns, strict=True):
        spans.setdefault((article_id, field), []).append(EntitySpan(*span))
    for found in spans.values():
        found.sort(key=lambda span: span.start)
    return spans
