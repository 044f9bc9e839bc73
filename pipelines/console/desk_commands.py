"""The commands of the analyst's desk: `search`, `explain` and `export`. Quick to import, as the whole command is."""

from enum import StrEnum
from typing import Annotated

import typer

from pipelines.console.usage import FileOption, FormatOption, WarehouseOption, ending_at, pairs, settings_of


class ExportFormat(StrEnum):
    """What other programs import."""

    STIX = "stix"
    GKG = "gkg"
    GEOPARQUET = "geoparquet"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command()(search)
    app.command()(explain)
    app.command()(export)


def search(  # noqa: PLR0917 how typer calls it
    words: Annotated[str, typer.Argument(help='Words, "a phrase", or the beginning of a word with *')],
    warehouse: WarehouseOption = None,
    place: Annotated[str | None, typer.Option(help="A place; a country or region stands for what is in it too")] = None,
    person: Annotated[str | None, typer.Option(help="A person, by any form of the name")] = None,
    name: Annotated[str | None, typer.Option(help="A name of any kind")] = None,
    source: Annotated[str | None, typer.Option(help="A source")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic, by name or code")] = None,
    near: Annotated[str | None, typer.Option(help="Articles about locations around a place, or LAT,LON")] = None,
    within: Annotated[float, typer.Option(help="How far around, km")] = 50.0,
    since: Annotated[str | None, typer.Option(help="First day, such as 2026-03-16")] = None,
    until: Annotated[str | None, typer.Option(help="Last day")] = None,
    limit: Annotated[int, typer.Option(help="So many articles at most", min=1, max=10_000)] = 10,
    output: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Find articles by their words, the best first; narrowed by place, person, day and more."""
    from pipelines.console.delivering import DeliveryError, chosen_format, deliver
    from pipelines.console.searching import parsed_day, run_search
    from pipelines.search import SearchError, Wanted

    settings = settings_of(warehouse)
    with ending_at(SearchError, DeliveryError):
        days = parsed_day(since, "--since"), parsed_day(until, "--until")
        wanted = Wanted(words, place, person, name, source, topic, near, within, *days, limit)
        chosen = chosen_format(output, file)
        answer = run_search(settings, wanted, chosen, say=lambda text: typer.echo(f"dateline: {text}", err=True))
        deliver(answer.content, chosen, file, settings)
    if answer.note:
        typer.echo(answer.note, err=chosen != "table" or file is not None)


def explain(  # noqa: PLR0917 how typer calls it
    target: Annotated[str, typer.Argument(metavar="TABLE|QUERY", help="A table, or a named query for its rows")],
    warehouse: WarehouseOption = None,
    article: Annotated[str | None, typer.Option(help="An article_id or its beginning")] = None,
    at: Annotated[int | None, typer.Option(help="A character of the span")] = None,
    key: Annotated[list[str] | None, typer.Option(help="COLUMN=VALUE of the row, such as story_id=...")] = None,
    parameter: Annotated[list[str] | None, typer.Option("--param", "-p", help="NAME=VALUE for a named query")] = None,
    limit: Annotated[int, typer.Option(help="So many rows at most", min=1, max=1_000)] = 5,
) -> None:
    """Show what a row rests on: its sentence, candidates, evidence, score, and who read it."""
    from pipelines.console.explaining import explain_target
    from pipelines.console.querying import QueryError
    from pipelines.explain import ExplainError, Target

    wanted = Target(target, article, at, pairs(key, "--key"), limit)
    with ending_at(ExplainError, QueryError):
        typer.echo(explain_target(settings_of(warehouse), wanted, pairs(parameter, "--param")), nl=False)


def export(
    kind: Annotated[ExportFormat, typer.Argument(help="stix, gkg or geoparquet")],
    warehouse: WarehouseOption = None,
    file: FileOption = None,
    since: Annotated[str | None, typer.Option(help="First day, such as 2026-03-16")] = None,
    until: Annotated[str | None, typer.Option(help="Last day")] = None,
) -> None:
    """Write articles and what they say for other programs: STIX 2.1, GDELT's GKG 2.1 or GeoParquet."""
    from pipelines.console.delivering import DeliveryError, deliver
    from pipelines.console.exporting import export_articles
    from pipelines.search import SearchError

    settings = settings_of(warehouse)
    with ending_at(DeliveryError, SearchError):
        answer = export_articles(settings, kind.value, since, until)
        deliver(answer.content, "parquet" if kind is ExportFormat.GEOPARQUET else kind.value, file, settings)
    if answer.note:
        typer.echo(answer.note, err=True)
