"""`core` into `marts`: tables out to Parquet, Polars over them, the result published in one transaction."""

import inspect
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Session

if TYPE_CHECKING:
    import polars as pl

TEXT_COLUMNS = frozenset({"text", "deck", "candidates"})
"""Long columns that no mart reads: they stay in the warehouse."""


def mart_function(name: str) -> Callable[..., "pl.LazyFrame"]:
    """The function of `pipelines.transforms` that makes a mart; its parameters are named after its inputs."""
    function: Callable[..., pl.LazyFrame] = getattr(import_module(f"pipelines.transforms.{name}"), name)
    return function


def mart_inputs(name: str) -> tuple[str, ...]:
    """The tables that a mart is made from, qualified."""
    tables = {contract.name: contract.qualified_name for contract in CONTRACTS.values()}
    return tuple(tables[parameter] for parameter in inspect.signature(mart_function(name)).parameters)


def write_mart(session: Session, name: str) -> int:
    """Recomputes one mart; gives its number of rows. Memory is bounded by Polars' streaming engine."""
    import polars as pl

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        frames = {}
        for table_name in mart_inputs(name):
            contract = CONTRACTS[table_name]
            columns = ", ".join(column for column in contract.column_names if column not in TEXT_COLUMNS)
            path = Path(folder) / f"{contract.name}.parquet"
            session.export_parquet(f"select {columns} from {table_name}", path)
            frames[contract.name] = pl.scan_parquet(path)
        result = mart_function(name)(**frames).collect(engine="streaming")
    contract = CONTRACTS[f"marts.{name}"]
    rows = contract.conform(result.sort(contract.key).to_arrow())
    session.overwrite(contract.qualified_name, rows)
    return int(rows.num_rows)
