"""`marts.trending_places`: where each day's news is more than in the weeks before."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.trending_places", deps=mart_inputs("trending_places"), kinds={"polars"})
def trending_places(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "trending_places")
        yield from results(session, {"marts.trending_places": {}})
