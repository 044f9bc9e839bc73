"""The briefing of a warehouse that runs by itself: what it would say in short, and the page that was once asked for kept up to date."""

from pathlib import Path
from typing import Any, NamedTuple

from pipelines.briefing.reading import Findings, leading_stories, read
from pipelines.briefing.scope import choose
from pipelines.briefing.writing import page_of, subject
from pipelines.warehouse import Warehouse

NAMED_STORIES = 5


class Kept(NamedTuple):
    """What a briefing says in short.

    Attributes:
        subject: The days that it covers.
        stories: Its first stories: label, sources, articles.
        page: The page; None where none was ever asked for.
    """

    subject: str
    stories: list[dict[str, Any]]
    page: Path | None


def keep(warehouse: Warehouse, page: Path) -> Kept:
    """Return what the briefing says, and write its page again where one stands.

    Raises:
        pipelines.warehouse.WarehouseError: If nothing is published yet.
        OSError: If the page that stands cannot be written again; it is whole or stays as it was.
    """
    with warehouse.reader() as session:
        scope = choose(session)
        found = read(session, scope) if page.is_file() else None
        told = found.stories if found else leading_stories(session, scope.chosen).to_pylist()
    if found:
        _write(page, found)
    stories = [
        {"story": story["label"], "sources": story["source_count"], "articles": story["article_count"]}
        for story in told[:NAMED_STORIES]
    ]
    return Kept(subject(scope), stories, page if found else None)


def _write(page: Path, found: Findings) -> None:
    partial = page.with_name(f"{page.name}.partial")
    partial.write_text(page_of(found), encoding="utf-8")
    partial.replace(page)
