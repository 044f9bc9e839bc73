"""A warehouse of many writers and readers: DuckLake, its catalogue in PostgreSQL, its rows as Parquet or in the catalogue.

The same promise as a file keeps: a commit happens whole or not at all, and nobody is locked out by it. Commits of all machines
stand in one line behind an advisory lock, so that the numbers in the log of changes follow the order of commits and no
commit is refused for another one. Readers see the last publication, a snapshot, for as long as they like; they wait for nobody.
"""

import os
from collections.abc import Hashable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from pipelines.warehouse.advisory import advisory_lock, unreachable
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.kept import Kept
from pipelines.warehouse.lake_session import LakeSession
from pipelines.warehouse.object_storage import is_object_storage, reach_storage, storage_failed
from pipelines.warehouse.opening import Warehouse, shut_in
from pipelines.warehouse.schema import require_not_newer, require_readable
from pipelines.warehouse.session import Session, quoted
from pipelines.warehouse.shares import Shares, lake_shares
from pipelines.warehouse.snapshot_lookup import last_published

NAME = "lake"
"""Under which a connection knows the lake; statements name `schema.table` alone."""
MAKING_LOCK = "making"
LONGEST_COMMIT_S = 3_600.0
"""A commit of another machine that takes longer is stuck: the server frees the line of one that died at once."""
INLINED_ROWS = 200
"""A commit of fewer rows of a table stays in the catalogue instead of becoming a Parquet file; compaction writes them out."""
ROWS_SUFFIX = ".parquet"
"""Of the files of rows: an error that names one is of the storage, not of the catalogue."""
PUBLICATION = "publication"
"""Begins the commit message of a published snapshot."""
EXTENSIONS = ("ducklake", "postgres_scanner")
_writing: dict[str, duckdb.DuckDBPyConnection] = {}
"""By catalogue, the DuckDB instance of this process that has it attached for writing: attaching takes longer than a commit."""
_writing_guard = Lock()
_reading: Kept[duckdb.DuckDBPyConnection] = Kept()
"""Instances of this process that see a publication: reading it again attaches nothing, until there is a newer one."""


class Lake(Warehouse):
    """A DuckLake with the tables of the contracts.

    Args:
        catalogue: Connection string of the PostgreSQL database that holds the catalogue (`dbname=news host=db`). Passwords
            belong into `PGPASSFILE` or a service file, never into the name.
        data: Folder or address of object storage (`s3://bucket/folder`) of the rows; needed when the lake is made, known
            to the catalogue afterwards. The folder of `local` when empty.
        local: Path that names this lake on this machine: side files and temporary files lie beside it.
        as_of: Read this snapshot instead of the last publication: its number, or a time as ISO 8601.
        threads: Threads that DuckDB may use.
        memory_limit_mb: DuckDB's memory, MB.
        lock_timeout_s: How long a commit waits for those of other machines, if longer than `LONGEST_COMMIT_S`.
    """

    def __init__(
        self,
        catalogue: str,
        *,
        local: Path,
        data: str = "",
        as_of: str = "",
        threads: int = 2,
        memory_limit_mb: int = 512,
        lock_timeout_s: float = 60.0,
    ) -> None:
        super().__init__(local, threads=threads, memory_limit_mb=memory_limit_mb, lock_timeout_s=lock_timeout_s)
        self.catalogue = catalogue
        self._data = data
        self._as_of = as_of

    @property
    def name(self) -> str:
        """What the user calls this warehouse."""
        return f"ducklake:postgres:{self.catalogue}"

    def exists(self) -> bool:
        """Return whether the lake was made; one that cannot be reached counts as made."""
        try:
            with closing(self._new_instance()) as connection:
                self._attach(connection, "read_only")
                found = connection.execute("select 1 from duckdb_tables() where database_name = $1", [NAME]).fetchone()
        except NoLakeError:
            return False
        except WarehouseError:
            return True
        return found is not None

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """A session on the lake as it is, made and migrated if need be.

        Raises:
            WarehouseError: If the catalogue or the data cannot be reached, or the lake is of a newer release.
        """
        with self._errors_named():
            connection = self._writing_connection()
            try:
                session = LakeSession(connection, self.catalogue, max(self._lock_timeout_s, LONGEST_COMMIT_S))
                self._prepare(session, self.catalogue)
                require_not_newer(session, self.name)
                yield session
            finally:
                connection.close()

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """A session on the last publication, or on the snapshot that was asked for; it can only read, the lake's own files alone.

        Raises:
            WarehouseError: If nothing is published yet, the snapshot is not there, or the catalogue does not answer.
        """
        with self._errors_named(), self._tables_missed():
            published = None if self._as_of else last_published(self.catalogue, PUBLICATION)
            state = self._as_of or published or object()
            with _reading.using(self._reading_key, lambda: self._read_only_instance(published), state) as instance:
                connection = instance.cursor()
            try:
                connection.execute(f"use {NAME}")
                yield Session(connection)
            finally:
                connection.close()

    @contextmanager
    def lock(self, name: str, *, timeout_s: float = -1.0) -> Iterator[None]:
        """Hold a lock of this lake's among all machines; the server frees it when its holder dies."""
        with advisory_lock(self.catalogue, f"table {name}", timeout_s=timeout_s):
            yield

    @contextmanager
    def shares(self, step: str) -> Iterator[Shares]:
        """Who works on which units of a step: machines claim them, and nobody holds the step as a whole."""
        with lake_shares(self.catalogue, step) as shares:
            yield shares

    @property
    def _reading_key(self) -> Hashable:
        return (self.catalogue, self._as_of, *self._config.items())

    def _read_only_instance(self, published: int | None) -> duckdb.DuckDBPyConnection:
        """An instance that sees one snapshot and reaches nothing else; its connections share it, threads too."""
        connection = self._new_instance()
        try:
            snapshot = self._wanted_snapshot(connection) if published is None else published
            self._attach(connection, "read_only", f"snapshot_version {snapshot}")
            data_path = connection.execute(f"select data_path from ducklake_settings('{NAME}')").fetchall()[0][0]
            shut_in(connection, data_path)
            require_readable(Session(connection), self.name)
        except BaseException:
            connection.close()
            raise
        return connection

    def _wanted_snapshot(self, connection: duckdb.DuckDBPyConnection) -> int:
        """The number of the snapshot that readers see: that of the last publication, or the one asked for."""
        self._attach(connection, "read_only")
        wanted: tuple[str, str | int] = ("snapshot_time <= try_cast($1 as timestamptz)", self._as_of)
        if not self._as_of:
            wanted = ("starts_with(commit_message, $1)", PUBLICATION)
        elif self._as_of.isdecimal():
            wanted = ("snapshot_id = $1", int(self._as_of))
        row = connection.execute(
            f"select max(snapshot_id) from ducklake_snapshots('{NAME}') where {wanted[0]}", [wanted[1]]
        ).fetchone()
        connection.execute("use memory")
        connection.execute(f"detach {NAME}")
        if row is None or row[0] is None:
            raise WarehouseError(
                f"{self.name}: no snapshot as of {self._as_of}; give a number or a time that `ducklake_snapshots` lists"
                if self._as_of
                else f"{self.name}: nothing is published here yet; make it with `dateline run PATH --warehouse '{self.name}'`"
            )
        return int(row[0])

    def _writing_connection(self) -> duckdb.DuckDBPyConnection:
        """A connection of this process's instance that has the lake attached for writing."""
        with _writing_guard:
            instance = _writing.get(self.catalogue)
            if instance is None:
                instance = self._new_instance()
                # two machines that make a lake at the same moment would both make its catalogue
                with advisory_lock(self.catalogue, MAKING_LOCK, timeout_s=max(self._lock_timeout_s, LONGEST_COMMIT_S)):
                    self._attach(instance, *self._made_with())
                _writing[self.catalogue] = instance
        connection = instance.cursor()
        connection.execute(f"use {NAME}")
        return connection

    def _made_with(self) -> tuple[str, ...]:
        data = self._data or str(self.working_folder / "data")
        if not is_object_storage(data):
            Path(data).mkdir(parents=True, exist_ok=True)
        return (f"data_path {quoted(data)}", f"data_inlining_row_limit {INLINED_ROWS}")

    def _new_instance(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB instance in memory that can attach lakes.

        Raises:
            WarehouseError: If the extra is not installed; the message says how to install it.
        """
        connection = duckdb.connect(config=dict(self._config))
        connection.execute("set global timezone = 'UTC'")
        try:
            from duckdb_extensions import import_extension

            for name in EXTENSIONS:
                import_extension(name)
                connection.execute(f"load {name}")
            if is_object_storage(self._data) or os.environ.get("AWS_ACCESS_KEY_ID"):
                reach_storage(connection, os.environ)
        except ImportError as error:
            connection.close()
            raise WarehouseError("lakes need the extra: pip install 'dateline[lake]'") from error
        return connection

    def _attach(self, connection: duckdb.DuckDBPyConnection, *options: str) -> None:
        """Attach the lake and make it what statements without a catalogue mean.

        Raises:
            NoLakeError: If it was not made yet and is only to be read.
            WarehouseError: If the catalogue does not answer.
        """
        try:
            connection.execute(f"attach {quoted(self.name)} as {NAME} ({', '.join(options)})")
            connection.execute(f"use {NAME}")
        except duckdb.Error as error:
            message = str(error).lower()
            if "does not exist" in message and "ducklake" in message and "read_only" in options:
                raise NoLakeError(
                    f"{self.name}: no lake here; make one with `dateline run PATH --warehouse '{self.name}'`"
                ) from error
            raise unreachable(self.catalogue, error) from error

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        """Say in the user's words what the catalogue or the storage did; attach again the next time."""
        try:
            yield
        except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException, duckdb.HTTPException) as error:
            _reading.let_go(self._reading_key)
            with _writing_guard:
                stale = _writing.pop(self.catalogue, None)
            if stale is not None:
                stale.close()
            is_of_storage = isinstance(error, duckdb.HTTPException) or ROWS_SUFFIX in str(error)
            raise (storage_failed if is_of_storage else unreachable)(self.name, error) from error


class NoLakeError(WarehouseError):
    """A catalogue that holds no lake."""
