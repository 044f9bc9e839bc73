"""A `.json` file: an array of records, records one after the other, or one object that holds the array."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.sources.compression import BLOCK_BYTES, Content
from pipelines.sources.decoding import utf8_stream
from pipelines.sources.documents import Refusal, SourceDocument, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.jsonl import parsed_object

_WRAPPER_KEYS = ("articles", "items", "results", "data", "documents", "docs", "records", "news", "entries", "hits")
"""Names under which the answers of news services hold their list of articles."""

_STRUCTURE = re.compile(rb'["{}\[\]]')
_STRING_STOP = re.compile(rb'["\\]')
_FLAT_OBJECT = re.compile(rb'\{(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+\}', re.DOTALL)
"""An object without objects or arrays in it, found in one step; possessive, so that a failed try is linear."""

_VALUE_START = re.compile(rb"[^\s,]")
_SCALAR_STOP = re.compile(rb"[\s,\]}]")


def read_json(content: Content, reader: RecordReader) -> Iterator[SourceDocument | Refusal]:
    """The records of a JSON file, and a refusal for each value that is none.

    Raises:
        UnreadableError: If the file holds no value, or cannot be read on.
    """
    number = 0
    with utf8_stream(content.open, is_utf8_standard=True) as stream:
        for offset, value in top_level_values(stream, reader.limits.max_line_chars):
            for item in _records(value, offset):
                number += 1
                position = f"item {number}"
                if isinstance(item, dict):
                    yield reader.read(item, position)
                else:
                    yield reader.refusal(position, *item)
    if number == 0:
        raise UnreadableError("empty_file", "expected a JSON array of objects, found no object")


def _records(value: bytes | None, offset: int) -> Iterator[dict[str, object] | tuple[str, str]]:
    if value is None:
        yield "record_too_large", "one value is over the limit for a record; write one object a line as .jsonl"
        return
    parsed = parsed_object(value, offset)
    key = next((k for k in _WRAPPER_KEYS if isinstance(parsed, dict) and _is_record_list(parsed.get(k))), None)
    if isinstance(parsed, dict) and key:
        for item in parsed[key]:
            yield item if isinstance(item, dict) else ("invalid_json", f"expected an object with fields in {key!r}")
    else:
        yield parsed


def _is_record_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def top_level_values(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Byte offset and bytes of each value of a JSON file; those of an outermost array one by one.

    Values are found by their brackets and quotes alone, so that a damaged value ends where its brackets close. A
    value over `max_bytes` comes as None and is never held whole.
    """
    scanner = _Scanner(stream)
    depth = 1 if scanner.starts_array() else 0
    while (first := scanner.next_start()) is not None:
        if depth and first == b"]":
            scanner.position += 1
            depth = 0
        else:
            yield scanner.take(max_bytes)


class _Scanner:
    """A window on a stream that moves along its values."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._dropped = 0
        self.position = 0

    def _more(self) -> bool:
        """Read on; False at the end."""
        block = self._stream.read(BLOCK_BYTES)
        self._buffer += block
        return bool(block)

    def _drop(self, count: int) -> None:
        self._buffer = self._buffer[count:]
        self._dropped += count
        self.position -= count

    def starts_array(self) -> bool:
        """True, and moved past it, when the first value opens an array."""
        is_array = self.next_start() == b"["
        self.position += is_array
        return is_array

    def next_start(self) -> bytes | None:
        """The first byte of the next value, moved to; None at the end."""
        while True:
            if found := _VALUE_START.search(self._buffer, self.position):
                self.position = found.start()
                return found.group()
            self._drop(len(self._buffer))
            self.position = 0
            if not self._more():
                return None

    def take(self, max_bytes: int) -> tuple[int, bytes | None]:
        """Offset and bytes of the value at the position, which moves past it."""
        if self.position > BLOCK_BYTES:
            self._drop(self.position)
        start = self._dropped + self.position
        if (flat := _FLAT_OBJECT.match(self._buffer, self.position)) and len(flat.group()) <= max_bytes:
            self.position = flat.end()
            return start, flat.group()
        is_nested = self._buffer[self.position : self.position + 1] in {b"{", b"[", b'"'}
        is_held = self._pass_nested(start, max_bytes) if is_nested else self._pass_scalar(start, max_bytes)
        end = self._dropped + self.position
        is_held = is_held and end - start <= max_bytes
        return start, self._buffer[start - self._dropped : self.position] if is_held else None

    def _pass_scalar(self, start: int, max_bytes: int) -> bool:
        self.position += 1
        found, is_held = self._search(_SCALAR_STOP, start, max_bytes, is_held=True)
        if found:
            self.position = found.start()
        return is_held

    def _pass_nested(self, start: int, max_bytes: int) -> bool:
        """Move past the closing bracket or quote, or to the end; False when the value was too long to be held."""
        depth, in_string, is_held = 0, False, True
        while True:
            found, is_held = self._search(_STRING_STOP if in_string else _STRUCTURE, start, max_bytes, is_held=is_held)
            if found is None:
                return is_held
            self.position = found.end()
            token = found.group()
            if token == b"\\":
                if self.position < len(self._buffer) or self._more():
                    self.position += 1
                continue
            if token == b'"':
                in_string = not in_string
            else:
                depth += 1 if token in b"{[" else -1
            if depth <= 0 and not in_string:
                return is_held

    def _search(
        self, pattern: re.Pattern[bytes], start: int, max_bytes: int, *, is_held: bool
    ) -> tuple[re.Match[bytes] | None, bool]:
        """The next match from the position on; what lies behind is let go once the value is over `max_bytes`."""
        while (found := pattern.search(self._buffer, self.position)) is None:
            self.position = len(self._buffer)
            is_held = is_held and self._dropped + self.position - start <= max_bytes
            if not is_held:
                self._drop(self.position)
            if not self._more():
                break
        return found, is_held
