"""`dateline show`: an article in the terminal, its facts in colours; in brackets where there are none."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipelines.briefing.article_page import article_page
from pipelines.briefing.articles import KINDS, ShownArticle, Stretch, date_words, read_article
from pipelines.briefing.words import counted
from pipelines.console.briefings import page_path, write_page
from pipelines.pictures.markup import visible
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

STYLES = {
    "person": "bold cyan",
    "organisation": "bold yellow",
    "place": "bold green",
    "standin": "green underline",
    "time": "magenta",
    "name": "bold blue",
    "quote": "italic",
}
SHORT = {
    "person": "person",
    "organisation": "org",
    "place": "place",
    "standin": "stand-in",
    "time": "time",
    "name": "name",
}
"""What stands in the brackets."""
MAX_WIDTH = 110
"""Longer lines are hard to read."""


def print_article(settings: Settings, wanted: str, console: Console | None = None) -> None:
    """Print an article with its facts marked, to standard output unless another console is given.

    Raises:
        BriefingError: If no article, or more than one, has an id that begins so.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    article = _read(settings, wanted)
    console = console or Console()
    has_colours = console.color_system is not None
    for line in _lines(article, has_colours=has_colours):
        console.print(line, width=min(console.width, MAX_WIDTH), soft_wrap=False, highlight=False)


def write_article(settings: Settings, wanted: str, target: Path | None) -> str:
    """Write an article as a page and return the file's path.

    Raises:
        BriefingError: If no article, or more than one, has an id that begins so, or the file cannot be written.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    article = _read(settings, wanted)
    usual = Path(f"article-{article.row['article_id'][:12]}.html")
    path = page_path(target, usual)
    write_page(article_page(article), path, settings)
    return str(path)


def _read(settings: Settings, wanted: str) -> ShownArticle:
    with open_warehouse(settings).reader() as session:
        return read_article(session, wanted)


def _lines(article: ShownArticle, *, has_colours: bool) -> list[Text]:
    row = article.row
    about = [
        row["sources"] or "unknown source",
        date_words(row),
        counted(row["word_count"], "word"),
        row["language_code"] or "",
    ]
    lines = [_marked(article.title, has_colours=has_colours)] if article.title else []
    for line in lines:
        line.stylize("bold")
    lines.append(Text(" · ".join(visible(part) for part in about if part), style="dim"))
    lines += [Text(f"topics: {visible(row['topics'])}", style="dim")] if row["topics"] else []
    lines += (
        [Text(f"story: {visible(row['story'])}, {counted(row['story_article_count'], 'article')}", style="dim")]
        if row["story"]
        else []
    )
    lines += [Text(f"{row['copy_kind']} of {row['canonical_article_id']}", style="dim")] if row["copy_kind"] else []
    lines += [Text(f"article {row['article_id']}{'' if row['is_current'] else ', no longer current'}", style="dim")]
    lines += [_legend(article), Text()]
    return [*lines, _marked(article.text, has_colours=has_colours)]


def _legend(article: ShownArticle) -> Text:
    legend = Text("marked: ", style="dim")
    for kind, count in article.counts.items():
        if count:
            legend.append(KINDS[kind], style=f"not dim {STYLES[kind]}").append(f" {count:,}   ")
    return legend if any(article.counts.values()) else Text("no facts were read from it", style="dim")


def _marked(stretches: Sequence[Stretch], *, has_colours: bool) -> Text:
    text = Text()
    is_open = False
    for stretch in stretches:
        quoted = f" {STYLES['quote']}" if stretch.quote else ""
        words = visible(stretch.words).replace("\t", " ")
        if stretch.fact is None:
            text.append(words, style=quoted.strip() or None)
        elif has_colours:
            text.append(words, style=STYLES[stretch.fact.kind] + quoted)
        else:
            text.append(f"{'' if is_open else f'[{SHORT[stretch.fact.kind]} '}{words}{']' if stretch.is_end else ''}")
        is_open = stretch.fact is not None and not stretch.is_end
    return text
