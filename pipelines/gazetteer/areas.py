"""Areas by the towns in them: a point, a size, and the name without the word for the kind of area."""

import re
from typing import NamedTuple

import numpy as np

KM_PER_DEGREE = 111.2
"""One degree of latitude."""

_GENERIC = (
    "oblast'?|region|province|state|county|parish|governorate|prefecture|voivodeship|district|raion|rayon|krai|kray"
    "|territory|republic|canton|department|municipality|borough|emirate|division|okrug|oblys[iy]|respublika|muhafazat"
    "|wilaya|viloyati|velayat|autonomous|city and county|census area|city"
)
_AFTER = re.compile(rf"^(?P<base>.+?) (?:{_GENERIC})$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:respublika|republic of|wilaya de|province of|provincia de|departamento de|departamento del|estado de|state of"
    r"|muhafazat|county of|canton of|kanton|canton de|region of|region de|departement de|département de|ostan-e|oblast|judetul"
    r"|județul|kabupaten|kota|powiat|provincie|land|city and borough of|tinh|tỉnh|thanh pho|changwat)[ '](?P<base>.+)$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"^(?P<stem>.{3,}?)(?:s'ka|s’ka|ska|skaya|skiy|skyy)(?: oblast.?| respublika)?$", re.IGNORECASE)


class AreaShape(NamedTuple):
    """Point, radius-like size and inhabitants of an area."""

    latitude: float
    longitude: float
    extent_km: float
    population: int


def area_shape(towns: list[tuple[float, float, int]]) -> AreaShape:
    """The shape of an area by the latitude, longitude and inhabitants of its towns; longitudes may cross 180.

    The point is halfway between the mean of the towns and the middle of the box around them: nearer to the middle of
    the area's surface, which gazetteers give, than the mean of its people is.
    """
    latitude = np.array([t[0] for t in towns])
    longitude = np.array([t[1] for t in towns])
    if np.ptp(longitude) > 180.0:
        longitude = np.where(longitude < 0, longitude + 360.0, longitude)
    middle = [(float(v.mean()) + float(v.min() + v.max()) / 2) / 2 for v in (latitude, longitude)]
    height = float(np.std(latitude)) * KM_PER_DEGREE
    width = float(np.std(longitude)) * KM_PER_DEGREE * float(np.cos(np.radians(middle[0])))
    middle[1] = (middle[1] + 180.0) % 360.0 - 180.0
    people = int(sum(t[2] for t in towns))
    return AreaShape(round(middle[0], 5), round(middle[1], 5), round(1.5 * float(np.hypot(height, width)), 1), people)


def bare_names(name: str) -> tuple[str, ...]:
    """An area's name without "Oblast", "Respublika" and the like, and the place name behind an adjective."""
    found = []
    if match := _AFTER.match(name) or _BEFORE.match(name):
        found.append(match["base"])
    if match := _ADJECTIVE.match(found[0] if found else name):
        found.extend((match["stem"], f"{match['stem']}sk"))
    return tuple(dict.fromkeys(f for f in found if f != name))
