"""What keeps a warehouse served: `dateline ui`, `up`, `backup` and `restore`, as typer has them."""

from typing import Annotated

import typer

from pipelines.console import backup_commands
from pipelines.console.usage import LakeOption, WarehouseOption, ending_at, settings_of

PortOption = Annotated[int, typer.Option(help="Port on this machine", min=1, max=65_535)]
HostOption = Annotated[str, typer.Option(help="Address to listen on; only this machine reaches 127.0.0.1")]


def add_to(app: typer.Typer) -> None:
    """Add these commands, and those of backups, to the application."""
    app.command()(ui)
    app.command()(up)
    backup_commands.add_to(app)


def ui(
    warehouse: WarehouseOption = None,
    port: PortOption = 3000,
    host: HostOption = "127.0.0.1",
    read_only: Annotated[bool, typer.Option("--read-only", help="Look only: no run, no switch")] = False,  # noqa: FBT002 how typer calls it
) -> None:
    """Open the Dagster UI on this project; sensors and schedules are as they were switched there."""
    from pipelines.console.serving import serve_ui

    raise typer.Exit(serve_ui(settings_of(warehouse), host, port, is_read_only=read_only))


def up(
    warehouse: WarehouseOption = None,
    port: PortOption = 3000,
    host: HostOption = "127.0.0.1",
    lake: LakeOption = False,  # noqa: FBT002 how typer calls it
) -> None:
    """Run for months: the UI, the daemon, and sensors and schedules switched on; healthy, or it says why not."""
    from pipelines.console.serving import serve_ui

    with ending_at():
        raise typer.Exit(serve_ui(settings_of(warehouse, is_trial=lake), host, port, is_up=True))
