"""Parquet files."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.sources.compression import Content, seekable
from pipelines.sources.date_words import zone_offset
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import TRIED_ROWS, RecordReader, require_mapped
from pipelines.sources.limits import ReadLimits
from pipelines.sources.replaced import Replaced

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

BATCH_ROWS = 256
"""Rows that are held at once: 2 MB of news."""

BATCH_BYTES = 64 * 2**20
"""What they may take, by what the file says of its rows; larger rows are held fewer at once."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = {"s": 1_000_000, "ms": 1_000, "us": 1, "ns": 0}
"""Microseconds of a unit; 0 for the one that is smaller."""


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The rows of a Parquet file; only the columns that hold known fields are read.

    Moments of a zone that no library knows are read as the UTC instants that the file holds; nanoseconds are cut to
    microseconds.

    Raises:
        UnreadableError: If it is no sound Parquet file, has no rows, or no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    row_number = 0
    with seekable(content, reader.limits) as file:
        try:
            parquet = pq.ParquetFile(file, memory_map=False, pre_buffer=False)
            if parquet.metadata.num_rows == 0:
                raise UnreadableError("no_records", "a table without rows; nothing to read")
            columns, has_text = _columns(parquet, reader)
            rows = _batch_rows(parquet, set(columns), reader.limits)
            for batch in parquet.iter_batches(batch_size=rows, columns=columns, use_threads=False):
                for record, replaced in records(batch):
                    row_number += 1
                    yield reader.read(record, f"row {row_number}" if has_text else "", replaced)
        except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError) as error:
            first_line = (str(error).splitlines() or [type(error).__name__])[0][:300]
            detail = f"expected a Parquet file: {first_line}; write or fetch it again"
            position = f"row {row_number + 1}" if row_number else ""
            raise UnreadableError("damaged_parquet", detail, position=position) from error


def records(rows: "pa.RecordBatch") -> Iterator[tuple[dict[str, Any], Replaced]]:
    """The rows of a record batch as plain values, and the bytes of each that were no UTF-8."""
    replaced = [Replaced() for _ in range(rows.num_rows)]
    columns = [plain_values(column, replaced) for column in rows.columns]
    for values, bad in zip(zip(*columns, strict=True), replaced, strict=True):
        yield dict(zip(rows.schema.names, values, strict=True)), bad


def plain_values(column: "pa.Array", replaced: list[Replaced]) -> list[Any]:
    """The values of a column; one that cannot be had comes as what it looks like, never as an exception."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        return _moments(column)
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return [
            None if raw is None else bad.repaired(raw.decode("utf-8", "surrogateescape"), 0)
            for raw, bad in zip(column.to_pylist(), replaced, strict=True)
        ]
    try:
        values: list[Any] = column.to_pylist()
    except Exception:  # noqa: BLE001 - Arrow raises whatever the value's own type does
        values = [_plain_value(value, bad) for value, bad in zip(column, replaced, strict=True)]
    return values


def _plain_value(value: "pa.Scalar", replaced: Replaced) -> Any:  # noqa: ANN401 - a column holds anything
    try:
        return value.as_py()
    except UnicodeDecodeError:
        raw = value.as_buffer().to_pybytes()
        return replaced.repaired(raw.decode("utf-8", "surrogateescape"), 0)
    except Exception:  # noqa: BLE001 - as above
        return None


def _moments(column: "pa.Array") -> list[Any]:
    """Moments in the column's zone, in UTC where no library knows it; what lies beyond the calendar as its number."""
    import pyarrow as pa

    zone = _zone(column.type.tz)
    unit = _UNITS[column.type.unit]
    values: list[Any] = []
    for count in column.cast(pa.int64()).to_pylist():
        if count is None:
            values.append(None)
            continue
        try:
            moment = _EPOCH + timedelta(microseconds=count * unit if unit else count // 1000)
            values.append(moment.astimezone(zone) if zone else moment.replace(tzinfo=None))
        except (OverflowError, ValueError):
            values.append(str(count))
    return values


def _zone(name: str | None) -> tzinfo | None:
    """The zone called `name`; UTC for one that is not known, None for none."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    try:
        offset = zone_offset(name, datetime(2000, 1, 1))  # noqa: DTZ001 - the season does not matter to an offset
    except ValueError:
        return UTC
    return timezone(offset) if offset is not None else UTC


def _columns(parquet: "pq.ParquetFile", reader: RecordReader) -> tuple[list[str], bool]:
    """The columns that hold known fields; where none has a known name for the text, all that hold strings too.

    The second value is False for a table of addresses without texts.

    Raises:
        UnreadableError: If there are too many columns, none of them text, or one that the mapping names is missing.
    """
    import pyarrow as pa

    schema = parquet.schema_arrow
    names = tuple(schema.names)
    if len(names) > reader.limits.max_columns:
        detail = (
            f"{len(names)} columns, at most {reader.limits.max_columns} are read; select the columns of the articles"
        )
        raise UnreadableError("too_many_columns", detail)
    require_mapped(names, reader)
    plan = reader.plan(names)
    wanted = {n if n in names else n.split(".")[0] for candidates in plan.values() for n in candidates}
    if not plan["text"]:
        rich = {n for n in names if _may_hold_text(schema.field(n).type, pa)}
        has_text = bool(rich) and _has_text(parquet, sorted(wanted | rich, key=names.index), reader)
        if not has_text and plan["url"]:
            return [name for name in names if name in wanted], False
        if not has_text:
            detail = f"no text column among: {', '.join(names[:20])[:300]}. Name it `text`, or give a field mapping"
            raise UnreadableError("no_text_column", detail)
        wanted |= rich
    return [name for name in names if name in wanted], True


def _may_hold_text(kind: "pa.DataType", pa: Any) -> bool:  # noqa: ANN401 - the module
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_struct)
    return any(is_kind(kind) for is_kind in kinds)


def _has_text(parquet: "pq.ParquetFile", columns: list[str], reader: RecordReader) -> bool:
    """True if one of the first rows has a text, in a field without a known name or within an object."""
    batch = next(parquet.iter_batches(batch_size=TRIED_ROWS, columns=columns, use_threads=False), None)
    if batch is None:
        return False
    return any(bool(reader.plan_of(reader.lifted(record))["text"]) for record, _ in records(batch))


def _batch_rows(parquet: "pq.ParquetFile", columns: set[str], limits: ReadLimits) -> int:
    """Rows to hold at once, by the sizes that the file states.

    Raises:
        UnreadableError: If the file says that it unpacks to more than any news does.
    """
    metadata = parquet.metadata
    largest = packed = unpacked = 0
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        size = 0
        for column in map(group.column, range(group.num_columns)):
            if column.path_in_schema.split(".")[0] in columns:
                size += column.total_uncompressed_size
                packed += column.total_compressed_size
        unpacked += size
        largest = max(largest, size // max(group.num_rows, 1))
    if unpacked > limits.decompression_grace_bytes and unpacked > limits.max_decompression_ratio * max(packed, 1):
        detail = f"unpacks to more than {limits.max_decompression_ratio:g} times its size, as no news text does"
        raise UnreadableError("decompression_bomb", f"{detail}; if it is sound, write it again without compression")
    return max(1, min(BATCH_ROWS, BATCH_BYTES // max(largest, 1)))
