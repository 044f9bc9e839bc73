"""`core.entities`: mentions under one name across articles, and the forms they were seen in."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.entities import write_entities


@table_assets("core.entities", "core.entity_aliases", deps=["core.entity_mentions"], kinds={"python"})
def entities(context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource) -> Results:
    """Brings the canonical entities in line with the mentions."""
    with warehouse.writer() as session:
        counts = write_entities(session, annotators.overrides(settings.value))
        if counts.is_unchanged:
            context.log.info("no new names: entities stand as they are")
        yield from results(
            session,
            {
                "core.entities": {"entities": counts.entity_count, "merged": counts.merge_count},
                "core.entity_aliases": {"aliases": counts.alias_count},
            },
        )
