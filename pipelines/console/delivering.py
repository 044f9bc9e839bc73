"""Rows in the format that was asked for, printed or put into a file whole or not at all."""

import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.console.printing import PRINTERS

if TYPE_CHECKING:
    import pyarrow as pa

    from pipelines.settings import Settings

DEFAULT_FORMAT = "table"
SUFFIXES = {
    ".csv": "csv",
    ".json": "json",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".geojson": "geojson",
    ".txt": "table",
}
"""The format that a file's name asks for."""
BINARY = frozenset({"parquet", "xlsx"})
PARTIAL_SUFFIX = ".partial"


class DeliveryError(ValueError):
    """The rows cannot be written as asked; the message says why and what to do."""


def chosen_format(named: str | None, path: Path | None) -> str:
    """Return the format that was named, else that of the file's name, else a table.

    Raises:
        DeliveryError: If neither tells it.
    """
    if named:
        return named
    if path is None:
        return DEFAULT_FORMAT
    if path.suffix.lower() in SUFFIXES:
        return SUFFIXES[path.suffix.lower()]
    raise DeliveryError(f"{path}: its name tells no format; add -f with one of {', '.join(WRITERS)}")


def rendered(rows: "pa.Table", output: str) -> bytes:
    """Return rows as the bytes of a format.

    Raises:
        DeliveryError: If these rows do not fit it.
    """
    try:
        return WRITERS[output](rows)
    except ValueError as error:
        raise DeliveryError(str(error)) from error


def deliver(content: bytes, output: str, path: Path | None, settings: "Settings") -> None:
    """Print bytes, or put them into a file by an atomic rename; a file that stood there is replaced.

    Raises:
        DeliveryError: If the file cannot be written, is the warehouse itself, or binary output would go to a terminal.
    """
    if path is None:
        if output in BINARY and sys.stdout.isatty():
            raise DeliveryError(f"{output} is no text: name a file with -o")
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    save(content, path, settings)


def save(content: bytes, path: Path, settings: "Settings") -> None:
    """Put bytes into a file whole or not at all.

    Raises:
        DeliveryError: If the file cannot be written, or is the warehouse itself.
    """
    if path.exists() and settings.warehouse.exists() and path.samefile(settings.warehouse):
        raise DeliveryError(f"{path}: that is the warehouse; name another file")
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise DeliveryError(f"{path}: cannot be written ({error.strerror}); name another file") from error


def _as_parquet(rows: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(rows, buffer, compression="zstd")
    return buffer.getvalue()


def _as_workbook(rows: "pa.Table") -> bytes:
    from pipelines.console.spreadsheets import as_workbook

    return as_workbook(rows)


def _as_geojson(rows: "pa.Table") -> bytes:
    from pipelines.console.geojson import as_geojson

    return as_geojson(rows).encode()


def _printed(name: str) -> Callable[["pa.Table"], bytes]:
    return lambda rows: PRINTERS[name](rows).encode()


WRITERS: Mapping[str, Callable[["pa.Table"], bytes]] = {
    **{name: _printed(name) for name in PRINTERS},
    "parquet": _as_parquet,
    "xlsx": _as_workbook,
    "geojson": _as_geojson,
}
"""Every format by its name."""
