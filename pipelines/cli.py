"""The `dateline` command: thin, and quick to start, so every import that costs is made where it is used."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.settings import Settings

app = typer.Typer(
    name="dateline",
    help="News text into a queryable warehouse: segment, date, enrich, load and aggregate. Offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
gazetteer_app = typer.Typer(help="The gazetteer that places are resolved against.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_REFUSED = 3

WarehouseOption = Annotated[
    Path | None,
    typer.Option("--warehouse", "-w", help="The DuckDB file [default: dateline.duckdb, or DATELINE_WAREHOUSE]"),
]


class OutputFormat(StrEnum):
    """How `dateline sql` prints rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def fail(message: str, code: int = EXIT_FAILED) -> NoReturn:
    """Ends the command with a message on standard error and an exit code."""
    typer.echo(f"dateline: {message}", err=True)
    raise typer.Exit(code)


@app.command()
def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs of news text")],
    warehouse: WarehouseOption = None,
    field: Annotated[
        list[str] | None, typer.Option("--map", help="COLUMN=FIELD: which field of a record is text, title, url, ...")
    ] = None,
) -> None:
    """Ingests PATHs and brings every table up to date, as a Dagster run that `dateline ui` shows."""
    from pipelines.console.running import run_with_progress

    raise typer.Exit(run_with_progress(_settings(warehouse), paths, _mapping(field or [])))


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="SQL, or the name of a named query; the names without it")] = None,
    warehouse: WarehouseOption = None,
    output: Annotated[OutputFormat, typer.Option("--format", "-f", help="How rows are printed")] = OutputFormat.TABLE,
    parameter: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE for a $NAME of the query")
    ] = None,
) -> None:
    """Runs SQL or a named query, read-only."""
    from pipelines.console.querying import QueryError, describe_queries, run_query
    from pipelines.warehouse import WarehouseError

    if query is None:
        typer.echo(describe_queries())
        return
    try:
        typer.echo(run_query(_settings(warehouse), query, _pairs(parameter or [], "--param"), output.value), nl=False)
    except QueryError as error:
        fail(str(error), EXIT_USAGE)
    except WarehouseError as error:
        fail(str(error))


@app.command()
def ui(
    warehouse: WarehouseOption = None,
    port: Annotated[int, typer.Option(help="Port on this machine")] = 3000,
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
) -> None:
    """Opens the Dagster UI on this project, with its schedule and sensor daemon."""
    from pipelines.console.serving import serve_ui

    raise typer.Exit(serve_ui(_settings(warehouse), host, port))


@app.command()
def evaluate(
    task: Annotated[str, typer.Argument(help="segmentation, entities, places, topics, times or dates")],
    gold: Annotated[Path, typer.Argument(help="Gold data: a file or a folder, as the task's documentation says")],
) -> None:
    """Scores a stage against gold data; JSON on standard output."""
    from pipelines.console.evaluating import EvaluationError, score

    try:
        typer.echo(score(task, gold))
    except EvaluationError as error:
        fail(str(error), EXIT_USAGE)


@app.command()
def doctor(warehouse: WarehouseOption = None) -> None:
    """Says what is installed, what is missing and how to get it, and whether the warehouse is sound."""
    from pipelines.console.doctoring import examine

    raise typer.Exit(EXIT_FAILED if examine(_settings(warehouse)) else 0)


@gazetteer_app.command("install")
def gazetteer_install(
    source_dir: Annotated[Path | None, typer.Option("--from", help="Folder of GeoNames dump files")] = None,
    target: Annotated[Path | None, typer.Option("--to", help="Where to put it [default: .dateline/gazetteer]")] = None,
    source: Annotated[str, typer.Option(help="Where the dump is from")] = "geonames",
    url: Annotated[str | None, typer.Option(help="Download the dump files from here first")] = None,
) -> None:
    """Replaces the embedded gazetteer by a full GeoNames dump."""
    from pipelines.console.gazetteers import InstallFailedError, install_gazetteer

    settings = _settings(None)
    try:
        typer.echo(install_gazetteer(source_dir, target or settings.home / "gazetteer", source, url))
    except InstallFailedError as error:
        fail(str(error))


@app.command()
def version() -> None:
    """Prints the version."""
    from importlib.metadata import version as installed_version

    typer.echo(installed_version("dateline"))


def main() -> None:
    """Entry point of the `dateline` command."""
    app()


def _settings(warehouse: Path | None) -> "Settings":
    from pydantic import ValidationError

    from pipelines.settings import load_settings

    try:
        settings = load_settings()
    except ValidationError as error:
        problems = "; ".join(f"DATELINE_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        fail(f"bad settings in the environment: {problems}", EXIT_USAGE)
    return settings.model_copy(update={"warehouse": warehouse.absolute()}) if warehouse else settings


def _mapping(pairs: list[str]) -> dict[str, str]:
    return _pairs(pairs, "--map")


def _pairs(pairs: list[str], option: str) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    for name, separator, _ in split:
        if not separator or not name.isidentifier():
            fail(f"{option} wants NAME=VALUE, not {name + separator!r}", EXIT_USAGE)
    return {name: value for name, _, value in split}


if __name__ == "__main__":
    main()
