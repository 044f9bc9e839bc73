"""How far a run is, told to whoever listens: the command line draws a bar, a Dagster run logs lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int], None]
"""Called with (table being written, units done, units to do)."""

_listeners: list[Listener] = []


def emit(table_name: str, done: int, total: int) -> None:
    """Tell every listener how far a table is."""
    for listener in _listeners:
        listener(table_name, done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Calls `listener` for everything that is emitted inside."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
