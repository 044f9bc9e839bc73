"""When assets run by themselves: a job, a daily schedule and a sensor on the landing folder."""

from collections.abc import Iterator

import dagster as dg

from pipelines.settings import load_settings
from pipelines.sources import find_inputs
from pipelines.stages.ingest import batch_id_of

JOB_NAME = "news_to_marts"
DAILY_CRON = "15 4 * * *"
SENSOR_INTERVAL_S = 60

news_to_marts = dg.define_asset_job(
    JOB_NAME,
    selection=dg.AssetSelection.all(),
    description="Everything, from the landing folder (or the inputs given) to the marts.",
    executor_def=dg.in_process_executor,
)

daily = dg.ScheduleDefinition(
    name="daily_news_to_marts",
    job=news_to_marts,
    cron_schedule=DAILY_CRON,
    execution_timezone="UTC",
    description="Each morning: what arrived in the landing folder, and whatever a new model or setting made stale.",
)


@dg.sensor(
    name="landing_folder",
    job=news_to_marts,
    minimum_interval_seconds=SENSOR_INTERVAL_S,
    description="Starts a run when the content of the landing folder changes; one run a content.",
)
def landing_folder() -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Looks at names, sizes and times of the files, and opens none of them."""
    landing = load_settings().landing
    if not landing.is_dir():
        yield dg.SkipReason(f"{landing} does not exist; make it, or set DATELINE_LANDING")
        return
    files, refusals = find_inputs([landing])
    if not files:
        yield dg.SkipReason(f"no readable file in {landing}")
        return
    batch_id = batch_id_of(files, refusals)
    yield dg.RunRequest(
        run_key=batch_id,
        run_config={"ops": {"raw__documents": {"config": {"inputs": [str(landing)]}}}},
        tags={"dateline/batch_id": batch_id},
    )
