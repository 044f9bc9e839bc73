"""What speaks for and against a candidate, as numbers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import log1p

import numpy as np
import numpy.typing as npt

from pipelines.enrich.linking.candidates import Candidate
from pipelines.enrich.linking.context import GOVERNMENT, NOT_TELLING, SPORT, Article, Mentioned, words_of
from pipelines.gazetteer.romanise import ARABIC_COUNTRIES, CHINESE_COUNTRIES, SLAVIC_COUNTRIES
from pipelines.knowledge.base import Entry

FEATURES = (
    "likeness", "is_exact", "is_lone", "popularity", "rivals", "lead", "family", "country_share", "is_elsewhere",
    "is_office_said", "is_government_said", "is_in_office", "is_near_office", "is_long_gone", "is_day_known",
    "government", "sport", "company", "mentions", "words_of_name", "is_placed", "is_other_place", "associative",
    "is_kind_fitting", "has_names", "is_sport_said", "bracketed", "numbered",
)  # fmt: skip
_COMPANY = FEATURES.index("company")
RIVAL_MARGIN = 0.03
"""Candidates whose likeness is within this of each other fit a name equally well."""
SAME, SAME_ROMANISED = 0.995, 0.82
"""Likeness of one name: equal words; or given and family name in two romanisations (.86 for Vladimir and Volodymyr)."""
ROMANISED = (
    SLAVIC_COUNTRIES
    | ARABIC_COUNTRIES
    | CHINESE_COUNTRIES
    | frozenset(["GR", "KR", "KP", "JP", "IN", "NP", "BD", "TH", "MM", "ET"])
)
"""Countries whose names reach English through a romanisation: where another script is at home, no Latin spelling is more right."""
YEAR = timedelta(days=365)
NEAR, GONE = 6 * YEAR, 20 * YEAR
"""Out of office for less or more than this."""
OPEN_END = 12 * YEAR
"""An office without a stated end is taken to last this long at most."""
LEAST_AGE = 16 * YEAR
GOVERNMENT_SCALE, SPORT_SCALE = 50.0, 30.0
"""Shares of words are multiplied by these, so that most articles lie between 0 and 2."""
CACHE_SIZE = 1 << 12
"""Names of offices whose words are kept."""
_FITTING = {"PERSON": "person", "GPE": "country", "LOC": "place", "FAC": "place", "ORG": "organisation"}


def is_possible(candidate: Candidate, day: date | None) -> bool:
    """Return False for someone who was a child on that day, or of whom only the family name is said, out of office.

    Texts give the full name of people once; who goes by the family name alone holds an office that every reader knows.
    """
    entry = candidate.entry
    if candidate.is_lone and not _tenure(entry, day)[0]:
        return False
    return day is None or entry.born is None or day - entry.born >= LEAST_AGE


def matrix(article: Article, entity: Mentioned, found: Sequence[Candidate]) -> npt.NDArray[np.float64]:
    """Return a row per candidate of an entity and a column per name in `FEATURES`; that of its company is 0."""
    return np.array([_row(article, entity, candidate, found) for candidate in found], np.float64)


def add_company(rows: npt.NDArray[np.float64], found: Sequence[Candidate], company: Mapping[str, float]) -> bool:
    """Write into the rows of candidates how far their countries are those of whom the entity appears with.

    Returns whether one of them is.

    Args:
        rows: What `matrix` returns for these candidates.
        found: The candidates.
        company: Share by country of the other entities of the article that are linked surely.
    """
    shares = [_share(company, candidate.entry.countries) for candidate in found] if company else []
    if any(shares):
        rows[:, _COMPANY] = shares
    return any(shares)


def _share(shares: Mapping[str, float], countries: Iterable[str]) -> float:
    return min(sum(shares.get(country, 0.0) for country in countries), 1.0)


def _row(article: Article, entity: Mentioned, candidate: Candidate, found: Sequence[Candidate]) -> list[float]:
    entry = candidate.entry
    countries = entry.countries
    rivals = _rivals(candidate, found) if len(found) > 1 else []
    share = _share(article.countries, countries)
    in_office, near_office, long_gone = _tenure(entry, article.day)
    return [
        candidate.likeness,
        float(candidate.likeness >= (SAME if countries.isdisjoint(ROMANISED) else SAME_ROMANISED)),
        float(candidate.is_lone or (entity.entity_type == "PERSON" and not entity.is_in_full)),
        entry.popularity,
        log1p(len(rivals)),
        entry.popularity - max(rivals, default=0.0),
        log1p(candidate.family_count) / 5.0,
        share,
        float(bool(article.countries) and bool(countries) and share == 0.0),
        float(_is_office_said(entry, entity.around)),
        float(bool(entity.around & GOVERNMENT)),
        in_office,
        near_office,
        long_gone,
        float(article.day is not None),
        article.government_share * GOVERNMENT_SCALE,
        article.sport_share * SPORT_SCALE,
        0.0,  # the company
        log1p(entity.count),
        min(max(len(name.split()) for name in entity.names), 4) / 4.0,
        float(candidate.is_placed),
        float(bool(entity.places) and not candidate.is_placed),
        entity.associative_count / max(entity.count, 1),
        float(_FITTING.get(entity.entity_type) == entry.kind),
        log1p(len(entry.names)) / 3.0,
        float(bool(entity.around & SPORT)),
        entity.bracketed_count / max(entity.count, 1),
        entity.numbered_count / max(entity.count, 1),
    ]


def _rivals(candidate: Candidate, found: Sequence[Candidate]) -> list[float]:
    """Return the popularity of the others that fit a name as well."""
    least = candidate.likeness - RIVAL_MARGIN
    return [other.entry.popularity for other in found if other is not candidate and other.likeness > least]


def _is_office_said(entry: Entry, around: set[str]) -> bool:
    """Return whether a telling word of one of the offices stands beside the name."""
    return any(not around.isdisjoint(_telling_words(office.label)) for office in entry.offices)


@lru_cache(maxsize=CACHE_SIZE)
def _telling_words(label: str) -> frozenset[str]:
    return frozenset(words_of(label)) - NOT_TELLING


def _tenure(entry: Entry, day: date | None) -> tuple[float, float, float]:
    """Return whether someone is in office on a day, was or will be within some years, or is gone for long."""
    if day is None or not entry.offices:
        return 0.0, 0.0, 0.0
    nearest = None
    for office in entry.offices:
        first = office.first_day or office.last_day
        if first is None:
            continue
        last = office.last_day or first + OPEN_END
        away = max(first - day, day - last, timedelta(0))
        nearest = away if nearest is None else min(nearest, away)
    if nearest is None:
        return 0.0, 0.0, 0.0
    return float(not nearest), float(timedelta(0) < nearest <= NEAR), float(nearest > GONE)
