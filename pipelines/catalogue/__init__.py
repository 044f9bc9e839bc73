"""What makes each table: the only list. Assets, dependencies, checks, `doctor`, the run's order and the summary follow it."""

from pipelines.catalogue.entries import Annotated, Catalogue, Derived, Entry, Ingested, Mart, Published
from pipelines.catalogue.lineage import lineage_of
from pipelines.catalogue.tables import CATALOGUE

__all__ = [
    "CATALOGUE",
    "Annotated",
    "Catalogue",
    "Derived",
    "Entry",
    "Ingested",
    "Mart",
    "Published",
    "lineage_of",
]
