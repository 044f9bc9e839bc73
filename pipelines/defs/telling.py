"""A sensor that tells people of failed runs through the channels that the settings name, until each channel was told.

It knows runs by their ids, never by the clock: a clock that is set back hides no failure.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

import dagster as dg

from pipelines.defs.switches import SENSOR_STATUS
from pipelines.operations.metrics import note
from pipelines.operations.notifying import Notification, NotifyError, tell
from pipelines.operations.settings import OperationsSettings, load_operations
from pipelines.runs import WAREHOUSE_TAG, root_message

INTERVAL_S = 30
LOOKED_AT = 100
"""Failed runs that one look goes through, the newest: more than can fail between two looks."""
MOST_TRIES = 2_880
"""A channel that is down is tried for a day, then the failure stays untold there."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a look remembers.

    Attributes:
        known: Failed runs that were seen.
        untold: Per run and channel still to be told, how often it was tried.
        is_first: True before the first look, which tells of nothing that lies back.
    """

    known: frozenset[str] = frozenset()
    untold: Mapping[tuple[str, str], int] = field(default_factory=dict)
    is_first: bool = True

    @classmethod
    def parse(cls, cursor: str | None) -> Self:
        """Return what a cursor holds; one that cannot be read is as good as none."""
        try:
            values = json.loads(cursor or "")
            untold = {(run, channel): int(tries) for run, channel, tries in values["untold"]}
            return cls(frozenset(values["known"]), untold, is_first=False)
        except (ValueError, TypeError, KeyError):
            return cls()

    def dump(self) -> str:
        """Return it as a cursor."""
        untold = [[*key, tries] for key, tries in self.untold.items()]
        return json.dumps({"known": sorted(self.known), "untold": untold})


@dg.sensor(
    name="failures",
    minimum_interval_seconds=INTERVAL_S,
    default_status=SENSOR_STATUS,
    description="Tells of failed runs: to the log, a webhook, by mail or to a function of your own (`DATELINE_NOTIFY`).",
)
def failures(context: dg.SensorEvaluationContext) -> Iterator[dg.SkipReason]:
    """Tell of runs that failed since the last look, and of those that a channel could not be told of before."""
    settings, before = load_operations(), Told.parse(context.cursor)
    failed = dg.RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE])
    seen = context.instance.get_run_ids(filters=failed, limit=LOOKED_AT)
    new = [] if before.is_first else [run_id for run_id in seen if run_id not in before.known]
    asked = {**before.untold, **{(run_id, channel): 0 for run_id in new for channel in settings.channels}}
    for run_id in new:
        run = context.instance.get_run_by_id(run_id)
        note("dateline.failed_runs", 1, job=run.job_name if run else "")
    untold, told = {}, 0
    for (run_id, channel), tries in asked.items():
        run = context.instance.get_run_by_id(run_id)
        if run is None:
            continue
        try:
            tell(channel, notification_of(context.instance, run, settings), settings)
            told += 1
        except NotifyError as error:
            context.log.warning("%s; run %s is told of at the next look", error, run_id)
            if tries + 1 < MOST_TRIES:
                untold[run_id, channel] = tries + 1
    context.update_cursor(Told(frozenset(seen), untold, is_first=False).dump())
    yield dg.SkipReason(f"{len(new)} runs failed; {told} notifications sent, {len(untold)} still to send")


def notification_of(instance: dg.DagsterInstance, run: dg.DagsterRun, settings: OperationsSettings) -> Notification:
    """Return what people are told of a failed run: which steps failed, with their first causes."""
    events = [dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE]
    lines = []
    for record in instance.all_logs(run.run_id, of_type=set(events)):
        event = record.dagster_event
        if event and event.is_step_failure and event.step_failure_data.error:
            lines.append(f"{event.step_key}: {root_message(event.step_failure_data.error)}")
        elif event and not lines:
            lines.append(event.message or "the run failed")
    warehouse = run.tags.get(WAREHOUSE_TAG, "")
    text = "\n".join([*dict.fromkeys(lines), "", "What was committed stays; the next run carries on."])
    link = f"{settings.ui_url.rstrip('/')}/runs/{run.run_id}" if settings.ui_url else ""
    return Notification(f"Dateline: {run.job_name} failed {warehouse}".strip(), text, run.run_id, link)
