"""What was read last, by key: all that is missing of many keys is read together."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Values by key, of which the last ones that were read are kept.

    Args:
        read: Returns the value of each of some keys; no key is twice among them.
        size: Values that are kept between two calls.
    """

    def __init__(self, read: Callable[[list[Key]], Iterable[Value]], size: int) -> None:
        self._read = read
        self._size = size
        self._kept: dict[Key, Value] = {}

    def of(self, keys: Sequence[Key]) -> list[Value]:
        """Return the value of each key; `read` is asked at most once."""
        kept = self._kept
        missing = [key for key in dict.fromkeys(keys) if key not in kept]
        if missing:
            kept.update(zip(missing, self._read(missing), strict=True))
        found = [kept[key] for key in keys]
        for key in list(islice(kept, max(len(kept) - self._size, 0))):
            del kept[key]
        return found
