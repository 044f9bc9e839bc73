"""`core.article_occurrences`: documents cut into articles."""

import dagster as dg

from pipelines import annotators
from pipelines.defs.resources import WarehouseResource
from pipelines.defs.tables import Results, reporter, results, table_assets
from pipelines.stages.cut import cut_documents
from pipelines.stages.review import doubtful_cuts, markdown


@table_assets(
    "core.article_occurrences", deps=["raw.documents", "raw.document_texts", "raw.cut_corrections"], kinds={"python"}
)
def article_occurrences(context: dg.AssetExecutionContext, warehouse: WarehouseResource) -> Results:
    """Cuts dumps with the segmenter; a record is one article as it is."""
    with warehouse.writer() as session:
        report = reporter(context, "core.article_occurrences")
        counts = cut_documents(session, annotators.segmenter(), report=report)
        doubtful = doubtful_cuts(session)
        yield from results(
            session,
            {
                "core.article_occurrences": {
                    "documents_cut": counts.document_count,
                    "occurrences_written": counts.occurrence_count,
                    "blocks_set_aside": counts.set_aside_count,
                    "doubtful_cuts": len(doubtful),
                    "doubtful_cuts_to_review": dg.MetadataValue.md(markdown(doubtful)),
                }
            },
        )
