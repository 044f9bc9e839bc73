"""`core.topics`: IPTC Media Topics and the user's own schemes."""

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.topics import write_topics


@table_assets("core.topics", kinds={"python"})
def topics(warehouse: WarehouseResource, settings: SettingsResource) -> Results:
    """Brings the taxonomy in line with what ships and what the user added."""
    table = annotators.topic_table(settings.value.topic_schemes)
    with warehouse.writer() as session:
        is_changed = write_topics(session, table)
        yield from results(session, {"core.topics": {"is_changed": is_changed}})
