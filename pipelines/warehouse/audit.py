"""Checks of tables: those that follow from a contract, and those that `sql/checks/` writes down.

A check is a query for offending rows; none is a pass. A commit asks the checks of the rows that it writes, before it is
one; `doctor` and the scheduled audit ask them of whole tables. A statement of `sql/checks/` reads the rows in question as
`audited`. An error of the warehouse itself is raised, never called a failed check.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

import pyarrow as pa

from pipelines.contracts import CONTRACTS, TableContract
from pipelines.sqlfiles import SqlFile, list_sql, load_sql
from pipelines.warehouse.errors import AuditError
from pipelines.warehouse.few import FEW_UNITS, of_few
from pipelines.warehouse.session import Session

SAMPLE_ROWS = 5
"""Offending rows that a report shows."""
_AUDITED_ARTICLES = "select article_id as unit_id from audited"
CONTRACT_CHECK = "contract"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of one table: how many rows offend, and the first of them."""

    name: str
    description: str
    offending_count: int
    sample: list[dict[str, object]]
    is_warning: bool = False

    @property
    def is_passed(self) -> bool:
        """True when no row offends."""
        return self.offending_count == 0


def check_names(table_name: str) -> tuple[str, ...]:
    """Return the names of a table's checks: `contract`, then `sql/checks/<schema>_<table>__<name>.sql`."""
    prefix = _file_name(table_name, "")
    return (CONTRACT_CHECK, *(name.removeprefix(prefix) for name in list_sql("checks") if name.startswith(prefix)))


def check_description(table_name: str, name: str) -> str:
    """Return what a check holds the table to, in a sentence."""
    if name == CONTRACT_CHECK:
        keys = ", ".join(CONTRACTS[table_name].key)
        return f"Columns and types are the contract's, ({keys}) is a key, and required columns hold no NULL."
    return _file(table_name, name).description


def is_warning(table_name: str, name: str) -> bool:
    """Tell whether offending rows of a check are only reported."""
    return name != CONTRACT_CHECK and _file(table_name, name).is_warning


def commit_checks(table_name: str) -> tuple[str, ...]:
    """Return the checks to which every commit of a table's rows is held."""
    return tuple(
        name
        for name in check_names(table_name)
        if name == CONTRACT_CHECK or (_file(table_name, name).is_of_slices and not is_warning(table_name, name))
    )


def run_checks(session: Session, table_name: str) -> Iterator[CheckResult]:
    """Run every check of a table on all of its rows."""
    for name in check_names(table_name):
        yield run_check(session, table_name, name)


def run_check(session: Session, table_name: str, name: str) -> CheckResult:
    """Run one check of a table on all of its rows."""
    if name == CONTRACT_CHECK:
        return _result(session, table_name, name, _contract_statement(CONTRACTS[table_name]))
    session.run(f"create or replace temp view audited as select * from {table_name}")
    return _result(session, table_name, name, _file(table_name, name).statement)


def slice_results(
    session: Session, table_name: str, unit_column: str, units: pa.Table, rows: pa.Table | None = None
) -> Generator[CheckResult]:
    """Run the checks of commits, one after the other, on the rows of a few units.

    Types, keys and NULLs are held to the contract when rows are written.

    Args:
        session: A session on the warehouse.
        table_name: Qualified name of the table.
        unit_column: The column that says which unit a row belongs to.
        units: The units, column `unit_id`.
        rows: All rows of the table that stand for these units, if they are at hand: they are not read again.
    """
    asked = [name for name in commit_checks(table_name) if name != CONTRACT_CHECK]
    if not asked:
        return
    if rows is None and units.num_rows <= FEW_UNITS:  # held, so that no check looks for them in a large table
        rows = session.rows(table_name, unit_column=unit_column, units=units)
    with session.registered({} if rows is None else {"audited": CONTRACTS[table_name].conform(rows)}):
        if rows is None:
            session.run("create or replace temp table audited_units as select unit_id from units", units=units)
            session.run(
                f"create or replace temp view audited as select * from {table_name} "
                f"where {unit_column} in (select unit_id from audited_units)"
            )
        for name in asked:
            statement = _file(table_name, name).statement
            if unit_column == "article_id":
                # of these it is about rows of the same articles
                statement = of_few(
                    statement, units, "core.articles", "core.entity_mentions", name=f"({_AUDITED_ARTICLES})"
                )
            yield _result(session, table_name, name, statement)


def audit_slice(
    session: Session, table_name: str, unit_column: str, units: pa.Table, rows: pa.Table | None = None
) -> None:
    """Run the blocking checks of a table on the rows of a few units, inside the transaction that wrote them.

    Args:
        session: A session inside the commit's transaction.
        table_name: Qualified name of the table.
        unit_column: The column that says which unit a row belongs to.
        units: The units, column `unit_id`.
        rows: All rows of the table that stand for these units, if they are at hand: they are not read again.

    Raises:
        AuditError: If a row offends; the message names the check and shows the first rows.
    """
    with closing(slice_results(session, table_name, unit_column, units, rows)) as results:
        for result in results:
            if not result.is_passed:
                raise AuditError(
                    f"{table_name}: {result.offending_count} rows break `{result.name}` "
                    f"({result.description.splitlines()[0]}); nothing was written. First: {result.sample[:1]}"
                )


def _result(session: Session, table_name: str, name: str, statement: str) -> CheckResult:
    sample = session.query(f"select * from ({statement}) limit {SAMPLE_ROWS}").to_pylist()
    count = len(sample)
    if count == SAMPLE_ROWS:
        count = int(session.scalar(f"select count(*) from ({statement})"))
    return CheckResult(name, check_description(table_name, name), count, sample, is_warning(table_name, name))


def _file(table_name: str, name: str) -> SqlFile:
    return load_sql("checks", _file_name(table_name, name))


def _file_name(table_name: str, name: str) -> str:
    return f"{table_name.replace('.', '_')}__{name}"


def _contract_statement(contract: TableContract) -> str:
    table, keys = contract.qualified_name, ", ".join(contract.key)
    columns = ", ".join(f"('{c.name}', '{_stored_type(c.sql_type)}')" for c in contract.columns)
    nulls = " or ".join(f"{name} is null" for name in contract.required_columns) or "false"
    return (
        "select 'column ' || coalesce(wanted.name, found.column_name) as problem, found.data_type as found "
        f"from (values {columns}) as wanted(name, type) full join (select column_name, data_type from duckdb_columns() "
        f"where database_name = current_database() and schema_name = '{contract.schema_name}' and table_name = '{contract.name}') as found "
        "on wanted.name = found.column_name and wanted.type = found.data_type "
        "where wanted.name is null or found.column_name is null "
        f"union all select 'repeated key', count(*)::varchar from {table} group by {keys} having count(*) > 1 "
        f"union all select 'null in a required column', null from {table} where {nulls}"
    )


def _stored_type(sql_type: str) -> str:
    return {"timestamptz": "TIMESTAMP WITH TIME ZONE"}.get(sql_type, sql_type.upper())
