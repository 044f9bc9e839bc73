"""Columns that grow by a place at a time and stay small: thirteen million names fit into a quarter of a gigabyte."""

from array import array
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

MAX_CODES = 1 << 16
"""Codes are stored in two bytes; GeoNames has under a thousand features and countries together."""


class TextColumn:
    """Texts side by side in one run of bytes."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._bytes = bytearray()
        self._ends = array("q", [0])
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        """Add a text; lone surrogates, which UTF-8 cannot hold, become question marks."""
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, row: int) -> str:
        return self._bytes[self._ends[row] : self._ends[row + 1]].decode()

    def arrow(self) -> pa.Array:
        """The texts as large strings, without a copy."""
        return pa.LargeStringArray.from_buffers(len(self), pa.py_buffer(self._ends), pa.py_buffer(self._bytes))


def sparse_texts(values: dict[int, str], length: int) -> pa.Array:
    """Texts by row as large strings, "" where there is none."""
    sizes = np.zeros(length + 1, np.int64)
    rows = sorted(values)
    encoded = [values[row].encode("utf-8", "replace") for row in rows]
    sizes[np.array(rows, np.int64) + 1] = [len(text) for text in encoded]
    ends = pa.py_buffer(np.cumsum(sizes, out=sizes))
    return pa.LargeStringArray.from_buffers(length, ends, pa.py_buffer(b"".join(encoded)))


class CodeColumn:
    """Codes out of a short list, two bytes per row."""

    def __init__(self, codes: Iterable[str] = ()) -> None:
        self._known: dict[str, int] = {}
        self._codes: list[str] = []
        self._ids = array("H")
        for code in codes:
            self.append(code)

    def append(self, code: str) -> None:
        """Add a code.

        Raises:
            ValueError: If there are more different codes than two bytes can tell apart.
        """
        self._ids.append(self._id(code))

    def _id(self, code: str) -> int:
        number = self._known.setdefault(code, len(self._codes))
        if number == len(self._codes):
            if number >= MAX_CODES:
                raise ValueError(f"more than {MAX_CODES} different codes, {code!r} among them")
            self._codes.append(code)
        return number

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> str:
        return self._codes[self._ids[row]]

    def __setitem__(self, row: int, code: str) -> None:
        self._ids[row] = self._id(code)

    def __iter__(self) -> Iterator[str]:
        return (self._codes[number] for number in self._ids)

    def used(self) -> set[str]:
        """The codes that some row has."""
        return {self._codes[number] for number in np.unique(np.frombuffer(self._ids, np.uint16)).tolist()}

    def numbered(self, order: list[str]) -> npt.NDArray[np.uint16]:
        """The rows as positions in a list that holds every code in use."""
        positions = {code: position for position, code in enumerate(order)}
        moved = np.array([positions.get(code, 0) for code in self._codes], np.uint16)
        return moved[np.frombuffer(self._ids, np.uint16)]
