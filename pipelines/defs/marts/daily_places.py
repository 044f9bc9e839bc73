"""`marts.daily_places`: where each day's news was."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.daily_places", deps=mart_inputs("daily_places"), kinds={"polars"})
def daily_places(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "daily_places")
        yield from results(session, {"marts.daily_places": {}})
