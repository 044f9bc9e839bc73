"""What makes the marts of `contracts.desk_marts`."""

from pipelines import transforms
from pipelines.catalogue.entries import Mart

_HELD = ("raw.documents", "core.article_occurrences", "core.articles", "core.duplicates")
DESK_MARTS = (
    Mart(
        tables=("marts.trending_topics",),
        reads=("core.articles", "core.duplicates", "marts.daily_topics"),
        transform=transforms.trending_topics,
        days_after=transforms.WINDOW_DAYS,
        days_before=transforms.WINDOW_DAYS,
        least_count=transforms.MIN_ARTICLES,
        carried=("topic_code", "topic_name"),
    ),
    Mart(
        tables=("marts.bursts",),
        reads=("core.articles", "core.duplicates", "marts.daily_entities", "marts.daily_places", "marts.daily_topics"),
        transform=transforms.bursts,
        days_after=transforms.BURST_DAYS,
        days_before=transforms.BURST_DAYS,
        least_count=transforms.MIN_ARTICLES,
    ),
    Mart(
        tables=("marts.place_cell_levels",),
        reads=("core.articles", "core.duplicates", "core.article_places", "core.places"),
        transform=transforms.place_cell_levels,
    ),
    Mart(
        tables=("marts.source_spellings", "ops.undated_source_spellings"),
        reads=(*_HELD, "core.place_mentions"),
        transform=transforms.source_spellings,
    ),
    Mart(tables=("marts.story_timeline",), reads=(*_HELD, "core.stories"), transform=transforms.story_timeline),
    Mart(
        tables=("marts.data_quality", "ops.undated_data_quality"),
        reads=(*_HELD, "core.place_mentions", "core.entity_mentions"),
        transform=transforms.data_quality,
    ),
)
