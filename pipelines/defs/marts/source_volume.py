"""`marts.source_volume`: how much each source brought, dated or not."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.source_volume", deps=mart_inputs("source_volume"), kinds={"polars"})
def source_volume(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "source_volume")
        yield from results(session, {"marts.source_volume": {}})
