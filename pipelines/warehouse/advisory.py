"""Locks among machines: advisory locks of the PostgreSQL server that holds a lake's catalogue.

The server frees a lock when the connection of its holder ends, however the holder died.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.warehouse.errors import UnreachableError, WarehouseLockedError

if TYPE_CHECKING:
    import psycopg

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
        UnreachableError: If the server cannot be reached; the message says how to go on.
    """
    import psycopg

    # PostgreSQL lets those who wait in by the order in which they came; 0 waits for ever
    patience_ms = 0 if timeout_s < 0 else max(1, round(1_000 * timeout_s))
    with connected(catalogue) as connection:
        try:
            connection.execute("select set_config('lock_timeout', %(ms)s, false)", {"ms": str(patience_ms)})
            connection.execute("select pg_advisory_lock(%(key)s)", {"key": lock_key(name)})
        except psycopg.errors.LockNotAvailable as error:
            raise WarehouseLockedError(f"{catalogue}: another run is writing {name}; wait for it") from error
        except psycopg.OperationalError as error:
            raise unreachable(catalogue, error) from error
        yield


def connected(catalogue: str) -> "psycopg.Connection[tuple[int]]":
    """Connect to the server of a lake's catalogue; it frees what the connection locked when that ends.

    Raises:
        UnreachableError: If the server cannot be reached; the message says how to go on.
    """
    import psycopg

    try:
        return psycopg.connect(f"{catalogue} {KEEPALIVES}", autocommit=True, connect_timeout=CONNECT_TIMEOUT_S)
    except psycopg.OperationalError as error:
        raise unreachable(catalogue, error) from error


def lock_key(name: str) -> int:
    """Return the 64-bit number under which the server knows a lock."""
    return int.from_bytes(hashlib.sha256(f"dateline:{name}".encode()).digest()[:8], "big", signed=True)


def unreachable(catalogue: str, error: Exception) -> UnreachableError:
    """Return what to raise for a catalogue that does not answer, in words for the user."""
    first = " ".join(str(error).split())
    return UnreachableError(
        f"{catalogue}: the catalogue of the lake does not answer ({first}); start PostgreSQL or correct the name, and run "
        "again: nothing that was committed is lost"
    )
