"""CSV and TSV with a header row."""

import csv
import io
import re
from collections.abc import Iterator
from typing import TextIO

from pipelines.sources.compression import Content
from pipelines.sources.decoding import utf8_stream
from pipelines.sources.documents import Refusal, SourceDocument, UnreadableError
from pipelines.sources.fields import SYNONYMS, RecordReader

_DELIMITERS = (",", ";", "\t", "|")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of a byte that is no UTF-8."""


def read_csv(content: Content, reader: RecordReader) -> Iterator[SourceDocument | Refusal]:
    """The rows of a CSV file, and a refusal for each that is damaged or has not the header's number of fields.

    The delimiter is the one of `, ; TAB |` under which the header names the most known fields. Quoted fields may hold
    line ends.

    Raises:
        UnreadableError: If there is no header, no row, or no text column.
    """
    with utf8_stream(content.open) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline=None)
        # The csv module's only limit is one for the process; it is set again whenever a file is opened.
        csv.field_size_limit(reader.limits.max_line_chars)
        lines = _Lines(text, reader.limits.max_line_chars)
        header_line = next((line for line in lines if line.strip()), "")
        if not header_line:
            raise UnreadableError("empty_file", "expected a header row and rows, found none")
        header, delimiter = _header(
            header_line, reader, is_tsv=content.kind.media_type.endswith("tab-separated-values")
        )
        is_empty = True
        for item in _rows(lines, header, delimiter, reader):
            is_empty = False
            yield item
    if is_empty:
        raise UnreadableError("no_records", "a header row without rows below it; nothing to read")


class _Lines:
    """Lines of at most `max_chars`; a longer one ends the row it stands in as an error and is skipped."""

    def __init__(self, text: TextIO, max_chars: int) -> None:
        self._text = text
        self._max_chars = max_chars
        self.number = 0
        self.overlong = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._max_chars + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._max_chars and not line.endswith("\n"):
            while rest := self._text.readline(1 << 20):
                if rest.endswith("\n"):
                    break
            self.overlong = self.number
            return "\n"
        return line


def _header(line: str, reader: RecordReader, *, is_tsv: bool) -> tuple[tuple[str, ...], str]:
    best: tuple[int, int, tuple[str, ...], str] | None = None
    for delimiter in ("\t", *_DELIMITERS) if is_tsv else _DELIMITERS:
        try:
            names = tuple(name.strip() for name in next(csv.reader([line], delimiter=delimiter, strict=True)))
        except (csv.Error, StopIteration):
            continue
        plan = reader.plan(names)
        known = sum(any(name in names for name in plan[field]) for field in SYNONYMS)
        has_text = any(name in names for name in plan["text"])
        candidate = (known + 100 * has_text, len(names), names, delimiter)
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    if best is None:
        raise UnreadableError("invalid_csv", "the header row cannot be read; check its quotes", position="line 1")
    _, count, names, delimiter = best
    if count > reader.limits.max_columns:
        detail = f"{count} columns, at most {reader.limits.max_columns} are read; is it a CSV file?"
        raise UnreadableError("too_many_columns", detail, position="line 1")
    if not any(name in names for name in reader.plan(names)["text"]):
        columns = ", ".join(names[:20])[:300].encode("utf-8", "replace").decode()
        detail = f"no text column among: {columns}. Name it `text` in the header row, or give a field mapping"
        raise UnreadableError("no_text_column", detail, position="line 1")
    duplicate = next((name for i, name in enumerate(names) if name and name in names[:i]), None)
    if duplicate is not None:
        detail = f"the header names {duplicate!r} twice; give each column a name of its own"
        raise UnreadableError("invalid_csv", detail.encode("utf-8", "replace").decode(), position="line 1")
    return names, delimiter


def _rows(
    lines: _Lines, header: tuple[str, ...], delimiter: str, reader: RecordReader
) -> Iterator[SourceDocument | Refusal]:
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first, overlong = lines.number + 1, lines.overlong
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            detail = f"{error}; expected rows of {len(header)} fields, quotes closed and doubled inside quotes"
            yield reader.refusal(_span(first, lines.number), "invalid_csv", detail)
            continue
        position = f"line {first}"
        if lines.overlong != overlong:
            detail = f"more than {reader.limits.max_line_chars} characters; expected one record a row"
            yield reader.refusal(f"line {lines.overlong}", "line_too_long", detail)
        elif row and any(row):
            yield _read_row(row, header, position, reader)


def _read_row(row: list[str], header: tuple[str, ...], position: str, reader: RecordReader) -> SourceDocument | Refusal:
    if len(row) != len(header):
        detail = f"expected {len(header)} fields as in the header, found {len(row)}; quote fields that hold delimiters"
        return reader.refusal(position, "ragged_row", detail)
    for name, value in zip(header, row, strict=True):
        if not value.isascii() and (bad := _ESCAPED_BYTE.search(value)):
            column = name.encode("utf-8", "replace").decode()
            byte = ord(bad.group()) - 0xDC00
            detail = f"expected UTF-8, found byte {byte:02x} in column {column!r}, character {bad.start() + 1}"
            return reader.refusal(position, "invalid_encoding", f"{detail}; repair or convert the row")
    return reader.read(dict(zip(header, row, strict=True)), position)


def _span(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first}-{last}"
