"""A lake's publications: snapshots that carry a tag, which readers see until the next one."""

from datetime import datetime

from pipelines.warehouse.changes import latest_change
from pipelines.warehouse.lake import NAME, PUBLICATION, Lake
from pipelines.warehouse.publication import Publication, last_publication, note_publication
from pipelines.warehouse.session import Session


def publish_snapshot(lake: Lake, now: datetime) -> Publication:
    """Tag the last commit as what readers see, unless it is tagged already.

    Args:
        lake: The lake.
        now: Clock of the pipeline's own records.

    Raises:
        WarehouseError: If the catalogue does not answer; what was published stands.
    """
    with lake.lock("publishing"), lake.writer() as session:
        last = last_publication(session)
        change = latest_change(session)
        byte_count = int(session.scalar(f"select coalesce(sum(file_size_bytes), 0) from ducklake_table_info('{NAME}')"))
        if last and last["change_number"] == change and _is_tagged(session, last["publication_number"]):
            return Publication(int(last["publication_number"]), is_new=False, byte_count=byte_count)
        with session.transaction():
            number = note_publication(session, last, change, now)
            session.run(f"call {NAME}.set_commit_message('dateline', '{PUBLICATION} {number}')")
        return Publication(number, is_new=True, byte_count=byte_count)


def _is_tagged(session: Session, number: int | str) -> bool:
    """Whether a publication has its snapshot here: one that was carried over from a file has none."""
    return bool(
        session.scalar(
            f"select 1 from ducklake_snapshots('{NAME}') where commit_message = $message",
            {"message": f"{PUBLICATION} {number}"},
        )
    )
