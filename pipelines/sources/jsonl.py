"""JSON lines: one object a line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.sources.compression import Content
from pipelines.sources.decoding import utf8_stream
from pipelines.sources.documents import Refusal, SourceDocument, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.limits import ReadLimits

_SKIP_BYTES = 1 << 20
_DECODER = json.JSONDecoder()


def read_jsonl(content: Content, reader: RecordReader) -> Iterator[SourceDocument | Refusal]:
    """The records of a JSON lines file, and a refusal for each line that is none; blank lines are passed over.

    Of a name that stands twice in an object, the last value counts.

    Raises:
        UnreadableError: If the file holds no line, or cannot be read on.
    """
    is_empty = True
    with utf8_stream(content.open, is_utf8_standard=True) as stream:
        for number, offset, line in byte_lines(stream, reader.limits):
            if line is not None and line.isspace():
                continue
            is_empty = False
            position = f"line {number}"
            if line is None:
                detail = f"more than {reader.limits.max_line_chars} bytes; expected one JSON object a line"
                yield reader.refusal(position, "line_too_long", detail)
                continue
            record = parsed_object(line, offset)
            if isinstance(record, dict):
                yield reader.read(record, position)
            else:
                yield reader.refusal(position, *record)
    if is_empty:
        raise UnreadableError("empty_file", "expected one JSON object a line, found none")


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


def parsed_object(source: bytes, offset: int) -> dict[str, Any] | tuple[str, str]:
    """The JSON object that `source` is, or a reason code and its detail.

    Args:
        source: UTF-8.
        offset: Where it starts in the file, bytes.
    """
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        bad = source[error.start : error.end].hex(" ")
        detail = f"expected UTF-8, found bytes {bad} at byte {offset + error.start}; repair or convert the line"
        return "invalid_encoding", detail
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return "invalid_json", f"{error.msg} at character {error.pos + 1}; expected one complete JSON object"
    except ValueError as error:
        return "invalid_json", f"{str(error).split(';', maxsplit=1)[0]}; expected numbers of ordinary size"
    except RecursionError:
        return "json_too_deep", "nested too deep; expected an object of fields with plain values"
    if not isinstance(value, dict):
        return "invalid_json", f"expected an object with fields, found {type(value).__name__}"
    return value
