"""Loading without looking for garbage: modules and models make half a million objects that stay for good, and Python would walk through them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off Python's search for unreachable cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Let the collector wait while modules are imported or a model is built, and leave aside for ever after what they made."""
    with uncollected():
        try:
            yield
        finally:
            gc.freeze()
