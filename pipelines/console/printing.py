"""Rows as a table, CSV or JSON."""

import io
import json
import math
import shutil
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

MAX_TABLE_ROWS = 200
"""Rows that the table format prints; CSV and JSON print all."""
MIN_WIDTH = 80
DEFAULT_WIDTH = 160
"""Columns of an output that is no terminal."""
COMFORTABLE_CELL = 40
"""A cell as wide as this may be folded; columns that need more room than there is are printed as blocks."""
RUN_BY_SPREADSHEETS = r"\A[=+\-@\t\r\n＝＋－＠]"
"""How texts begin that spreadsheets take for formulas, in full width too (OWASP, CSV injection)."""


def _as_table(rows: pa.Table) -> str:
    """A table where its columns fit side by side, else one block a row."""
    from rich.console import Console
    from rich.table import Table

    shown = [[_cell(value) for value in row.values()] for row in rows.slice(0, MAX_TABLE_ROWS).to_pylist()]
    width = max(MIN_WIDTH, shutil.get_terminal_size((DEFAULT_WIDTH, 40)).columns)
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, highlight=False, markup=False)
    if shown and _needed_width(rows.column_names, shown) > width:
        _print_blocks(console, rows.column_names, shown)
    else:
        table = Table(row_styles=["", "dim"])
        for name in rows.column_names:
            table.add_column(name, overflow="fold")
        for cells in shown:
            table.add_row(*(Text(cell) for cell in cells))
        console.print(table)
    if rows.num_rows > MAX_TABLE_ROWS:
        console.print(f"{rows.num_rows - MAX_TABLE_ROWS:,} more rows: use --format csv, or -o FILE")
    return buffer.getvalue()


def _needed_width(names: list[str], rows: list[list[str]]) -> int:
    longest = [max(len(name), *(min(len(row[i]), COMFORTABLE_CELL) for row in rows)) for i, name in enumerate(names)]
    return sum(longest) + 3 * len(names) + 1


def _print_blocks(console: "Console", names: list[str], rows: list[list[str]]) -> None:
    margin = max(map(len, names))
    for number, row in enumerate(rows, start=1):
        console.rule(f"{number}", align="left")
        for name, cell in zip(names, row, strict=True):
            if cell:
                console.print(f"{name:>{margin}}  {cell}", soft_wrap=True)


def _cell(value: Any) -> str:  # noqa: ANN401 whatever a column holds
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _as_csv(rows: pa.Table) -> str:
    """CSV in which no text is a formula."""
    buffer = io.BytesIO()
    for index, field in enumerate(rows.schema):
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type):
            texts = [None if value is None else json_cell(value) for value in rows.column(index).to_pylist()]
            rows = rows.set_column(index, pa.field(field.name, pa.string()), pa.array(texts, pa.string()))
        elif pa.types.is_string(field.type) or pa.types.is_large_string(field.type) or _is_enum(field.type):
            rows = rows.set_column(index, pa.field(field.name, pa.string()), _inert(rows.column(index)))
    rows = rows.rename_columns(_inert(pa.chunked_array([rows.column_names], pa.string())).to_pylist())
    pa_csv.write_csv(rows, buffer)
    return buffer.getvalue().decode("utf-8")


def _is_enum(data_type: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(data_type) and pa.types.is_string(data_type.value_type))


def _inert(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts with an apostrophe before what a spreadsheet would run; numbers are in columns of their own."""
    plain = texts.cast(pa.string())
    return pc.if_else(
        pc.match_substring_regex(plain, RUN_BY_SPREADSHEETS), pc.binary_join_element_wise("'", plain, ""), plain
    )


def json_cell(value: Any) -> str:  # noqa: ANN401 whatever a column holds
    """A list, structure or bytes as JSON, for formats whose cells are flat."""
    return json.dumps(json_value(value), ensure_ascii=False, default=str)


def json_value(value: Any) -> Any:  # noqa: ANN401 whatever a column holds
    """A value as JSON can have it: numbers that are none become null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): json_value(item) for key, item in value.items()}
    return value


def _as_json(rows: pa.Table) -> str:
    return json.dumps(json_value(rows.to_pylist()), ensure_ascii=False, default=str, indent=2) + "\n"


PRINTERS = {"table": _as_table, "csv": _as_csv, "json": _as_json}
