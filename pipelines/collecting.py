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
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect_rarely() -> None:
    """The same to the end of this process."""
    gc.set_threshold(MOST_YOUNG, *gc.get_threshold()[1:])
