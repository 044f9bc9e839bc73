"""Who does what, when several machines bring the same tables of a lake up to date: units are claimed while they are worked on.

A unit belongs to one of `BUCKETS` buckets by its id. A machine that works on a unit holds the lock of its bucket at
the server, which frees it however the machine ends. What another machine holds is put off and looked at again when it is
free: by then it is mostly done. Nothing is claimed of a file: the lock of the step is enough there.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, LiteralString

from pipelines.warehouse.advisory import connected, lock_key, unreachable

if TYPE_CHECKING:
    import psycopg

BUCKETS = 1_024
"""As many machines can work on one step. Each bucket is one lock; a server with its defaults has room for 6,400."""
ID_DIGITS = 8
"""Hexadecimal digits of an id that tell its bucket."""
_CLASS_BITS = 31
"""Pairs of locks are of two signed 32-bit numbers."""


class Shares:
    """All units are this process's own.

    Attributes:
        is_shared: Whether other machines may work on units of the same step meanwhile.
    """

    is_shared = False

    def take(self, unit_ids: Iterable[str]) -> set[str]:
        """Claim units; return those that no other machine works on."""
        return set(unit_ids)

    def give_back(self, unit_ids: Iterable[str]) -> None:
        """Let go of units that were claimed: they are committed, or nothing is left to do."""

    def wait(self, unit_id: str) -> None:
        """Wait until no other machine works on a unit, or one of its bucket."""


class LakeShares(Shares):
    """Units that are claimed at the server of a lake's catalogue.

    Args:
        connection: A connection of its own, which holds the locks.
        step: What is done with the units.
        catalogue: Named in errors.
    """

    is_shared = True

    def __init__(self, connection: "psycopg.Connection[tuple[int]]", step: str, catalogue: str) -> None:
        self._connection = connection
        self._class = lock_key(f"share {step}") % (1 << _CLASS_BITS)
        self._catalogue = catalogue
        self._held: Counter[int] = Counter()
        """Units of this process by bucket."""

    def take(self, unit_ids: Iterable[str]) -> set[str]:
        """Claim units; return those that no other machine works on.

        Raises:
            UnreachableError: If the server does not answer.
        """
        wanted: dict[int, set[str]] = {}
        for unit_id in unit_ids:
            wanted.setdefault(bucket_of(unit_id), set()).add(unit_id)
        free = self._ask(
            "select bucket from unnest(%s::int[]) as bucket where pg_try_advisory_lock(%s, bucket)",
            [[bucket for bucket in wanted if not self._held[bucket]], self._class],
        )
        taken: set[str] = set()
        for bucket, ids in wanted.items():
            if self._held[bucket] or bucket in free:
                self._held[bucket] += len(ids)
                taken |= ids
        return taken

    def give_back(self, unit_ids: Iterable[str]) -> None:
        """Let go of units that were claimed.

        Raises:
            UnreachableError: If the server does not answer.
        """
        self._held.subtract(Counter(map(bucket_of, set(unit_ids))))
        done = [bucket for bucket, count in self._held.items() if not count]
        for bucket in done:
            del self._held[bucket]
        self._ask("select pg_advisory_unlock(%s, bucket)::int from unnest(%s::int[]) as bucket", [self._class, done])

    def wait(self, unit_id: str) -> None:
        """Wait until no other machine works on a unit, or one of its bucket; nothing may be claimed meanwhile.

        Raises:
            UnreachableError: If the server does not answer.
        """
        key = [self._class, bucket_of(unit_id)]
        self._ask("select 1 from pg_advisory_lock(%s, %s)", key)
        self._ask("select pg_advisory_unlock(%s, %s)::int", key)

    def _ask(self, statement: LiteralString, parameters: Sequence[object]) -> set[int]:
        import psycopg

        try:
            return {row[0] for row in self._connection.execute(statement, parameters)}
        except psycopg.OperationalError as error:
            raise unreachable(self._catalogue, error) from error


@contextmanager
def lake_shares(catalogue: str, step: str) -> Iterator[LakeShares]:
    """Shares of a step among the machines of a lake; what was claimed is let go at the end.

    Raises:
        UnreachableError: If the server cannot be reached.
    """
    with connected(catalogue) as connection:
        yield LakeShares(connection, step, catalogue)


def bucket_of(unit_id: str) -> int:
    """Return the bucket of a unit: the same on every machine, and one after the other for ids in order.

    Ids are hexadecimal hashes, so that batches of ids in order, of which machines do different ones, share few buckets.
    """
    try:
        return int(unit_id[:ID_DIGITS], 16) * BUCKETS >> 4 * ID_DIGITS
    except ValueError:
        return int.from_bytes(hashlib.sha256(unit_id.encode()).digest()[:4], "big") % BUCKETS
