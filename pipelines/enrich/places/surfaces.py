"""Candidates of a surface as arrays, with every feature that the text around does not change; kept by surface."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.enrich.places.homes import MODEL_DIR, HomeWords
from pipelines.enrich.places.role_cues import NameForm
from pipelines.gazetteer import Gazetteer
from pipelines.gazetteer.place import NAME_KINDS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

MAX_CANDIDATES = 24
"""Candidates that the ranker compares for a name; 97 of 100 gold places of LGL stand among the first 24 or not at all."""
SURFACE_CACHE_ENTRIES = 16_384
"""Surfaces kept: news repeats its toponyms, and at about 3 kB each this stays near 50 MB."""
CONTAINER_KIND = len(NAME_KINDS)
"""Name kind of a candidate that does not bear the name: the place that the text puts an unlisted place in."""

_SIDES = frozenset(["north", "south", "east", "west"])
"""Sides of the world or of a country, no town or province of that name unless the text qualifies it ("West, Texas")."""
MIN_UPPER_CHARS = 5
"""A shorter surface in capitals is an abbreviation, which says nothing of a headline."""

_CLASSES = (
    "A.PCL",
    "A.ADM1",
    "A.ADM2",
    "A.",
    "P.PPLC",
    "P.PPLA",
    "P.PPLX",
    "P.",
    "L.CONT",
    "L.",
    "H.",
    "T.",
    "S.",
    "R.",
    "V.",
)
"""Prefixes of feature codes, most specific first; the position is the feature."""
COUNTRY_CLASS, ADMIN1_CLASS = 0, 1
_PPLA_EXACT = "P.PPLA"

STATIC_FEATURES = (
    "name_kind",
    "name_score",
    "place_class",
    "log_population",
    "importance",
    "extent",
    "candidate_count",
    "prior_rank",
    "prior_share",
    "population_rank",
    "population_gap",
    "same_country_count",
    "word_count",
    "is_upper",
    "best_class",
    "has_country_reading",
    "has_admin1_reading",
    "log_name_count",
    "name_count_gap",
)
"""The names that a place is listed under, in many languages, tell the Venice that the world knows from the other ones."""


@dataclass(frozen=True, slots=True)
class SurfaceCandidates:
    """The candidates of one surface, best prior first.

    Attributes:
        rows: Gazetteer rows.
        priors: Chances of each before the text is read; they sum to 1 where there are any.
        features: One row a candidate, columns as in `STATIC_FEATURES`.
    """

    rows: Ints
    priors: Floats
    features: Floats


class SurfaceIndex:
    """Candidates by surface, over one gazetteer.

    Args:
        gazetteer: Places and their names.
        folder: Where the table of words lies that speak for countries.
    """

    def __init__(self, gazetteer: Gazetteer, *, folder: Path = MODEL_DIR) -> None:
        self.gazetteer = gazetteer
        self._folder = folder
        self.place_class = np.array([_class_of(code) for code in gazetteer.feature_codes], np.float32)[
            gazetteer.feature_id
        ]
        self.log_population = np.log10(gazetteer.population.astype(np.float32) + 1.0)
        self.log_name_count = np.log1p(gazetteer.name_count.astype(np.float32))
        self.of = lru_cache(maxsize=SURFACE_CACHE_ENTRIES)(self._of)
        self.name_of = lru_cache(maxsize=SURFACE_CACHE_ENTRIES)(self._name_of)

    @cached_property
    def homes(self) -> HomeWords:
        """Which countries words speak for."""
        return HomeWords(self.gazetteer.country_codes, self._folder)

    def _of(self, surface: str) -> SurfaceCandidates:
        bare = surface.lower().removeprefix("the ")
        found = [] if bare in _SIDES else self.gazetteer.candidates(surface, limit=MAX_CANDIDATES)
        rows = np.array([c.row for c in found], np.int32)
        kinds = np.array([NAME_KINDS.index(c.name_kind) for c in found], np.float32)
        scores = np.array([c.name_score for c in found], np.float32)
        return self.described(rows, kinds, scores, surface)

    def _name_of(self, surface: str) -> NameForm:
        """How a surface names its most plausible place."""
        best = self.of(surface).features[:1]
        form = NAME_KINDS[int(best[0, 0])] if len(best) else "unknown"
        place = f"c{int(best[0, 2])}" if len(best) else "unknown"
        is_upper = surface.isupper() and len(surface) >= MIN_UPPER_CHARS
        is_plural = form == "demonym" and surface.endswith("s")
        return NameForm(form, place, min(3, surface.count(" ") + 1), is_upper, is_plural)

    def described(self, rows: Ints, kinds: Floats, scores: Floats, surface: str) -> SurfaceCandidates:
        """Candidates with their static features."""
        gazetteer = self.gazetteer
        count = len(rows)
        if not count:
            return SurfaceCandidates(rows, scores, np.zeros((0, len(STATIC_FEATURES)), np.float32))
        population = self.log_population[rows]
        importance = gazetteer.importance[rows]
        prior = (scores * (importance + 0.02)) ** 2
        share = prior / prior.sum()
        names = self.log_name_count[rows]
        classes = self.place_class[rows]
        country = gazetteer.country_id[rows]
        features = np.empty((count, len(STATIC_FEATURES)), np.float32)
        columns = (
            kinds,
            scores,
            classes,
            population,
            importance,
            np.log1p(gazetteer.extent_km[rows]),
            float(count),
            _ranks(prior),
            share,
            _ranks(population),
            population - population.max(),
            (country[:, None] == country[None, :]).sum(axis=1),
            float(surface.count(" ") + 1),
            float(surface.isupper()),
            classes[int(np.argmax(prior))],
            float((classes == COUNTRY_CLASS).any()),
            float((classes == ADMIN1_CLASS).any()),
            names,
            names - names.max(),
        )
        for index, column in enumerate(columns):
            features[:, index] = column
        return SurfaceCandidates(rows, share.astype(np.float32), features)


def _class_of(code: str) -> int:
    if code.startswith("P.PPLA") and code != _PPLA_EXACT:
        return _CLASSES.index("P.")
    return next((i for i, prefix in enumerate(_CLASSES) if code.startswith(prefix)), len(_CLASSES))


def _ranks(values: Floats) -> Floats:
    ranks = np.empty(len(values), np.float32)
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values), dtype=np.float32)
    return ranks
