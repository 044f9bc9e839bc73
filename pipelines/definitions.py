"""The Dagster code location."""

import dagster as dg

from pipelines import defs as assets
from pipelines.defs.automation import daily, landing_folder, news_to_marts
from pipelines.defs.resources import SettingsResource, warehouse_resource
from pipelines.settings import load_settings

defs = dg.Definitions(
    assets=dg.load_assets_from_package_module(assets),
    jobs=[news_to_marts],
    schedules=[daily],
    sensors=[landing_folder],
    resources={"warehouse": warehouse_resource(load_settings()), "settings": SettingsResource()},
    executor=dg.in_process_executor,
)
