"""JSON lines: one value a line, which is a record or holds some."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.sources.compression import Content
from pipelines.sources.decoding import utf8_stream
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.limits import ReadLimits
from pipelines.sources.replaced import MAX_REPLACED_SHARE, Replaced
from pipelines.sources.shapes import EmptyAnswerError, NothingThereError, at_path, describe, records_of

_SKIP_BYTES = 1 << 20
_DECODER = json.JSONDecoder()
_BOM = b"\xef\xbb\xbf"


class ValueRefusedError(ValueError):
    """A JSON value that cannot be read.

    Args:
        reason_code: As in `Refusal`.
        detail: As in `Refusal`.
    """

    def __init__(self, reason_code: str, detail: str) -> None:
        super().__init__(detail)
        self.reason_code = reason_code
        self.detail = detail


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The records of a JSON lines file, and a refusal for each line that is none; blank lines are passed over.

    A line may be a wrapper (a service's answer, an index dump): its records are read. Of a name that stands twice in
    an object, the last value counts. A byte order mark at the start of a line, as joined files have it, is passed over. A file whose first line is a
    lone bracket is read as JSON.

    Raises:
        UnreadableError: If the file holds no line, or cannot be read on.
    """
    is_empty = True
    with utf8_stream(content.open, is_utf8_standard=True) as stream:
        for number, offset, line in byte_lines(stream, reader.limits):
            if line is not None and (line.isspace() or line == _BOM):
                continue
            if is_empty and line is not None and line.removeprefix(_BOM).strip() in {b"[", b"{"}:
                yield from _as_json(content, reader)
                return
            is_empty = False
            position = f"line {number}"
            if line is None:
                detail = f"more than {reader.limits.max_line_chars} bytes; expected one JSON object a line"
                yield reader.refusal(position, "line_too_long", detail)
                continue
            yield from value_readings(line, offset, reader, position)
    if is_empty:
        raise UnreadableError("empty_file", "expected one JSON object a line, found none")


def _as_json(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The records of a JSON file over many lines that is only called JSON lines."""
    from pipelines.sources import json_values

    yield from json_values.read(content, reader)


def byte_lines(stream: BinaryIO, limits: ReadLimits) -> Iterator[tuple[int, int, bytes | None]]:
    """Number from 1, byte offset, and bytes of each line; None in place of a line over the limit."""
    size = limits.max_line_chars + 2
    number = offset = 0
    while line := stream.readline(size):
        number += 1
        length = len(line)
        if length == size and not line.endswith(b"\n"):
            while rest := stream.readline(_SKIP_BYTES):
                length += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield number, offset, None
        else:
            yield number, offset, line
        offset += length


def value_readings(source: bytes, offset: int, reader: RecordReader, position: str) -> Iterator[Reading]:
    """What the records of one JSON value are read as; the second and later have `record 2` and so on as their position.

    Args:
        source: The value, UTF-8.
        offset: Where it starts in the file, bytes.
        reader: Reads the records.
        position: Where the value stands.
    """
    replaced = Replaced()
    value: Any = None
    try:
        value = parsed_value(source, offset, replaced)
        records = records_of(value, reader.plan) if reader.records_path is None else at_path(value, reader.records_path)
        for number, record in enumerate(records, start=1):
            place = position if number == 1 else f"{position}, record {number}"
            if record is None:
                found = "other values among the records" if isinstance(value, dict) else type(value).__name__
                yield reader.refusal(place, "invalid_json", f"expected an object with fields, found {found}")
            else:
                yield reader.read(record, place, replaced)
    except ValueRefusedError as refused:
        yield reader.refusal(position, refused.reason_code, refused.detail)
    except EmptyAnswerError as empty:
        yield reader.refusal(position, "no_records", f"the list {str(empty)!r} is empty: an answer without results")
    except NothingThereError:
        detail = f"nothing stands at {reader.records_path!r}; the value has: {describe(value)}. Check --records"
        yield reader.refusal(position, "no_records", detail)


def parsed_value(source: bytes, offset: int, replaced: Replaced) -> Any:  # noqa: ANN401 - JSON is anything
    """The JSON value that `source` is.

    Args:
        source: UTF-8; a few bytes that are not become U+FFFD.
        offset: Where it starts in the file, bytes.
        replaced: Counts those bytes.

    Raises:
        ValueRefusedError: If it is none, with why.
    """
    try:
        text = source.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        text = replaced.repaired(source.decode("utf-8", "surrogateescape"), offset).removeprefix("\ufeff")
        if replaced.count > MAX_REPLACED_SHARE * len(source):
            bad = source[error.start : error.end].hex(" ")
            detail = f"expected UTF-8, found bytes {bad} at byte {offset + error.start}; repair or convert the line"
            raise ValueRefusedError("invalid_encoding", detail) from error
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        detail = f"{error.msg} at character {error.pos + 1}; expected one complete JSON object; write it again"
        raise ValueRefusedError("invalid_json", detail) from error
    except ValueError as error:
        detail = f"{str(error).split(';', maxsplit=1)[0]}; expected numbers of ordinary size; write them as text"
        raise ValueRefusedError("invalid_json", detail) from error
    except RecursionError as error:
        detail = "nested too deep; expected an object of fields with plain values; flatten it"
        raise ValueRefusedError("json_too_deep", detail) from error
