"""`dateline backup` and `dateline restore`, as typer has them."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.console.usage import WarehouseOption, ending_at, settings_of


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(backup)
    app.command()(restore)


def backup(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is not there yet")],
    warehouse: WarehouseOption = None,
) -> None:
    """Copy warehouse and state into FOLDER, with checksums, while everything runs."""
    from datetime import UTC, datetime

    from pipelines.operations.backup import BackupError, back_up

    with ending_at(failed=(BackupError, OSError)):
        manifest = back_up(settings_of(warehouse), folder, datetime.now(UTC))
    typer.echo(
        f"{folder}: {manifest['rows'].get('core.articles', 0):,} articles, {len(manifest['files'])} files, checked"
    )


def restore(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `dateline backup` made")],
    warehouse: WarehouseOption = None,
) -> None:
    """Put a backup at the warehouse's path and into the state folder, after checking it; nothing is overwritten."""
    from pipelines.operations.backup import BackupError
    from pipelines.operations.backup import restore as put_back

    settings = settings_of(warehouse)
    with ending_at(failed=(BackupError, OSError)):
        manifest = put_back(folder, settings)
    typer.echo(
        f"{settings.warehouse}: of {manifest['taken_at']}, {manifest['rows'].get('core.articles', 0):,} articles"
    )
