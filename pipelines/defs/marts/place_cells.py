"""`marts.place_cells`: each day's news on a map."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.place_cells", deps=mart_inputs("place_cells"), kinds={"polars"})
def place_cells(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "place_cells")
        yield from results(session, {"marts.place_cells": {}})
