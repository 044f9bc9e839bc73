"""Side files with corrected cuts into `raw.cut_corrections`; only those that changed are looked at."""

from collections.abc import Collection, Sequence
from datetime import datetime

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.segment import Corrections, CorrectionsError, load_corrections
from pipelines.sources import Refusal
from pipelines.sources.names import side_file_beside, uri_of
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.texts import document_text
from pipelines.work.ingest.ledger import Met
from pipelines.work.ingest.refusals import note_refused_paths

TABLE = "raw.cut_corrections"


def apply_corrections(
    warehouse: Warehouse, batch_id: str, met: Sequence[Met], read_now: Collection[str], now: datetime
) -> None:
    """Bring `raw.cut_corrections` in line with the side files that stand beside the dumps.

    Args:
        warehouse: The warehouse.
        batch_id: Under which a side file that cannot be read is refused.
        met: The files of the inputs.
        read_now: Uris of those that were read in this run.
        now: Clock of the pipeline's own records.
    """
    with warehouse.writer() as session:
        noted = session.query(
            "select uri, side_modified_ns from ops.files where side_modified_ns is not null"
        ).to_pylist()
        before = {row["uri"]: row["side_modified_ns"] for row in noted}
        for file in met:
            is_known = before.get(file.uri) == file.side_modified_ns and file.uri not in read_now
            if is_known or (file.side_modified_ns is None and file.uri not in before):
                continue
            with session.transaction():
                _apply(session, file, batch_id, now)
                session.run(
                    "update ops.files set side_modified_ns = $side where uri = $uri",
                    {"side": file.side_modified_ns, "uri": file.uri},
                )


def _apply(session: Session, file: Met, batch_id: str, now: datetime) -> None:
    side_file = side_file_beside(file.path)
    if side_file is not None:
        session.run("update ops.rejected_records set is_current = false where uri = $uri", {"uri": uri_of(side_file)})
    documents = session.query(
        "select document_id from raw.documents where (uri = $uri or starts_with(uri, $uri || '!')) and is_dump "
        "and coalesce(is_current, true) order by document_id",
        {"uri": file.uri},
    )
    for document_id in documents.column("document_id").to_pylist():
        corrections = Corrections()
        if side_file is not None:
            try:
                corrections = load_corrections(side_file, document_text(session, document_id))
            except CorrectionsError as error:
                refusal = Refusal(uri_of(side_file), "", None, "invalid_corrections", str(error))
                note_refused_paths(session, [refusal], batch_id, now)
                continue
        _store(session, document_id, corrections, uri_of(side_file) if side_file else "")


def _store(session: Session, document_id: str, corrections: Corrections, uri: str) -> None:
    rows = [
        {"document_id": document_id, "start_char": offset, "action": action, "uri": uri}
        for action, offsets in (("cut", corrections.forced), ("join", corrections.forbidden))
        for offset in sorted(offsets)
    ]
    units = pa.table({"unit_id": pa.array([document_id], pa.string())})
    session.replace(TABLE, CONTRACTS[TABLE].from_rows(rows), unit_column="document_id", units=units)
    log_changes(session, [TABLE], units)
