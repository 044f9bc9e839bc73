"""Stories: articles on one happening, told apart from look-alikes by words, names, places and days."""

from pipelines.enrich.stories.clusters import THRESHOLD, Clustering, Links, grouped
from pipelines.enrich.stories.links import (
    LEAST_COMMON,
    LEAST_SCORE,
    WINDOW_DAYS,
    LinkModel,
    Window,
    links_of,
    strongest,
)
from pipelines.enrich.stories.naming import Naming, named
from pipelines.enrich.stories.terms import Terms, story_terms
from pipelines.enrich.stories.words import RARITY_FILE, Rarity

VERSION = "1"
"""Version of the code: raise it when the same articles give other stories."""

__all__ = [
    "LEAST_COMMON",
    "LEAST_SCORE",
    "RARITY_FILE",
    "THRESHOLD",
    "VERSION",
    "WINDOW_DAYS",
    "Clustering",
    "LinkModel",
    "Links",
    "Naming",
    "Rarity",
    "Terms",
    "Window",
    "grouped",
    "links_of",
    "named",
    "story_terms",
    "strongest",
]
