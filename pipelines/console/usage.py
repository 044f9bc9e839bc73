"""What every command shares: exit codes, how it ends with a message, and the settings that it starts from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.settings import Settings

EXIT_FAILED = 1
EXIT_USAGE = 2

WarehouseOption = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        "-w",
        help="The DuckDB file, or ducklake:postgres:CONNECTION",
        show_default="dateline.duckdb, or DATELINE_WAREHOUSE",
    ),
]


def fail(message: str, code: int = EXIT_FAILED) -> NoReturn:
    """End the command with a message on standard error and an exit code."""
    typer.echo(f"dateline: {message}", err=True)
    raise typer.Exit(code)


def settings_of(warehouse: Path | str | None) -> "Settings":
    """Return the settings of the environment, for a warehouse that was named; end with a message where they are bad."""
    from pydantic import ValidationError

    from pipelines.settings import load_settings

    try:
        settings = load_settings()
        return settings.for_warehouse(warehouse) if warehouse else settings
    except ValidationError as error:
        problems = "; ".join(f"DATELINE_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        fail(f"bad settings in the environment: {problems}", EXIT_USAGE)
    except ValueError as error:
        fail(str(error), EXIT_USAGE)
