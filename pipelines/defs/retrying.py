"""Steps are tried again, later and later, when what stopped them can pass by itself: a lock, a full disk that is emptied."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.run_processes import PID_TAG
from pipelines.warehouse import may_pass

MOST_RETRIES = 4
FIRST_WAIT_S = 30.0
"""Waits of 30, 60, 120 and 240 s: some eight minutes, as long as a big commit or a tidy-up takes."""


@contextmanager
def tried_again(context: dg.AssetExecutionContext) -> Iterator[None]:
    """Ask Dagster to run the step again when what is done inside meets something that can pass.

    Not for `dateline run`: the person who waits for it is told at once.
    """
    try:
        yield
    except Exception as error:
        if not may_pass(error) or PID_TAG in context.run.tags:
            raise
        wait_s = FIRST_WAIT_S * 2**context.retry_number
        raise dg.RetryRequested(max_retries=MOST_RETRIES, seconds_to_wait=wait_s) from error
