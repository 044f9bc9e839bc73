"""Commands that make pages and pictures of what the warehouse holds."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.console.usage import EXIT_USAGE, WarehouseOption, ending_at, fail, settings_of


def add_to(app: typer.Typer) -> None:
    """Add the commands to the `dateline` command."""
    app.command()(briefing)
    app.command()(show)


def briefing(
    since: Annotated[
        str | None, typer.Option(help="First day, such as 2026-03-17 (a week before the last by default)")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Last day (the last of the warehouse by default)")] = None,
    place: Annotated[str | None, typer.Option(help="Only articles that name this place, or what lies in it")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file (beside the warehouse by default)")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Write what happened as one page: stories, map, what rose, each with the words that it rests on."""
    from pipelines.briefing import BriefingError
    from pipelines.console.briefings import write_briefing

    with ending_at(BriefingError):
        typer.echo(write_briefing(settings_of(warehouse), output, since=since, until=until, place=place))


def show(
    article: Annotated[str, typer.Argument(help="An article's id, or its beginning; `latest` for the latest")],
    html: Annotated[  # noqa: FBT002 how typer calls it
        bool, typer.Option("--html", help="Write a page and print its path")
    ] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The page's file, with --html")] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Print an article with its names, places, times and statements marked."""
    from pipelines.briefing import BriefingError
    from pipelines.console.showing import print_article, write_article

    if output and not html:
        fail("-o names the file of a page: add --html", EXIT_USAGE)
    with ending_at(BriefingError):
        if html:
            typer.echo(write_article(settings_of(warehouse), article, output))
        else:
            print_article(settings_of(warehouse), article)
