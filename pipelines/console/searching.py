"""`dateline search`: articles by their words, in any format that rows are written in."""

from collections.abc import Callable
from datetime import date
from textwrap import wrap

from pipelines.console.delivering import rendered
from pipelines.console.querying import Answer
from pipelines.search import Found, SearchError, Wanted, search
from pipelines.settings import Settings

WIDTH = 100
"""Columns of what is printed."""
WORTH_SAYING = 2_000
"""Articles from which on bringing the side file up to date takes a noticeable time, and is shown."""


def run_search(settings: Settings, wanted: Wanted, output: str, *, say: Callable[[str], None]) -> Answer:
    """Return what was found, in a format of `delivering`.

    Args:
        settings: Which warehouse.
        wanted: What is looked for.
        output: The format; a table is laid out for reading.
        say: Told what is done when it takes long.

    Raises:
        SearchError: If nothing can be looked for as asked.
        pipelines.console.delivering.DeliveryError: If the rows do not fit the format.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """

    def report(done: int, total: int) -> None:
        if total >= WORTH_SAYING:
            say(f"taking in words for searching: {done:,} of {total:,} articles")

    found = search(settings, wanted, report)
    content = _laid_out(found).encode() if output == "table" else rendered(found.rows, output)
    return Answer(content, _note(found, wanted))


def parsed_day(text: str | None, option: str) -> date | None:
    """Return the day that an option names.

    Raises:
        SearchError: If it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SearchError(f"{option} {text}: give a day such as 2026-03-16") from error


def _note(found: Found, wanted: Wanted) -> str:
    if not found.rows.num_rows:
        narrowing = any(value is not None for value in wanted[1:7]) or wanted.since or wanted.until
        return "no article has these words" + (" within these limits; leave one out" if narrowing else "")
    if found.is_any:
        return "no article has all the words; these have some of them"
    return ""


def _laid_out(found: Found) -> str:
    lines = []
    for number, row in enumerate(found.rows.to_pylist(), start=1):
        copy = f", {row['copy_kind']} of {row['copy_of']}" if row["copy_kind"] else ""
        lines.append(f"{number:>2}. {' '.join((row['headline'] or '').split())}")
        lines.append(f"    {row['published_date'] or 'no date'}, {row['sources'] or 'unknown'}{copy}")
        lines += wrap(row["snippet"], WIDTH, initial_indent="    ", subsequent_indent="    ")
        lines.append(f"    {row['article_id']}")
    return "".join(f"{line}\n" for line in lines)
