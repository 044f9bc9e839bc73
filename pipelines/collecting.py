"""How often Python looks for unreachable cycles while a run goes on: what a run makes is mostly kept, or freed without it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MOST_YOUNG = 50_000
"""New objects after which Python looks for cycles among them: some MB. After its own 700, the smallest run looks 600 times."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Let Python look for unreachable cycles after many objects more than it does by itself."""
    before = gc.get_threshold()
    gc.set_threshold(MOST_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
