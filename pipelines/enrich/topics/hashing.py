"""Hashes of all words of a batch in a few passes over its characters."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_BASE_INVERSE = pow(_BASE, -1, 2**64)
_MIN_ROOM = 1 << 10
_SLOT_BITS = 18
_SLOT_SHIFT = np.uint64(64 - _SLOT_BITS)
"""An index has 262,144 slots by a hash's first bits, several times what a vocabulary fills."""


def stretch_hashes(codes: Hashes, starts: Ints, ends: Ints) -> Hashes:
    """64-bit hashes of the stretches `codes[starts:ends]`, the same wherever a stretch stands.

    A polynomial modulo 2**64 in a random code per character, taken from its running sum over the whole batch.
    """
    room = max(_MIN_ROOM, 1 << codes.size.bit_length())
    sums = np.zeros(codes.size + 1, np.uint64)
    np.cumsum(codes * _powers(_BASE, room)[: codes.size], out=sums[1:])
    found: Hashes = (sums.take(ends) - sums.take(starts)) * _powers(_BASE_INVERSE, room).take(starts)
    return found


class HashIndex:
    """Finds hashes in a list of them, in which each stands once.

    Args:
        hashes: The list.
    """

    def __init__(self, hashes: Hashes) -> None:
        self._order = np.argsort(hashes)
        self._sorted = hashes[self._order]
        slots = np.arange(1 << _SLOT_BITS, dtype=np.uint64) << _SLOT_SHIFT
        self._starts = np.searchsorted(self._sorted, slots)

    def look_up(self, wanted: Hashes) -> Ints:
        """Positions of hashes in the list; -1 for one that is not there."""
        found = np.full(wanted.size, -1)
        left = np.arange(wanted.size)
        at = self._starts.take((wanted >> _SLOT_SHIFT).astype(np.int64))
        while left.size:
            inside = at < self._sorted.size
            left, at = left[inside], at[inside]
            here, asked = self._sorted.take(at), wanted.take(left)
            is_it = here == asked
            found[left[is_it]] = self._order.take(at[is_it])
            goes_on = here < asked
            left, at = left[goes_on], at[goes_on] + 1
        return found


@lru_cache(maxsize=4)
def _powers(base: int, count: int) -> Hashes:
    """Powers of an odd number modulo 2**64, from the first, which is one."""
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.cumprod(powers)
