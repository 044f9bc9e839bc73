"""What the UI shows of a table: key, group, owners, kinds, tags, description, columns and their lineage; all from contract and catalogue."""

from collections.abc import Container, Sequence
from datetime import timedelta

import dagster as dg

from pipelines.catalogue import CATALOGUE, Annotated, Derived, Entry, Ingested, Mart, Published
from pipelines.catalogue.columns import columns_made_from
from pipelines.catalogue.mart_engines import engine_of
from pipelines.contracts import CONTRACTS, TableContract
from pipelines.operations.settings import load_operations, names_of
from pipelines.settings import load_settings
from pipelines.warehouse.audit import check_description, commit_checks
from pipelines.work.lineages import known_lineages

COMMITS = "commits"
"""Name of the check of a table that its commits answer for."""
LANDING = dg.AssetKey(["landing", "files"])
PUBLISHED_COPY = dg.AssetKey(["published", "warehouse"])
FOLLOWS = dg.AutomationCondition.eager().with_label("follows what it is made from")
"""Whoever makes one table alone, by a click, has what rests on it made within a minute. A run of all tables leaves nothing to do."""
_KINDS = {Ingested: "file", Annotated: "python", Derived: "python", Published: "file"}


def _kind_of(entry: Entry) -> str:
    return str(engine_of(entry.name)) if isinstance(entry, Mart) else _KINDS[type(entry)]


def asset_key(table_name: str) -> dg.AssetKey:
    """Return `[schema, table]`."""
    return dg.AssetKey(table_name.split("."))


def asset_specs(optional: Container[Entry] = ()) -> dict[str, dg.AssetSpec]:
    """Return the spec of every table of the catalogue, by the table's name.

    Args:
        optional: Entries that are made in one pass, of whose tables a run may ask for some only.
    """
    made_by = known_lineages(load_settings())
    owned = owners()
    fresh = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=load_operations().freshness_hours))
    return {
        name: dg.AssetSpec(
            asset_key(name),
            deps=[*map(asset_key, (*entry.reads, *entry.after)), *([LANDING] if isinstance(entry, Ingested) else [])],
            group_name=CONTRACTS[name].schema_name,
            description=_description(CONTRACTS[name], entry),
            owners=owned,
            kinds={_kind_of(entry), "duckdb"},
            tags={"made_by": type(entry).__name__.lower(), "cost": entry.cost.value},
            skippable=entry in optional,
            code_version=made_by.get(entry.name),
            automation_condition=None if isinstance(entry, Ingested) else FOLLOWS,
            freshness_policy=fresh if isinstance(entry, (Ingested, Published)) else None,
            metadata={
                "dagster/column_schema": _column_schema(CONTRACTS[name]),
                "dagster/column_lineage": _column_lineage(name),
                "dagster/table_name": name,
                "key": ", ".join(CONTRACTS[name].key),
            },
        )
        for name, entry in CATALOGUE.items()
    }


def outside_specs() -> list[dg.AssetSpec]:
    """Return what stands at the two ends of the graph and is not made here: the landing folder and the published copy."""
    settings, owned = load_settings(), owners()
    return [
        dg.AssetSpec(
            LANDING,
            group_name="outside",
            kinds={"file"},
            owners=owned,
            description=f"Files that people and fetchers put into `{settings.landing}` (`DATELINE_LANDING`); they are read once "
            "they are left alone, and never changed.",
        ),
        dg.AssetSpec(
            PUBLISHED_COPY,
            deps=[asset_key(name) for name in CATALOGUE if isinstance(CATALOGUE[name], Published)],
            group_name="outside",
            kinds={"duckdb"},
            owners=owned,
            description=f"The file that readers open, `{settings.warehouse}` (`DATELINE_WAREHOUSE`): a copy of one commit, put in "
            f"place by a rename at the end of each run.\n\n```sql\nattach '{settings.warehouse}' as news (read_only)\n```",
        ),
    ]


def owners() -> list[str]:
    """Return who answers for the tables: `DATELINE_OWNERS`, addresses or `team:NAME`."""
    return list(names_of(load_operations().owners))


def check_specs(entries: Sequence[Entry]) -> list[dg.AssetCheckSpec]:
    """Return one check per table: that every commit was held to the table's blocking checks."""
    return [
        dg.AssetCheckSpec(COMMITS, asset=asset_key(name), description=_held_to(name), blocking=True)
        for entry in entries
        for name in entry.tables
    ]


def example_query(contract: TableContract) -> str:
    """Return a question to begin with: the latest day, the least sure rows, or any."""
    name, columns = contract.qualified_name, set(contract.column_names)
    if "published_date" in contract.key:
        latest = f"(select max(published_date) from {name})"  # noqa: S608 shown, and names of contracts alone
        return f"select * from {name}\nwhere published_date = {latest}\nlimit 20"  # noqa: S608
    if {"score", "article_id"} <= columns:
        joined = f"{name} as found\njoin core.articles using (article_id)"
        return f"select articles.title, found.*\nfrom {joined}\norder by found.score\nlimit 20"
    return f"select * from {name}\nlimit 20"  # noqa: S608


def _held_to(table_name: str) -> str:
    checks = "\n".join(f"- {check}: {check_description(table_name, check)}" for check in commit_checks(table_name))
    return f"Every commit is held to these checks of its rows before it is one:\n\n{checks}"


def _description(contract: TableContract, entry: Entry) -> str:
    reads = ", ".join(f"`{name}`" for name in entry.reads) or "what users bring"
    return (
        f"{contract.grain}.\n\nKey: `{', '.join(contract.key)}`. Made from {reads}.\n\n{_trust(contract, entry)}\n\n"
        f"```sql\n{example_query(contract)}\n```"
    )


def _trust(contract: TableContract, entry: Entry) -> str:
    """How far a row can be relied on, from what the table holds."""
    columns = set(contract.column_names)
    if isinstance(entry, Ingested):
        return "Trust: as received; nothing is added or corrected."
    if isinstance(entry, Mart):
        return "Trust: counted from current articles, each once, its copies beside; days that change are counted again."
    parts = ["`score` is the probability that a row is right"] if "score" in columns else []
    parts += ["`surface` is exactly the text at its offsets"] if {"surface", "field"} <= columns else []
    parts += ["`annotator_id` says who made it"] if "annotator_id" in columns else []
    return f"Trust: {'; '.join(parts) or 'follows from the tables that it is made from, by rule'}."


def _column_schema(contract: TableContract) -> dg.TableSchema:
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                c.name, c.sql_type, description=c.doc, constraints=dg.TableColumnConstraints(nullable=c.nullable)
            )
            for c in contract.columns
        ]
    )


def _column_lineage(table_name: str) -> dg.TableColumnLineage:
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(asset_key(table), source) for table, source in sources]
            for column, sources in columns_made_from(CATALOGUE, table_name).items()
        }
    )
