"""Who runs the jobs: this process, or worker processes that load each model once. All give the same rows.

An executor takes jobs while it has room and gives back what is done, in any order. A worker process that dies (killed, out
of memory) is replaced and its jobs are done again, one at a time and in halves, so that the unit that kills it is found.
"""

from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Generic, Protocol, Self, TypeVar

from pipelines.memory import let_go
from pipelines.settings import Settings
from pipelines.work.chain import Done, Failure, Job, run_job
from pipelines.work.crews import dismiss, hired, prepare

JOBS_PER_WORKER = 2
"""One at work, one waiting: a worker is never idle, and memory is bounded."""
JOBS_PER_COMMIT = 4
"""Jobs that are made ready, and committed, at once where one worker does them one after the other."""
DEATHS = 2
"""How many workers have to die with one job alone before it is to blame: one may have been killed from outside."""
DIED = "worker_died"
Handle = TypeVar("Handle")


class WorkerDiedError(RuntimeError):
    """The process or machine that worked on a job is gone."""


class Executor(Protocol):
    """Runs jobs, several at a time."""

    @property
    def has_room(self) -> bool:
        """True while another job may be given."""

    @property
    def wave(self) -> int:
        """How many jobs to make ready at once."""

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
    def wave(self) -> int:
        """As many as bound memory: with more at once, fewer commits are made."""
        return max(JOBS_PER_COMMIT, JOBS_PER_WORKER * self._settings.threads)

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


class Pool(ABC, Generic[Handle]):
    """Runs jobs in workers that may die: a job whose worker died is done again, alone, and in halves if it kills another.

    Args:
        count: How many workers.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._running: dict[Handle, Job] = {}
        self._suspects: deque[Job] = deque()
        self._done: list[Done] = []
        self._deaths: Counter[tuple[str, ...]] = Counter()

    def __enter__(self) -> Self:
        """Return the executor itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers; jobs that are still running are given up."""
        self.close()

    @property
    def has_room(self) -> bool:
        """True while a worker has nothing waiting and no job is suspected of killing its worker."""
        return len(self._running) < self._count * JOBS_PER_WORKER and not self._suspects

    @property
    def wave(self) -> int:
        """As many as all workers can take."""
        return JOBS_PER_WORKER * self._count

    @property
    def is_idle(self) -> bool:
        """True when no job is anywhere."""
        return not (self._running or self._suspects or self._done)

    def submit(self, job: Job) -> None:
        """Hand a job to the next free worker."""
        try:
            self._running[self.start(job)] = job
        except WorkerDiedError:
            self._suspects.append(job)

    def collect(self) -> list[Done]:
        """Wait for at least one job and return what is done."""
        while not self._done and (self._running or self._suspects):
            if not self._running:
                self.submit(self._suspects.popleft())
            is_alone = len(self._running) == 1
            for handle in self.finished(list(self._running)):
                job = self._running.pop(handle)
                try:
                    self._done.append(self.result(handle))
                except WorkerDiedError:
                    self._blame(job, is_alone=is_alone)
        done, self._done = self._done, []
        return done

    @abstractmethod
    def start(self, job: Job) -> Handle:
        """Hand a job to a worker; return what stands for its result.

        Raises:
            WorkerDiedError: If no worker can take it now.
        """

    @abstractmethod
    def finished(self, handles: list[Handle]) -> Iterable[Handle]:
        """Wait until at least one of these jobs ended, well or not; return those that did."""

    @abstractmethod
    def result(self, handle: Handle) -> Done:
        """Return what came of a job that ended.

        Raises:
            WorkerDiedError: If its worker died.
        """

    @abstractmethod
    def close(self) -> None:
        """End the workers."""

    def _blame(self, job: Job, *, is_alone: bool) -> None:
        """Do a job again: alone if others ran beside it, in halves if its workers died again and again with it alone."""
        self._deaths[job.unit_ids] += is_alone
        if self._deaths[job.unit_ids] < DEATHS:
            self._suspects.append(job)
        elif len(job.unit_ids) > 1:
            middle = len(job.unit_ids) // 2
            self._suspects.extendleft([job.half(job.unit_ids[middle:]), job.half(job.unit_ids[:middle])])
        else:
            detail = "the process that read it died; most often it ran out of memory"
            failures = [Failure(name, job.unit_ids[0], "", DIED, detail) for name in job.entry_names]
            self._done.append(Done(job.entry_names, job.unit_ids, job.tag, {}, failures))


class Processes(Pool[Future[Done]]):
    """Runs jobs in worker processes of this machine.

    Args:
        settings: What the workers are built from; each process computes with one thread.
        count: How many processes.
    """

    def __init__(self, settings: Settings, count: int) -> None:
        self._crew = hired(count)
        super().__init__(self._crew.count)
        self._settings = of_process(settings)

    def start(self, job: Job) -> Future[Done]:
        """Hand a job to the next free process."""
        try:
            return self._crew.submit(run_job, self._settings, job)
        except BrokenProcessPool as error:
            self._crew.replace()
            raise WorkerDiedError from error

    def finished(self, handles: list[Future[Done]]) -> Iterable[Future[Done]]:
        """Wait for a job; when a process died, all jobs ended, since the pool ends with it."""
        done, others = wait(handles, return_when=FIRST_COMPLETED)
        if not any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            return done
        self._crew.replace()
        return done | others

    def result(self, handle: Future[Done]) -> Done:
        """Return what came of a job."""
        try:
            return handle.result()
        except (BrokenProcessPool, CancelledError) as error:
            raise WorkerDiedError from error

    def close(self) -> None:
        """Let the worker processes wait for the next step of the run, or end them."""
        dismiss(self._crew, is_idle=self.is_idle)


def of_process(settings: Settings) -> Settings:
    """Return the settings of a worker process: it computes with one thread."""
    return settings.model_copy(update={"model_threads": 1})


def processes_for(settings: Settings, size: int) -> int:
    """Return how many worker processes some work is worth, 0 for none: a small amount is not worth starting any for.

    Args:
        settings: `executor`, `threads`, `batch_words` and `small_work_words` decide.
        size: How much there is to do, in words.
    """
    count = min(settings.threads, -(-size // settings.batch_words))
    return count if settings.executor == "process" and count > 1 and size > settings.small_work_words else 0


def expect(settings: Settings, size: int, entry_names: Sequence[str]) -> None:
    """Let the worker processes that a later step of this run will need start now, and build what it needs.

    Args:
        settings: What the workers are built from, and whether processes run them.
        size: How much there will be to do, in words.
        entry_names: Main tables of the entries that are next.
    """
    if count := processes_for(settings, size):
        prepare(of_process(settings), count, entry_names)


@contextmanager
def executor_for(settings: Settings, size: int) -> Iterator[Executor]:
    """Give the executor that the settings ask for; a small amount of work is done in this process.

    After a large amount the models of this process are let go: the steps that follow need their memory.

    Args:
        settings: `executor` decides, and what `processes_for` asks.
        size: How much there is to do, in words.
    """
    if settings.executor == "ray" and size > settings.small_work_words:
        from pipelines.work.ray_actors import RayActors

        with RayActors(settings, settings.ray_workers) as cluster:
            yield cluster
    elif count := processes_for(settings, size):
        with Processes(settings, count) as executor:
            yield executor
    else:
        yield InProcess(settings)
    if size > settings.small_work_words:
        let_go()
