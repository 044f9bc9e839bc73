"""Items of Wikidata as dumps have them, before they are entities: what is kept of each, and of which kind it is."""

import math
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.knowledge.compiling.builder import Held, Name, Thing

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "tr", "ar", "zh", "ja", "ko", "mul")
"""Languages whose labels and aliases are kept; the first that has a label gives the canonical name."""
HUMAN = 5
COUNTRIES = frozenset([6256, 3624078, 7275, 1763527, 161243])
"""Classes whose items are countries or territories: country, sovereign state, state, constituent country, dependency."""
MOST_SITELINKS = 350
"""Popularity is 1 from so many Wikipedias on; hardly an item has more."""


@dataclass(slots=True)
class Item:
    """What is kept of an item.

    Attributes:
        number: 42 of Q42.
        labels: By language.
        aliases: By language.
        description: In English.
        classes: Numbers of what it is an instance of.
        country: Number of its country, or of its citizenship.
        country_code: ISO 3166-1 alpha-2, of countries.
        geonames_id: Or 0.
        sitelinks: Wikipedias and sister projects with a page on it.
        born: Day of birth.
        died: Day of death.
        has_place: Whether it has coordinates.
        has_seat: Whether it has headquarters, a legal form or a founder, as organisations have.
        offices: Number of the position, first and last day.
    """

    number: int
    labels: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    description: str | None = None
    classes: set[int] = field(default_factory=set)
    country: int | None = None
    country_code: str | None = None
    geonames_id: int = 0
    sitelinks: int = 0
    born: date | None = None
    died: date | None = None
    has_place: bool = False
    has_seat: bool = False
    offices: list[tuple[int, date | None, date | None]] = field(default_factory=list)


def kind_of(item: Item) -> str:
    """Return the kind of an item; `other` where nothing tells it."""
    if HUMAN in item.classes:
        return "person"
    if item.country_code or item.classes & COUNTRIES:
        return "country"
    if item.has_seat:
        return "organisation"
    return "place" if item.has_place or item.geonames_id else "other"


def thing_of(item: Item) -> Thing | None:
    """Return an item as an entity, its country still as `Q...`; None without a name in a language that is kept."""
    names = _names(item.labels, item.aliases)
    if not names:
        return None
    country = item.country_code or (f"Q{item.country}" if item.country else None)
    return Thing(
        number=item.number,
        kind=kind_of(item),
        names=names,
        popularity=popularity(item.sitelinks),
        country=country,
        geonames_id=item.geonames_id,
        born=item.born,
        died=item.died,
        description=item.description,
        offices=[Held("", number, country, first, last) for number, first, last in item.offices],
    )


def popularity(sitelinks: int) -> float:
    """Return 0 to 1 by the logarithm of the number of pages."""
    return min(math.log1p(max(sitelinks, 0)) / math.log1p(MOST_SITELINKS), 1.0)


def wikidata_day(text: str, *, is_end: bool = False) -> date | None:
    """Return a day of a Wikidata or XSD time; of a year or month alone its first day, or its last where an end is meant.

    None for what no calendar here can hold: before the year 1, or a text that is no time.
    """
    body = text.lstrip("+").split("T")[0]
    parts = body.split("-")
    if body.startswith("-") or len(parts) != len("YMD") or not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    if not date.min.year <= year <= date.max.year:
        return None
    try:
        if month and day:
            return date(year, month, day)
        if not is_end:
            return date(year, month or 1, 1)
        return date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None


def _names(labels: Mapping[str, str], aliases: Mapping[str, Sequence[str]]) -> list[Name]:
    found: dict[str, Name] = {}
    for language in LANGUAGES:
        if label := labels.get(language):
            found.setdefault(label, Name(label, None if language == "mul" else language))
    for language in LANGUAGES:
        for alias in aliases.get(language, ()):
            found.setdefault(alias, Name(alias, None if language == "mul" else language))
    return list(found.values())
