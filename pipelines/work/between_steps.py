"""What a process keeps from one step of a run to the next."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.collecting import rarely_collected
from pipelines.warehouse.lingering import kept_open
from pipelines.work.crews import kept_workers


@contextmanager
def kept_between_steps() -> Iterator[None]:
    """Let working files stay open and worker processes wait between steps, and look for garbage rarely; at the end files are closed and workers end."""
    with kept_open(), kept_workers(), rarely_collected():
        yield
