"""`dateline export`: what other programs import."""

from pipelines.console.querying import Answer
from pipelines.console.searching import parsed_day
from pipelines.exports import as_geoparquet, as_gkg, as_stix, read_scope
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

WRITERS = {"stix": as_stix, "gkg": as_gkg, "geoparquet": as_geoparquet}


def export_articles(settings: Settings, kind: str, since: str | None, until: str | None) -> Answer:
    """Return the articles of some days as the bytes of a format, and what to say beside them.

    Args:
        settings: Which warehouse.
        kind: One of `WRITERS`.
        since: First day, ISO 8601.
        until: Last day.

    Raises:
        pipelines.search.SearchError: If a day is none.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    days = parsed_day(since, "--since"), parsed_day(until, "--until")
    with open_warehouse(settings).reader() as session:
        scope = read_scope(session, *days)
    undated = sum(article["published_date"] is None for article in scope.articles)
    if not scope.articles:
        return Answer(WRITERS[kind](scope), "no articles of these days" if any(days) else "no articles yet")
    left_out = f"{undated:,} articles without a day are left out: GKG has no place for them"
    return Answer(WRITERS[kind](scope), left_out if kind == "gkg" and undated else "")
