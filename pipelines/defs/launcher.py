"""Dagster's own launcher, which the daemon's run monitoring can ask whether a run's process still lives.

What belongs here: the class that `dagster.yaml` names. Keep out: what a run does.
"""

from typing import Any, Self

from dagster import DagsterRun
from dagster._core.launcher import CheckRunHealthResult, DefaultRunLauncher, WorkerStatus
from dagster._serdes import ConfigurableClassData

from pipelines.run_processes import is_dead


class WatchedRunLauncher(DefaultRunLauncher):
    """Launches runs in processes of the code server; a run whose process was killed is found and failed by the daemon.

    It answers for runs of `dateline run` on the same instance, too.
    """

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData, config_value: Any) -> Self:  # noqa: ANN401 Dagster's signature
        """Return the launcher that `dagster.yaml` configures."""
        del config_value
        return cls(inst_data=inst_data)

    @property
    def supports_check_run_worker_health(self) -> bool:
        """True: processes are looked at."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Return whether the run's process is there; one that nothing is known of counts as running."""
        if is_dead(self._instance, run):
            message = "its process was killed; the next run carries on from its last commit"
            return CheckRunHealthResult(WorkerStatus.FAILED, message)
        return CheckRunHealthResult(WorkerStatus.RUNNING)
