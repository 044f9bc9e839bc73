"""One file in, its documents and refusals out. The one boundary: whatever a reader raises, that input is refused."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pipelines.sources.addresses import folded_addresses
from pipelines.sources.archives import contents
from pipelines.sources.compression import Content
from pipelines.sources.date_order import DateColumn, DateOrders
from pipelines.sources.documents import Reading, Refusal, UnreadableError
from pipelines.sources.fields import DateProbe, RecordReader
from pipelines.sources.formats import file_kind
from pipelines.sources.inputs import unsupported
from pipelines.sources.limits import DEFAULT_LIMITS, ReadLimits
from pipelines.sources.mapping import checked_mapping
from pipelines.sources.names import printable, stem_of, uri_of

_PANIC_MODULE = "pyo3_runtime"
"""Where the exception of a library in Rust that gives up stands; it is no `Exception`."""


def read_source(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    records_path: str | None = None,
    source_code: str | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[Reading]:
    """Everything in a file, in its order: records, parts of dumps, and a refusal for each thing that is neither.

    Nothing that a file holds raises an exception, and memory stays bounded whatever its size. No two refusals of a
    file have the same uri, position and reason.

    Args:
        path: A plain or compressed file, or an archive, of a format that `formats.FORMATS` lists.
        mapping: Field (`text`, `title`, `id`, ...) to the records' own name for it; wins over the known synonyms.
        records_path: Where in JSON values the records stand, such as `response.docs`; None to find them.
        source_code: The source of what names none; None for the file's stem.
        limits: What is refused for its size.

    Raises:
        MappingError: If `mapping` names an unknown field.
    """
    fields = checked_mapping(mapping)
    uri = uri_of(path)
    if not file_kind(path.name).is_readable:
        yield unsupported(uri, path.name)
        return
    try:
        collected_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        for content in contents(path, limits):
            if isinstance(content, Refusal):
                yield content
            else:
                source = source_code or stem_of(content.uri)
                media_type = content.kind.media_type
                reader = RecordReader(content.uri, media_type, source, collected_at, limits, fields, records_path)
                reader.is_source_named = source_code is not None
                yield from _read_content(content, reader)
    except Exception as error:  # noqa: BLE001 - the boundary
        yield refusal_of(error, uri, "")


def _read_content(content: Content, reader: RecordReader) -> Iterator[Reading]:
    reader.orders = DateOrders(lambda: _date_columns(content, reader))
    after = ""
    refused = taken = 0
    try:
        for reading in folded_addresses(content.kind.format.read(content, reader)):
            after = f"after {reading.position}" if reading.position else ""
            refused += isinstance(reading, Refusal)
            taken += not isinstance(reading, Refusal)
            yield reading
            if refused >= reader.limits.max_refusals and refused > taken:
                detail = f"{refused} of {refused + taken} records were refused; the rest is not read. Is it {reader.media_type}?"
                yield Refusal(content.uri, after, None, "too_many_refusals", detail)
                return
    except Exception as error:  # noqa: BLE001 - the boundary
        yield refusal_of(error, content.uri, after)
    except BaseException as error:
        if type(error).__module__ != _PANIC_MODULE:
            raise
        yield refusal_of(RuntimeError(str(error)), content.uri, after)


def _date_columns(content: Content, reader: RecordReader) -> Mapping[str, DateColumn]:
    """The file's dates by column; as far as it can be read, since the reading itself says where it cannot."""
    probe = DateProbe(
        content.uri,
        reader.media_type,
        reader.source_code,
        reader.collected_at,
        reader.limits,
        reader.mapping,
        reader.records_path,
    )
    with suppress(Exception):
        for _ in content.kind.format.read(content, probe):
            pass
    return probe.columns


def refusal_of(error: Exception, uri: str, position: str) -> Refusal:
    """The refusal that an exception of a reader stands for.

    Args:
        error: What was raised.
        uri: The file or member that was read.
        position: The last position in it that was read, for exceptions that name none.
    """
    if isinstance(error, UnreadableError):
        return error.refusal(uri)
    if isinstance(error, FileNotFoundError):
        return Refusal(uri, "", None, "missing_file", "no such file; check the path")
    if isinstance(error, OSError):
        reason = error.strerror or str(error) or type(error).__name__
        detail = f"{printable(reason)[:300]}; check that it is a file, its permissions and its disk"
        return Refusal(uri, position, None, "unreadable_file", detail)
    if isinstance(error, MemoryError):
        return Refusal(uri, position, None, "record_too_large", "more than memory holds; split the file")
    if isinstance(error, RecursionError):
        return Refusal(uri, position, None, "nested_too_deep", "nested too deep to be read; flatten it")
    words = printable((str(error).splitlines() or [""])[0])[:300]
    detail = f"{type(error).__name__}: {words}; the file is damaged, or of a kind that is not known yet"
    return Refusal(uri, position, None, "unreadable_content", f"{detail}: write it again, or as JSON lines")
