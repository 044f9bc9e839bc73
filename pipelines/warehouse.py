"""The only module that knows DuckDB: open, read, replace, publish; one transaction a write.

A write either happens whole or not at all: delete the units' old rows, insert the new ones by name from Arrow, audit
them, note in `ops.annotations` who made them, commit. A process that dies at any moment leaves the last commit.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.contracts import CONTRACT_VERSION, CONTRACTS, TableContract
from pipelines.contracts.ddl import added_columns, ddl

LOCK_POLL_S = 0.25
STREAM_ROWS = 10_000
_BASE_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class WarehouseError(RuntimeError):
    """The warehouse cannot be used as asked; the message says why and what to do."""


class WarehouseLockedError(WarehouseError):
    """Another process holds the warehouse."""


class AuditError(WarehouseError):
    """Rows about to be written break their contract; nothing was written."""


class Session:
    """One open connection to a warehouse.

    Values reach SQL only as parameters; tables only as Arrow.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._in_transaction = False

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> pa.Table:
        """The result of one statement as Arrow.

        Args:
            sql: One statement, values as `$name`.
            parameters: Values of its parameters.
            **tables: Arrow tables that the statement names.
        """
        with self._registered(tables):
            return self._execute(sql, parameters).to_arrow_table()

    def stream(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[pa.RecordBatch]:
        """The result in record batches, on a cursor of its own so that writes can go on between batches."""
        cursor = self._connection.cursor()
        try:
            yield from cursor.execute(sql, dict(parameters or {})).to_arrow_reader(STREAM_ROWS)
        finally:
            cursor.close()

    def run(self, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> None:
        """One statement for its effect."""
        with self._registered(tables):
            self._execute(sql, parameters)

    def scalar(self, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> Any:  # noqa: ANN401 whatever SQL gives
        """The first value of the first row, or None without rows."""
        with self._registered(tables):
            row = self._execute(sql, parameters).fetchone()
        return row[0] if row else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits what is done inside, or nothing of it; an inner transaction joins the outer one."""
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

    def append(self, table_name: str, rows: pa.Table) -> None:
        """Adds rows as their contract says.

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
            self._audit(contract, incoming)

    def replace(self, table_name: str, rows: pa.Table, *, unit_column: str, unit_ids: Sequence[str]) -> None:
        """Puts `rows` in the place of all rows of these units, in one transaction.

        Args:
            table_name: Qualified name of the table.
            rows: Its new rows; each belongs to one of the units.
            unit_column: The column that says which unit a row belongs to.
            unit_ids: The units; one without rows here has none afterwards.
        """
        units = pa.table({"unit_id": pa.array(unit_ids, pa.string())})
        with self.transaction():
            self.run(
                f"delete from {table_name} where {unit_column} in (select unit_id from units)",
                units=units,
            )
            self.append(table_name, rows)

    def overwrite(self, table_name: str, rows: pa.Table) -> None:
        """Puts `rows` in the place of the whole table, in one transaction."""
        with self.transaction():
            self.run(f"delete from {table_name}")
            self.append(table_name, rows)

    def count(self, table_name: str) -> int:
        """Rows of a table."""
        return int(self.scalar(f"select count(*) from {CONTRACTS[table_name].qualified_name}"))

    def note_done(self, table_name: str, units: pa.Table, annotator_id: str) -> None:
        """Notes that these units' rows of a table are the work of an annotator on this input.

        Args:
            table_name: The table that was written.
            units: Columns `unit_id`, `input_key`.
            annotator_id: Who made the rows.
        """
        with self.transaction():
            self.run(
                "delete from ops.annotations where table_name = $table and unit_id in (select unit_id from units)",
                {"table": table_name},
                units=units,
            )
            self.run(
                "insert into ops.annotations by name "
                "select $table as table_name, unit_id, $annotator as annotator_id, input_key from units",
                {"table": table_name, "annotator": annotator_id},
                units=units,
            )

    def note_annotator(self, annotator_id: str, config: Mapping[str, Any]) -> None:
        """Records an annotator in `ops.annotators`, once."""
        name, _, rest = annotator_id.partition("@")
        row = {
            "annotator_id": annotator_id,
            "name": name,
            "version": rest.partition("+")[0],
            "config": json.dumps(dict(config), sort_keys=True),
        }
        if not self.scalar(
            "select 1 from ops.annotators where annotator_id = $annotator_id", {"annotator_id": annotator_id}
        ):
            self.append("ops.annotators", CONTRACTS["ops.annotators"].from_rows([row]))

    def export_parquet(self, sql: str, path: Path) -> None:
        """Writes a query's result to a Parquet file within DuckDB's memory limit."""
        self._connection.sql(sql).write_parquet(str(path), compression="lz4")

    def _execute(self, sql: str, parameters: Mapping[str, Any] | None) -> duckdb.DuckDBPyConnection:
        return self._connection.execute(sql, dict(parameters)) if parameters else self._connection.execute(sql)

    @contextmanager
    def _registered(self, tables: Mapping[str, pa.Table]) -> Iterator[None]:
        for name, table in tables.items():
            self._connection.register(name, table)
        try:
            yield
        finally:
            for name in tables:
                self._connection.unregister(name)

    def _audit(self, contract: TableContract, incoming: pa.Table) -> None:
        keys = ", ".join(contract.key)
        repeated = self.scalar(
            f"select count(*) from (select {keys} from {contract.qualified_name} semi join "
            f"(select distinct {contract.key[0]} from incoming) using ({contract.key[0]}) group by all having count(*) > 1)",
            incoming=incoming,
        )
        if repeated:
            raise AuditError(f"{contract.qualified_name}: {repeated} keys ({keys}) are there more than once")


class Warehouse:
    """A DuckDB file with the tables of the contracts.

    Args:
        path: The file; it and its tables are made when they are first written to.
        threads: Threads that DuckDB may use.
        memory_limit_mb: DuckDB's memory, MB; beyond it DuckDB spills beside the file.
        lock_timeout_s: How long to wait for a file that another process holds.
    """

    def __init__(
        self, path: Path, *, threads: int = 2, memory_limit_mb: int = 512, lock_timeout_s: float = 15.0
    ) -> None:
        self.path = path
        self._config = _BASE_CONFIG | {"threads": str(threads), "memory_limit": f"{memory_limit_mb}MB"}
        self._lock_timeout_s = lock_timeout_s

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """A session that can write; makes the file and its tables if they are not there.

        Raises:
            WarehouseLockedError: If another process still holds the file after the timeout.
            WarehouseError: If the file cannot be written, is no DuckDB file, or is of another version.
        """
        connection = self._open(read_only=False)
        try:
            session = Session(connection)
            self._prepare(session)
            yield session
        finally:
            connection.close()

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """A session that can only read, and can reach no file but the warehouse.

        Raises:
            WarehouseError: As `writer`, and if there is no warehouse yet.
        """
        if not self.path.is_file():
            raise WarehouseError(
                f"{self.path}: no warehouse here; make one with `dateline run PATH --warehouse {self.path}`"
            )
        connection = self._open(read_only=True)
        try:
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            session = Session(connection)
            self._require_version(session)
            yield session
        finally:
            connection.close()

    def _open(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        if not read_only and not self.path.parent.is_dir():
            raise WarehouseError(
                f"{self.path}: folder {self.path.parent} does not exist; make it or name another --warehouse"
            )
        deadline = time.monotonic() + self._lock_timeout_s
        while True:
            try:
                connection = duckdb.connect(str(self.path), read_only=read_only, config=dict(self._config))
                connection.execute("set timezone = 'UTC'")
            except duckdb.IOException as error:
                if "Could not set lock" not in str(error):
                    raise WarehouseError(_reason(self.path, str(error))) from error
                if time.monotonic() >= deadline:
                    raise WarehouseLockedError(
                        f"{self.path}: another process holds this warehouse ({_holder(str(error))}); "
                        "wait for it, or close the program that has the file open"
                    ) from error
                time.sleep(LOCK_POLL_S)
            else:
                return connection

    def _prepare(self, session: Session) -> None:
        existing = int(session.scalar("select count(*) from duckdb_tables() where not internal"))
        if existing:
            self._require_version(session)
        with session.transaction():
            if existing:
                for statement in added_columns(session.query("select * from duckdb_columns() where not internal")):
                    session.run(statement)
                return
            for statement in ddl():
                session.run(statement)
            session.run("insert into ops.versions values ($version)", {"version": CONTRACT_VERSION})

    def _require_version(self, session: Session) -> None:
        known = session.scalar(
            "select count(*) from duckdb_tables() where schema_name = 'ops' and table_name = 'versions'"
        )
        if not known:
            raise WarehouseError(f"{self.path}: a DuckDB file, but not a dateline warehouse; name another --warehouse")
        version = session.scalar("select max(contract_version) from ops.versions")
        if version != CONTRACT_VERSION:
            raise WarehouseError(
                f"{self.path}: made by a dateline with contract version {version}, this one has {CONTRACT_VERSION}; "
                "name another --warehouse, or run the dateline release that made it"
            )


def _holder(message: str) -> str:
    start = message.find("Conflicting lock is held in ")
    return (
        message[start + len("Conflicting lock is held in ") :].split(". See", maxsplit=1)[0].strip()
        if start >= 0
        else "unknown process"
    )


def _reason(path: Path, message: str) -> str:
    if "not a valid DuckDB" in message:
        return f"{path}: not a DuckDB file; name another --warehouse"
    if "Permission denied" in message or "Cannot open file" in message or "Read-only" in message:
        return f"{path}: cannot be written ({message.removeprefix('IO Error: ').splitlines()[0]}); name another --warehouse"
    return f"{path}: {message.removeprefix('IO Error: ').splitlines()[0]}"
