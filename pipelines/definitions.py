"""The Dagster code location."""

import dagster as dg

from pipelines.defs.assets import all_assets
from pipelines.defs.audit import audit_checks, audit_job, audit_schedule
from pipelines.defs.automation import daily, landing_folder, news_to_marts
from pipelines.defs.describing import outside_specs
from pipelines.defs.resources import SettingsResource
from pipelines.storage import relax_sqlite

relax_sqlite()

defs = dg.Definitions(
    assets=[*all_assets(), *outside_specs()],
    asset_checks=[audit_checks()],
    jobs=[news_to_marts, audit_job],
    schedules=[daily, audit_schedule],
    sensors=[landing_folder],
    resources={"settings": SettingsResource()},
    executor=dg.in_process_executor,
)
