"""The outlines of countries that maps are drawn on: Natural Earth, 1:110 million (`models/maps/countries.md`)."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COUNTRIES_FILE = Path(__file__).parent.parent / "models" / "maps" / "countries.json"

Points = NDArray[np.float64]
"""Longitude and latitude in degrees, or x and y, one point per row."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country as drawn.

    Attributes:
        name: English name.
        code: ISO 3166-1 alpha-2; empty where there is none.
        rings: The outer ring of each of its polygons, closed; lakes and enclaves are drawn over it.
    """

    name: str
    code: str
    rings: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The world's countries, and the lines between them.

    Attributes:
        countries: By falling extent, so that an enclave is drawn after what surrounds it.
        lines: Coasts and borders, each once.
    """

    countries: tuple[Country, ...]
    lines: tuple[Points, ...]


@lru_cache(maxsize=1)
def load_outlines() -> Outlines:
    """Return the outlines, read once per process."""
    packed = json.loads(COUNTRIES_FILE.read_text(encoding="utf-8"))
    arcs = tuple(
        np.asarray(arc, dtype=np.float64).reshape(-1, 2).cumsum(axis=0) / packed["units_per_degree"]
        for arc in packed["arcs"]
    )
    countries = [
        Country(country["name"], country["code"], _rings(country["polygons"], arcs)) for country in packed["countries"]
    ]
    return Outlines(tuple(sorted(countries, key=_extent, reverse=True)), arcs)


def _rings(polygons: list[list[list[int]]], arcs: tuple[Points, ...]) -> tuple[Points, ...]:
    """The outer rings; an island so small that its points fall together is none."""
    rings = (_ring(polygon[0], arcs) for polygon in polygons)
    return tuple(ring for ring in rings if len(ring) > 3)


def _ring(numbers: list[int], arcs: tuple[Points, ...]) -> Points:
    """Arcs joined; a negative number `~i` is arc i backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _extent(country: Country) -> float:
    return max(float(np.prod(np.ptp(ring, axis=0))) for ring in country.rings)
