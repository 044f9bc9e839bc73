"""Dagster's own records in SQLite, at a price that small runs can pay.

Dagster opens a connection for each event and closes it again. With SQLite's defaults each commit waits for the disk, and
each close of the last connection folds the write-ahead log back: that was most of the time of a run with nothing to do.
Two public settings of SQLite mend it: `synchronous = normal`, under which a write-ahead log stays consistent whatever is
killed, and one more connection per database that stays open, so that no other is the last to close.
"""

import sqlite3
from collections import OrderedDict
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

MOST_KEPT = 8
"""Databases that a process keeps open: Dagster has three, and one per run."""
_engines: "OrderedDict[str, Engine]" = OrderedDict()
_engines_lock = Lock()
_kept: "OrderedDict[str, sqlite3.Connection]" = OrderedDict()


def relax_sqlite() -> None:
    """Let SQLite connections that this process opens through SQLAlchemy neither wait for the disk nor fold logs back.

    And let Dagster make one engine per database, not one per event: an engine of its own translates every statement anew.
    """
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


def _one_engine(url: str, **options: Any) -> "Engine":  # noqa: ANN401 as SQLAlchemy has them
    from sqlalchemy import create_engine

    key = repr((url, sorted(options.items())))
    with _engines_lock:
        engine = _engines.pop(key, None) or create_engine(url, **options)
        _engines[key] = engine
        if len(_engines) > MOST_KEPT:
            _engines.popitem(last=False)
    return engine


def _relax(connection: Any, _record: object) -> None:  # noqa: ANN401 any driver's connection
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.execute("pragma synchronous = normal")
    path = connection.execute("pragma database_list").fetchone()[2]
    if not path:
        return
    if path in _kept:
        _kept.move_to_end(path)
        return
    keeper = sqlite3.connect(path, check_same_thread=False)
    keeper.execute("select name from sqlite_master limit 1").fetchall()
    _kept[path] = keeper
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)[1].close()
