"""One daemon per state folder: whoever serves it holds a lock, which ends with the last process that was given it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.home import HomeError

LOCK = "served.lock"


@contextmanager
def held(home: Path) -> Iterator[int]:
    """Hold the lock of a state folder; a process that gets the descriptor holds it on.

    Raises:
        HomeError: If another daemon holds it: two would ask for the same files twice.
    """
    descriptor = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeError(
                f"{home} is served already, by another `dateline up` or `ui`; look with `dateline ui --read-only`, "
                "or set DATELINE_HOME to another folder"
            ) from None
        yield descriptor
    finally:
        os.close(descriptor)
