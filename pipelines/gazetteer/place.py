"""What a gazetteer gives: places, and candidates for a name."""

from typing import NamedTuple

NAME_KINDS = (
    "main",
    "official",
    "alternate",
    "abbreviation",
    "demonym",
    "admin_form",
    "part",
    "site",
    "transliteration",
    "fuzzy",
)
"""How a name names its place. The gazetteer file stores the position in this tuple; append only.

`main`: the gazetteer's name. `official`: another usual or official English name. `alternate`: any other listed name.
`abbreviation`: U.S., Ky., NSW. `demonym`: a people's name or adjective. `admin_form`: the name with a word such as
Region or County added or taken away. `part`: a part of the place ("northern Syria"). `site`: a site that is called after
the place and lies in or near it ("Aleppo Airport"). `transliteration`: the same name by another romanisation.
`fuzzy`: a similar name.
"""
NAME_SCORES = {
    "main": 1.0,
    "official": 0.95,
    "alternate": 0.75,
    "abbreviation": 0.85,
    "demonym": 0.9,
    "admin_form": 0.8,
    "part": 0.85,
    "site": 0.6,
    "transliteration": 0.6,
    "fuzzy": 0.4,
}
"""How far a name of each kind speaks for its place, before anything else is known; the ranker learns its own."""


class Place(NamedTuple):
    """One gazetteer place.

    Attributes:
        place_id: `geonames:<id>`, or `dateline:<slug>` for a place without a known GeoNames id.
        name: Main English name.
        feature_class: GeoNames class: A P H T L S V R U.
        feature_code: GeoNames code such as PPLA, ADM1, PCLI.
        country_code: ISO 3166-1 alpha-2; None for seas, continents and regions across borders.
        admin1_code: GeoNames code of the first-level division.
        admin1_name: Its name.
        admin2_name: Name of the second-level division.
        latitude: WGS 84 degrees.
        longitude: WGS 84 degrees.
        population: Inhabitants; None when unknown.
        geonames_id: GeoNames id; None when it has none.
        extent_km: Radius of a circle of the place's size; 0 for a point.
        importance: Prior of being meant when the name is all that is known, 0 to 1.
    """

    place_id: str
    name: str
    feature_class: str
    feature_code: str
    country_code: str | None
    admin1_code: str | None
    admin1_name: str | None
    admin2_name: str | None
    latitude: float
    longitude: float
    population: int | None
    geonames_id: int | None
    extent_km: float
    importance: float


class Candidate(NamedTuple):
    """A place that a surface may name.

    Attributes:
        row: Row of the place in the gazetteer's columns.
        matched_name: The key of the name that matched.
        name_kind: One of `NAME_KINDS`.
        name_score: How well the surface fits the name, 0 to 1.
    """

    row: int
    matched_name: str
    name_kind: str
    name_score: float


class Containment(NamedTuple):
    """Rows of the areas that hold a place, -1 where there is none."""

    admin2: int
    admin1: int
    country: int


class NameSpan(NamedTuple):
    """A stretch of text that is a known name.

    Attributes:
        start_char: First character.
        end_char: One past the last.
        row: Row of the most important place of that name.
        name_kind: How the name names it.
        importance: That place's prior.
        candidate_count: How many places the gazetteer knows under the name, abbreviations and demonyms included.
    """

    start_char: int
    end_char: int
    row: int
    name_kind: str
    importance: float
    candidate_count: int
