"""`core.entity_mentions`: who and what is named."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.increments import annotate


@table_assets("core.entity_mentions", deps=["core.articles", "core.sentences"], kinds={"python"})
def entity_mentions(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource
) -> Results:
    """Reads the articles that this recogniser has not read."""
    values = settings.value
    annotator = annotators.entity_reader(values.entities_backend, values.threads)
    with warehouse.writer() as session:
        done = annotate(
            session, annotator, batch_words=values.batch_words, report=reporter(context, "core.entity_mentions")
        )
        yield from results(
            session,
            {
                "core.entity_mentions": {
                    "annotator_id": annotator.annotator_id,
                    "articles_read": done.unit_count,
                    "rows_written": done.row_count,
                    "rows_pruned": done.pruned_count,
                }
            },
        )
