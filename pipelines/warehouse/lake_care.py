"""What a lake needs now and then: small commits written out and joined, old snapshots and their files let go."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pipelines.warehouse.lake import NAME, PUBLICATION, Lake
from pipelines.warehouse.session import Session

KEPT_DAYS = 30
"""Snapshots younger than so many days can be asked for with `--as-of`; of older ones the last publication alone."""
GRACE_HOURS = 24
"""A file that no snapshot needs stays so long: a reader that opened the lake before may still be reading it."""
DELETED_SHARE = 0.2
"""A file of which more rows than this share were deleted is written again."""


class Care(NamedTuple):
    """What was done.

    Attributes:
        files_before: Data files that the last snapshot stood on.
        files_after: The same afterwards.
        snapshots_expired: Snapshots that can no longer be read.
        files_removed: Files that were deleted from the storage.
    """

    files_before: int
    files_after: int
    snapshots_expired: int
    files_removed: int


def care_for(lake: Lake, now: datetime, *, kept_days: int = KEPT_DAYS) -> Care:
    """Compact a lake and let go of what nobody can ask for any more; rows and the last publication stay as they are.

    Only one machine does this at a time; readers and writers go on.

    Args:
        lake: The lake.
        now: The clock.
        kept_days: How far back `--as-of` reaches.

    Raises:
        WarehouseError: If the catalogue or the storage does not answer; what was done stays done.
    """
    with lake.lock("care"), lake.writer() as session:
        before = _file_count(session)
        for step in (
            f"call ducklake_flush_inlined_data('{NAME}')",
            f"call ducklake_rewrite_data_files('{NAME}', delete_threshold => {DELETED_SHARE})",
            f"call ducklake_merge_adjacent_files('{NAME}')",
        ):
            session.run(step)
        expired = _expire(session, now - timedelta(days=kept_days))
        removed = session.query(
            f"select * from ducklake_cleanup_old_files('{NAME}', older_than => $limit::timestamptz)",
            {"limit": now - timedelta(hours=GRACE_HOURS)},
        )
        return Care(before, _file_count(session), expired, removed.num_rows)


def _expire(session: Session, limit: datetime) -> int:
    """Let go of snapshots older than a time, never of the last publication nor of the newest snapshot."""
    old = session.query(
        f"select snapshot_id from ducklake_snapshots('{NAME}') where snapshot_time < $limit and snapshot_id not in ("
        f"select unnest([max(snapshot_id), max(snapshot_id) filter (where starts_with(commit_message, '{PUBLICATION}'))]) "
        f"from ducklake_snapshots('{NAME}')) order by snapshot_id",
        {"limit": limit},
    )
    if old.num_rows:
        session.run(
            f"call ducklake_expire_snapshots('{NAME}', versions => $versions::ubigint[])",
            {"versions": old.column("snapshot_id").to_pylist()},
        )
    return int(old.num_rows)


def _file_count(session: Session) -> int:
    return int(session.scalar(f"select coalesce(sum(file_count), 0) from ducklake_table_info('{NAME}')"))
