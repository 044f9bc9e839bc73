"""One open connection: statements with parameters, Arrow in and out, transactions, rows as their contracts say."""

import builtins
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.contracts import CONTRACTS, TableContract
from pipelines.warehouse.errors import AuditError
from pipelines.warehouse.few import among_units
from pipelines.warehouse.lacking import spare_search

COUNTED_HERE = 10_000
"""Rows whose keys are counted in Arrow: for so few a statement would take longer to be planned than to be run."""
_MAKES_TEMPORARY = re.compile(r"\s*create or replace temp (?:table|view) (\w+)")
_DROPS = re.compile(r"\s*drop (?:table|view) (?:if exists )?(\w+)")


class Session:
    """One open connection to a warehouse.

    Values reach SQL only as parameters; tables only as Arrow.

    Args:
        connection: The connection.
        finds_tables: DuckDB may take the Arrow tables that a statement names from the Python code that runs it, which takes half as
            long as registering them; a connection that can reach nothing outside may not.
    """

    has_comments_on_view_columns = True
    """Whether the columns of views can carry comments."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, finds_tables: bool = False) -> None:
        spare_search()
        self._connection = connection
        self._finds_tables = finds_tables
        self._in_transaction = False
        self._temporary: set[str] = set()

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> pa.Table:
        """The result of one statement as Arrow.

        Args:
            sql: One statement, values as `$name`.
            parameters: Values of its parameters.
            **tables: Arrow tables that the statement names.
        """
        with self._named(tables) as scope:
            return self._execute(sql, parameters, scope).to_arrow_table()

    def stream(self, sql: str, row_count: int) -> Iterator[pa.Table]:
        """Yield the result of one statement in parts of so many rows, which bounds memory.

        Args:
            sql: One statement.
            row_count: Rows of one part.
        """
        reader = self._execute(sql, None).to_arrow_reader(row_count)
        for batch in reader:
            yield pa.Table.from_batches([batch])

    def run(self, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> None:
        """Run one statement, or some with `;` between them, for its effect."""
        with self._named(tables) as scope:
            self._execute(sql, parameters, scope)
        if made := _MAKES_TEMPORARY.match(sql):
            self._temporary.add(made[1])
        elif dropped := _DROPS.match(sql):
            self._temporary.discard(dropped[1])

    def save_parquet(self, sql: str, path: Path, row_count: int = 2_048) -> None:
        """Write the result of one statement into a file, without having it in memory.

        Args:
            sql: One statement.
            path: The file; one that stands is replaced.
            row_count: Rows that are written, and can be read, together.
        """
        self.run(f"copy ({sql}) to {quoted(str(path))} (format parquet, compression zstd, row_group_size {row_count})")

    def scalar(self, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> Any:  # noqa: ANN401 whatever SQL gives
        """Return the first value of the first row, or None without rows."""
        with self._named(tables) as scope:
            row = self._execute(sql, parameters, scope).fetchone()
        return row[0] if row else None

    @property
    def is_in_transaction(self) -> bool:
        """True inside `transaction`."""
        return self._in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done inside, or nothing of it; an inner transaction joins the outer one."""
        if self._in_transaction:
            yield
            return
        self._connection.begin()
        self._in_transaction = True
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        else:
            self._connection.commit()
        finally:
            self._in_transaction = False

    def rows(self, table_name: str, *, unit_column: str = "", units: pa.Table | None = None) -> pa.Table:
        """Return rows of a table, in key order.

        Args:
            table_name: Qualified name of the table.
            unit_column: The column that says which unit a row belongs to.
            units: Its column `unit_id` lists the units whose rows are wanted; all rows when None.
        """
        contract = CONTRACTS[table_name]
        among = "" if units is None else f"where {among_units(table_name, unit_column, units)}"
        columns, keys = ", ".join(contract.column_names), ", ".join(contract.key)
        tables = {} if units is None else {"units": units}
        return contract.conform(
            self.query(f"select {columns} from {contract.qualified_name} {among} order by {keys}", **tables)
        )

    def append(self, table_name: str, rows: pa.Table) -> None:
        """Add rows as their contract says.

        Raises:
            AuditError: If two of the rows, or a row and one that stands, share a key.
            pipelines.contracts.ContractError: If the rows do not fit the contract.
        """
        contract = CONTRACTS[table_name]
        incoming = contract.conform(rows)
        if not incoming.num_rows:
            return
        with self.transaction():
            self.run(f"insert into {table_name} by name select * from incoming", incoming=incoming)
            self._require_unique(contract, incoming)

    def replace(self, table_name: str, rows: pa.Table, *, unit_column: str, units: pa.Table) -> None:
        """Put `rows` in the place of all rows of these units, in one transaction.

        Args:
            table_name: Qualified name of the table.
            rows: Its new rows; each belongs to one of the units.
            unit_column: The column that says which unit a row belongs to.
            units: Its column `unit_id` lists the units; one without rows here has none afterwards.
        """
        contract = CONTRACTS[table_name]
        incoming = contract.conform(rows)
        with self.transaction():
            self.run(f"delete from {table_name} where {unit_column} in (select unit_id from units)", units=units)
            if unit_column not in contract.key:
                self.append(table_name, incoming)
            else:
                self.append_distinct(table_name, incoming)  # rows of other units have other keys

    def append_distinct(self, table_name: str, rows: pa.Table) -> None:
        """Add rows as their contract says, none of whose keys stands, in one transaction.

        Raises:
            AuditError: If two of the rows share a key.
            pipelines.contracts.ContractError: If the rows do not fit the contract.
        """
        contract = CONTRACTS[table_name]
        incoming = contract.conform(rows)
        if incoming.num_rows > COUNTED_HERE:
            with self.transaction(), self.registered({"incoming": incoming}):
                self.insert_distinct(table_name, "incoming")
        elif incoming.num_rows:
            repeated = incoming.num_rows - incoming.group_by(list(contract.key)).aggregate([]).num_rows
            if repeated:
                raise _repeated_keys(contract, repeated)
            self.run(f"insert into {table_name} by name select * from incoming", incoming=incoming)

    def empty(self, table_name: str) -> None:
        """Remove all rows of a table by making it again: a delete keeps 8 bytes for each of them in memory until the commit."""
        from pipelines.warehouse.schema import made_again

        with self.transaction():
            for statement in made_again(CONTRACTS[table_name]):
                self.run(statement)

    def taken(self, table_name: str, condition: str, **tables: pa.Table) -> pa.Table:
        """Remove the rows of a table for which a condition holds and return them: one pass over the table does both.

        Args:
            table_name: Qualified name of the table.
            condition: The condition, as SQL.
            **tables: Arrow tables that it names.
        """
        columns = ", ".join(CONTRACTS[table_name].column_names)
        return self.query(f"delete from {table_name} where {condition} returning {columns}", **tables)

    def insert_distinct(self, table_name: str, source: str) -> None:
        """Add the rows of a relation of this session, none of whose keys stands; call it inside a transaction.

        Args:
            table_name: Qualified name of the table.
            source: The relation; its columns are the table's.

        Raises:
            AuditError: If two of the rows share a key.
        """
        contract = CONTRACTS[table_name]
        keys = ", ".join(contract.key)
        # equal keys have equal hashes, and hashes are counted faster than keys of several texts
        if self.scalar(f"select count(*) - count(distinct hash({keys})) from {source}"):
            repeated = self.scalar(
                f"select sum(copies - 1)::bigint from (select count(*) as copies from {source} group by {keys}) where copies > 1"
            )
            if repeated:
                raise _repeated_keys(contract, repeated)
        self.run(f"insert into {table_name} by name select * from {source}")

    def overwrite(self, table_name: str, rows: pa.Table) -> None:
        """Put `rows` in the place of the whole table, in one transaction."""
        with self.transaction():
            self.run(f"delete from {table_name}")
            self.append(table_name, rows)

    def count(self, table_name: str) -> int:
        """Return the number of rows of a table."""
        return int(self.scalar(f"select count(*) from {CONTRACTS[table_name].qualified_name}"))

    def _require_unique(self, contract: TableContract, incoming: pa.Table) -> None:
        keys = ", ".join(contract.key)
        repeated = self.scalar(
            f"select count(*) from (select {keys} from {contract.qualified_name} semi join "
            f"(select distinct {contract.key[0]} from incoming) using ({contract.key[0]}) group by all having count(*) > 1)",
            incoming=incoming,
        )
        if repeated:
            raise _repeated_keys(contract, repeated)

    def _execute(
        self, sql: str, parameters: Mapping[str, Any] | None, tables: Mapping[str, pa.Table] | None = None
    ) -> duckdb.DuckDBPyConnection:
        run = _run if not tables else FunctionType(_run.__code__, {**tables, "__builtins__": builtins})
        made: duckdb.DuckDBPyConnection = run(self._connection, sql, dict(parameters) if parameters else None)
        return made

    @contextmanager
    def _named(self, tables: Mapping[str, pa.Table]) -> Iterator[Mapping[str, pa.Table]]:
        """Let statements name tables; yield those that are to be in the scope of what runs them.

        Raises:
            ValueError: If a temporary table of this session has the name of one, which would hide it.
        """
        if hidden := self._temporary & tables.keys():
            raise ValueError(
                f"{', '.join(sorted(hidden))}: a temporary table of this session has this name and would be read in its place; "
                "drop it before, or give the Arrow table another name"
            )
        if self._finds_tables:
            yield tables
        else:
            with self.registered(tables):
                yield {}

    @contextmanager
    def registered(self, tables: Mapping[str, pa.Table]) -> Iterator[None]:
        """Let statements name Arrow tables for a while; temporary ones of these names make way for them."""
        for name, table in tables.items():
            self._connection.register(name, table)
        try:
            yield
        finally:
            for name in tables:
                self._connection.unregister(name)


def _run(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None) -> Any:  # noqa: ANN401 a copy of it is typed
    """Run a statement; DuckDB looks for what it names among the global names of this function, which a copy has others of."""
    return connection.execute(sql, parameters) if parameters else connection.execute(sql)


def _repeated_keys(contract: TableContract, count: int) -> AuditError:
    keys = ", ".join(contract.key)
    return AuditError(f"{contract.qualified_name}: {count} keys ({keys}) are there more than once")


def quoted(text: str) -> str:
    """Return a text as SQL writes it: for the statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"
