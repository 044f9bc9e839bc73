"""What a publication is, of a file or of a lake."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from pipelines.contracts import CONTRACTS
from pipelines.warehouse.session import Session


class Publication(NamedTuple):
    """A copy or a snapshot that was put in place, or stood already.

    Attributes:
        number: Counted from 1.
        is_new: False when the last commit was published before.
        byte_count: Size of the copy, or of a lake's files.
        set_aside: Where a file went that stood at the named path and was not the last copy; None for none.
    """

    number: int
    is_new: bool
    byte_count: int
    set_aside: Path | None = None


def last_publication(session: Session) -> dict[str, int | str] | None:
    """Return the row of the last publication; None before the first."""
    rows: list[dict[str, int | str]] = session.query(
        "select publication_number, warehouse_id, change_number from ops.publications "
        "order by publication_number desc limit 1"
    ).to_pylist()
    return rows[0] if rows else None


def note_publication(session: Session, last: dict[str, int | str] | None, change_number: int, now: datetime) -> int:
    """Write the row of the publication after `last`; return its number."""
    number = int(last["publication_number"]) + 1 if last else 1
    row = {
        "publication_number": number,
        "warehouse_id": last["warehouse_id"] if last else uuid4().hex,
        "change_number": change_number,
        "published_at": now,
    }
    session.append("ops.publications", CONTRACTS["ops.publications"].from_rows([row]))
    return number
