"""Resources: the settings, from which assets open the warehouse and build workers."""

import dagster as dg

from pipelines.settings import Settings, load_settings


class SettingsResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The settings of the process that runs the asset, read when it asks.

    Attributes:
        warehouse: Path of the warehouse; the environment's when empty.
    """

    warehouse: str = ""

    @property
    def value(self) -> Settings:
        """`DATELINE_*` variables, else defaults."""
        settings = load_settings()
        return settings.for_warehouse(self.warehouse) if self.warehouse else settings
