"""`core.article_keyphrases`: the phrases that an article turns on."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.increments import annotate


@table_assets("core.article_keyphrases", deps=["core.articles"], kinds={"python"})
def article_keyphrases(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource
) -> Results:
    """Reads the articles that have no keyphrases of this extractor."""
    values = settings.value
    annotator = annotators.keyphrase_extractor()
    with warehouse.writer() as session:
        done = annotate(
            session, annotator, batch_words=values.batch_words, report=reporter(context, "core.article_keyphrases")
        )
        yield from results(
            session,
            {
                "core.article_keyphrases": {
                    "annotator_id": annotator.annotator_id,
                    "articles_read": done.unit_count,
                    "rows_written": done.row_count,
                    "rows_pruned": done.pruned_count,
                }
            },
        )
