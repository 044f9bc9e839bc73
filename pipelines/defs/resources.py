"""Resources: the settings, from which assets open the warehouse and build workers."""

from collections.abc import Generator
from contextlib import contextmanager

import dagster as dg

from pipelines.settings import Settings, load_settings


class SettingsResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The settings of the process that runs the asset, read when it asks.

    While it is in use, which in a run is from the first step to the last, a working file may stay open, and worker processes
    may wait, from one step to the next; the file is closed and they end when the run ends, failed or not.

    Attributes:
        warehouse: Path of the warehouse; the environment's when empty.
    """

    warehouse: str = ""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Generator["SettingsResource", None, None]:  # noqa: ARG002 Dagster's signature
        """Let working files and worker processes linger between the steps of a run."""
        from pipelines.work.between_steps import kept_between_steps

        with kept_between_steps():
            yield self

    @property
    def value(self) -> Settings:
        """`DATELINE_*` variables, else defaults."""
        settings = load_settings()
        return settings.for_warehouse(self.warehouse) if self.warehouse else settings
