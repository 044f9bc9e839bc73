"""What the UI shows of a table: key, group, kinds, description, columns, where it comes from; all from contract and catalogue."""

from collections.abc import Sequence
from importlib.metadata import version

import dagster as dg

from pipelines.catalogue import CATALOGUE, Annotated, Entry, Mart
from pipelines.catalogue.lineage import transforms_digest
from pipelines.contracts import CONTRACTS, TableContract
from pipelines.warehouse.audit import check_description, commit_checks

COMMITS = "commits"
"""Name of the check of a table that its commits answer for."""


def asset_key(table_name: str) -> dg.AssetKey:
    """Return `[schema, table]`."""
    return dg.AssetKey(table_name.split("."))


def asset_specs(entries: Sequence[Entry], *, is_optional: bool = False) -> list[dg.AssetSpec]:
    """Return a spec per table of these entries.

    Args:
        entries: Entries that one asset function makes.
        is_optional: Whether a run may ask for some of the tables only.
    """
    return [
        dg.AssetSpec(
            asset_key(name),
            deps=[asset_key(other) for other in entry.reads if other in CATALOGUE],
            group_name=CONTRACTS[name].schema_name,
            description=_description(CONTRACTS[name], entry),
            kinds={*_kinds(entry), "duckdb"},
            skippable=is_optional,
            code_version=transforms_digest() if isinstance(entry, Mart) else version("dateline"),
            metadata={
                "dagster/column_schema": _column_schema(CONTRACTS[name]),
                "dagster/table_name": name,
                "key": ", ".join(CONTRACTS[name].key),
                "cost": entry.cost.value,
            },
        )
        for entry in entries
        for name in entry.tables
    ]


def check_specs(entries: Sequence[Entry]) -> list[dg.AssetCheckSpec]:
    """Return one check per table: that every commit was held to the table's blocking checks."""
    return [
        dg.AssetCheckSpec(COMMITS, asset=asset_key(name), description=_held_to(name), blocking=True)
        for entry in entries
        for name in entry.tables
    ]


def _held_to(table_name: str) -> str:
    checks = "\n".join(f"- {check}: {check_description(table_name, check)}" for check in commit_checks(table_name))
    return f"Every commit is held to these checks of its rows before it is one:\n\n{checks}"


def _kinds(entry: Entry) -> set[str]:
    if isinstance(entry, Mart):
        return {"polars"}
    return {"python"} if isinstance(entry, Annotated) else set()


def _description(contract: TableContract, entry: Entry) -> str:
    reads = ", ".join(f"`{name}`" for name in entry.reads) or "what users bring"
    return (
        f"{contract.grain}.\n\nKey: `{', '.join(contract.key)}`. Made from {reads}.\n\n"
        f"```sql\nselect * from {contract.qualified_name} limit 20\n```"
    )


def _column_schema(contract: TableContract) -> dg.TableSchema:
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                c.name, c.sql_type, description=c.doc, constraints=dg.TableColumnConstraints(nullable=c.nullable)
            )
            for c in contract.columns
        ]
    )
