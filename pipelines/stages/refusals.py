"""Refused input into `ops.rejected_records`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from pipelines.contracts import CONTRACTS
from pipelines.sources import Refusal
from pipelines.warehouse import Session


def note_refusals(session: Session, refusals: Sequence[Refusal], batch_id: str, now: datetime) -> int:
    """Records refusals once; gives the number of those that were not on record yet."""
    if not refusals:
        return 0
    rows = [{**asdict(refusal), "batch_id": batch_id, "rejected_at": now} for refusal in refusals]
    incoming = CONTRACTS["ops.rejected_records"].from_rows(rows)
    new = session.query(
        "select distinct on (uri, position, reason_code) * from incoming as i "
        "anti join ops.rejected_records as r using (batch_id, uri, position, reason_code)",
        incoming=incoming,
    )
    session.append("ops.rejected_records", new)
    return int(new.num_rows)
