"""When assets run by themselves: a job, a daily schedule, a sensor on the landing folder, and one for what follows a click."""

from collections.abc import Iterator

import dagster as dg

from pipelines.catalogue import CATALOGUE
from pipelines.defs.audit import audit_keys
from pipelines.defs.describing import asset_key
from pipelines.defs.switches import SENSOR_STATUS, each_morning
from pipelines.runs import JOB_NAME, WAREHOUSE_TAG, close_dead_runs
from pipelines.settings import load_settings
from pipelines.work.landing import Look, look_at

DAILY_CRON = "15 4 * * *"
SENSOR_INTERVAL_S = 60
CONTENT_TAG = "dateline/landing"
MAX_WAIT_TICKS = 32
"""A run that fails again and again is asked for after 1, 2, 4, ... ticks, at most so many."""

ALL_TABLES = dg.AssetSelection.assets(*map(asset_key, CATALOGUE))

news_to_marts = dg.define_asset_job(
    JOB_NAME,
    selection=ALL_TABLES - dg.AssetSelection.checks(*audit_keys()),
    tags={WAREHOUSE_TAG: load_settings().warehouse_name},
    description="Everything, from the landing folder (or the inputs given) to the marts.",
    executor_def=dg.in_process_executor,
)

daily = each_morning(
    "daily_news_to_marts",
    news_to_marts,
    DAILY_CRON,
    "Each morning: what arrived in the landing folder, and whatever a new model or setting made stale.",
)

follow_up = dg.AutomationConditionSensorDefinition(
    "follow_up",
    target=ALL_TABLES,
    minimum_interval_seconds=SENSOR_INTERVAL_S,
    default_status=SENSOR_STATUS,
    description="When a table was made alone, has what rests on it made too.",
)


@dg.sensor(
    name="landing_folder",
    job=news_to_marts,
    minimum_interval_seconds=SENSOR_INTERVAL_S,
    default_status=SENSOR_STATUS,
    description=(
        "Starts a run when files in the landing folder are new or changed and have been left alone since the last look. "
        "A run that failed is asked for again, less and less often."
    ),
)
def landing_folder(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Look at names, sizes and times of the files, and open none of them."""
    settings = load_settings()
    for run_id in close_dead_runs(context.instance):
        context.log.warning("run %s was killed; what it held is free again", run_id)
    if not settings.landing.is_dir():
        yield dg.SkipReason(f"{settings.landing} does not exist; make it, or set DATELINE_LANDING")
        return
    look = look_at(settings, Look.parse(context.cursor))
    context.update_cursor(look.dump())
    if not look.settled_key:
        yield dg.SkipReason(look.reason)
        return
    warehouse = settings.warehouse_name
    attempts = _failed_attempts(context.instance, look.settled_key, warehouse)
    if attempts is None:
        yield dg.SkipReason("a run with these files is under way")
        return
    wait = min(2 ** (attempts - 1), MAX_WAIT_TICKS) if attempts else 0
    if attempts and look.ticks_waited < wait:
        yield dg.SkipReason(
            f"{attempts} runs with these files failed; the next is asked for in {wait - look.ticks_waited} ticks"
        )
        return
    yield dg.RunRequest(
        run_key=f"{warehouse}:{look.settled_key}:{attempts}",
        run_config={"ops": {"raw__documents": {"config": {"inputs": [str(settings.landing)]}}}},
        tags={CONTENT_TAG: look.settled_key, WAREHOUSE_TAG: warehouse},
    )
    context.update_cursor(look.asked().dump())


def _failed_attempts(instance: dg.DagsterInstance, key: str, warehouse: str) -> int | None:
    """How many runs with this content have ended for this warehouse; None while one is queued or under way."""
    runs = instance.get_runs(filters=dg.RunsFilter(tags={CONTENT_TAG: key, WAREHOUSE_TAG: warehouse}))
    if any(not run.is_finished for run in runs):
        return None
    return len(runs)
