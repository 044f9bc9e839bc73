"""`raw.documents`: what was received, with its texts and the corrections that stand beside the dumps."""

import dagster as dg
from pydantic import Field

from pipelines import progress
from pipelines.defs.resources import SettingsResource, WarehouseResource
from pipelines.defs.tables import Results, results, table_assets
from pipelines.stages.ingest import ingest, utc_now


class IngestConfig(dg.Config):
    """What to read.

    Attributes:
        inputs: Files, folders and globs; the landing folder when empty.
        mapping: Field of a record to column, beyond the synonyms that readers know.
    """

    inputs: list[str] = Field(default_factory=list)
    mapping: dict[str, str] = Field(default_factory=dict)


@table_assets("raw.documents", "raw.document_texts", "raw.cut_corrections", kinds={"python"})
def documents(
    context: dg.AssetExecutionContext, config: IngestConfig, warehouse: WarehouseResource, settings: SettingsResource
) -> Results:
    """Reads the inputs and stores what is new."""
    inputs = config.inputs or [str(settings.value.landing)]

    def report(begun: int, files: int, seen: int) -> None:
        progress.emit("raw.documents", begun, files)
        context.log.info("file %d of %d, %d documents and records so far", begun, files, seen)

    with warehouse.writer() as session:
        counts = ingest(session, inputs, now=utc_now(), mapping=config.mapping or None, report=report)
        if counts.rejected_count:
            context.log.warning("%d inputs were refused: see ops.rejected_records", counts.rejected_count)
        yield from results(
            session,
            {
                "raw.documents": {
                    "batch_id": counts.batch_id,
                    "files": counts.file_count,
                    "seen": counts.seen_count,
                    "accepted": counts.accepted_count,
                    "rejected": counts.rejected_count,
                    "duplicates": counts.duplicate_count,
                    "was_read_before": counts.was_finished_before,
                },
                "raw.document_texts": {},
                "raw.cut_corrections": {},
            },
        )
