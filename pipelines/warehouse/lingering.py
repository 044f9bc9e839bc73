"""A working file that was used a moment ago is still open: opening and closing it costs more than most commits of a small run.

Inside `kept_open` a file stays open between two sessions, but not for long: nobody's models run beside an open file, and
a process that waits for it gets it as soon as the session that it waits for ends. Elsewhere each session opens and closes it.
"""

import fcntl
import os
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, Timer
from typing import IO

import duckdb

LINGER_S = 3.0
"""A file that nobody used for so long is closed. Steps of a small run follow one another faster, with the models that they load; a batch of texts
takes longer."""
LOOK_S = 0.2
"""While nobody uses it, so often is asked whether another process waits for it."""
TURN_S = 0.1
"""Who meets a process that waits leaves the file to it for so long: twice the time after which it tries again."""
WAITING_NAME = "waiting.lock"
"""Held, shared, by processes that wait for a working file; the system frees it when they die."""


class _Open:
    """A file that is open: an idle connection holds its DuckDB instance, sessions get connections of their own."""

    def __init__(self, anchor: duckdb.DuckDBPyConnection, marker: Path, state: Hashable) -> None:
        self.anchor = anchor
        self.marker = marker
        self.state = state
        self.users = 0
        self.used_at = time.monotonic()
        self.timer: Timer | None = None


_guard = RLock()
_open: dict[Path, _Open] = {}
_depth = 0


@contextmanager
def kept_open() -> Iterator[None]:
    """Let working files linger between the sessions of this process; at the end of the outermost one all are closed."""
    global _depth  # noqa: PLW0603 a property of the process: sessions of all its threads share its open files
    with _guard:
        _depth += 1
    try:
        yield
    finally:
        with _guard:
            _depth -= 1
            if not _depth:
                for path in list(_open):
                    let_go(path)


@contextmanager
def lingering(
    path: Path, marker: Path, config: Hashable, opened: Callable[[], duckdb.DuckDBPyConnection]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a file, closed with its session; inside `kept_open` the file itself stays open for a moment.

    Args:
        path: The file.
        marker: What processes hold that wait for it.
        config: What it is opened with: one that is open with another is closed first.
        opened: Opens it.
    """
    with _guard:
        held = _held(path, marker, config, opened) if _depth else None
        connection = held.anchor.cursor() if held else opened()
    try:
        yield connection
    except duckdb.FatalException:
        let_go(path)  # the instance is of no more use to anybody
        raise
    finally:
        connection.close()
        if held:
            _released(path, held)


def let_go(path: Path) -> None:
    """Close a file unless a session uses it, which then closes it at its end."""
    with _guard:
        held = _open.pop(path, None)
        if held is None:
            return
        if held.timer:
            held.timer.cancel()
        if not held.users:
            held.anchor.close()


@contextmanager
def closed_afterwards(path: Path) -> Iterator[None]:
    """Close a file once what is done inside has ended: who reads its bytes gives up the system's lock on it by closing them."""
    try:
        yield
    finally:
        let_go(path)


@contextmanager
def waiting(marker: Path) -> Iterator[None]:
    """Say to whoever holds a working file that this process waits for it."""
    marker.parent.mkdir(parents=True, exist_ok=True)
    with _opened(marker) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def give_way(marker: Path) -> None:
    """Leave a working file to another process for a moment, if one waits for it."""
    if _is_awaited(marker):
        time.sleep(TURN_S)


def _held(path: Path, marker: Path, config: Hashable, opened: Callable[[], duckdb.DuckDBPyConnection]) -> _Open:
    held = _open.get(path)
    if held is not None and held.state != (config, _inode(path)):
        let_go(path)
        held = None
    if held is None:
        anchor = opened()
        held = _open[path] = _Open(anchor, marker, (config, _inode(path)))
    held.users += 1
    return held


def _released(path: Path, held: _Open) -> None:
    with _guard:
        held.users -= 1
        held.used_at = time.monotonic()
        if held.users:
            return
        if _open.get(path) is not held:
            held.anchor.close()
        elif not _depth or _is_awaited(held.marker):
            let_go(path)
        elif held.timer is None:
            _look_again(path, held)


def _look_again(path: Path, held: _Open) -> None:
    held.timer = Timer(LOOK_S, _close_unused, (path, held))
    held.timer.daemon = True
    held.timer.start()


def _close_unused(path: Path, held: _Open) -> None:
    with _guard:
        held.timer = None
        if _open.get(path) is not held or held.users:
            return
        if time.monotonic() - held.used_at >= LINGER_S or _is_awaited(held.marker):
            let_go(path)
        else:
            _look_again(path, held)


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_dev, stat.st_ino


def _is_awaited(marker: Path) -> bool:
    if not marker.exists():
        return False
    with _opened(marker) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _opened(marker: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(marker, os.O_RDWR | os.O_CREAT, 0o666), "rb+", buffering=0) as file:
        yield file
