"""Opens a warehouse: the working file for a commit, the published copy for everybody else.

The user names one path. The pipeline's working file lies in a folder beside it, `NAME.work/`, and is open only while a
commit is under way. A named file without working folder (made by an older release, or carried here from elsewhere) is
copied into one at the first writing.
"""

import shutil
import time
from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from pipelines.beside import LOCKS_FOLDER, WORKING_SUFFIX
from pipelines.memory import trim
from pipelines.warehouse.errors import WarehouseError, WarehouseLockedError, holder_of, reason_of, short_of_memory
from pipelines.warehouse.lingering import WAITING_NAME, give_way, let_go, lingering, waiting
from pipelines.warehouse.means import MOST_OF_ONE_THREAD, Means, Work, means_for
from pipelines.warehouse.schema import prepare, require_readable
from pipelines.warehouse.session import Session, quoted
from pipelines.warehouse.shares import Shares
from pipelines.warehouse.stamps import PARTIAL_SUFFIX, file_stamp, write_record

WORKING_NAME = "working.duckdb"
LOCK_POLL_S = 0.05
ATTACHED_NAME = "warehouse"
"""Under which a reader's connection knows the file; statements name `schema.table` alone."""
_IN_UTC = "set timezone = 'UTC'"
_BASE_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_prepared: set[Hashable] = set()
"""Working files (path, device, inode) and catalogues of lakes whose schema this process has brought up to date."""


class Warehouse:
    """A DuckDB file with the tables of the contracts, written by the pipeline and read by anybody.

    Args:
        path: The file that the user names; it is made when the warehouse is first written to.
        threads: Threads that DuckDB may use.
        memory_limit_mb: DuckDB's memory at the most, MB; beyond it DuckDB spills into the working folder.
        lock_timeout_s: How long to wait for a working file that another process has open.
    """

    def __init__(
        self, path: Path, *, threads: int = 2, memory_limit_mb: int = 512, lock_timeout_s: float = 15.0
    ) -> None:
        self.path = path
        self._config = _BASE_CONFIG | {"threads": str(threads), "memory_limit": f"{memory_limit_mb}MB"}
        self._most = Means(threads, memory_limit_mb)
        self._work = Work()
        self._lock_timeout_s = lock_timeout_s

    @property
    def name(self) -> str:
        """What the user calls this warehouse."""
        return str(self.path)

    def exists(self) -> bool:
        """Return whether there is something that can be read."""
        return self.path.is_file()

    @property
    def working_folder(self) -> Path:
        """Where the working file, its locks and its temporary files lie."""
        return self.path.with_name(self.path.name + WORKING_SUFFIX)

    @property
    def working_path(self) -> Path:
        """The file that the pipeline writes."""
        return self.working_folder / WORKING_NAME

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """A session on the working file, made and migrated if need be; to be closed soon.

        Raises:
            WarehouseLockedError: If another process still has the working file open after the timeout.
            ShortOfMemoryError: If DuckDB needed more memory than it had; inside `in_need` it has all that is allowed.
            WarehouseError: If the file cannot be written, is not a warehouse, is of a newer release, or all memory is too little.
        """
        self._require_working_file()
        is_new = not self.working_path.exists()
        try:
            with self._working_connection() as connection:
                session = Session(connection, finds_tables=True)
                stat = self.working_path.stat()
                key = (str(self.working_path), stat.st_dev, stat.st_ino)
                if is_new:
                    _prepared.discard(key)  # a file system gives the inode of a deleted file to the next one
                self._prepare(session, key)
                yield session
        except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
            raise WarehouseError(reason_of(self.working_path, str(error))) from error
        except duckdb.OutOfMemoryException as error:
            raise short_of_memory(self.name, self._means.memory_mb, self._most.memory_mb) from error
        if self._work.is_about_many:
            trim()

    def put_away(self) -> None:
        """Close the working file if it was left open for the session that follows: what DuckDB holds of it is room that others need."""
        let_go(self.working_path)

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """A session on the published copy; it can only read, and can reach no other file.

        Raises:
            WarehouseError: If nothing is published yet, or the file is not a warehouse of this release.
        """
        if not self.path.is_file():
            raise WarehouseError(
                f"{self.path}: no warehouse here; make one with `dateline run PATH --warehouse {self.path}`"
            )
        with (
            closing(self._connect(self.path, read_only=True, timeout_s=self._lock_timeout_s)) as connection,
            self._reading(connection) as session,
        ):
            yield session

    @contextmanager
    def lock(self, name: str, *, timeout_s: float = -1.0) -> Iterator[None]:
        """Hold a lock of this warehouse's among processes; the system frees it when its holder dies.

        Args:
            name: What is locked, such as the table that is being written.
            timeout_s: How long to wait; for ever when negative.

        Raises:
            WarehouseLockedError: If another process still holds it after the timeout.
        """
        folder = self.working_folder / LOCKS_FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(
                f"{folder}: cannot be made ({error.strerror}); name a --warehouse in a folder that can be written"
            ) from error
        try:
            with FileLock(folder / f"{name}.lock", timeout=timeout_s, poll_interval=LOCK_POLL_S):
                yield
        except Timeout as error:
            raise WarehouseLockedError(f"{self.path}: another run is writing {name}; wait for it") from error

    @contextmanager
    def shares(self, step: str) -> Iterator[Shares]:
        """Who works on which units of a step meanwhile: of a file this process alone does, under the step's lock."""
        with self.lock(step):
            yield Shares()

    def working_on(self, unit_count: int | None) -> AbstractContextManager[None]:
        """Let DuckDB use all threads in the sessions that begin inside, if they are about many units.

        Args:
            unit_count: How many articles or other units are worked on; None for all.
        """
        return self._doing(self._work._replace(is_about_many=unit_count is None or unit_count > MOST_OF_ONE_THREAD))

    def beside_models(self) -> AbstractContextManager[None]:
        """Let DuckDB use little memory in the sessions that begin inside: they bring batches to models and back."""
        return self._doing(self._work._replace(is_beside_models=True))

    def in_need(self) -> AbstractContextManager[None]:
        """Let DuckDB use all memory that is allowed in the sessions that begin inside: less was too little."""
        return self._doing(self._work._replace(is_in_need=True))

    @contextmanager
    def _doing(self, work: Work) -> Iterator[None]:
        before, self._work = self._work, work
        try:
            yield
        finally:
            self._work = before

    @contextmanager
    def _reading(self, connection: duckdb.DuckDBPyConnection) -> Iterator[Session]:
        """A session that can read the warehouse and reach nothing else.

        Raises:
            WarehouseError: If it is not a warehouse of this release.
        """
        with self._tables_missed():
            shut_in(connection)
            session = Session(connection)
            require_readable(session, self.name)
            yield session

    @contextmanager
    def _tables_missed(self) -> Iterator[None]:
        """Say in the user's words that a warehouse lacks a table which this release has."""
        try:
            yield
        except duckdb.CatalogException as error:
            raise WarehouseError(
                f"{self.name}: lacks what this release reads ({str(error).splitlines()[0]}); any `dateline run` brings it up to date"
            ) from error

    def _require_working_file(self) -> None:
        if self.working_path.is_file():
            return
        if not self.path.parent.is_dir():
            raise WarehouseError(
                f"{self.path}: folder {self.path.parent} does not exist; make it or name another --warehouse"
            )
        with self.lock("opening", timeout_s=self._lock_timeout_s):
            if not self.working_path.is_file() and self.path.exists():
                self._adopt()

    def _adopt(self) -> None:
        """Copy the named file into the working folder, whole or not at all."""
        with closing(self._connect(self.path, read_only=True, timeout_s=self._lock_timeout_s)) as connection:
            number = require_readable(Session(connection), self.name, is_older_fine=True)
        unfinished = self.working_path.with_suffix(PARTIAL_SUFFIX)
        shutil.copyfile(self.path, unfinished)
        write_record(self.working_folder, {number: file_stamp(self.path)})
        unfinished.replace(self.working_path)

    def _prepare(self, session: Session, key: Hashable) -> None:
        """Bring the schema up to date, unless this process did so for what `key` stands for."""
        if key not in _prepared:
            with session.transaction():
                prepare(session, self.name)
            _prepared.add(key)

    @contextmanager
    def _working_connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to the working file, or to what is still open of it."""
        give_way(self._waiting_path)
        with lingering(self.working_path, self._waiting_path, tuple(self._config.items()), self._open) as connection:
            connection.execute(_IN_UTC)
            means = self._means
            connection.execute(f"set threads = {means.threads}")
            connection.execute(f"set memory_limit = '{means.memory_mb}MB'")
            yield connection

    @property
    def _means(self) -> Means:
        """What DuckDB works with, as large as the file is now."""
        return means_for(self.working_path.stat().st_size, self._most, self._work)

    @property
    def _waiting_path(self) -> Path:
        return self.working_folder / LOCKS_FOLDER / WAITING_NAME

    def _open(self) -> duckdb.DuckDBPyConnection:
        """Open the working file; while another process has it, that one is told that this one waits."""
        try:
            return self._connect(self.working_path, read_only=False, timeout_s=0.0)
        except WarehouseLockedError:
            with waiting(self._waiting_path):
                return self._connect(self.working_path, read_only=False, timeout_s=self._lock_timeout_s)

    def _connect(self, path: Path, *, read_only: bool, timeout_s: float) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                connection = self._attached(path) if read_only else self._on_one_thread(path)
                connection.execute(_IN_UTC)
            except duckdb.IOException as error:
                if "Could not set lock" not in str(error):
                    raise WarehouseError(reason_of(path, str(error))) from error
                if time.monotonic() >= deadline:
                    raise WarehouseLockedError(
                        f"{path}: another process has this file open ({holder_of(str(error))}); "
                        "wait for it, or close the program that has it open for writing"
                    ) from error
                time.sleep(LOCK_POLL_S)
            else:
                return connection

    def _on_one_thread(self, path: Path) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(path), config={**self._config, "threads": "1"})

    def _attached(self, path: Path) -> duckdb.DuckDBPyConnection:
        """A DuckDB instance of its own that has a file attached to read.

        Connections to a path share one instance within a process: with it they would share a configuration that is locked,
        and a file that was replaced meanwhile.
        """
        connection = duckdb.connect(config={**self._config, "temp_directory": f"{path}.tmp"})
        try:
            connection.execute(f"attach {quoted(str(path))} as {ATTACHED_NAME} (read_only)")
            connection.execute(f"use {ATTACHED_NAME}")
        except duckdb.Error:
            connection.close()
            raise
        return connection


def shut_in(connection: duckdb.DuckDBPyConnection, *folders: str) -> None:
    """Let a DuckDB instance reach nothing but what it has attached and the files of these folders, for good."""
    if folders:
        connection.execute(f"set allowed_directories = [{', '.join(map(quoted, folders))}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
