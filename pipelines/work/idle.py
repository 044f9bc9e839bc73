"""Whether a run would find anything to do: one look at the inputs and one at the records, before any step begins.

Every step asks this for itself. Together they take seconds, for each loads what it would need; a run that is started each hour
finds mostly nothing. What is not certain is left to the steps.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipelines.catalogue import CATALOGUE, Ingested, Published
from pipelines.settings import Settings
from pipelines.sources import find_inputs
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.publishing import is_published
from pipelines.work.ingest.ingesting import IngestCounts, standing_counts
from pipelines.work.ingest.ledger import Met, ReadOptions, files_to_read, met_files, reading_key
from pipelines.work.ingest.refusals import are_on_record
from pipelines.work.lineages import recorded_lineages


def counts_if_idle(
    warehouse: Warehouse, settings: Settings, inputs: Sequence[str], options: ReadOptions
) -> IngestCounts | None:
    """Return what the inputs hold if all of it is known, every table takes it into account and all is published; else None.

    Args:
        warehouse: The warehouse.
        settings: What the tables are made by.
        inputs: Files, folders and globs.
        options: How to read them.
    """
    lineages = recorded_lineages(settings)
    if lineages is None or not warehouse.exists():
        return None
    files, refusals = find_inputs(inputs)
    met, vanished = met_files(files)
    key = reading_key(options)
    with warehouse.writer() as session:
        is_idle = (
            not vanished
            and not files_to_read(session, met, key)
            and _corrections_stand(session, met)
            and are_on_record(session, refusals)
            and _tables_stand(session, lineages)
            and is_published(warehouse, session)
        )
        return standing_counts(session, met, refusals, key) if is_idle else None


def _corrections_stand(session: Session, met: Sequence[Met]) -> bool:
    """Whether the side files of the inputs are those that were applied."""
    files = pa.table(
        {
            "uri": pa.array([file.uri for file in met], pa.string()),
            "side_modified_ns": pa.array([file.side_modified_ns for file in met], pa.int64()),
        }
    )
    return not session.scalar(
        "select count(*) from files inner join ops.files as known using (uri) "
        "where files.side_modified_ns is distinct from known.side_modified_ns",
        files=files,
    )


def _tables_stand(session: Session, lineages: Mapping[str, str]) -> bool:
    """Whether every table is made by what makes it now, and no commit since wrote what it follows."""
    made = [entry for entry in CATALOGUE.entries if not isinstance(entry, (Ingested, Published))]
    if any(entry.name not in lineages for entry in made):
        return False
    followed = [(entry.name, lineages[entry.name], table) for entry in made for table in entry.follows or ("",)]
    names, made_by, tables = (pa.array(column, pa.string()) for column in zip(*followed, strict=True))
    return not session.scalar(
        "select count(*) from followed left join ops.progress as progress using (table_name) "
        "where progress.lineage is distinct from followed.lineage or exists (select 1 from ops.changes as changes "
        "where changes.table_name = followed.watched and changes.change_number > progress.change_number)",
        followed=pa.table({"table_name": names, "lineage": made_by, "watched": tables}),
    )
