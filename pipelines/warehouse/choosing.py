"""Which warehouse the settings name: a file, or a lake."""

from pipelines.settings import Settings
from pipelines.warehouse.lake import Lake
from pipelines.warehouse.opening import Warehouse
from pipelines.warehouse.trial import start_trial


def open_warehouse(settings: Settings) -> Warehouse:
    """Return the warehouse that the settings name, not yet opened; start the server of a lake on this machine.

    Raises:
        WarehouseError: If that server cannot be started.
    """
    if settings.is_trial:
        start_trial(settings)
    if settings.lake:
        return Lake(
            settings.lake,
            local=settings.warehouse,
            data=settings.lake_data,
            as_of=settings.as_of,
            threads=settings.threads,
            memory_limit_mb=settings.memory_limit_mb,
            lock_timeout_s=settings.lock_timeout_s,
        )
    return Warehouse(
        settings.warehouse,
        threads=settings.threads,
        memory_limit_mb=settings.memory_limit_mb,
        lock_timeout_s=settings.lock_timeout_s,
    )
