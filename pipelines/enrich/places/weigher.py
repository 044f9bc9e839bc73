"""`core.article_places`: the places that an article is about."""

from typing import ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.places.focus import article_places
from pipelines.gazetteer import Gazetteer
from pipelines.worker import Annotator, Json, Tables


class PlaceWeigher(Annotator):
    """Weighs the resolved places of each article.

    Args:
        gazetteer: Tells which places lie in which.
    """

    name: ClassVar[str] = "place-focus"
    version: ClassVar[str] = "3"
    table: ClassVar[str] = "core.article_places"
    requires: ClassVar[tuple[str, ...]] = ("core.place_mentions",)

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def config(self) -> dict[str, Json]:
        """Return the version of the gazetteer."""
        return {"gazetteer": self._gazetteer.version}

    def predict(self, batch: Tables) -> pa.Table:
        """Return one row per article and resolved place; see `Annotator.predict`."""
        rows = article_places(
            batch["core.place_mentions"], batch["core.articles"], self.annotator_id, gazetteer=self._gazetteer
        )
        return CONTRACTS[self.table].conform(rows)
