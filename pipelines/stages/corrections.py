"""Side files with corrected cuts into `raw.cut_corrections`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pipelines.contracts import CONTRACTS
from pipelines.segment import Corrections, CorrectionsError, load_corrections
from pipelines.sources import Refusal
from pipelines.stages.refusals import note_refusals
from pipelines.stages.texts import document_text
from pipelines.warehouse import Session

CORRECTIONS_SUFFIX = ".cuts.yaml"


def apply_corrections(session: Session, batch_id: str, files: Sequence[Path], now: datetime) -> None:
    """Brings `raw.cut_corrections` in line with the side files that stand next to the dumps."""
    for path in files:
        documents = session.query(
            "select document_id, char_count from raw.documents where uri = $uri and is_dump order by document_id",
            {"uri": str(path)},
        ).to_pylist()
        side_file = path.with_name(path.name.partition(".")[0] + CORRECTIONS_SUFFIX)
        for document in documents:
            corrections = Corrections()
            if side_file.is_file():
                text = document_text(session, document["document_id"])
                try:
                    corrections = load_corrections(side_file, text)
                except CorrectionsError as error:
                    refusal = Refusal(str(side_file), "", None, "invalid_corrections", str(error))
                    _refuse_side_file(session, refusal, batch_id, now)
                    continue
            _store_corrections(session, document["document_id"], corrections, str(side_file))


def _refuse_side_file(session: Session, refusal: Refusal, batch_id: str, now: datetime) -> None:
    with session.transaction():
        if note_refusals(session, [refusal], batch_id, now):
            session.run(
                "update ops.batches set seen_count = seen_count + 1, rejected_count = rejected_count + 1 "
                "where batch_id = $batch_id",
                {"batch_id": batch_id},
            )


def _store_corrections(session: Session, document_id: str, corrections: Corrections, uri: str) -> None:
    rows = [
        {"document_id": document_id, "start_char": offset, "action": action, "uri": uri}
        for action, offsets in (("cut", corrections.forced), ("join", corrections.forbidden))
        for offset in sorted(offsets)
    ]
    table = CONTRACTS["raw.cut_corrections"].from_rows(rows)
    session.replace("raw.cut_corrections", table, unit_column="document_id", unit_ids=[document_id])
