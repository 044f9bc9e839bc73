"""`dateline move` and `dateline compact`."""

from datetime import UTC, datetime

from rich.console import Console

from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
from pipelines.warehouse.lake import Lake
from pipelines.warehouse.lake_care import care_for
from pipelines.warehouse.moving import move


class NotALakeError(ValueError):
    """The warehouse is a file; the message says what to do."""


def move_with_progress(source: Settings, target: Settings) -> None:
    """Carry a warehouse over and say, table by table, how many rows came.

    Raises:
        WarehouseError: If the target is not new, one of the two cannot be reached, or rows differ.
    """
    console = Console(stderr=True, highlight=False)
    counts = move(
        open_warehouse(source),
        open_warehouse(target),
        datetime.now(UTC),
        lambda name, count: console.print(f"{name}: {count:,}") if count else None,
    )
    console.print(
        f"{sum(counts.values()):,} rows in {target.warehouse_name}, equal to those of {source.warehouse_name}"
    )


def compact_with_word(settings: Settings, kept_days: int) -> str:
    """Compact a lake; return what was done in a line.

    Raises:
        NotALakeError: If the warehouse is a file.
        WarehouseError: If the lake cannot be reached.
    """
    warehouse = open_warehouse(settings)
    if not isinstance(warehouse, Lake):
        raise NotALakeError(f"{warehouse.name}: a file, which needs no compaction; it is rewritten at each publication")
    care = care_for(warehouse, datetime.now(UTC), kept_days=kept_days)
    return (
        f"{care.files_before:,} data files became {care.files_after:,}; {care.snapshots_expired:,} snapshots and "
        f"{care.files_removed:,} files were let go"
    )
