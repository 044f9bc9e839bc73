"""What takes long to open is kept open: the few that were used last, by what they are of."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Generic, Protocol, TypeVar

MOST_KEPT = 4
"""A process reads one lake, or two when it compares them; each that is open holds connections of a server that has a hundred."""


class Closable(Protocol):
    """Something that is open."""

    def close(self) -> object:
        """Let go of it."""


Thing = TypeVar("Thing", bound=Closable)


class Kept(Generic[Thing]):
    """Things that are open, one per key; threads take turns."""

    def __init__(self) -> None:
        self._things: OrderedDict[Hashable, tuple[object, Thing]] = OrderedDict()
        self._guard = RLock()

    @contextmanager
    def using(self, key: Hashable, opened: Callable[[], Thing], state: object = None) -> Iterator[Thing]:
        """The thing of a key, opened if there is none or it is of another state; no other thread uses one meanwhile.

        Args:
            key: What it is of.
            opened: Opens it.
            state: Compared with what it was opened for.
        """
        with self._guard:
            kept = self._things.get(key)
            if kept is not None and kept[0] != state:
                self.let_go(key)
                kept = None
            if kept is None:
                kept = self._things[key] = (state, opened())
                if len(self._things) > MOST_KEPT:
                    self.let_go(next(iter(self._things)))
            self._things.move_to_end(key)
            yield kept[1]

    def let_go(self, key: Hashable) -> None:
        """Close what is open of a key, if anything is."""
        with self._guard:
            kept = self._things.pop(key, None)
        if kept is not None:
            kept[1].close()
