"""All that the code location holds: assets, checks, jobs, schedules, sensors and what they share."""

import dagster as dg

from pipelines.defs.assets import all_assets
from pipelines.defs.audit import audit_checks, audit_job, audit_schedule
from pipelines.defs.automation import daily, follow_up, landing_folder, news_to_marts
from pipelines.defs.calibrating import calibration_checks
from pipelines.defs.days import day_assets
from pipelines.defs.describing import outside_specs
from pipelines.defs.resources import SettingsResource
from pipelines.defs.telling import failures
from pipelines.defs.tidying import tidy, tidy_schedule
from pipelines.storage import relax_sqlite

relax_sqlite()

defs = dg.Definitions(
    assets=[*all_assets(), *day_assets(), *outside_specs()],
    asset_checks=[audit_checks(), calibration_checks()],
    jobs=[news_to_marts, audit_job, tidy],
    schedules=[daily, audit_schedule, tidy_schedule],
    sensors=[landing_folder, follow_up, failures],
    resources={"settings": SettingsResource()},
    executor=dg.in_process_executor,
)
