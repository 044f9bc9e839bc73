"""`marts.daily_entities`: who each day's news was about."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.daily_entities", deps=mart_inputs("daily_entities"), kinds={"polars"})
def daily_entities(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "daily_entities")
        yield from results(session, {"marts.daily_entities": {}})
