"""Markdown tables and small charts of rows, as text: pure, and safe with whatever stands in the news.

Text of articles must not become markup of the page that shows it: no link, no image, no tag.
"""

import base64
import html
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

MAX_CELL_CHARS = 160
"""A longer cell is cut: a table is to be looked at, the rows themselves are a query away."""
MAX_BARS = 31
"""Bars of one chart: a month of days."""
BAR_PX, GAP_PX, LABEL_PX, BARS_PX, VALUE_PX, FONT_PX = 12, 4, 120, 260, 60, 11
INK, PAPER, FILL = "#1a1a1a", "#ffffff", "#4478a8"
"""The chart has its own ground, so that it reads on a dark page too."""
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


def bar_chart(rows: Sequence[Mapping[str, object]], title: str) -> str:
    """Return a bar per row as a Markdown image that carries its own picture; a word when there is no row.

    Args:
        rows: First column the label, second the length; of more than `MAX_BARS` the last are drawn.
        title: What a reader without pictures is told.
    """
    if not rows:
        return "None."
    picture = base64.b64encode(_svg(rows[-MAX_BARS:]).encode()).decode("ascii")
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


def _svg(rows: Sequence[Mapping[str, object]]) -> str:
    label, length = list(rows[0])[:2]
    numbers = [float(str(row[length] or 0)) for row in rows]
    most = max(*numbers, 0.0, 1e-9)
    width, height = LABEL_PX + BARS_PX + VALUE_PX, len(rows) * (BAR_PX + GAP_PX) + GAP_PX
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'font-family="sans-serif" font-size="{FONT_PX}"><rect width="100%" height="100%" fill="{PAPER}"/>'
        )
    ]
    for index, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        top = GAP_PX + index * (BAR_PX + GAP_PX)
        bar = max(0.0, number) / most * BARS_PX
        text = html.escape(shown_value(row[label])[: LABEL_PX // 6])
        base = top + BAR_PX - 2
        parts.append(
            f'<text x="{LABEL_PX - 4}" y="{base}" text-anchor="end" fill="{INK}">{text}</text>'
            f'<rect x="{LABEL_PX}" y="{top}" width="{bar:.0f}" height="{BAR_PX}" fill="{FILL}"/>'
            f'<text x="{LABEL_PX + bar + 4:.0f}" y="{base}" fill="{INK}">{html.escape(shown_value(row[length]))}</text>'
        )
    return "".join([*parts, "</svg>"])
