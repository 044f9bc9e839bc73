"""What a run brought, in a screenful."""

from rich.console import Console

from pipelines.runs import RunOutcome
from pipelines.settings import Settings
from pipelines.stages.review import doubtful_cuts
from pipelines.warehouse import Session, Warehouse

LISTED = 10

_COUNTS = (
    ("articles", "select count(*) from core.articles"),
    ("of these dated", "select count(*) from core.articles where published_date is not null"),
    ("entity mentions", "select count(*) from core.entity_mentions"),
    ("entities", "select count(*) from core.entities"),
    ("place mentions", "select count(*) from core.place_mentions"),
    ("of these resolved", "select count(*) from core.place_mentions where place_id is not null"),
    ("places", "select count(*) from core.places"),
    ("topics given", "select count(*) from core.article_topics where not is_implied"),
    ("time expressions", "select count(*) from core.time_mentions"),
)


def print_summary(console: Console, settings: Settings, outcome: RunOutcome) -> int:
    """Prints the summary of a run; gives the number of refused inputs in its batch."""
    with Warehouse(settings.warehouse, lock_timeout_s=settings.lock_timeout_s).reader() as session:
        batch = session.query(
            "select * from ops.batches where batch_id = $batch_id", {"batch_id": outcome.batch_id}
        ).to_pylist()[0]
        console.print(f"\n[bold]{settings.warehouse}[/bold]  (run {outcome.run_id})")
        console.print(
            f"this input: {batch['seen_count']:,} seen, {batch['accepted_count']:,} accepted "
            f"({batch['duplicate_count']:,} known before), {batch['rejected_count']:,} refused"
        )
        console.print("the warehouse: " + ", ".join(f"{session.scalar(sql):,} {name}" for name, sql in _COUNTS))
        _print_doubtful(console, session, outcome.batch_id)
        _print_refused(console, session, outcome.batch_id)
        return int(batch["rejected_count"])


def _print_doubtful(console: Console, session: Session, batch_id: str | None) -> None:
    cuts = doubtful_cuts(session, batch_id)
    if not cuts:
        return
    console.print(f"\n{len(cuts)} cuts to review (correct them in NAME.cuts.yaml beside the file):")
    for cut in cuts[:LISTED]:
        console.print(f"  {cut.score:.2f}  {cut.uri}:{cut.line_number}", markup=False)
        console.print(f"        before: ...{cut.line_before}", markup=False)
        console.print(f"        first:  {cut.line_after}", markup=False)


def _print_refused(console: Console, session: Session, batch_id: str | None) -> None:
    rows = session.query(
        "select uri, position, reason_code, detail from ops.rejected_records where batch_id = $batch_id "
        "order by uri, position limit $listed",
        {"batch_id": batch_id, "listed": LISTED},
    ).to_pylist()
    for row in rows:
        place = f"{row['uri']}, {row['position']}" if row["position"] else row["uri"]
        console.print(f"refused: {place}: {row['reason_code']}: {row['detail']}", markup=False)
    if len(rows) == LISTED:
        console.print("... all of them: dateline sql rejected_inputs")
