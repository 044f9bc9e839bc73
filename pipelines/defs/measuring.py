"""What steps of runs tell whoever charts them: `pipelines.operations.metrics` has the names."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import dagster as dg

from pipelines.catalogue import Entry, Ingested, Published
from pipelines.operations.metrics import note
from pipelines.warehouse import Session


@contextmanager
def measured(step: str) -> Iterator[None]:
    """Note how long what is done inside took, and whether it failed."""
    begun = time.monotonic()
    try:
        yield
    except Exception as error:
        cause = error.__cause__ if isinstance(error, dg.RetryRequested) else error
        note("dateline.failures", 1, step=step, error=type(cause).__name__)
        raise
    finally:
        note("dateline.step.duration", time.monotonic() - begun, step=step)


def note_summary(context: dg.AssetExecutionContext, session: Session, entry: Entry, summary: Mapping[str, Any]) -> None:
    """Note what a step did, as its materialisation has it.

    Args:
        context: The step.
        session: A session on the warehouse.
        entry: What was made.
        summary: What was done.
    """
    table = entry.name
    if isinstance(entry, Ingested):
        note("dateline.documents", summary["accepted"] - summary["known"])
        reasons = session.query(
            "select reason_code, count(*) as refused from ops.rejected_records where batch_id = $batch group by all",
            {"batch": summary["batch_id"]},
        )
        for row in reasons.to_pylist():
            note("dateline.refusals", row["refused"], reason=row["reason_code"])
        return
    if summary.get("rows_written"):
        note("dateline.rows", summary["rows_written"], table=table)
    if table == "core.articles":
        note("dateline.articles", summary["units"])
    if summary.get("words"):
        note("dateline.words", summary["words"], table=table)
    if summary.get("words_per_second"):
        note("dateline.reading.speed", summary["words_per_second"])
    record = context.instance.get_run_record_by_id(context.run.run_id) if isinstance(entry, Published) else None
    if record and record.start_time:
        note("dateline.run.duration", max(0.0, time.time() - record.start_time))
