"""Parquet files."""

import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from pipelines.sources.compression import Content
from pipelines.sources.documents import Refusal, SourceDocument, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.limits import ReadLimits

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 256
"""Rows that are held at once: 2 MB of news, and a bounded amount of the largest records that are taken."""


def read_parquet(content: Content, reader: RecordReader) -> Iterator[SourceDocument | Refusal]:
    """The rows of a Parquet file; only the columns that hold known fields are read.

    Raises:
        UnreadableError: If it is no sound Parquet file, has no rows, or no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    row_number = 0
    with _seekable(content, reader.limits) as file:
        try:
            parquet = pq.ParquetFile(file, memory_map=False, pre_buffer=False)
            columns = _columns(tuple(parquet.schema_arrow.names), reader)
            if parquet.metadata.num_rows == 0:
                raise UnreadableError("no_records", "a table without rows; nothing to read")
            for batch in parquet.iter_batches(batch_size=BATCH_ROWS, columns=columns, use_threads=False):
                for record in _dictionaries(batch):
                    row_number += 1
                    position = f"row {row_number}"
                    if isinstance(record, dict):
                        yield reader.read(record, position)
                    else:
                        yield reader.refusal(position, "invalid_encoding", record)
        except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
            if isinstance(error, UnreadableError):
                raise
            detail = f"expected a Parquet file: {str(error).splitlines()[0][:300]}; write or fetch it again"
            position = f"row {row_number + 1}" if row_number else ""
            raise UnreadableError("damaged_parquet", detail, position=position) from error


def _dictionaries(rows: "pa.RecordBatch") -> Iterator[dict[str, object] | str]:
    """Rows of a record batch; a message in place of a row with a string that is no UTF-8."""
    try:
        yield from rows.to_pylist()
    except UnicodeDecodeError:
        for index in range(rows.num_rows):
            try:
                yield rows.slice(index, 1).to_pylist()[0]
            except UnicodeDecodeError as error:
                yield f"expected UTF-8 in a string column ({error.reason}); write the row again"


def _columns(names: tuple[str, ...], reader: RecordReader) -> list[str]:
    if len(names) > reader.limits.max_columns:
        detail = (
            f"{len(names)} columns, at most {reader.limits.max_columns} are read; select the columns of the articles"
        )
        raise UnreadableError("too_many_columns", detail)
    plan = reader.plan(names)
    roots = {
        field: [name if name in names else name.split(".")[0] for name in wanted] for field, wanted in plan.items()
    }
    if not any(name in names for name in roots["text"]):
        detail = f"no text column among: {', '.join(names[:20])[:300]}. Name it `text`, or give a field mapping"
        raise UnreadableError("no_text_column", detail)
    wanted = {name for candidates in roots.values() for name in candidates}
    return [name for name in names if name in wanted]


def _seekable(content: Content, limits: ReadLimits) -> BinaryIO:
    """The content itself where it can be read from its end, else a copy in a temporary file without a name."""
    stream = content.open()
    if not content.kind.compression and "!" not in content.uri:
        return stream
    with stream:
        spooled = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - the caller closes it
        while block := stream.read(1 << 20):
            spooled.write(block)
            if spooled.tell() > limits.max_spooled_bytes:
                spooled.close()
                detail = f"unpacks to more than {limits.max_spooled_bytes} bytes; unpack it and give the plain file"
                raise UnreadableError("record_too_large", detail)
    spooled.seek(0)
    return spooled
