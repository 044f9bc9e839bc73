"""`marts.entity_pairs`: which entities stand in the same articles."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.entity_pairs", deps=mart_inputs("entity_pairs"), kinds={"polars"})
def entity_pairs(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "entity_pairs")
        yield from results(session, {"marts.entity_pairs": {}})
