"""Infers when a text was written: a posterior over days from a log-linear model of its evidence and its neighbours'."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipelines.enrich.dating.ages import BIRTHS_FILE, Births, age_factors, load_births
from pipelines.enrich.dating.bins import BIN_COUNTS, Factor, shared
from pipelines.enrich.dating.events import EVENTS_FILE, EventIndex, event_index, keys_of
from pipelines.enrich.dating.factors import factors_of
from pipelines.enrich.dating.grid import Floats, Grid, grid_until
from pipelines.enrich.dating.intervals import ALONE, OF_DUMPS, Estimate, summary
from pipelines.enrich.dating.knowledge import KNOWLEDGE_FILE, Facts, knowledge_factors, load_facts
from pipelines.enrich.dating.neighbours import sharpened
from pipelines.enrich.dating.offices import OFFICES_FILE, Offices, load_offices, office_factors
from pipelines.enrich.dating.profile import PROFILE_FILE, Profile, load_profile, profile_factor
from pipelines.enrich.dating.reported import event_factors
from pipelines.enrich.dating.told import KIND as TOLD
from pipelines.enrich.dating.told import TOLD_FILE, Shape, Told, load_shape
from pipelines.enrich.dating.told import log_likelihood as told_scores
from pipelines.timex import read_times, read_times_below
from pipelines.worker import MODELS, Json

FOLDER, WEIGHTS_FILE = "dating", "dating.json"
WORDS_IN_DUMPS, LEAST_WORDS_SHARE = 1.03, 0.069
"""The profile of words counts in a dump as in so many single articles: what it has not learned, it has not learned for all
articles of a week, so that their errors are one error. Chosen on `worldwide_newswire`, of a year and places of which little was
learned, with five articles in a dump. In the longest dumps each counts the least share."""
_AGE_OFFSET_DAYS = 60.0
_AGE_POWER = 1.0
"""Before any evidence, an article's age when collected is log-uniform: most are collected soon, some from archives."""


@dataclass(slots=True)
class Reading:
    """What one text says of its date: factors, the days it may be from, and the evidence rows."""

    bound: date
    factors: list[Factor]
    stated_month_day: tuple[int, int] | None = None
    evidence: list[dict[str, Json | date]] = field(default_factory=list)
    told: Sequence[Told] = ()

    def add(  # noqa: PLR0917 the columns of core.date_evidence, in order
        self, kind: str, surface: str, earliest: date | None, latest: date | None, weight: float,
        start: int | None = None, end: int | None = None,
    ) -> None:  # fmt: skip
        """Notes one piece of evidence."""
        self.evidence.append(
            {
                "kind": kind, "surface": surface, "earliest": earliest, "latest": latest, "weight": weight,
                "start_char": start, "end_char": end,
            },
        )  # fmt: skip


class Weights(NamedTuple):
    """What was learned.

    Attributes:
        bins: Weights by kind of factor, one a bin.
        news: Weights of the features that tell whether an event is the news of a text.
    """

    bins: Mapping[str, Floats]
    news: Mapping[str, float]


class Sources(NamedTuple):
    """What is known of the world: the tables beside the weights."""

    events: EventIndex
    births: Births
    facts: Facts
    profile: Profile | None
    offices: Offices | None = None
    told: Shape | None = None


def source_files(models: Path) -> tuple[Path, ...]:
    """Every file that the dating of articles reads, of a models folder."""
    names = (WEIGHTS_FILE, KNOWLEDGE_FILE, BIRTHS_FILE, EVENTS_FILE, PROFILE_FILE, OFFICES_FILE, TOLD_FILE)
    return tuple(models / FOLDER / name for name in names)


def load_sources(models: Path = MODELS) -> Sources:
    """Load the tables of a models folder."""
    folder = models / FOLDER
    return Sources(
        event_index(folder / EVENTS_FILE), load_births(folder / BIRTHS_FILE), load_facts(folder / KNOWLEDGE_FILE),
        load_profile(folder / PROFILE_FILE), load_offices(folder / OFFICES_FILE), load_shape(folder / TOLD_FILE),
    )  # fmt: skip


@lru_cache(maxsize=4)
def load_weights(path: Path) -> Weights:
    """The weights of a file; a kind that the file lacks weighs nothing."""
    stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    known = stored.get("weights", {})
    bins = {kind: np.array(known.get(kind, [0.0] * count), dtype=np.float64) for kind, count in BIN_COUNTS.items()}
    return Weights(bins, stored.get("news", {}))


def evidence_of(
    text: str, uri: str, bound: date, news: Mapping[str, float], sources: Sources, *, title: str = ""
) -> list[Factor]:
    """Every factor of one text.

    Args:
        text: The article.
        uri: Path or address of its file.
        bound: The day of collection.
        news: Weights of the features of public events.
        sources: The tables of what is known.
        title: A title that stands outside the text; places count from its beginning, with a blank line below it.
    """
    mentions = list(read_times_below(title, text) if title else read_times(text, None))
    text = f"{title}\n\n{text}" if title else text
    keys = keys_of(text)
    profile = profile_factor(keys, sources.profile)
    return shared(
        [
            *factors_of(mentions, text),
            *knowledge_factors(text, uri, sources.facts),
            *age_factors(text, sources.births),
            *office_factors(text, keys, sources.offices),
            *event_factors(mentions, sources.events.matches(text, keys), news, bound),
            *([profile] if profile else []),
        ],
    )


class Inference:
    """Turns texts into posteriors over days.

    Args:
        use_neighbours: Let texts of one document inform one another.
        models: Folder of the weights and tables.
        weights: File of other weights than those of the folder.
    """

    def __init__(self, *, use_neighbours: bool = True, models: Path = MODELS, weights: Path | None = None) -> None:
        self._use_neighbours = use_neighbours
        self._weights, self._news = load_weights(weights or models / FOLDER / WEIGHTS_FILE)
        self._sources = load_sources(models)

    def read(self, text: str, uri: str, bound: date, *, title: str = "", told: Sequence[Told] = ()) -> Reading:
        """The evidence of one text, of a title that stands outside it, and of dated articles that print its names.

        Evidence in the title has its words but no place: offsets count in the text.
        """
        whole = f"{title}\n\n{text}" if title else text
        factors = evidence_of(text, uri, bound, self._news, self._sources, title=title)
        reading = Reading(bound, factors, told=told if self._sources.told else ())
        for factor in factors:
            self._note(reading, factor, whole, len(whole) - len(text))
        if reading.told:
            nearest = reading.told[0]
            start = text.find(nearest.name)
            place = (start, start + len(nearest.name)) if start >= 0 else (None, None)
            days = [item.day for item in reading.told]
            reading.add(TOLD, nearest.name, min(days), max(days), round(nearest.share, 4), *place)
        return reading

    def _note(self, reading: Reading, factor: Factor, text: str, title_chars: int) -> None:
        weights = self._weights[factor.kind]
        spread = float(weights.max() - weights.min())
        strength = round(1.0 - float(np.exp(-spread)), 4) if factor.scores is None else float(weights[0] > 0.0)
        if strength <= 0.0:
            return
        earliest, latest = factor.window
        if factor.mention is not None:
            timex, resolved = factor.mention.timex, factor.mention.resolved
            start, end, surface = timex.start, timex.end, text[timex.start : timex.end]
            if factor.kind.startswith(("day_", "year_", "month")) and "ahead" not in factor.kind:
                earliest = resolved.earliest
        elif factor.span[1]:
            start, end = factor.span
            surface = text[start:end]
        else:
            reading.add(factor.kind, factor.label, earliest, latest, strength)
            return
        place = (start - title_chars, end - title_chars) if start >= title_chars else (None, None)
        reading.add(factor.kind, surface, earliest, latest, strength, *place)

    def log_likelihood(self, reading: Reading, grid: Grid, words_share: float = 1.0) -> Floats:
        """The log-likelihood of a text's evidence on each day, without any prior.

        Args:
            reading: The evidence.
            grid: The days.
            words_share: What the profile of words counts, of its weight.
        """
        total: Floats = self._weights["weekday_prior"][grid.weekday].copy()
        for factor in reading.factors:
            weights = self._weights[factor.kind]
            if factor.scores is None:
                total += (weights * factor.factor_weight)[factor.bins(grid)]
            else:
                total += words_share * weights[0] * factor.scores(grid)
        return total

    def estimate(self, readings: Sequence[Reading], fixed: Sequence[date | None]) -> list[Estimate | None]:
        """Estimates for the texts of one document; None for a text without evidence, alone or from neighbours.

        Args:
            readings: One a text, in the order of the document. What dated articles say of one counts for that one alone: so
                what makes it stale is its own names.
            fixed: The date of each text that has one by itself: it is not estimated but informs the others.
        """
        posteriors: list[Floats | None] = []
        grids = [grid_until(reading.bound) for reading in readings]
        likelihoods = []
        words_share = words_share_of(len(readings)) if self._use_neighbours else 1.0
        for reading, grid, day in zip(readings, grids, fixed, strict=True):
            if day is not None:
                likelihood = np.where(grid.ordinals == day.toordinal(), 0.0, -60.0)
            else:
                likelihood = self.log_likelihood(reading, grid, words_share)
            likelihoods.append(likelihood)
        if self._use_neighbours and len(readings) > 1:
            priors = [age_prior(grid) for grid in grids]
            posteriors = list(sharpened(likelihoods, priors))
        else:
            posteriors = [likelihood + age_prior(grid) for likelihood, grid in zip(likelihoods, grids, strict=True)]
        posteriors = [
            posterior if posterior is None else posterior + self._told(reading, grid)
            for posterior, reading, grid in zip(posteriors, readings, grids, strict=True)
        ]
        masses = OF_DUMPS if self._use_neighbours and len(readings) > 1 else ALONE
        has_neighbours = self._use_neighbours and sum(bool(r.factors) for r in readings) > 1
        return [
            None
            if day is not None or posterior is None or not (reading.factors or reading.told or has_neighbours)
            else summary(posterior, grid, masses)
            for reading, grid, posterior, day in zip(readings, grids, posteriors, fixed, strict=True)
        ]

    def _told(self, reading: Reading, grid: Grid) -> Floats | float:
        shape = self._sources.told
        return told_scores(reading.told, grid, shape) if shape and reading.told else 0.0


def words_share_of(article_count: int) -> float:
    """What the profile of words counts in each article of a dump of so many, of its weight."""
    return max(LEAST_WORDS_SHARE, min(1.0, WORDS_IN_DUMPS / article_count)) if article_count else 1.0


def age_prior(grid: Grid) -> Floats:
    """Log prior over days from the age alone: log-uniform beyond two months."""
    age = (grid.ordinals[-1] - grid.ordinals).astype(np.float64)
    result: Floats = -_AGE_POWER * np.log(age + _AGE_OFFSET_DAYS)
    return result
