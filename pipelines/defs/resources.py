"""Resources: the warehouse and the readers, from settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipelines.settings import Settings, load_settings
from pipelines.warehouse import Session, Warehouse


class WarehouseResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The DuckDB file that assets write. Nothing is opened until an asset asks."""

    path: str
    threads: int = 2
    memory_limit_mb: int = 512
    lock_timeout_s: float = 15.0

    @property
    def warehouse(self) -> Warehouse:
        """The warehouse, not yet opened."""
        return Warehouse(
            Path(self.path),
            threads=self.threads,
            memory_limit_mb=self.memory_limit_mb,
            lock_timeout_s=self.lock_timeout_s,
        )

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """A writing session, closed when the asset is done."""
        with self.warehouse.writer() as session:
            yield session


class SettingsResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The settings of the process that runs the asset, read when it asks."""

    @property
    def value(self) -> Settings:
        """`DATELINE_*` variables, else defaults."""
        return load_settings()


def warehouse_resource(settings: Settings) -> WarehouseResource:
    """The warehouse that settings name."""
    return WarehouseResource(
        path=str(settings.warehouse),
        threads=settings.threads,
        memory_limit_mb=settings.memory_limit_mb,
        lock_timeout_s=settings.lock_timeout_s,
    )
