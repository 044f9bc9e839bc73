"""`core.place_mentions`: where, and whether it is meant literally."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.increments import annotate


@table_assets("core.place_mentions", deps=["core.articles", "core.entity_mentions"], kinds={"python"})
def place_mentions(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource
) -> Results:
    """Resolves the toponyms of articles whose entities are new."""
    values = settings.value
    annotator = annotators.place_resolver(values.gazetteer_file, values.view)
    with warehouse.writer() as session:
        done = annotate(
            session, annotator, batch_words=values.batch_words, report=reporter(context, "core.place_mentions")
        )
        yield from results(
            session,
            {
                "core.place_mentions": {
                    "annotator_id": annotator.annotator_id,
                    "articles_read": done.unit_count,
                    "rows_written": done.row_count,
                    "rows_pruned": done.pruned_count,
                }
            },
        )
