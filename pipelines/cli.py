"""The `dateline` command: thin, and quick to start, so every import that costs is made where it is used."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.console import desk_commands, lake_commands, page_commands, serve_commands
from pipelines.console.fetch_command import fetch_pages
from pipelines.console.packs import app as packs_app
from pipelines.console.usage import (
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_USAGE,
    FileOption,
    FormatOption,
    LakeOption,
    WarehouseOption,
    ending_at,
    fail,
    pairs,
    settings_of,
)

app = typer.Typer(
    name="dateline",
    help="News text into a queryable warehouse: segment, date, enrich, load and aggregate. Offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
gazetteer_app = typer.Typer(help="The gazetteer that places are resolved against.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(packs_app, name="knowledge")
app.command(name="fetch")(fetch_pages)
page_commands.add_to(app)
desk_commands.add_to(app)
serve_commands.add_to(app)
lake_commands.add_to(app)

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be read and what refused; write nothing")]


@app.command()
def run(  # noqa: PLR0917 how typer calls it
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs of news text")],
    warehouse: WarehouseOption = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--map", help="FIELD=NAME: what records call Dateline's text, title, url, published_at, ..."),
    ] = None,
    records: Annotated[
        str | None, typer.Option("--records", help="Where in JSON the records stand, such as response.docs")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="The source of what names none")] = None,
    dry_run: DryRunOption = False,  # noqa: FBT002 how typer calls it
    lake: LakeOption = False,  # noqa: FBT002
) -> None:
    """Ingest PATHs and bring every table up to date, as a Dagster run that `dateline ui` shows."""
    from pipelines.sources import MappingError, find_inputs, parsed_mapping

    settings = settings_of(warehouse, is_trial=lake)
    with ending_at(MappingError):
        mapping = parsed_mapping(field or [])
    missing = [path for path in paths if _is_missing(path)]
    if len(missing) == len(paths):
        fail(f"no such file or folder: {', '.join(missing)}; nothing was written", EXIT_USAGE)
    typer.echo("dateline: starting", err=True)
    if not any(find_inputs(paths)):
        fail("nothing to read: name a file, a folder or a glob", EXIT_USAGE)
    from pipelines.work.ingest import ReadOptions

    if dry_run:
        from pipelines.console.previewing import print_preview

        raise typer.Exit(print_preview(settings, paths, ReadOptions(mapping, records, source)))
    from pipelines.loading import loading

    with loading():
        from pipelines.console.running import run_with_progress

    raise typer.Exit(run_with_progress(settings, paths, ReadOptions(mapping, records, source)))


@app.command()
def publish(warehouse: WarehouseOption = None) -> None:
    """Put a copy of the last commit at the warehouse's path, as every run does at its end."""
    from pipelines.warehouse import open_warehouse
    from pipelines.work.run import publish_now

    with ending_at():
        summary = publish_now(open_warehouse(settings_of(warehouse)))
    typer.echo(f"publication {summary['publication_number']}: {'new' if summary['is_new'] else 'stood already'}")


@app.command()
def redo(
    target: Annotated[str, typer.Argument(metavar="TABLE", help="A table that is made, such as core.place_mentions")],
    where: Annotated[
        str | None, typer.Option("--where", help="Condition on core.articles (or raw.documents): which units")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Make rows stale and make them again, with all that rests on them."""
    from pipelines.console.redoing import RedoError, redo_with_progress

    with ending_at(RedoError):
        raise typer.Exit(redo_with_progress(settings_of(warehouse), target, where))


@app.command()
def forget(
    uri: Annotated[str, typer.Argument(help="A file or folder that was read, as raw.documents.uri has it")],
    warehouse: WarehouseOption = None,
) -> None:
    """Take what a file brought out of counts, marts and queries; the history stays."""
    from pipelines.console.redoing import forget_with_progress

    with ending_at():
        raise typer.Exit(forget_with_progress(settings_of(warehouse), uri))


@app.command()
def sql(  # noqa: PLR0917 how typer calls it
    query: Annotated[str | None, typer.Argument(help="SQL, or the name of a named query; the names without it")] = None,
    warehouse: WarehouseOption = None,
    output: FormatOption = None,
    file: FileOption = None,
    parameter: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE for a $NAME of the query")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the rows into this .html or .svg: a map, lines or bars")
    ] = None,
) -> None:
    """Run SQL or a named query, read-only."""
    from pipelines.console.delivering import DeliveryError, chosen_format, deliver
    from pipelines.console.querying import QueryError, describe_queries, run_query

    if query is None:
        typer.echo(describe_queries())
        return
    settings, values = settings_of(warehouse), pairs(parameter, "--param")
    with ending_at(QueryError, DeliveryError):
        if plot:
            from pipelines.console.plotting import plot_query

            typer.echo(plot_query(settings, query, values, plot))
            return
        chosen = chosen_format(output, file)
        answer = run_query(settings, query, values, chosen)
        deliver(answer.content, chosen, file, settings)
    if answer.note:
        typer.echo(answer.note, err=chosen != "table" or file is not None)


@app.command()
def evaluate(
    task: Annotated[str, typer.Argument(help="segmentation, entities, places, linking, topics, times, dates, ...")],
    gold: Annotated[Path, typer.Argument(help="Gold data: a file or a folder, as the task's documentation says")],
) -> None:
    """Score a stage against gold data; JSON on standard output."""
    from pipelines.console.evaluating import EvaluationError, score

    with ending_at(EvaluationError):
        typer.echo(score(task, gold))


@app.command()
def doctor(warehouse: WarehouseOption = None) -> None:
    """Say what is installed, what is missing and how to get it, and whether the warehouse is sound."""
    from pipelines.console.doctoring import examine

    raise typer.Exit(EXIT_FAILED if examine(settings_of(warehouse)) else EXIT_DONE)


@gazetteer_app.command("install")
def gazetteer_install(
    source_dir: Annotated[Path | None, typer.Option("--from", help="Folder of GeoNames dump files")] = None,
    target: Annotated[
        Path | None, typer.Option("--to", help="Where to put it", show_default=".dateline/gazetteer")
    ] = None,
    source: Annotated[str, typer.Option(help="Where the dump is from")] = "geonames",
    url: Annotated[str | None, typer.Option(help="Download the dump files from here first")] = None,
) -> None:
    """Replace the embedded gazetteer by a full GeoNames dump."""
    from pipelines.console.gazetteers import InstallFailedError, install_gazetteer

    settings = settings_of(None)
    with ending_at(failed=(InstallFailedError,)):
        typer.echo(install_gazetteer(source_dir, target or settings.home / "gazetteer", source, url))


def _print_version(value: bool) -> None:  # noqa: FBT001 how typer calls it
    if value:
        from importlib.metadata import version

        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[  # noqa: FBT002 how typer calls it
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end")
    ] = False,
) -> None:
    """News text into a queryable warehouse: segment, date, enrich, load and aggregate. Offline."""


def main() -> None:
    """Entry point of the `dateline` command."""
    if os.environ.get("DATELINE_EXTENSIONS"):
        from pipelines.console.extending import extension_problem

        if problem := extension_problem():
            typer.echo(f"dateline: {problem}", err=True)
            sys.exit(EXIT_USAGE)
    app()


def _is_missing(path: str) -> bool:
    return not Path(path).exists() and not set("*?[").intersection(path)


if __name__ == "__main__":
    main()
