"""The rhythm of all reading: open the file for a moment to commit and to load, close it, work, and again."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

from pipelines.memory import trim
from pipelines.warehouse import Session, Warehouse
from pipelines.work.chain import Done, Job
from pipelines.work.executors import Executor

Batch = TypeVar("Batch")


def exchange(
    warehouse: Warehouse,
    executor: Executor,
    batches: "deque[Batch]",
    *,
    load: Callable[[Session, Batch], Job | None],
    commit: Callable[[Session, Sequence[Done]], None],
) -> None:
    """Work through batches; what came back is committed before more is loaded.

    Args:
        warehouse: Opened for each exchange, closed while models run.
        executor: Who works.
        batches: What is to be done; emptied.
        load: Reads what a batch's workers need; None when nothing is left to do of it.
        commit: Commits what came of some jobs.
    """
    done: list[Done] = []
    is_much = len(batches) > executor.wave  # of a small amount of work the process ends soon
    with warehouse.beside_models():
        while batches or done or not executor.is_idle:
            with warehouse.writer() as session:
                if done:
                    commit(session, done)
                room = min(executor.wave if executor.has_room else 0, len(batches))
                jobs = [job for _ in range(room) if (job := load(session, batches.popleft()))]
            if is_much:
                warehouse.put_away()
                trim()
            done = []
            for job in jobs:
                while not executor.has_room:
                    done += executor.collect()
                executor.submit(job)
            done += executor.collect()
