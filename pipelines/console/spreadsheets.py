"""Rows as an Excel workbook in which nothing is run: every text is stored as text, never as a formula or a link."""

import io
import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.console.printing import json_cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_576
"""Rows of a worksheet, its header among them."""
MAX_CELL_CHARS = 32_767
"""Characters that a cell can hold; longer text is cut, and says so."""
CUT_MARK = " ... (cut)"
MAX_EXACT_INT = 2**53
"""Excel keeps numbers as doubles: greater ones are written as text, so that no digit is lost."""
FIRST_YEAR = 1901
"""Excel's calendar begins in 1900, with a day that never was; earlier days are written as text."""
WIDEST_COLUMN = 60
"""Widest column, characters."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


class TooManyRowsError(ValueError):
    """More rows than a worksheet holds."""


def as_workbook(rows: pa.Table) -> bytes:
    """Return a workbook of one sheet with a header that stays in view; times are UTC.

    Raises:
        TooManyRowsError: If the rows do not fit a worksheet.
    """
    if rows.num_rows >= MAX_ROWS:
        raise TooManyRowsError(f"{rows.num_rows:,} rows, and a worksheet holds {MAX_ROWS - 1:,}: use csv or parquet")
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        sheet = book.add_worksheet("rows")
        formats = {
            "head": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        sheet.freeze_panes(1, 0)
        for index, name in enumerate(rows.column_names):
            sheet.write_string(0, index, name, formats["head"])
            values = rows.column(index).to_pylist()
            for number, value in enumerate(values, start=1):
                _write(sheet, number, index, value, formats)
            longest = max((len(str(value)) for value in (name, *values[:200]) if value is not None), default=0)
            sheet.set_column(index, index, min(longest + 2, WIDEST_COLUMN))
        if rows.num_columns:
            sheet.autofilter(0, 0, rows.num_rows, rows.num_columns - 1)
    return buffer.getvalue()


def _write(sheet: "Worksheet", row: int, column: int, value: Any, formats: Mapping[str, "Format"]) -> None:  # noqa: ANN401 whatever a column holds
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float) and math.isfinite(value) and abs(value) <= MAX_EXACT_INT:
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, column, value, formats["time"])
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, column, value, formats["day"])
    else:
        sheet.write_string(row, column, _text(value))


def _text(value: Any) -> str:  # noqa: ANN401 whatever a column holds
    text = json_cell(value) if isinstance(value, list | dict | bytes) else str(value)
    return text if len(text) <= MAX_CELL_CHARS else text[: MAX_CELL_CHARS - len(CUT_MARK)] + CUT_MARK
