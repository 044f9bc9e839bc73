"""A `.json` file: records one after the other, a list of records, or a wrapper around them, of any size."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from pipelines.sources.compression import BLOCK_BYTES, Content
from pipelines.sources.decoding import utf8_stream
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.jsonl import ValueRefusedError, parsed_value, value_readings
from pipelines.sources.replaced import Replaced
from pipelines.sources.shapes import header_of, holds_records

_STRUCTURE = re.compile(rb'["{}\[\]]')
_STRING_STOP = re.compile(rb'["\\]')
_FLAT_OBJECT = re.compile(rb'\{(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+\}', re.DOTALL)
"""An object without objects or arrays in it, found in one step; possessive, so that a failed try is linear."""

_VALUE_START = re.compile(rb"[^\s,\xef\xbb\xbf]")
_SCALAR_STOP = re.compile(rb"[\s,\]}]")
_MAX_DEPTH = 6
_TRIED_MEMBERS = 3
"""Members of a list that are looked at before it is passed over; as many are held."""


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The records of a JSON file, and a refusal for each value that is none.

    A list, and the lists in a wrapper that is itself over the limit for a record, are read value by value, so that
    memory stays at one record.

    Raises:
        UnreadableError: If the file holds no value, or cannot be read on.
    """
    number = 0
    header: list[str] | None = None
    with utf8_stream(content.open, is_utf8_standard=True) as stream:
        for offset, value in top_level_values(stream, reader.limits.max_line_chars):
            if number == 0 and not header and (header := _header(value)):
                continue
            if header and (row := _row(value, header)):
                number += 1
                yield reader.read(row, f"item {number}")
                continue
            for reading in _readings(content, value, offset, reader, is_first=number == 0):
                number += 1
                yield replace(reading, position=f"item {number}")
    if number == 0:
        raise UnreadableError("empty_file", "expected a JSON array of objects, found no object")


def _header(value: bytes | None) -> list[str] | None:
    """The names of columns that a list's first member gives for the lists that follow."""
    return header_of(_list(value))


def _row(value: bytes | None, header: list[str]) -> dict[str, object] | None:
    row = _list(value)
    return dict(zip(header, row, strict=True)) if isinstance(row, list) and len(row) == len(header) else None


def _list(value: bytes | None) -> object:
    if value is None or not value.startswith(b"["):
        return None
    try:
        return parsed_value(value, 0, Replaced())
    except ValueRefusedError:
        return None


def _readings(
    content: Content, value: bytes | None, offset: int, reader: RecordReader, *, is_first: bool
) -> Iterator[Reading]:
    if value is not None:
        yield from value_readings(value, offset, reader, "item")
        return
    is_empty = True
    if is_first:
        member_reader = replace(reader, records_path=None)
        with utf8_stream(content.open, is_utf8_standard=True) as stream:
            for inner_offset, inner in nested_values(stream, reader):
                is_empty = False
                yield from _readings(content, inner, inner_offset, member_reader, is_first=False)
    if is_empty:
        detail = "one value is over the limit for a record; write one object a line as .jsonl"
        yield reader.refusal("item", "record_too_large", detail)


def nested_values(stream: BinaryIO, reader: RecordReader) -> Iterator[tuple[int, bytes | None]]:
    """Byte offset and bytes of each member of the lists of records that stand in the objects of a JSON file.

    A list is one of records when one of its first members is, or when it stands at `reader.records_path`.
    """
    scanner = _Scanner(stream)
    if scanner.next_start() == b"{":
        yield from _object_values(scanner, reader, ())


def _object_values(
    scanner: "_Scanner", reader: RecordReader, path: tuple[str, ...]
) -> Iterator[tuple[int, bytes | None]]:
    limit = reader.limits.max_line_chars
    scanner.position += 1
    while scanner.next_start() not in {None, b"}"}:
        _, name = scanner.take(limit)
        if scanner.next_start() == b":":
            scanner.position += 1
        first = scanner.next_start()
        here = (*path, (name or b"").strip(b'"').decode("utf-8", "replace"))
        if first == b"{" and len(here) < _MAX_DEPTH:
            yield from _object_values(scanner, reader, here)
        elif first == b"[":
            yield from _list_values(scanner, reader, here)
        elif first is not None:
            scanner.take(limit)
    scanner.position += 1


def _list_values(
    scanner: "_Scanner", reader: RecordReader, path: tuple[str, ...]
) -> Iterator[tuple[int, bytes | None]]:
    limit = reader.limits.max_line_chars
    scanner.position += 1
    tried: list[tuple[int, bytes | None]] = []
    is_records: bool | None = None if reader.records_path is None else ".".join(path) == reader.records_path
    while scanner.next_start() not in {None, b"]"}:
        value = scanner.take(limit)
        if is_records is None:
            tried.append(value)
            if _is_record(value[1], reader, path[-1]):
                is_records = True
                yield from tried
            elif len(tried) >= _TRIED_MEMBERS:
                is_records = False
        elif is_records:
            yield value
    scanner.position += 1


def _is_record(value: bytes | None, reader: RecordReader, name: str) -> bool:
    if value is None:
        return False
    try:
        return holds_records(parsed_value(value, 0, Replaced()), reader.plan, name)
    except ValueRefusedError:
        return False


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
