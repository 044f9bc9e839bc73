"""The hot aggregation path: one module per mart, each a pure function from lazy frames to a lazy frame."""

from pipelines.transforms.daily_entities import daily_entities
from pipelines.transforms.daily_places import daily_places
from pipelines.transforms.daily_topics import daily_topics
from pipelines.transforms.place_cells import place_cells
from pipelines.transforms.source_volume import source_volume
from pipelines.transforms.trending_entities import trending_entities
from pipelines.transforms.trending_places import trending_places
from pipelines.transforms.trends import WINDOW_DAYS

__all__ = [
    "WINDOW_DAYS",
    "daily_entities",
    "daily_places",
    "daily_topics",
    "place_cells",
    "source_volume",
    "trending_entities",
    "trending_places",
]
