"""What a run brought, in a screenful."""

from collections.abc import Sequence

import pyarrow as pa
from rich.console import Console

from pipelines.runs import RunOutcome
from pipelines.settings import Settings
from pipelines.sources import find_inputs, uri_of
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session, open_warehouse
from pipelines.work.review import doubtful_cuts

LISTED = 10

_COUNTS = (
    ("articles", "select count(*) from core.articles where coalesce(is_current, true)"),
    ("of these dated", "select count(published_date) from core.articles where coalesce(is_current, true)"),
    ("entity mentions", "select count(*) from core.entity_mentions"),
    ("entities", "select count(*) from core.entities"),
    ("place mentions", "select count(*) from core.place_mentions"),
    ("of these resolved", "select count(place_id) from core.place_mentions"),
    ("places", "select count(*) from core.places"),
    ("topics given", "select count(*) from core.article_topics where not is_implied"),
    ("time expressions", "select count(*) from core.time_mentions"),
)


def print_summary(console: Console, settings: Settings, inputs: Sequence[str], outcome: RunOutcome) -> int:
    """Print the summary of a run; return the number of refused records among its inputs."""
    files, refusals = find_inputs(inputs)
    uris = pa.table({"uri": pa.array([*map(uri_of, files), *(refusal.uri for refusal in refusals)], pa.string())})
    counts = outcome.ingested
    with open_warehouse(settings).reader() as session:
        console.print(f"\n[bold]{settings.warehouse_name}[/bold]  (run {outcome.run_id})")
        console.print(
            f"this input: {counts['seen']:,} seen, {counts['accepted']:,} accepted "
            f"({counts['known']:,} known before), {counts['rejected']:,} refused"
        )
        console.print("the warehouse: " + ", ".join(f"{session.scalar(sql):,} {name}" for name, sql in _COUNTS))
        _print_failed(console, session)
        _print_unread_dates(console, session, counts["batch_id"])
        _print_replaced(console, session, counts["batch_id"])
        _print_doubtful(console, session, counts["batch_id"])
        return _print_refused(console, session, uris)


def _print_failed(console: Console, session: Session) -> None:
    rows = session.query(
        "select table_name, count(*) as units, any_value(reason_code || ': ' || detail) as example "
        "from ops.failed_units group by table_name order by table_name"
    ).to_pylist()
    for row in rows:
        console.print(
            f"could not read {row['units']:,} units for {row['table_name']} (ops.failed_units), such as {row['example']}",
            markup=False,
        )


def _print_unread_dates(console: Console, session: Session, batch_id: str) -> None:
    row = session.query(
        "select count(*) as records, min(published_stated) as example from raw.documents where batch_id = $batch "
        "and published_stated is not null and published_at is null and published_on is null",
        {"batch": batch_id},
    ).to_pylist()[0]
    if row["records"]:
        console.print(
            f"{row['records']:,} records state a date that could not be read for certain, such as "
            f"{row['example']!r}; the words are kept in raw.documents.published_stated",
            markup=False,
        )


def _print_replaced(console: Console, session: Session, batch_id: str) -> None:
    row = session.query(
        "select coalesce(sum(replaced_count), 0)::bigint as bytes, min(uri || ', ' || replaced_at) as example "
        "from raw.documents where batch_id = $batch and replaced_count > 0",
        {"batch": batch_id},
    ).to_pylist()[0]
    if row["bytes"]:
        console.print(
            f"{row['bytes']:,} bytes are in no encoding and were stored as U+FFFD, such as in {row['example']}",
            markup=False,
        )


def _print_doubtful(console: Console, session: Session, batch_id: str) -> None:
    cuts = doubtful_cuts(session, batch_id)
    if not cuts:
        return
    console.print(f"\n{len(cuts)} lines to review (correct them in NAME.cuts.yaml beside the file):")
    for cut in cuts[:LISTED]:
        word = "cut" if cut.is_cut else "not cut"
        console.print(f"  {cut.score:.2f}  {word} at {cut.uri}:{cut.line_number}", markup=False)
        console.print(f"        before: ...{cut.line_before}", markup=False)
        console.print(f"        first:  {cut.line_after}", markup=False)


def _print_refused(console: Console, session: Session, uris: pa.Table) -> int:
    rows = session.query(load_sql("raw", "refusals_of").statement, files=uris)
    for row in rows.slice(0, LISTED).to_pylist():
        where = f"{row['uri']}, {row['position']}" if row["position"] else row["uri"]
        console.print(f"refused: {where}: {row['reason_code']}: {row['detail']}", markup=False)
    if rows.num_rows > LISTED:
        console.print(f"... and {rows.num_rows - LISTED:,} more: dateline sql rejected_inputs")
    return int(rows.num_rows)
