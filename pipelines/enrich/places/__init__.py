"""Places: from a name in a text to a point on the map, and whether it is meant literally."""

from collections.abc import Iterable

import pyarrow as pa

from pipelines.enrich.places.focus import article_places
from pipelines.enrich.places.resolver import PlaceResolver
from pipelines.gazetteer import Gazetteer


def places_in_use(place_ids: Iterable[str], gazetteer: Gazetteer) -> pa.Table:
    """Rows of `core.places` for the places that mentions were resolved to; ids that are None are passed over."""
    return gazetteer.places(place_id for place_id in place_ids if place_id is not None)


__all__ = ["PlaceResolver", "article_places", "places_in_use"]
