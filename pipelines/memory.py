"""Gives memory back to the system: between batches what was freed, after much work of one kind also the models that it needed."""

import ctypes
import gc
import time
from functools import lru_cache

READERS = ("enrich", "segment", "encoder", "gazetteer", "knowledge", "catalogue.workers")
"""The modules of this package whose caches hold what reads texts: models, their tables, and what they remember of names."""
REST_S = 2.0
"""No sooner is memory given back again: it takes up to 30 ms."""
_Cache = type(lru_cache(len))
_given_back_at = -REST_S


def trim(*, is_due: bool = False) -> None:
    """Give memory that was freed back to the system; the C library keeps it, scattered, and DuckDB leaves hundreds of MB so.

    Args:
        is_due: Do it even if it was done a moment ago.
    """
    global _given_back_at  # noqa: PLW0603 a property of the process, as its memory is
    if not is_due and time.monotonic() - _given_back_at < REST_S:
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):  # of glibc alone; other libraries give back by themselves
        library.malloc_trim(0)
    _given_back_at = time.monotonic()


def let_go() -> None:
    """Forget the models and what they remember, and return their memory to the system.

    Whoever needs one of them afterwards loads it again, which takes a second or two for all: worth it after much work of one kind.
    """
    import pyarrow as pa

    gc.unfreeze()  # what was loaded was left aside for good
    own = tuple(f"{__package__}.{name}" for name in READERS)
    for held in gc.get_objects():
        if isinstance(held, _Cache) and held.__module__.startswith(own):
            held.cache_clear()
    gc.collect()
    gc.freeze()  # modules, and what else is left
    pa.default_memory_pool().release_unused()
    trim(is_due=True)
