"""`core.article_topics`: what articles are about, by IPTC Media Topics and the user's schemes."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.increments import annotate


@table_assets("core.article_topics", deps=["core.articles", "core.topics"], kinds={"python"})
def article_topics(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource
) -> Results:
    """Classifies the articles that this classifier has not read."""
    values = settings.value
    annotator = annotators.topic_classifier(values.topic_schemes)
    with warehouse.writer() as session:
        done = annotate(
            session, annotator, batch_words=values.batch_words, report=reporter(context, "core.article_topics")
        )
        yield from results(
            session,
            {
                "core.article_topics": {
                    "annotator_id": annotator.annotator_id,
                    "articles_read": done.unit_count,
                    "rows_written": done.row_count,
                    "rows_pruned": done.pruned_count,
                }
            },
        )
