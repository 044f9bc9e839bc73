"""What was refused, on record once: `ops.rejected_records`."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sources import Refusal
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.work.ingest.ledger import READ, log_uris

_FIRST_REFUSALS = (
    "select distinct on (uri, position, reason_code) * from incoming anti join ops.rejected_records as refusal"
)
_NOT_OF_THIS_BATCH = "using (batch_id, uri, position, reason_code)"
_NOT_STANDING = (
    "on coalesce(refusal.is_current, true) and refusal.uri = incoming.uri and refusal.position = incoming.position "
    "and refusal.reason_code = incoming.reason_code and refusal.detail = incoming.detail"
)
_SAME_REFUSAL = (
    "refusal.batch_id = new.batch_id and refusal.uri = new.uri and refusal.position = new.position "
    "and refusal.reason_code = new.reason_code"
)


def note_refusals(session: Session, refusals: Iterable[Refusal], batch_id: str, now: datetime) -> None:
    """Record once what reading a file refused."""
    incoming = _refusal_rows(refusals, batch_id, now)
    if incoming.num_rows:
        _append_refusals(session, session.query(f"{_FIRST_REFUSALS} {_NOT_OF_THIS_BATCH}", incoming=incoming))


def note_refused_paths(session: Session, refusals: Iterable[Refusal], batch_id: str, now: datetime) -> None:
    """Record paths that could not be read at all: those on record for the same reason stand, another reason replaces it.

    Such a path is met again by each run over its folder, whatever else the run reads.
    """
    incoming = _refusal_rows(refusals, batch_id, now)
    if not incoming.num_rows:
        return
    new = session.query(f"{_FIRST_REFUSALS} {_NOT_STANDING}", incoming=incoming)
    session.run(
        "update ops.rejected_records as refusal set is_current = false from new where refusal.uri = new.uri "
        "and refusal.position = new.position and refusal.uri not in (select uri from ops.files where state = $read)",
        {"read": READ},
        new=new,
    )
    session.run(f"delete from ops.rejected_records as refusal using new where {_SAME_REFUSAL}", new=new)
    _append_refusals(session, new)


def are_on_record(session: Session, refusals: Sequence[Refusal]) -> bool:
    """Tell whether `note_refused_paths` would find nothing new in these."""
    if not refusals:
        return True
    incoming = _refusal_rows(refusals, "", datetime.fromtimestamp(0, UTC))
    return not session.query(f"{_FIRST_REFUSALS} {_NOT_STANDING}", incoming=incoming).num_rows


def _refusal_rows(refusals: Iterable[Refusal], batch_id: str, now: datetime) -> pa.Table:
    rows = [{**asdict(refusal), "batch_id": batch_id, "rejected_at": now, "is_current": True} for refusal in refusals]
    return CONTRACTS["ops.rejected_records"].from_rows(rows)


def _append_refusals(session: Session, new: pa.Table) -> None:
    session.append("ops.rejected_records", new)
    log_uris(session, "ops.rejected_records", new)


def retire_refusals(session: Session, uris: Sequence[str], batch_id: str) -> None:
    """Mark what was said of these files before: the newest reading says what is wrong now."""
    if uris:
        files = pa.table({"uri": pa.array(uris, pa.string())})
        earlier = session.query(load_sql("raw", "refusals_of").statement, files=files)
        session.run(
            "update ops.rejected_records as refusal set is_current = false from earlier as new "
            f"where new.batch_id <> $batch and {_SAME_REFUSAL}",
            {"batch": batch_id},
            earlier=earlier,
        )
