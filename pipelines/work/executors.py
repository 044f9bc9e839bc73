"""Who runs the jobs: this process, or worker processes that load each model once. All give the same rows.

An executor takes jobs while it has room and gives back what is done, in any order. A worker process that dies (killed, out
of memory) is replaced and its jobs are done again, one at a time and in halves, so that the unit that kills it is found.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol, Self

from pipelines.settings import Settings
from pipelines.work.chain import Done, Failure, Job, run_job

JOBS_PER_WORKER = 2
"""One at work, one waiting: a worker is never idle, and memory is bounded."""
DIED = "worker_died"


class Executor(Protocol):
    """Runs jobs, several at a time."""

    @property
    def has_room(self) -> bool:
        """True while another job may be given."""

    @property
    def is_idle(self) -> bool:
        """True when nothing is at work and nothing waits to be taken back."""

    def submit(self, job: Job) -> None:
        """Take a job."""

    def collect(self) -> list[Done]:
        """Wait until something is done and return it; an idle executor returns nothing."""


class InProcess:
    """Runs each job at once, in this process.

    Args:
        settings: What the workers are built from.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._done: list[Done] = []

    @property
    def has_room(self) -> bool:
        """True when the last job was taken back."""
        return not self._done

    @property
    def is_idle(self) -> bool:
        """True when nothing waits to be taken back."""
        return not self._done

    def submit(self, job: Job) -> None:
        """Run a job."""
        self._done.append(run_job(self._settings, job))

    def collect(self) -> list[Done]:
        """Return what was run."""
        done, self._done = self._done, []
        return done


class Processes:
    """Runs jobs in worker processes.

    Args:
        settings: What the workers are built from; each process computes with one thread.
        count: How many processes.
    """

    def __init__(self, settings: Settings, count: int) -> None:
        self._settings = settings.model_copy(update={"model_threads": 1})
        self._count = count
        self._pool = self._new_pool()
        self._running: dict[Future[Done], Job] = {}
        self._suspects: deque[Job] = deque()
        self._done: list[Done] = []

    def __enter__(self) -> Self:
        """Return the executor itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the worker processes; jobs that are still running are given up."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def has_room(self) -> bool:
        """True while a worker has nothing waiting and no job is suspected of killing its worker."""
        return len(self._running) < self._count * JOBS_PER_WORKER and not self._suspects

    @property
    def is_idle(self) -> bool:
        """True when no job is anywhere."""
        return not (self._running or self._suspects or self._done)

    def submit(self, job: Job) -> None:
        """Hand a job to the next free process."""
        try:
            self._running[self._pool.submit(run_job, self._settings, job)] = job
        except BrokenProcessPool:
            self._suspects.append(job)
            self._replace_pool()

    def collect(self) -> list[Done]:
        """Wait for at least one job and return what is done."""
        while not self._done and (self._running or self._suspects):
            if not self._running:
                self.submit(self._suspects.popleft())
            finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
            is_alone = len(self._running) == 1
            is_broken = False
            for future in finished:
                job = self._running.pop(future)
                try:
                    self._done.append(future.result())
                except BrokenProcessPool:
                    is_broken = True
                    self._blame(job, is_alone=is_alone)
            if is_broken:
                self._suspects.extend(self._running.values())
                self._running.clear()
                self._replace_pool()
        done, self._done = self._done, []
        return done

    def _blame(self, job: Job, *, is_alone: bool) -> None:
        """Do a job again: alone if others ran beside it, in halves if it killed its worker alone."""
        if not is_alone:
            self._suspects.append(job)
        elif len(job.unit_ids) > 1:
            middle = len(job.unit_ids) // 2
            self._suspects.extendleft([job.half(job.unit_ids[middle:]), job.half(job.unit_ids[:middle])])
        else:
            detail = "the process that read it died; most often it ran out of memory"
            failures = [Failure(name, job.unit_ids[0], "", DIED, detail) for name in job.entry_names]
            self._done.append(Done(job.entry_names, job.unit_ids, job.tag, {}, failures))

    def _replace_pool(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        # a fresh interpreter per worker: a fork of a process that runs Arrow's threads may hang
        return ProcessPoolExecutor(self._count, mp_context=multiprocessing.get_context("spawn"))


@contextmanager
def executor_for(settings: Settings, size: int) -> Iterator[Executor]:
    """Give the executor that the settings ask for; a small amount of work is not worth starting processes for.

    Args:
        settings: `executor`, `threads` and `batch_words` decide.
        size: How much there is to do, in words.
    """
    count = min(settings.threads, -(-size // settings.batch_words))
    if settings.executor == "process" and count > 1 and size > settings.small_work_words:
        with Processes(settings, count) as executor:
            yield executor
    else:
        yield InProcess(settings)
