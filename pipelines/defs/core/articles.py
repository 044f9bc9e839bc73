"""`core.articles`: distinct texts with title, language and date, and what the date rests on."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.articles import write_articles


@table_assets(
    "core.articles", "core.date_evidence", deps=["core.article_occurrences", "raw.documents"], kinds={"python"}
)
def articles(context: dg.AssetExecutionContext, warehouse: WarehouseResource, settings: SettingsResource) -> Results:
    """Dates the articles of each document together."""
    with warehouse.writer() as session:
        counts = write_articles(
            session,
            annotators.dater(use_neighbours=settings.value.use_dump_neighbours),
            annotators.language_detector(),
            report=reporter(context, "core.articles"),
        )
        yield from results(
            session,
            {
                "core.articles": {
                    "documents_read": counts.document_count,
                    "articles_written": counts.article_count,
                    "articles_removed": counts.removed_count,
                    "articles_dated_by_reported_events": counts.anchored_count,
                },
                "core.date_evidence": {},
            },
        )
