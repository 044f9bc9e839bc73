"""CSV and TSV with a header row."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import TextIO

from pipelines.sources.compression import Content
from pipelines.sources.decoding import storable, utf8_stream
from pipelines.sources.documents import Reading, Refusal, UnreadableError
from pipelines.sources.fields import TRIED_ROWS, RecordReader, require_mapped
from pipelines.sources.gkg import gkg_readings, is_gkg
from pipelines.sources.mapping import SYNONYMS
from pipelines.sources.replaced import Replaced

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r"sep=(.?)", re.IGNORECASE | re.DOTALL)
"""Excel's first line, which names the delimiter."""

Row = tuple[int, list[str]]
"""Number of the row's first line, and its fields."""


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The rows of a CSV file, and a refusal for each that is damaged or has not the header's number of fields.

    The delimiter is the one of `, ; TAB |` under which the header names the most known fields, or what a line `sep=;`
    before it says. Quoted fields may hold line ends. The header met again, as in joined files, is passed over. Where
    no column has a known name for the text, the one that holds running text in the first rows is taken. Of a table of
    addresses without texts, each row is an address. GKG files, which have no header, are told by their first line.

    Raises:
        UnreadableError: If there is no header, no row, or no text column.
    """
    with utf8_stream(content.open) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline=None)
        # The csv module's only limit is one for the process; it is set again whenever a file is opened.
        csv.field_size_limit(reader.limits.max_line_chars)
        lines = _Lines(text, reader.limits.max_line_chars)
        header_line = next((line for line in lines if line.strip()), "")
        separator = _SEPARATOR_LINE.fullmatch(header_line.strip().strip('"').strip())
        if separator:
            header_line = next((line for line in lines if line.strip()), "")
        if not header_line:
            raise UnreadableError("empty_file", "expected a header row and rows, found none")
        is_tsv = content.kind.media_type.endswith("tab-separated-values")
        if is_gkg(header_line):
            yield from gkg_readings(chain([header_line], lines), reader)
            return
        delimiters = (separator[1] or "\t",) if separator else ("\t", *_DELIMITERS) if is_tsv else _DELIMITERS
        header, delimiter = _header(header_line, reader, delimiters)
        rows = _rows(lines, header, delimiter, reader)
        tried = list(islice(rows, 0 if reader.plan(header)["text"] else TRIED_ROWS))
        has_text = _has_text_column(header, tried, reader)
        is_empty = True
        for row in chain(tried, rows):
            is_empty = False
            yield row if isinstance(row, Refusal) else _read_row(row, header, reader, has_text=has_text)
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
        line = line.removeprefix("\ufeff")
        if len(line) > self._max_chars and not line.endswith("\n"):
            while rest := self._text.readline(1 << 20):
                if rest.endswith("\n"):
                    break
            self.overlong = self.number
            return "\n"
        return line


def _header(line: str, reader: RecordReader, delimiters: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    best: tuple[int, int, tuple[str, ...], str] | None = None
    for delimiter in delimiters:
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
    duplicate = next((name for i, name in enumerate(names) if name and name in names[:i]), None)
    if duplicate is not None:
        detail = f"the header names {duplicate!r} twice; give each column a name of its own"
        raise UnreadableError("invalid_csv", storable(detail), position="line 1")
    require_mapped(names, reader)
    return names, delimiter


def _has_text_column(header: tuple[str, ...], tried: list[Row | Refusal], reader: RecordReader) -> bool:
    """True for a table with a text column, by its name or by what the rows that were tried hold.

    False for one with addresses and no text.

    Raises:
        UnreadableError: `no_text_column`, if it has neither.
    """
    if any(name in header for name in reader.plan(header)["text"]):
        return True
    for row in tried:
        if not isinstance(row, Refusal) and len(row[1]) == len(header):
            reader.plan_of(dict(zip(header, row[1], strict=True)))
    if reader.plan(header)["text"]:
        return True
    if reader.plan(header)["url"]:
        return False
    columns = ", ".join(header[:20])[:300]
    detail = f"no text column among: {columns}. Name it `text` in the header row, or give a field mapping"
    raise UnreadableError("no_text_column", storable(detail), position="line 1")


def _rows(lines: _Lines, header: tuple[str, ...], delimiter: str, reader: RecordReader) -> Iterator[Row | Refusal]:
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    places = list(range(len(header)))  # another order when a joined file names the same columns in another one
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
        if lines.overlong != overlong:
            detail = f"more than {reader.limits.max_line_chars} characters; expected one record a row"
            yield reader.refusal(f"line {lines.overlong}", "line_too_long", detail)
        elif row and any(row):
            names = [name.strip() for name in row]
            if len(row) == len(header) and set(names) == set(header):
                places = [names.index(name) for name in header]
            else:
                yield first, [row[place] for place in places] if len(row) == len(header) else row


def _read_row(numbered: Row, header: tuple[str, ...], reader: RecordReader, *, has_text: bool) -> Reading:
    number, row = numbered
    position = f"line {number}"
    if len(row) != len(header):
        detail = f"expected {len(header)} fields as in the header, found {len(row)}; quote fields that hold delimiters"
        return reader.refusal(position, "ragged_row", detail)
    replaced = Replaced()
    values = [value if value.isascii() else replaced.repaired(value, 0) for value in row]
    if replaced.count:
        replaced.first = f"{position} ({(replaced.first or '').partition('(')[2]}"
        try:
            replaced.require_few(sum(map(len, row)))
        except UnreadableError as error:
            return reader.refusal(position, error.reason_code, error.detail)
    return reader.read(dict(zip(header, values, strict=True)), position if has_text else "", replaced)


def _span(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first}-{last}"
