"""The hot aggregation path: one module per mart, each a pure function from lazy frames to a lazy frame."""

from pipelines.transforms.bursts import BURST_DAYS, bursts
from pipelines.transforms.daily_entities import daily_entities
from pipelines.transforms.daily_places import daily_places
from pipelines.transforms.daily_topics import daily_topics
from pipelines.transforms.data_quality import data_quality
from pipelines.transforms.place_cell_levels import place_cell_levels
from pipelines.transforms.place_cells import place_cells
from pipelines.transforms.source_spellings import source_spellings
from pipelines.transforms.source_volume import source_volume
from pipelines.transforms.story_timeline import story_timeline
from pipelines.transforms.trending_entities import trending_entities
from pipelines.transforms.trending_places import trending_places
from pipelines.transforms.trending_topics import trending_topics
from pipelines.transforms.trends import MIN_ARTICLES, WINDOW_DAYS

__all__ = [
    "BURST_DAYS",
    "MIN_ARTICLES",
    "WINDOW_DAYS",
    "bursts",
    "daily_entities",
    "daily_places",
    "daily_topics",
    "data_quality",
    "place_cell_levels",
    "place_cells",
    "source_spellings",
    "source_volume",
    "story_timeline",
    "trending_entities",
    "trending_places",
    "trending_topics",
]
