"""Dagster's own records in SQLite, at a price that small runs can pay.

Dagster opens a connection for each event and closes it again, and asks for each which engine to use. With SQLite's defaults each
commit waits for the disk, and each close of the last connection folds the write-ahead log back: that was most of the time of a
run with nothing to do. What mends it: `synchronous = normal`, under which a write-ahead log stays consistent whatever is killed,
and one engine per database, which keeps one connection open for the next event. Each new database is also held to the list of
migrations, whose fifty modules Alembic compiles anew each time: they are read once. And Dagster asks several times an event whether
the database has the tables and columns that it made itself: what is there once is not asked for again.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from sqlalchemy.engine import Engine

MOST_KEPT = 8
"""Databases that a process keeps open: Dagster has three, and one per run."""
_engines: "OrderedDict[str, Engine]" = OrderedDict()
_engines_lock = Lock()


def relax_sqlite() -> None:
    """Let SQLite connections that this process opens through SQLAlchemy neither wait for the disk nor fold logs back.

    And let Dagster make one engine per database, not one per event: an engine of its own translates every statement anew. And
    let Alembic read Dagster's migrations once, and Dagster look once for what it made.
    """
    from alembic.script import ScriptDirectory
    from dagster._core.storage.event_log.sql_event_log import SqlEventLogStorage
    from dagster._core.storage.event_log.sqlite import sqlite_event_log
    from dagster._core.storage.runs.sqlite import sqlite_run_storage
    from dagster._core.storage.schedules.sqlite import sqlite_schedule_storage
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    if not event.contains(Engine, "connect", _relax):
        event.listen(Engine, "connect", _relax)
        modules: tuple[ModuleType, ...] = (sqlite_event_log, sqlite_run_storage, sqlite_schedule_storage)
        for module in modules:
            vars(module)["create_engine"] = _one_engine  # no setting of Dagster's reaches it
        ScriptDirectory.from_config = _read_once(ScriptDirectory.from_config)  # type: ignore[method-assign, assignment]
        for storage, question in (
            (sqlite_event_log.SqliteEventLogStorage, "has_table"),
            (SqlEventLogStorage, "has_asset_key_col"),
            (SqlEventLogStorage, "_has_asset_key_col_on_connection"),
            (SqlEventLogStorage, "has_secondary_index"),
        ):
            setattr(storage, question, _yes_once(getattr(storage, question)))


def _yes_once(ask: Callable[..., bool]) -> Callable[..., bool]:
    """Ask a storage whether it has what the last argument names until it has: what it has made, it keeps."""

    def asked(storage: object, *given: Any) -> bool:  # noqa: ANN401 a connection, for one of the questions
        held = vars(storage).setdefault(f"_{ask.__name__}_held", set())
        if given[-1] not in held:
            if not ask(storage, *given):
                return False
            held.add(given[-1])
        return True

    return asked


def _read_once(read: "Callable[[Config], ScriptDirectory]") -> "Callable[[Config], ScriptDirectory]":
    """Read the migrations of a folder once per process: they change only with what is installed."""
    known: dict[str | None, ScriptDirectory] = {}

    def read_once(config: "Config") -> "ScriptDirectory":
        folder = config.get_alembic_option("script_location")
        if folder not in known:
            known[folder] = read(config)
        return known[folder]

    return read_once


def close_engines() -> None:
    """Close the databases that this process keeps open; who needs one again opens it."""
    with _engines_lock:
        while _engines:
            _close(_engines.popitem()[1])


def _one_engine(url: str, **options: Any) -> "Engine":  # noqa: ANN401 as SQLAlchemy has them
    key = repr((url, sorted(options.items())))
    with _engines_lock:
        engine = _engines.pop(key, None) or _engine(url, options)
        _engines[key] = engine
        if len(_engines) > MOST_KEPT:
            _close(_engines.popitem(last=False)[1])
    return engine


def _engine(url: str, options: dict[str, Any]) -> "Engine":
    """An engine that keeps one connection, for whichever thread comes next, also when Dagster is done with an event."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import QueuePool

    connecting = {**options.get("connect_args", {}), "check_same_thread": False}
    pooled = {**options, "poolclass": QueuePool, "pool_size": 1, "max_overflow": -1, "connect_args": connecting}
    engine = create_engine(url, **pooled)
    engine.dispose = _not_yet  # type: ignore[method-assign] # Dagster disposes of an engine after each event
    return engine


def _not_yet(close: bool = True) -> None:  # noqa: FBT001, FBT002 the shape of `Engine.dispose`
    """Stand in for `Engine.dispose`."""


def _close(engine: "Engine") -> None:
    type(engine).dispose(engine)


def _relax(connection: Any, _record: object) -> None:  # noqa: ANN401 any driver's connection
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = normal")
