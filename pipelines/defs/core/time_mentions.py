"""`core.time_mentions`: when, as TIMEX3 values hung on the article's date."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.increments import annotate


@table_assets("core.time_mentions", deps=["core.articles"], kinds={"python"})
def time_mentions(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource
) -> Results:
    """Reads articles that are new or have a new date."""
    values = settings.value
    annotator = annotators.time_tagger()
    with warehouse.writer() as session:
        done = annotate(
            session, annotator, batch_words=values.batch_words, report=reporter(context, "core.time_mentions")
        )
        yield from results(
            session,
            {
                "core.time_mentions": {
                    "annotator_id": annotator.annotator_id,
                    "articles_read": done.unit_count,
                    "rows_written": done.row_count,
                    "rows_pruned": done.pruned_count,
                }
            },
        )
