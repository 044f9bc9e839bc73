"""`marts.daily_topics`: what each day was about."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.daily_topics", deps=mart_inputs("daily_topics"), kinds={"polars"})
def daily_topics(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "daily_topics")
        yield from results(session, {"marts.daily_topics": {}})
