"""Columns of Arrow tables, of which many rows are read at once: a column is asked once, however many rows are wanted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Places = npt.NDArray[np.int64]
Row = tuple[Any, ...]


class Columns:
    """Some columns of a table.

    Args:
        table: The table; its record batches are read one by one.
        names: The columns.
    """

    def __init__(self, table: pa.Table, names: Sequence[str]) -> None:
        self._batches = list(zip(*(table.column(name).chunks for name in names), strict=True))

    def of(self, batch: int, places: Places) -> list[Row]:
        """Return the values of rows of a record batch."""
        indices = pa.array(places)
        return list(zip(*(_values(column.take(indices)) for column in self._batches[batch]), strict=True))


class OwnedColumns:
    """Some columns of a table whose rows belong to entities, in the order of these (column `entity`).

    Args:
        table: The table; the rows of an entity are in one record batch.
        names: The columns.
    """

    def __init__(self, table: pa.Table, names: Sequence[str]) -> None:
        self._owners = [chunk.to_numpy() for chunk in table.column("entity").chunks]
        self._columns = Columns(table, names)

    def of(self, batch: int, entities: Places) -> list[list[Row]]:
        """Return the rows of each of these entities in a record batch; none where the table has no such batch."""
        if batch >= len(self._owners):
            return [[] for _ in entities]
        starts, ends = spans(self._owners[batch], entities)
        counts = ends - starts
        lasts = counts.cumsum()
        rows = self._columns.of(batch, np.arange(counts.sum()) + np.repeat(starts - lasts + counts, counts))
        return [rows[last - count : last] for last, count in zip(lasts.tolist(), counts.tolist(), strict=True)]


def spans(values: npt.NDArray[Any], wanted: npt.ArrayLike) -> tuple[Places, Places]:
    """Return where values stand in an ascending column; asked in its own type, as any other would copy the column."""
    asked = np.asarray(wanted).astype(values.dtype)
    return values.searchsorted(asked, "left"), values.searchsorted(asked, "right")


def _values(array: pa.Array) -> list[Any]:
    values: list[Any] = (array.dictionary_decode() if pa.types.is_dictionary(array.type) else array).to_pylist()
    return values
