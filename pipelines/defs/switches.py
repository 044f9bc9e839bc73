"""What runs by itself is on where `dateline up` started it, unless someone switched it off in the UI."""

from typing import TYPE_CHECKING

import dagster as dg

from pipelines.operations.settings import load_operations

if TYPE_CHECKING:
    from dagster._core.definitions.target import ExecutableDefinition

_IS_ON = load_operations().automation
SENSOR_STATUS = dg.DefaultSensorStatus.RUNNING if _IS_ON else dg.DefaultSensorStatus.STOPPED
_SCHEDULE_STATUS = dg.DefaultScheduleStatus.RUNNING if _IS_ON else dg.DefaultScheduleStatus.STOPPED


def each_morning(name: str, job: "ExecutableDefinition", cron: str, description: str) -> dg.ScheduleDefinition:
    """Return the schedule that starts a job at a time of the day, UTC."""
    return dg.ScheduleDefinition(
        name=name,
        job=job,
        cron_schedule=cron,
        execution_timezone="UTC",
        default_status=_SCHEDULE_STATUS,
        description=description,
    )
