"""Which engine makes which mart: the one that took less of the processor for the whole work, rows equal.

Measured by `python -m benchmarks.marts` and published in `docs/performance.md`. Both make every mart; the one that is not
chosen is the twin that its rows are tested against.
"""

from collections.abc import Mapping
from enum import StrEnum


class Engine(StrEnum):
    """What computes a mart."""

    POLARS = "polars"
    """Its function in `pipelines/transforms/`."""
    SQL = "sql"
    """Its statement in `sql/marts/`, in DuckDB: no row leaves the file."""


ENGINES: Mapping[str, Engine] = {
    "marts.daily_topics": Engine.SQL,
    "marts.daily_places": Engine.SQL,
    "marts.daily_entities": Engine.SQL,
    "marts.place_cells": Engine.POLARS,
    "marts.place_cell_levels": Engine.POLARS,
    "marts.source_volume": Engine.SQL,
    "marts.source_spellings": Engine.SQL,
    "marts.story_timeline": Engine.SQL,
    "marts.data_quality": Engine.SQL,
    "marts.trending_entities": Engine.POLARS,
    "marts.trending_places": Engine.POLARS,
    "marts.trending_topics": Engine.POLARS,
    "marts.bursts": Engine.POLARS,
}
"""The marts of the house."""


def engine_of(mart: str) -> Engine:
    """Return what makes a mart; those of extensions have a function alone."""
    return ENGINES.get(mart, Engine.POLARS)
