"""What speaks for and against a candidate, as numbers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from math import fsum, log1p
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.linking.candidates import Candidate
from pipelines.enrich.linking.context import Article, Mentioned
from pipelines.enrich.linking.words import GOVERNMENT, SPORT
from pipelines.gazetteer.romanise import ARABIC_COUNTRIES, CHINESE_COUNTRIES, SLAVIC_COUNTRIES

FEATURES = (
    "likeness", "is_exact", "is_lone", "popularity", "rivals", "lead", "family", "country_share", "is_elsewhere",
    "is_office_said", "is_government_said", "is_in_office", "is_near_office", "is_long_gone", "is_day_known",
    "government", "sport", "company", "mentions", "words_of_name", "is_placed", "is_other_place", "associative",
    "is_kind_fitting", "has_names", "is_sport_said", "bracketed", "numbered",
)  # fmt: skip
_OF_CANDIDATE = ("likeness", "is_exact", "popularity", "family", "is_placed", "is_kind_fitting", "has_names")
_OF_ENTITY = (
    "is_government_said", "is_day_known", "government", "sport", "mentions", "words_of_name", "associative", "is_sport_said", "bracketed", "numbered",
)  # fmt: skip
_OF_BOTH = (
    "is_lone", "rivals", "lead", "country_share", "is_elsewhere", "is_office_said", "is_in_office", "is_near_office", "is_long_gone", "is_other_place",
)  # fmt: skip
"""Which features are of a candidate for a type of entities, of an entity in an article, and of the two together; `company` is none of these."""
COMPANY = FEATURES.index("company")
_PLACES = [[FEATURES.index(name) for name in part] for part in (_OF_CANDIDATE, _OF_ENTITY, _OF_BOTH)]
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
NEAR_DAYS, GONE_DAYS = 6 * 365, 20 * 365
"""Out of office for less or more than this."""
LEAST_AGE = 16 * YEAR
GOVERNMENT_SCALE, SPORT_SCALE = 50.0, 30.0
"""Shares of words are multiplied by these, so that most articles lie between 0 and 2."""
_FITTING = {"PERSON": "person", "GPE": "country", "LOC": "place", "FAC": "place", "ORG": "organisation"}


class Weighable(NamedTuple):
    """An entity of an article, and whom it may be."""

    article: Article
    entity: Mentioned
    found: Sequence[Candidate]


def is_possible(candidate: Candidate, day: date | None) -> bool:
    """Return False for someone who was a child on that day, or of whom only the family name is said, out of office.

    Texts give the full name of people once; who goes by the family name alone holds an office that every reader knows.
    """
    if candidate.is_lone and not _tenure(candidate, day)[0]:
        return False
    born = candidate.entry.born
    return day is None or born is None or day - born >= LEAST_AGE


def matrix(weighable: Sequence[Weighable]) -> npt.NDArray[np.float64]:
    """Return a row per candidate of each entity and a column per name in `FEATURES`; that of their company (`COMPANY`) is 0."""
    counts = [len(one.found) for one in weighable]
    rows = np.zeros((sum(counts), len(FEATURES)))
    of_candidates, of_entities, of_both = _PLACES
    rows[:, of_candidates] = _table(
        (_of_candidate(candidate, one.entity.entity_type) for one in weighable for candidate in one.found),
        _OF_CANDIDATE,
    )
    rows[:, of_entities] = _table((_of_entity(one.article, one.entity) for one in weighable), _OF_ENTITY).repeat(
        counts, axis=0
    )
    rows[:, of_both] = _table((_of_both(one, candidate) for one in weighable for candidate in one.found), _OF_BOTH)
    return rows


def _table(rows: Iterable[tuple[float, ...]], names: Sequence[str]) -> npt.NDArray[np.float64]:
    return np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, len(names))


def share_of(shares: Mapping[str, float], countries: Iterable[str]) -> float:
    """Return the share of some countries together, in whatever order they come."""
    return min(fsum(shares[country] for country in countries if country in shares), 1.0)


def _of_candidate(candidate: Candidate, entity_type: str) -> tuple[float, ...]:
    entry = candidate.entry
    return (
        candidate.likeness,
        candidate.likeness >= (SAME if entry.countries.isdisjoint(ROMANISED) else SAME_ROMANISED),
        entry.popularity,
        log1p(candidate.family_count) / 5.0,
        candidate.is_placed,
        _FITTING.get(entity_type) == entry.kind,
        log1p(len(entry.names)) / 3.0,
    )


def _of_entity(article: Article, entity: Mentioned) -> tuple[float, ...]:
    count = max(len(entity.spans), 1)
    return (
        not entity.around.isdisjoint(GOVERNMENT),
        article.day is not None,
        article.shares.government * GOVERNMENT_SCALE,
        article.shares.sport * SPORT_SCALE,
        log1p(len(entity.spans)),
        min(max(len(name.split()) for name in entity.names), 4) / 4.0,
        entity.associative_count / count,
        not entity.around.isdisjoint(SPORT),
        entity.bracketed_count / count,
        entity.numbered_count / count,
    )


def _of_both(weighable: Weighable, candidate: Candidate) -> tuple[float, ...]:
    article, entity, found = weighable
    countries = candidate.entry.countries
    rivals = _rivals(candidate, found) if len(found) > 1 else []
    share = share_of(article.countries, countries)
    return (
        candidate.is_lone or (entity.entity_type == "PERSON" and not entity.is_in_full),
        log1p(len(rivals)),
        candidate.entry.popularity - max(rivals, default=0.0),
        share,
        bool(article.countries) and bool(countries) and share == 0.0,
        not candidate.office_words.isdisjoint(entity.around),
        *_tenure(candidate, article.day),
        bool(entity.places) and not candidate.is_placed,
    )


def _rivals(candidate: Candidate, found: Sequence[Candidate]) -> list[float]:
    """Return the popularity of the others that fit a name as well."""
    least = candidate.likeness - RIVAL_MARGIN
    return [other.entry.popularity for other in found if other is not candidate and other.likeness > least]


def _tenure(candidate: Candidate, day: date | None) -> tuple[bool, bool, bool]:
    """Return whether someone is in office on a day, was or will be within some years, or is gone for long."""
    if day is None or not candidate.terms:
        return False, False, False
    number = day.toordinal()
    nearest = min(max(first - number, number - last, 0) for first, last in candidate.terms)
    return not nearest, 0 < nearest <= NEAR_DAYS, nearest > GONE_DAYS
