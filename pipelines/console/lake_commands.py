"""Commands about lakes: a warehouse carried into one and back, and the care that one needs."""

from typing import Annotated

import typer

from pipelines.console.usage import WarehouseOption, ending_at, settings_of


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(move)
    app.command()(compact)


def move(
    source: Annotated[str, typer.Argument(help="A warehouse: a file, or ducklake:postgres:CONNECTION")],
    target: Annotated[str, typer.Argument(help="The one to make, as SOURCE")],
) -> None:
    """Carry a warehouse from a file into a lake, or back, row for row; SOURCE stays as it is."""
    from pipelines.console.lakes import move_with_progress

    with ending_at():
        move_with_progress(settings_of(source), settings_of(target))


def compact(
    warehouse: WarehouseOption = None,
    keep_days: Annotated[int, typer.Option(min=1, help="How far back DATELINE_AS_OF reaches afterwards")] = 30,
) -> None:
    """Join a lake's small files and let go of snapshots and files that nobody can ask for any more."""
    from pipelines.console.lakes import NotALakeError, compact_with_word

    with ending_at(NotALakeError):
        typer.echo(compact_with_word(settings_of(warehouse), keep_days))
