"""Carries a warehouse from a file into a lake, or back, row for row."""

from collections.abc import Callable
from datetime import datetime

from pipelines.contracts import CONTRACTS
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.opening import Warehouse
from pipelines.warehouse.publishing import publish
from pipelines.warehouse.session import Session

ROWS_AT_ONCE = 50_000
"""Rows in memory at once: some 50 MB of article texts."""
OWN_ROWS = {"ops.progress": "table_name <> 'views'"}
"""By table, which rows are carried over when not all are: each warehouse keeps for itself which definitions its views have."""


def move(source: Warehouse, target: Warehouse, now: datetime, report: Callable[[str, int], None]) -> dict[str, int]:
    """Copy the last publication of a warehouse, with everything that a later run needs, into a new one and publish it.

    The source stays as it is. The target is filled in one transaction, and its rows are compared with those of the source
    before it ends: after a kill or an error the target is empty, and the command can be given again.

    Args:
        source: What is read; its last commit is published first.
        target: What is made.
        now: Clock of the pipeline's own records.
        report: Told the name of each table and its number of rows when it was copied.

    Returns:
        Rows by table.

    Raises:
        WarehouseError: If the target has articles or documents already, or rows differ after copying.
    """
    publish(source, now)
    counts: dict[str, int] = {}
    with source.reader() as reading, target.writer() as writing:
        if writing.count("raw.documents") or writing.count("ops.annotations"):
            raise WarehouseError(f"{target.name}: holds a warehouse already; name one that is new")
        with writing.transaction():
            for name in CONTRACTS:
                _copy(reading, writing, name)
                counts[name] = _require_equal(reading, writing, name)
                report(name, counts[name])
    publish(target, now)
    return counts


def _copy(reading: Session, writing: Session, table_name: str) -> None:
    columns, wanted = ", ".join(CONTRACTS[table_name].column_names), _wanted(table_name)
    writing.run(f"delete from {table_name} where {wanted}")
    for incoming in reading.stream(f"select {columns} from {table_name} where {wanted}", ROWS_AT_ONCE):
        writing.run(f"insert into {table_name} by name select * from incoming", incoming=incoming)


def _require_equal(reading: Session, writing: Session, table_name: str) -> int:
    columns, wanted = ", ".join(CONTRACTS[table_name].column_names), _wanted(table_name)
    statement = f"select count(*) as row_count, coalesce(bit_xor(hash({columns})), 0) as content from {table_name} where {wanted}"
    one, other = (session.query(statement).to_pylist()[0] for session in (reading, writing))
    if one != other:
        raise WarehouseError(
            f"{table_name}: {other['row_count']} rows came over of {one['row_count']}, or with other values; nothing was kept"
        )
    return int(one["row_count"])


def _wanted(table_name: str) -> str:
    return OWN_ROWS.get(table_name, "true")
