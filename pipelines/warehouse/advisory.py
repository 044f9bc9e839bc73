"""Locks among machines: advisory locks of the PostgreSQL server that holds a lake's catalogue.

The server frees a lock when the connection of its holder ends, however the holder died.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.warehouse.errors import WarehouseError, WarehouseLockedError

POLL_S = 0.05
CONNECT_TIMEOUT_S = 10
"""A server that does not answer within this time is down."""
KEEPALIVES = "keepalives=1 keepalives_idle=30 keepalives_interval=10 keepalives_count=3"
"""A connection whose machine vanished is given up after a minute, seconds: its locks are free then."""


@contextmanager
def advisory_lock(catalogue: str, name: str, *, timeout_s: float = -1.0) -> Iterator[None]:
    """Hold a lock of a lake's among all machines.

    Args:
        catalogue: Connection string of the PostgreSQL database, as libpq reads it.
        name: What is locked.
        timeout_s: How long to wait; for ever when negative.

    Raises:
        WarehouseLockedError: If another process still holds it after the timeout.
        WarehouseError: If the server cannot be reached; the message says how to go on.
    """
    import psycopg

    deadline = None if timeout_s < 0 else time.monotonic() + timeout_s
    key = {"key": lock_key(name)}
    try:
        connection = psycopg.connect(f"{catalogue} {KEEPALIVES}", autocommit=True, connect_timeout=CONNECT_TIMEOUT_S)
    except psycopg.OperationalError as error:
        raise WarehouseError(unreachable(catalogue, str(error))) from error
    with connection:
        while not _taken(connection.execute("select pg_try_advisory_lock(%(key)s)", key).fetchone()):
            if deadline is not None and time.monotonic() >= deadline:
                raise WarehouseLockedError(f"{catalogue}: another run is writing {name}; wait for it")
            time.sleep(POLL_S)
        yield


def lock_key(name: str) -> int:
    """Return the 64-bit number under which the server knows a lock."""
    return int.from_bytes(hashlib.sha256(f"dateline:{name}".encode()).digest()[:8], "big", signed=True)


def unreachable(catalogue: str, message: str) -> str:
    """Return what to tell a user whose catalogue does not answer."""
    first = " ".join(message.split())
    return (
        f"{catalogue}: the catalogue of the lake does not answer ({first}); start PostgreSQL or correct the name, and run "
        "again: nothing that was committed is lost"
    )


def _taken(row: tuple[object, ...] | None) -> bool:
    return bool(row and row[0])
