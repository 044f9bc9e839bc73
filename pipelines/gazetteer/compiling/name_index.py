"""The index from name hashes to places while it grows: in memory, or sorted in parts on disk when it is large."""

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.gazetteer.normalise import HASH_BITS

SPILL_ENTRIES = 2_000_000
"""Entries held before they go to disk: 26 MB, and as much again while they are parted."""
PART_BITS = 5
"""Leading bits of a hash that choose its part; of the 60 million names of all GeoNames each part has 2 million."""
_ENTRY = np.dtype([("hash", np.uint64), ("row", np.uint32), ("kind", np.uint8)])


class IndexColumns(NamedTuple):
    """The index by hash, then most important place first; one entry for a hash and a place."""

    hashes: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.uint32]
    kinds: npt.NDArray[np.uint8]


class NameIndex:
    """Entries of a hash, a row and a kind of name.

    Args:
        folder: Where entries go when they are many; None keeps all in memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._hashes, self._rows, self._kinds = array("Q"), array("I"), array("B")
        self._has_parts = False
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def extend(
        self, hashes: npt.NDArray[np.uint64], rows: npt.NDArray[np.uint32], kinds: npt.NDArray[np.uint8]
    ) -> None:
        """Add columns of entries."""
        self._hashes.frombytes(hashes.tobytes())
        self._rows.frombytes(rows.tobytes())
        self._kinds.frombytes(kinds.tobytes())

    def add(self, name_hash: int, row: int, kind: int) -> None:
        """Add an entry."""
        self._hashes.append(name_hash)
        self._rows.append(row)
        self._kinds.append(kind)
        if self._folder is not None and len(self._hashes) >= SPILL_ENTRIES:
            self._spill(self._folder)

    def sorted(self, importance: npt.NDArray[np.float32]) -> IndexColumns:
        """The columns, given the prior of each row's place. Of a large index they are mapped from disk, not held."""
        if self._folder is None or not self._has_parts:
            return _sorted(*self._held(), importance)
        self._spill(self._folder)
        names = ("hashes.bin", "rows.bin", "kinds.bin")
        paths = [self._folder / name for name in names]
        count = 0
        with paths[0].open("wb") as hashes, paths[1].open("wb") as rows, paths[2].open("wb") as kinds:
            for entries in self._parts(self._folder):
                part = _sorted(entries["hash"], entries["row"], entries["kind"], importance)
                count += len(part.hashes)
                for file, column in zip((hashes, rows, kinds), part, strict=True):
                    file.write(np.ascontiguousarray(column).tobytes())
        if not count:
            return _sorted(*self._held(), importance)
        mapped = [np.memmap(p, t, "r") for p, t in zip(paths, (np.uint64, np.uint32, np.uint8), strict=True)]
        return IndexColumns(*mapped)

    def _held(self) -> IndexColumns:
        return IndexColumns(
            np.frombuffer(self._hashes, np.uint64),
            np.frombuffer(self._rows, np.uint32),
            np.frombuffer(self._kinds, np.uint8),
        )

    def _spill(self, folder: Path) -> None:
        hashes, rows, kinds = self._held()
        entries = np.empty(len(hashes), _ENTRY)
        entries["hash"], entries["row"], entries["kind"] = hashes, rows, kinds
        parts = hashes >> np.uint64(HASH_BITS - PART_BITS)
        order = np.argsort(parts, kind="stable")
        bounds = np.searchsorted(parts[order], np.arange((1 << PART_BITS) + 1))
        for number in range(1 << PART_BITS):
            with _part(folder, number).open("ab") as file:
                file.write(entries[order[bounds[number] : bounds[number + 1]]].tobytes())
        self._has_parts = True
        self._hashes, self._rows, self._kinds = array("Q"), array("I"), array("B")

    @staticmethod
    def _parts(folder: Path) -> Iterator[npt.NDArray[np.void]]:
        for number in range(1 << PART_BITS):
            path = _part(folder, number)
            yield np.fromfile(path, _ENTRY)
            path.unlink()


def _part(folder: Path, number: int) -> Path:
    return folder / f"part-{number:02d}.bin"


def _sorted(
    hashes: npt.NDArray[np.uint64],
    rows: npt.NDArray[np.uint32],
    kinds: npt.NDArray[np.uint8],
    importance: npt.NDArray[np.float32],
) -> IndexColumns:
    order = np.lexsort((kinds, rows, -importance[rows], hashes))
    hashes, rows, kinds = hashes[order], rows[order], kinds[order]
    is_first = np.ones(len(hashes), bool)
    is_first[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
    return IndexColumns(hashes[is_first], rows[is_first], kinds[is_first])
