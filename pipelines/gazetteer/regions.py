"""Whether a place lies in a region or on an island, which no chain of administrative divisions tells."""

from collections.abc import Set
from typing import TYPE_CHECKING

import numpy as np

from pipelines.gazetteer.areas import KM_PER_DEGREE

if TYPE_CHECKING:
    from pipelines.gazetteer.gazetteer import Gazetteer

EXTENT_SLACK = 1.75
"""A region is seldom a circle: its ends lie beyond the radius of a circle of its size."""


def lies_in_region(gazetteer: "Gazetteer", row: int, areas: Set[int]) -> bool:
    """Whether a place lies within the extent of a region (class L) or landform (class T) among rows."""
    codes, features = gazetteer.feature_codes, gazetteer.feature_id
    regions = np.array([area for area in sorted(areas) if codes[features[area]][0] in "LT"], np.int64)
    latitude, longitude = gazetteer.latitude[row], gazetteer.longitude[row]
    north = (gazetteer.latitude[regions] - latitude) * KM_PER_DEGREE
    east = (gazetteer.longitude[regions] - longitude) * KM_PER_DEGREE * np.cos(np.radians(latitude))
    return bool((np.hypot(north, east) < gazetteer.extent_km[regions] * EXTENT_SLACK).any())
