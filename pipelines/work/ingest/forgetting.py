"""Takes what a file brought out of the current, on a user's word; its history stays."""

from pipelines.warehouse import Warehouse
from pipelines.work.ingest.ledger import FORGOTTEN
from pipelines.work.ingest.versions import log_documents


def forget(warehouse: Warehouse, uri: str) -> int:
    """Make every document and refusal of a path no longer current; return the number of documents.

    The file is not read again while it stays as it is. A file that changes is read as a new one.

    Args:
        warehouse: The warehouse.
        uri: Path of a file, a folder, or a member of an archive, as `raw.documents.uri` has it.
    """
    below = uri.rstrip("/") + "/"
    where = "(uri = $uri or starts_with(uri, $uri || '!') or starts_with(uri, $below))"
    with warehouse.lock("raw.documents"), warehouse.writer() as session, session.transaction():
        parameters = {"uri": uri, "below": below}
        found = session.query(
            f"select document_id as unit_id from raw.documents where {where} and coalesce(is_current, true)", parameters
        )
        session.run(
            "update raw.documents set is_current = false, superseded_by = null "
            "where document_id in (select unit_id from found)",
            found=found,
        )
        session.run(f"update ops.rejected_records set is_current = false where {where}", parameters)
        session.run(f"update ops.files set state = $state where {where}", {**parameters, "state": FORGOTTEN})
        if found.num_rows:
            log_documents(session, found)
    return int(found.num_rows)
