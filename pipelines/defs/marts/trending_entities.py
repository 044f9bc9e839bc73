"""`marts.trending_entities`: who each day's news has more of than the weeks before."""

from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.marts import mart_inputs, write_mart


@table_assets("marts.trending_entities", deps=mart_inputs("trending_entities"), kinds={"polars"})
def trending_entities(warehouse: WarehouseResource) -> Results:
    """Aggregates anew and publishes in one transaction."""
    with warehouse.writer() as session:
        write_mart(session, "trending_entities")
        yield from results(session, {"marts.trending_entities": {}})
