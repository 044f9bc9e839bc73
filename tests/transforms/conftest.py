"""Tables small enough to count by hand."""

from typing import Any

import polars as pl

from pipelines.contracts import CONTRACTS


def frame(table: str, columns: str, *rows: tuple[Any, ...]) -> pl.LazyFrame:
    """Columns of a table, typed as its contract says."""
    names = columns.split()
    types = pl.from_arrow(CONTRACTS[table].empty()).schema
    return pl.LazyFrame(list(rows), schema={name: types[name] for name in names}, orient="row")
