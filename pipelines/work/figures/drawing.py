"""Markdown tables and small charts of rows, as text: pure, and safe with whatever stands in the news.

The UI shows a Markdown value of up to a thousand characters in place, and a longer one after a click: so a chart is one path.
Text of articles must not become markup of the page that shows it: no link, no image, no tag.
"""

import base64
import html
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

MAX_CELL_CHARS = 100
"""A longer cell is cut: a table is to be looked at, the rows themselves are a query away."""
MAX_COLUMNS = 31
"""Columns of one chart: a month of days."""
STEP_PX, HEIGHT_PX, TOP_PX, LEAST_PX = 10, 60, 14, 140
INK, PAPER = "#47a", "#fff"
"""The chart has its own ground, so that it reads on a dark page too."""
FULL, BAR_CHARS = "█", 12
_MARKUP = re.compile(r"([\\`*_{}\[\]()!|~$:@]|(?<=www)\.)", re.IGNORECASE)
"""Also what would make an address in a text a link."""
_FORMS = (
    (bool, "{!s}"),
    (int, "{:,}"),
    (float, "{:,.2f}"),
    (datetime, "{:%Y-%m-%d %H:%M}"),
    (date, "{:%Y-%m-%d}"),
)
"""How values of a type are shown; a type stands before the one that it is a kind of."""
_SPACE = re.compile(r"\s+")


def markdown_table(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as a Markdown table, whose heads are the columns' names in words; a word when there is no row."""
    if not rows:
        return "None."
    names = list(rows[0])
    lines = [[escaped(name.replace("_", " ")) for name in names], ["---"] * len(names)]
    lines += [[escaped(shown_value(row[name])) for name in names] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bar_table(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as a Markdown table with a bar in letters, as long as the number in the second column says."""
    if not rows:
        return "None."
    number = list(rows[0])[1]
    most = max((_number(row[number]) for row in rows), default=0.0) or 1.0
    return markdown_table([{**row, "": FULL * round(_number(row[number]) / most * BAR_CHARS)} for row in rows])


def column_chart(rows: Sequence[Mapping[str, object]], title: str) -> str:
    """Return a column per row as a Markdown image that carries its own picture; a word when there is no row.

    Args:
        rows: First column the label, second the height; of more than `MAX_COLUMNS` the last are drawn.
        title: What a reader without pictures is told.
    """
    if not rows:
        return "None."
    picture = base64.b64encode(_svg(rows[-MAX_COLUMNS:]).encode()).decode("ascii")
    return f"![{escaped(title)}](data:image/svg+xml;base64,{picture})"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is: on one line, at most `MAX_CELL_CHARS` long, no character of it markup."""
    line = _SPACE.sub(" ", text).strip()
    if len(line) > MAX_CELL_CHARS:
        line = line[: MAX_CELL_CHARS - 1] + "…"
    return _MARKUP.sub(r"\\\1", line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown_value(value: object) -> str:
    """Return a value as a person reads it: numbers with separators, shares with two digits, lists with commas."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(shown_value, value))
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form.format(value)
    return "" if value is None else str(value)


def _number(value: object) -> float:
    return max(0.0, float(str(value or 0)))


def _svg(rows: Sequence[Mapping[str, object]]) -> str:
    """One path for all columns and three labels: the first, the last, and the number of the highest column."""
    label, height = list(rows[0])[:2]
    numbers = [_number(row[height]) for row in rows]
    most = max(numbers) or 1.0
    width, ground = max(len(rows) * STEP_PX, LEAST_PX), TOP_PX + HEIGHT_PX
    columns = "".join(
        f"M{index * STEP_PX + STEP_PX // 2} {ground}v-{number / most * HEIGHT_PX:.0f}"
        for index, number in enumerate(numbers)
    )
    first, last, highest = (
        html.escape(shown_value(value))
        for value in (rows[0][label], rows[-1][label], max(rows, key=lambda row: _number(row[height]))[height])
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{ground + TOP_PX}" font-size="11">'
        f'<path fill="{PAPER}" d="M0 0h999v999H0"/><path stroke="{INK}" stroke-width="{STEP_PX - 2}" d="{columns}"/>'
        f'<text x="2" y="10">{highest}</text><text x="2" y="{ground + 11}">{first}</text>'
        f'<text x="{width - 2}" y="{ground + 11}" text-anchor="end">{"" if len(rows) == 1 else last}</text></svg>'
    )
