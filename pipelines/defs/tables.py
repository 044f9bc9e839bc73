"""How a table becomes an asset: key, group, kinds, description, column schema, checks and pool from its contract."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines import progress
from pipelines.contracts import CONTRACTS, TableContract
from pipelines.stages.checks import check_description, check_names, run_checks
from pipelines.warehouse import Session

WRITER_POOL = "duckdb"
"""One asset at a time writes to the DuckDB file, whatever runs are under way."""
LOG_EVERY = 20
"""Progress lines that a run's log gets for one table, at most."""

Results = Iterator[dg.MaterializeResult[Any]]


def asset_key(table_name: str) -> dg.AssetKey:
    """`[schema, table]`."""
    return dg.AssetKey(table_name.split("."))


def table_assets(*table_names: str, deps: Sequence[str] = (), kinds: set[str]) -> Callable[..., dg.AssetsDefinition]:
    """Decorates the function that writes these tables together; it yields `results(...)`.

    Args:
        *table_names: The tables, the one that the function is named after first.
        deps: Tables that it reads.
        kinds: What it is made with, as the UI shows it; DuckDB is added.
    """
    specs = [
        dg.AssetSpec(
            asset_key(name),
            deps=[asset_key(dep) for dep in deps],
            group_name=CONTRACTS[name].schema_name,
            description=_description(CONTRACTS[name]),
            kinds={*kinds, "duckdb"},
            metadata={
                "dagster/column_schema": _column_schema(CONTRACTS[name]),
                "dagster/table_name": name,
                "key": ", ".join(CONTRACTS[name].key),
            },
        )
        for name in table_names
    ]
    checks = [
        dg.AssetCheckSpec(check, asset=asset_key(name), description=check_description(name, check), blocking=True)
        for name in table_names
        for check in check_names(name)
    ]
    return dg.multi_asset(name=table_names[0].replace(".", "__"), specs=specs, check_specs=checks, pool=WRITER_POOL)


def results(session: Session, metadata: Mapping[str, Mapping[str, Any]]) -> Results:
    """What an asset reports: for each of its tables the row count, its metadata and the outcome of its checks."""
    for name, values in metadata.items():
        checks = [
            dg.AssetCheckResult(
                passed=check.is_passed,
                asset_key=asset_key(name),
                check_name=check.name,
                metadata={
                    "offending_rows": check.offending_count,
                    "sample": dg.MetadataValue.json(_json(check.sample)),
                },
            )
            for check in run_checks(session, name)
        ]
        yield dg.MaterializeResult(
            asset_key=asset_key(name),
            metadata={"dagster/row_count": session.count(name), **values},
            check_results=checks,
        )


def reporter(context: dg.AssetExecutionContext, table_name: str) -> Callable[[int, int], None]:
    """Tells listeners how far a table is, and the run's log now and then."""

    def report(done: int, total: int) -> None:
        progress.emit(table_name, done, total)
        step = max(1, total // LOG_EVERY)
        if done == total or done % step == 0:
            context.log.info("%s: %d of %d units", table_name, done, total)

    return report


def _description(contract: TableContract) -> str:
    return f"{contract.grain}.\n\nKey: `{', '.join(contract.key)}`. Table `{contract.qualified_name}`."


def _column_schema(contract: TableContract) -> dg.TableSchema:
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                c.name, c.sql_type, description=c.doc, constraints=dg.TableColumnConstraints(nullable=c.nullable)
            )
            for c in contract.columns
        ]
    )


def _json(rows: list[dict[str, object]]) -> list[dict[str, str | None]]:
    return [{name: None if value is None else str(value) for name, value in row.items()} for row in rows]
