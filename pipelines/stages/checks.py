"""Checks of tables that stand: those that follow from a contract, and those that `sql/checks/` writes down.

A check is a query for offending rows; none is a pass. An error of the warehouse itself is raised, never called a
failed check.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.contracts import CONTRACTS, TableContract
from pipelines.sqlfiles import list_sql, load_sql
from pipelines.warehouse import Session

SAMPLE_ROWS = 5
"""Offending rows that a report shows."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of one table: how many rows offend, and the first of them."""

    name: str
    description: str
    offending_count: int
    sample: list[dict[str, object]]

    @property
    def is_passed(self) -> bool:
        """True when no row offends."""
        return self.offending_count == 0


def check_names(table_name: str) -> tuple[str, ...]:
    """The names of a table's checks: `contract`, then `sql/checks/<schema>_<table>__<name>.sql`."""
    prefix = table_name.replace(".", "_") + "__"
    return ("contract", *(name.removeprefix(prefix) for name in list_sql("checks") if name.startswith(prefix)))


def check_description(table_name: str, name: str) -> str:
    """What a check holds the table to, in a sentence."""
    if name == "contract":
        keys = ", ".join(CONTRACTS[table_name].key)
        return f"Columns and types are the contract's, ({keys}) is a key, and required columns hold no NULL."
    return load_sql("checks", f"{table_name.replace('.', '_')}__{name}").description


def run_checks(session: Session, table_name: str) -> Iterator[CheckResult]:
    """Runs every check of a table."""
    for name in check_names(table_name):
        statement = (
            _contract_statement(CONTRACTS[table_name])
            if name == "contract"
            else load_sql("checks", f"{table_name.replace('.', '_')}__{name}").statement
        )
        count = int(session.scalar(f"select count(*) from ({statement})"))
        sample = session.query(f"select * from ({statement}) limit {SAMPLE_ROWS}").to_pylist() if count else []
        yield CheckResult(name, check_description(table_name, name), count, sample)


def _contract_statement(contract: TableContract) -> str:
    table, keys = contract.qualified_name, ", ".join(contract.key)
    columns = ", ".join(f"('{c.name}', '{_stored_type(c.sql_type)}')" for c in contract.columns)
    nulls = " or ".join(f"{name} is null" for name in contract.required_columns)
    return (
        "select 'column ' || coalesce(wanted.name, found.column_name) as problem, found.data_type as found "
        f"from (values {columns}) as wanted(name, type) full join (select column_name, data_type from duckdb_columns() "
        f"where schema_name = '{contract.schema_name}' and table_name = '{contract.name}') as found "
        "on wanted.name = found.column_name and wanted.type = found.data_type "
        "where wanted.name is null or found.column_name is null "
        f"union all select 'repeated key', count(*)::varchar from {table} group by {keys} having count(*) > 1 "
        f"union all select 'null in a required column', null from {table} where {nulls}"
    )


def _stored_type(sql_type: str) -> str:
    return {"timestamptz": "TIMESTAMP WITH TIME ZONE"}.get(sql_type, sql_type.upper())
