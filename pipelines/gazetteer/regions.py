"""Whether a place lies in a region or on an island, which no chain of administrative divisions tells."""

from collections.abc import Set
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipelines.gazetteer.areas import KM_PER_DEGREE

EXTENT_SLACK = 1.75
"""A region is seldom a circle: its ends lie beyond the radius of a circle of its size."""


class Extents(Protocol):
    """Columns of places: where each lies, how far it reaches and what it is."""

    latitude: npt.NDArray[np.float32]
    longitude: npt.NDArray[np.float32]
    extent_km: npt.NDArray[np.float32]
    feature_id: npt.NDArray[np.uint16]
    feature_codes: tuple[str, ...]


def lies_in_region(places: Extents, row: int, areas: Set[int]) -> bool:
    """Whether a place lies within the extent of a region (class L) or landform (class T) among rows."""
    codes, features = places.feature_codes, places.feature_id
    regions = np.array([area for area in sorted(areas) if codes[features[area]][0] in "LT"], np.int64)
    latitude, longitude = places.latitude[row], places.longitude[row]
    north = (places.latitude[regions] - latitude) * KM_PER_DEGREE
    east = (places.longitude[regions] - longitude) * KM_PER_DEGREE * np.cos(np.radians(latitude))
    return bool((np.hypot(north, east) < places.extent_km[regions] * EXTENT_SLACK).any())
