"""Who runs the jobs on several machines: Ray actors that load each model once. The rows are those of every other executor.

Arrow tables travel through Ray's object store. An actor that dies, alone or with its machine, is replaced where there is a
machine left, and its jobs are given again by `Pool`; nothing of a job is kept outside this process before it is committed here.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipelines.settings import MODELS, Settings
from pipelines.work.chain import Done, Job, run_job
from pipelines.work.executors import Pool, WorkerDiedError

if TYPE_CHECKING:
    import ray

QUIET = {"log_to_driver": False, "configure_logging": False, "include_dashboard": False}

START_SECONDS = 60
"""How long the first job waits for all actors, so that jobs are spread from the beginning; who comes later is given later ones."""


class ClusterError(RuntimeError):
    """There is no cluster to work on; the message says what to do."""


class Reader:
    """Lives in an actor: reads batches, one after the other, with models that stay loaded.

    Args:
        settings: What the workers are built from.
        has_own_models: Whether the models are those of the package, which each machine has where it installed it.
    """

    def __init__(self, settings: Settings, *, has_own_models: bool) -> None:
        models = MODELS if has_own_models else settings.models
        self._settings = settings.model_copy(update={"models": models, "model_threads": 1})

    def read(self, job: Job) -> Done:
        """Work through a batch."""
        return run_job(self._settings, job)


class RayActors(Pool["ray.ObjectRef[Done]"]):
    """Runs jobs in Ray actors, one per processor.

    Args:
        settings: What the workers are built from. `ray_address` names a cluster (`auto`, `ray://HOST:10001`); without it
            Ray is started on this machine for as long as the executor lives.
        count: How many actors at most; as many as the cluster has processors when 0.

    Raises:
        ClusterError: If Ray is not installed, or the cluster does not answer.
    """

    def __init__(self, settings: Settings, count: int = 0) -> None:
        # both are read when Ray is imported
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            import ray
        except ImportError as error:
            raise ClusterError("the executor `ray` needs the extra: pip install 'dateline[cluster]'") from error
        self._ray: Any = ray
        self._is_started_here = not ray.is_initialized()
        if self._is_started_here:
            self._join(settings)
        super().__init__(count or max(1, int(self._ray.cluster_resources().get("CPU", 1))))
        self._settings = settings
        self._starting: dict[Any, Any] = {}
        self._actors: list[Any] = [self._new_actor(num_cpus=1) for _ in range(self._count)]
        self._note_started(START_SECONDS)
        self._given: dict[Any, Any] = {}

    def start(self, job: Job) -> "ray.ObjectRef[Done]":
        """Hand a job to the actor that has the fewest.

        Only to one that has started: an actor whose machine was lost before, or for which others' work leaves no
        processor, may wait for ever, and so would its jobs.
        """
        self._note_started(None if len(self._starting) == len(self._actors) else 0)
        starting, busy = list(self._starting.values()), list(self._given.values())
        actor = min((one for one in self._actors if one not in starting), key=busy.count)
        handle: ray.ObjectRef[Done] = actor.read.remote(job)
        self._given[handle] = actor
        return handle

    def finished(self, handles: "list[ray.ObjectRef[Done]]") -> "Iterable[ray.ObjectRef[Done]]":
        """Wait for a job."""
        done, _ = self._ray.wait(handles, num_returns=1)
        return list(done)

    def result(self, handle: "ray.ObjectRef[Done]") -> Done:
        """Return what came of a job."""
        actor = self._given.pop(handle)
        try:
            done: Done = self._ray.get(handle)
        except self._ray.exceptions.RayTaskError:
            raise
        except self._ray.exceptions.RayError as error:
            if actor in self._actors:
                # asks for no processor: where a machine was lost it shares one with another, and never waits for room
                self._actors[self._actors.index(actor)] = self._new_actor(num_cpus=0)
            raise WorkerDiedError(str(error)) from error
        return done

    def close(self) -> None:
        """End the actors, and Ray where it was started here."""
        for actor in self._actors:
            self._ray.kill(actor)
        if self._is_started_here:
            self._ray.shutdown()

    def _new_actor(self, num_cpus: int) -> Any:  # noqa: ANN401 Ray's handle of an actor has no type
        has_own_models = self._settings.models == MODELS
        actor = self._ray.remote(num_cpus=num_cpus, scheduling_strategy="SPREAD")(Reader)
        started = actor.remote(self._settings, has_own_models=has_own_models)
        self._starting[started.__ray_ready__.remote()] = started
        return started

    def _note_started(self, seconds: float | None) -> None:
        """Wait for all actors to start, without `seconds` for one. One that died is among them: its first job says so."""
        if self._starting:
            awaited = 1 if seconds is None else len(self._starting)
            started, _ = self._ray.wait(list(self._starting), num_returns=awaited, timeout=seconds)
            for answer in started:
                del self._starting[answer]

    def _join(self, settings: Settings) -> None:
        where = {"address": settings.ray_address} if settings.ray_address else {"num_cpus": settings.threads}
        try:
            self._ray.init(**where, **({} if settings.ray_address.startswith("ray://") else QUIET))
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ClusterError(
                f"{settings.ray_address or 'Ray on this machine'}: does not answer ({error}); start it with "
                "`ray start --head`, correct DATELINE_RAY_ADDRESS, or use DATELINE_EXECUTOR=process"
            ) from error
