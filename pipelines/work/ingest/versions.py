"""Which document is current, when several are versions of one thing."""

from collections.abc import Collection

import pyarrow as pa

from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.warehouse.changes import log_changes

DOCUMENTS = "raw.documents"


def settle_versions(session: Session, incoming: pa.Table) -> int:
    """Make the newest version of each document that came the current one; return how many documents changed standing.

    Args:
        session: A session inside the commit's transaction; the documents are stored.
        incoming: Columns `document_id`, `ordinal` (order of reading) and `collected_at`.
    """
    return _apply(session, session.query(load_sql("raw", "versions").statement, incoming=incoming))


def supersede_dropped(session: Session, uri: str, met: Collection[str]) -> int:
    """Take out of the current what a file held before and holds no more; return how many documents that are.

    A record with an id of its own stays: exports are windows that move on. What has none is known by its file alone.

    Args:
        session: A session inside the commit's transaction.
        uri: The file, all of which was read.
        met: Ids of the documents that were read from it.
    """
    held = pa.table({"document_id": pa.array(sorted(met), pa.string())})
    dropped = session.query(
        "select document_id, false as is_current, null::varchar as superseded_by from raw.documents "
        "where (uri = $uri or starts_with(uri, $uri || '!')) and external_id is null and coalesce(is_current, true) "
        "and document_id not in (select document_id from held) order by document_id",
        {"uri": uri},
        held=held,
    )
    return _apply(session, dropped)


def log_documents(session: Session, document_ids: pa.Table) -> None:
    """Note that documents were written: column `unit_id`."""
    log_changes(session, [DOCUMENTS], document_ids)


def _apply(session: Session, standings: pa.Table) -> int:
    if standings.num_rows:
        session.run(
            "update raw.documents as document set is_current = standings.is_current, "
            "superseded_by = standings.superseded_by from standings where document.document_id = standings.document_id",
            standings=standings,
        )
        log_documents(session, standings.select(["document_id"]).rename_columns(["unit_id"]))
    return int(standings.num_rows)
