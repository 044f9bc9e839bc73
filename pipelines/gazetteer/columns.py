"""The gazetteer file: one Arrow IPC file whose only row holds each column of each table as a list.

The embedded file is compressed with zstd and its sorted hashes are stored as differences, which halves it; an
installed gazetteer is stored plain, so that opening it is mapping it and memory grows only with what is looked up.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

FORMAT_VERSION = 1
_METADATA_KEY = b"dateline.gazetteer"
_HASH = "name_hash"

NUMERIC: Mapping[str, Any] = {
    "latitude": np.float32,
    "longitude": np.float32,
    "population": np.int64,
    "extent_km": np.float32,
    "importance": np.float32,
    "feature_id": np.uint16,
    "country_id": np.uint16,
    "admin1_row": np.int32,
    "admin2_row": np.int32,
    "country_row": np.int32,
    "geonames_id": np.int64,
    _HASH: np.uint64,
    "name_row": np.uint32,
    "name_kind": np.uint8,
    "fuzzy_row": np.uint32,
}
"""Columns of places (first eleven), of the name index, and of the fuzzy index."""
TEXT = ("name", "slug", "admin_code", "fuzzy_key", "feature_codes", "country_codes")
"""Texts of places (first three), fuzzy keys, and the dictionaries of `feature_id` and `country_id`."""


class GazetteerFileError(ValueError):
    """A gazetteer file is missing, damaged or of another format; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a gazetteer file by name, and its metadata."""

    arrays: Mapping[str, npt.NDArray[Any]]
    texts: Mapping[str, pa.Array]
    metadata: Mapping[str, Any]


def write_columns(path: Path, columns: Columns, *, is_compressed: bool) -> None:
    """Write a gazetteer file; equal columns give equal bytes. The file is complete on disk when this returns."""
    lists: dict[str, pa.Array] = {}
    for name, dtype in NUMERIC.items():
        values = np.ascontiguousarray(columns.arrays[name], dtype=dtype)
        if name == _HASH and is_compressed:
            values = np.diff(values, prepend=values.dtype.type(0))
        lists[name] = _one_list(pa.array(values))
    for name in TEXT:
        lists[name] = _one_list(columns.texts[name].cast(pa.large_string()))
    metadata = {**columns.metadata, "format": FORMAT_VERSION, "is_compressed": is_compressed}
    schema = pa.schema(
        [pa.field(name, array.type) for name, array in lists.items()],
        metadata={_METADATA_KEY: json.dumps(metadata, sort_keys=True).encode()},
    )
    options = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=19) if is_compressed else None)
    with path.open("wb") as file:
        with pa.ipc.new_file(file, schema, options=options) as writer:
            writer.write_batch(pa.record_batch(list(lists.values()), schema=schema))
        file.flush()
        os.fsync(file.fileno())


def read_columns(path: Path) -> Columns:
    """Open a gazetteer file; plain files are mapped, not read.

    Raises:
        GazetteerFileError: If the file is missing, not a gazetteer, cut short, or of a newer format.
    """
    try:
        file = pa.ipc.open_file(pa.memory_map(str(path), "r"))
        batch = file.get_batch(0)
        metadata = json.loads(file.schema.metadata[_METADATA_KEY])
    except FileNotFoundError as error:
        raise GazetteerFileError(f"{path}: no such gazetteer; run `dateline gazetteer build` or `install`") from error
    except (pa.ArrowInvalid, OSError, KeyError, TypeError, ValueError) as error:
        raise GazetteerFileError(f"{path}: not a whole gazetteer file ({error}); install it again") from error
    if metadata.get("format") != FORMAT_VERSION:
        raise GazetteerFileError(
            f"{path}: format {metadata.get('format')!r}, this version reads {FORMAT_VERSION}; install it again"
        )
    arrays = {name: batch.column(name).values.to_numpy(zero_copy_only=True) for name in NUMERIC}
    if metadata["is_compressed"]:
        arrays[_HASH] = np.cumsum(arrays[_HASH], dtype=np.uint64)
    return Columns(arrays, {name: batch.column(name).values for name in TEXT}, metadata)


def _one_list(values: pa.Array) -> pa.Array:
    return pa.LargeListArray.from_arrays(pa.array([0, len(values)], pa.int64()), values)
