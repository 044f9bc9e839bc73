"""What every command shares: exit codes, how it ends with a message, its usual options, and the settings that it starts from."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.settings import Settings

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_REFUSED = 0, 1, 2, 3


class OutputFormat(StrEnum):
    """How rows are printed or written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"
    GEOJSON = "geojson"


WarehouseOption = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        "-w",
        help="The DuckDB file, ducklake:postgres:CONNECTION, or ducklake:local",
        show_default="dateline.duckdb, or DATELINE_WAREHOUSE",
    ),
]
LakeOption = Annotated[
    bool,
    typer.Option(
        "--lake",
        help="A lake in DATELINE_HOME, with a PostgreSQL server that starts and stops by itself: ducklake:local",
    ),
]
FormatOption = Annotated[
    OutputFormat | None,
    typer.Option("--format", "-f", help="How rows are written", show_default="as FILE's name says, else table"),
]
FileOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write into FILE")]


def fail(message: str, code: int = EXIT_FAILED) -> NoReturn:
    """End the command with a message on standard error and an exit code."""
    typer.echo(f"dateline: {message}", err=True)
    raise typer.Exit(code)


@contextmanager
def ending_at(*usage: type[Exception], failed: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """End the command with the message of an error that is raised inside.

    Args:
        usage: Errors about what was asked: exit code 2.
        failed: Errors about what could not be done: exit code 1, as for a warehouse that cannot be used.
    """
    try:
        yield
    except Exception as error:
        from pipelines.warehouse import WarehouseError

        if isinstance(error, usage):
            fail(str(error), EXIT_USAGE)
        if isinstance(error, (WarehouseError, *failed)):
            fail(str(error))
        raise


def pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """Return NAME=VALUE options as a mapping; end with a message where one is none."""
    split = [pair.partition("=") for pair in given or ()]
    for name, separator, _ in split:
        if not separator or not name.isidentifier():
            fail(f"{option} wants NAME=VALUE, not {name + separator!r}", EXIT_USAGE)
    return {name: value for name, _, value in split}


def settings_of(warehouse: Path | str | None, *, is_trial: bool = False) -> "Settings":
    """Return the settings of the environment, for a warehouse that was named; end with a message where they are bad.

    Args:
        warehouse: As the user names it; that of the environment when None.
        is_trial: Whether the lake of the state folder is meant.
    """
    from pydantic import ValidationError

    from pipelines.settings import TRIAL_NAME, load_settings

    if is_trial:
        if warehouse and str(warehouse) != TRIAL_NAME:
            fail(f"--lake is {TRIAL_NAME}: give it without --warehouse {warehouse}", EXIT_USAGE)
        warehouse = TRIAL_NAME

    try:
        settings = load_settings()
        return settings.for_warehouse(warehouse) if warehouse else settings
    except ValidationError as error:
        problems = "; ".join(f"DATELINE_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        fail(f"bad settings in the environment: {problems}", EXIT_USAGE)
    except ValueError as error:
        fail(str(error), EXIT_USAGE)
