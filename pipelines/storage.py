"""Dagster's own records in SQLite, at a price that small runs can pay.

Dagster opens a connection for each event and closes it again. With SQLite's defaults each commit waits for the disk, and
each close of the last connection folds the write-ahead log back: that was most of the time of a run with nothing to do.
Two public settings of SQLite mend it: `synchronous = normal`, under which a write-ahead log stays consistent whatever is
killed, and one more connection per database that stays open, so that no other is the last to close.
"""

import sqlite3
from collections import OrderedDict
from typing import Any

MOST_KEPT = 8
"""Databases that a process keeps open: Dagster has three, and one per run."""
_kept: "OrderedDict[str, sqlite3.Connection]" = OrderedDict()


def relax_sqlite() -> None:
    """Let SQLite connections that this process opens through SQLAlchemy neither wait for the disk nor fold logs back."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    if not event.contains(Engine, "connect", _relax):
        event.listen(Engine, "connect", _relax)


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
