"""Which columns of its tables a mart reads, so that no others leave the warehouse."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl
from polars.io.plugins import register_io_source


def columns_read(
    transform: Callable[..., pl.LazyFrame], schemas: Mapping[str, pl.Schema]
) -> dict[str, tuple[str, ...]]:
    """Make a mart of no rows, and note which columns it asks for.

    Args:
        transform: The mart's function.
        schemas: The columns of each of its arguments.

    Returns:
        For each argument the columns, in the order of its schema.
    """
    asked: dict[str, set[str]] = {name: set() for name in schemas}
    frames = {name: _watched(schema, asked[name]) for name, schema in schemas.items()}
    # the streaming engine stops asking once it knows that a join has no rows
    transform(**frames).collect(engine="in-memory")
    return {name: tuple(column for column in schema if column in asked[name]) for name, schema in schemas.items()}


def _watched(schema: pl.Schema, asked: set[str]) -> pl.LazyFrame:
    """A frame of no rows that adds to `asked` what is read of it."""

    def no_rows(
        with_columns: list[str] | None, predicate: pl.Expr | None, _n_rows: int | None, _batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        wanted = list(schema) if with_columns is None else with_columns
        asked.update(wanted)
        if predicate is not None:
            asked.update(predicate.meta.root_names())
        yield schema.to_frame().select(wanted)

    return register_io_source(no_rows, schema=schema)
