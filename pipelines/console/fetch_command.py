"""What `dateline fetch` takes; quick to import, as the whole command is."""

from pathlib import Path
from typing import Annotated

import typer


def fetch_pages(  # noqa: PLR0917 how typer calls it
    feeds: Annotated[
        list[str],
        typer.Argument(metavar="FEEDS...", help="Addresses of feeds, sitemaps or pages, and files that list some"),
    ],
    into: Annotated[
        Path | None, typer.Option("--into", help="The folder", show_default="landing, or DATELINE_LANDING")
    ] = None,
    most: Annotated[int, typer.Option(help="Pages to ask for at most; the next fetch goes on", min=1)] = 1_000,
    delay: Annotated[float, typer.Option(help="Seconds between two requests to one host", min=0)] = 1.0,
    timeout: Annotated[float, typer.Option(help="Seconds that one answer may take", min=1)] = 60.0,
    again: Annotated[bool, typer.Option("--again", help="Ask for known pages too")] = False,  # noqa: FBT002 how typer calls it
    allow_private: Annotated[  # noqa: FBT002 how typer calls it
        bool, typer.Option("--allow-private", help="Also from servers inside your own network")
    ] = False,
) -> None:
    """Fetch pages, and the pages that feeds and sitemaps name, into a folder that `dateline run` reads.

    Asks only when you do: obeys robots.txt, one page at a time from a host, and again only what may have changed.
    """
    from pipelines.console.fetching import fetch_with_progress
    from pipelines.fetch import FetchLimits
    from pipelines.fetch.limits import DEFAULT_FETCH_LIMITS
    from pipelines.settings import load_settings

    limits = FetchLimits(
        max_pages=most,
        host_delay_s=delay,
        total_timeout_s=timeout,
        connect_timeout_s=min(DEFAULT_FETCH_LIMITS.connect_timeout_s, timeout),
        allow_private=allow_private,
    )
    raise typer.Exit(fetch_with_progress(feeds, into or load_settings().landing, limits, is_asked_again=again))
