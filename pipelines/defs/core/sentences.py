"""`core.sentences`: articles cut into sentences, headings and list items."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.increments import annotate


@table_assets("core.sentences", deps=["core.articles"], kinds={"python"})
def sentences(context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource) -> Results:
    """Splits the articles that have not been split."""
    values = settings.value
    annotator = annotators.sentence_splitter()
    with warehouse.writer() as session:
        done = annotate(session, annotator, batch_words=values.batch_words, report=reporter(context, "core.sentences"))
        yield from results(
            session,
            {
                "core.sentences": {
                    "annotator_id": annotator.annotator_id,
                    "articles_read": done.unit_count,
                    "rows_written": done.row_count,
                    "rows_pruned": done.pruned_count,
                }
            },
        )
