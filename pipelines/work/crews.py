"""Worker processes that stay from one step of a run to the next: starting them and loading their models takes seconds of each.

Inside `kept_workers` a crew that is given back waits for the next step that needs one, but not for long; a step that knows
what the next one needs lets it start beside its own work. Elsewhere each step starts its own crew and ends it.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from threading import Lock, Thread, Timer
from typing import ParamSpec, TypeVar

from pipelines.catalogue import CATALOGUE, Annotated
from pipelines.collecting import collect_rarely
from pipelines.memory import let_go
from pipelines.settings import Settings

IDLE_S = 20.0
"""A crew that no step took for so long is ended: steps that read texts follow one another within seconds."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Crew:
    """Worker processes of this machine.

    Args:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._start()

    def submit(self, function: Callable[Given, Result], *args: Given.args, **named: Given.kwargs) -> Future[Result]:
        """Hand a call to the next free process; those that are not there yet start.

        Raises:
            concurrent.futures.process.BrokenProcessPool: If a process died.
        """
        return self._pool.submit(function, *args, **named)

    def replace(self) -> None:
        """Start again with other processes."""
        self.end(is_awaited=False)
        self._start()

    def end(self, *, is_awaited: bool) -> None:
        """End the processes, whatever they are at; `is_awaited` says whether to wait until they are gone."""
        self._lifeline.close()
        self._pool.shutdown(wait=is_awaited, cancel_futures=True)

    def _start(self) -> None:
        # a fresh interpreter per worker: a fork of a process that runs Arrow's threads may hang
        context = multiprocessing.get_context("spawn")
        held, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self.count, mp_context=context, initializer=_begin, initargs=(held,))


_guard = Lock()
_waiting: tuple[Crew, Timer] | None = None
_depth = 0


@contextmanager
def kept_workers() -> Iterator[None]:
    """Let worker processes wait between the steps of this process; at the end of the outermost one they end."""
    global _depth  # noqa: PLW0603 a property of the process, as its children are
    with _guard:
        _depth += 1
    try:
        yield
    finally:
        with _guard:
            _depth -= 1
            is_last = not _depth
        if is_last and (crew := _taken()):
            crew.end(is_awaited=True)


def hired(count: int) -> Crew:
    """Return a crew of at least `count`: the one that waits, if it is large enough."""
    crew = _taken()
    if crew and crew.count < count:
        crew.end(is_awaited=False)
        crew = None
    return crew or Crew(count)


def dismiss(crew: Crew, *, is_idle: bool) -> None:
    """Give a crew back, to wait for the next step of a run or to end.

    Args:
        crew: From `hired`.
        is_idle: Whether all that it was given came back; one that is still at work is of no use to the next step.
    """
    global _waiting  # noqa: PLW0603
    with _guard:
        is_kept = is_idle and _depth > 0 and _waiting is None
        if is_kept:
            timer = Timer(IDLE_S, _end_idle, (crew,))
            timer.daemon = True
            timer.start()
            _waiting = (crew, timer)
    if not is_kept:
        crew.end(is_awaited=True)


def prepare(settings: Settings, count: int, entry_names: Sequence[str]) -> None:
    """Let a crew start, and build what some entries need, beside what this process does; outside of `kept_workers` nothing.

    Args:
        settings: What the workers are built from.
        count: How many processes.
        entry_names: Main tables of the entries.
    """
    if not _depth:
        return
    crew = hired(count)
    for _ in range(crew.count):
        crew.submit(_build, settings, tuple(entry_names))
    dismiss(crew, is_idle=True)


def _taken() -> Crew | None:
    """The crew that waits, which then waits no more."""
    global _waiting
    with _guard:
        waiting, _waiting = _waiting, None
    if waiting is None:
        return None
    waiting[1].cancel()
    return waiting[0]


def _end_idle(crew: Crew) -> None:
    global _waiting  # noqa: PLW0603
    with _guard:
        if _waiting is None or _waiting[0] is not crew:
            return
        _waiting = None
    crew.end(is_awaited=False)


def _build(settings: Settings, entry_names: Sequence[str]) -> None:
    let_go()  # what the step before needed
    for name in entry_names:
        entry = CATALOGUE[name]
        if isinstance(entry, Annotated):
            entry.worker(settings)


def _begin(lifeline: Connection) -> None:
    collect_rarely()
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    """End this process when the other end of a pipe is closed: by its crew, or by the system when the parent is killed."""
    wait([lifeline])
    os._exit(0)  # what it is at is of no use to anybody
