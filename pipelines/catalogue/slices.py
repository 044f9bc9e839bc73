"""Tables in pieces that bound what is in memory at once."""

from collections.abc import Iterator

import pyarrow as pa


def slices(table: pa.Table, size: int) -> Iterator[pa.Table]:
    """Yield consecutive slices of at most `size` rows."""
    for start in range(0, table.num_rows, size):
        yield table.slice(start, size)
