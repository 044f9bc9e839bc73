"""What makes each table: the only list. Assets, dependencies, checks, `doctor`, the run's order and the summary follow it."""

from typing import TYPE_CHECKING

from pipelines.catalogue.entries import Annotated, Catalogue, Derived, Entry, Ingested, Mart, Published
from pipelines.catalogue.lineage import lineage_of

if TYPE_CHECKING:
    from pipelines.catalogue.tables import CATALOGUE
else:

    def __getattr__(name: str) -> Catalogue:
        """Make the catalogue when it is first asked for: modules that it takes in may import the kinds of entries."""
        if name != "CATALOGUE":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from pipelines.catalogue.tables import CATALOGUE as made  # noqa: N811

        globals()["CATALOGUE"] = made
        return made


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
