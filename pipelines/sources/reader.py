"""One file in, its documents and refusals out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pipelines.sources.compression import Content, contents
from pipelines.sources.csv_records import read_csv
from pipelines.sources.documents import Reading, Refusal, SourceDocument, UnreadableError
from pipelines.sources.dumps import read_dump
from pipelines.sources.fields import RecordReader, checked_mapping
from pipelines.sources.formats import file_kind, uri_of
from pipelines.sources.inputs import unsupported
from pipelines.sources.json_values import read_json
from pipelines.sources.jsonl import read_jsonl
from pipelines.sources.limits import DEFAULT_LIMITS, ReadLimits
from pipelines.sources.parquet import read_parquet

_DUMP_MEDIA_TYPES = frozenset({"text/plain", "text/markdown"})
_RECORD_READERS: Mapping[str, Callable[[Content, RecordReader], Iterator[SourceDocument | Refusal]]] = {
    "application/x-ndjson": read_jsonl,
    "application/json": read_json,
    "text/csv": read_csv,
    "text/tab-separated-values": read_csv,
    "application/vnd.apache.parquet": read_parquet,
}


def read_source(
    path: Path, *, mapping: Mapping[str, str] | None = None, limits: ReadLimits = DEFAULT_LIMITS
) -> Iterator[Reading]:
    """Everything in a file, in its order: records, parts of dumps, and a refusal for each thing that is neither.

    Nothing that a file holds raises an exception, and memory stays bounded whatever its size.

    Args:
        path: A plain or compressed file, or a zip archive, of a format that `formats.MEDIA_TYPES` lists.
        mapping: Field (`text`, `title`, `id`, ...) to the records' own name for it; wins over the known synonyms.
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
                yield from _read_content(content, collected_at, fields, limits)
    except UnreadableError as error:
        yield error.refusal(uri)
    except (OSError, ValueError, OverflowError) as error:
        yield _unreadable(uri, error)


def _read_content(
    content: Content, collected_at: datetime, mapping: Mapping[str, str], limits: ReadLimits
) -> Iterator[Reading]:
    try:
        if content.kind.media_type in _DUMP_MEDIA_TYPES:
            yield from read_dump(content, collected_at, limits)
        else:
            reader = RecordReader(
                content.uri, content.kind.media_type, content.kind.stem, collected_at, limits, mapping
            )
            yield from _RECORD_READERS[content.kind.media_type](content, reader)
    except UnreadableError as error:
        yield error.refusal(content.uri)
    except OSError as error:
        yield _unreadable(content.uri, error)


def _unreadable(uri: str, error: Exception) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal(uri, "", None, "missing_file", "no such file; check the path")
    reason = getattr(error, "strerror", None) or str(error)
    return Refusal(uri, "", None, "unreadable_file", f"{reason}; check that it is a file and its permissions")
