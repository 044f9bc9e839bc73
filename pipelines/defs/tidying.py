"""Keeps Dagster's own records small: runs, their events and logs are removed when they are old, or too many.

What belongs here: which runs go. Keep out: the warehouse, from which nothing is ever removed here.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import sqlalchemy

from pipelines.defs.switches import each_morning
from pipelines.operations.settings import load_operations

TIDY_CRON = "30 3 * * *"
LEAST_KEPT = 10
"""The newest runs stay whatever the clock says: one that jumps ahead removes no more than it should."""
PAGE = 200


def removable(instance: dg.DagsterInstance, now: datetime, *, days: int, most: int) -> Iterator[str]:
    """Return the ids of runs that can go: ended, old or beyond the number that is kept, and of no asset the latest one.

    Args:
        instance: Whose runs.
        now: The time.
        days: Runs that are younger stay, if they are not too many.
        most: So many stay at most.
    """
    latest = set(_latest_runs(instance))
    border = now - timedelta(days=days)
    for index, record in enumerate(_records(instance)):
        run = record.dagster_run
        is_old = record.create_timestamp.astimezone(UTC) < border
        if index >= LEAST_KEPT and (is_old or index >= most) and run.is_finished and run.run_id not in latest:
            yield run.run_id


def remove(instance: dg.DagsterInstance, run_ids: Iterable[str]) -> int:
    """Remove runs with their events and logs; return how many."""
    count = 0
    for run_id in run_ids:
        instance.compute_log_manager.delete_logs(prefix=[run_id])
        instance.delete_run(run_id)
        _remove_file(instance, run_id)
        _forget_checks(instance, run_id)
        count += 1
    return count


def _records(instance: dg.DagsterInstance) -> list[dg.RunRecord]:
    """Every run, the newest first."""
    found: list[dg.RunRecord] = []
    cursor = None
    while page := instance.get_run_records(limit=PAGE, cursor=cursor):
        found += page
        cursor = page[-1].dagster_run.run_id
    return found


def _latest_runs(instance: dg.DagsterInstance) -> Iterator[str]:
    """Runs that made an asset last: the UI shows what they say."""
    for record in instance.get_asset_records():
        if record.asset_entry.last_materialization_record:
            yield record.asset_entry.last_materialization_record.run_id


def _remove_file(instance: dg.DagsterInstance, run_id: str) -> None:
    """Remove the file that SQLite keeps per run, which Dagster only empties."""
    from dagster._core.storage.event_log.sqlite import SqliteEventLogStorage

    storage = instance.event_log_storage
    if isinstance(storage, SqliteEventLogStorage):
        path = Path(storage.path_for_shard(run_id))
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _forget_checks(instance: dg.DagsterInstance, run_id: str) -> None:
    """Remove what checks found in a run, which Dagster keeps for ever; the last finding of each check stays, as the UI shows it."""
    from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable
    from dagster._core.storage.event_log.sql_event_log import SqlEventLogStorage

    storage = instance.event_log_storage
    if not isinstance(storage, SqlEventLogStorage):
        return
    columns = AssetCheckExecutionsTable.c
    of_checks = sqlalchemy.select(sqlalchemy.func.max(columns.id)).group_by(
        columns.asset_key, columns.check_name, columns.partition
    )
    with storage.index_connection() as connection:
        latest = list(connection.execute(of_checks).scalars())
        connection.execute(
            AssetCheckExecutionsTable.delete().where(columns.run_id == run_id, columns.id.not_in(latest))
        )


@dg.op
def remove_old_runs(context: dg.OpExecutionContext) -> None:
    """Remove what is older than the settings say."""
    settings = load_operations()
    found = list(
        removable(context.instance, datetime.now(UTC), days=settings.retention_days, most=settings.retention_runs)
    )
    context.log.info("%d runs removed, with their logs", remove(context.instance, found))


@dg.job(
    description="Removes old runs with their events and logs; the warehouse is not touched.",
    executor_def=dg.in_process_executor,
)
def tidy() -> None:
    """Keep Dagster's records small."""
    remove_old_runs()


tidy_schedule = each_morning(
    "daily_tidy",
    tidy,
    TIDY_CRON,
    "Each morning: removes runs that are older than DATELINE_RETENTION_DAYS, or more than DATELINE_RETENTION_RUNS.",
)
