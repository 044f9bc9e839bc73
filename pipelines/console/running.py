"""`dateline run`: a progress bar on a terminal, plain lines elsewhere, and a summary at the end."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from pipelines.console.summary import print_summary
from pipelines.console.usage import EXIT_DONE, EXIT_FAILED, EXIT_REFUSED
from pipelines.home import HomeError
from pipelines.progress import Listener
from pipelines.runs import RunOutcome, run_job
from pipelines.settings import Settings
from pipelines.warehouse import WarehouseError, open_warehouse
from pipelines.work.ingest import ReadOptions
from pipelines.work.run import publish_now

STARTING = "starting"
"""The bar that moves until the first table is begun."""
PLAIN_EVERY_S = 5.0
"""Plain lines for one table come at most this often."""


def run_with_progress(settings: Settings, inputs: Sequence[str], options: ReadOptions) -> int:
    """Run the job, show how far it is, print a summary; return the exit code."""
    paths = list(map(os.path.abspath, inputs))
    try:
        with settings_checked(settings), own_stream(sys.stderr) as stream, shown_progress(stream) as listener:
            outcome = run_job(settings, paths, options=options, listener=listener)
            if not outcome.is_success:
                publish_now(open_warehouse(settings))
    except (WarehouseError, HomeError) as error:
        sys.stderr.write(f"dateline: {error}\n")
        return EXIT_FAILED
    return _report(settings, paths, outcome)


def _report(settings: Settings, inputs: Sequence[str], outcome: RunOutcome) -> int:
    for error in outcome.errors:
        sys.stderr.write(f"dateline: {error}\n")
    if not outcome.is_success:
        sys.stderr.write(f"dateline: run {outcome.run_id} failed; what was committed stays, the next run carries on\n")
        return EXIT_FAILED
    refused = print_summary(Console(highlight=False, soft_wrap=True), settings, inputs, outcome)
    return EXIT_REFUSED if refused else EXIT_DONE


@contextmanager
def settings_checked(settings: Settings) -> Iterator[None]:
    """Open the warehouse for writing once, so that a wrong or locked one is known before a run begins.

    Raises:
        WarehouseError: If it cannot be used.
    """
    warehouse = open_warehouse(settings)
    with warehouse.writer():
        pass
    if not warehouse.exists():
        publish_now(warehouse)  # so that whoever asks during the first run gets an answer
    yield


@contextmanager
def own_stream(stream: TextIO) -> Iterator[TextIO]:
    """A copy of a stream that stays on the terminal while Dagster captures the original."""
    copy = os.fdopen(os.dup(stream.fileno()), "w", encoding=stream.encoding, buffering=1)
    try:
        yield copy
    finally:
        copy.close()


@contextmanager
def shown_progress(stream: TextIO) -> Iterator[Listener]:
    """A listener that draws bars on a terminal and writes plain lines elsewhere."""
    if not stream.isatty():
        yield _plain_listener(stream)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=stream, force_terminal=True)) as bars:
        tasks: dict[str, TaskID] = {STARTING: bars.add_task(STARTING, total=None)}

        def listener(table_name: str, done: int, total: int) -> None:
            if STARTING in tasks:
                bars.remove_task(tasks.pop(STARTING))
            if table_name not in tasks:
                tasks[table_name] = bars.add_task(table_name, total=total)
            bars.update(tasks[table_name], completed=done, total=total)

        yield listener


def _plain_listener(stream: TextIO) -> Listener:
    last: dict[str, float] = {}

    def listener(table_name: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total or now - last.get(table_name, 0.0) >= PLAIN_EVERY_S:
            last[table_name] = now
            stream.write(f"{table_name}: {done}/{total}\n")

    return listener
