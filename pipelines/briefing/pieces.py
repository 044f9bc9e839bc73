"""Pieces that several sections use: tables, folded passages, notes."""

from collections.abc import Iterable, Sequence

from pipelines.briefing.reading import Findings, Row
from pipelines.pictures import EMPTY, Content, Markup, element, joined

MAX_SOURCES_NAMED = 6
PASSAGE = "In the text"
"""The column that holds folded passages."""


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Content]],
    *,
    numeric: Iterable[int] = (),
    anchor: str = "",
) -> Markup:
    """Return a table whose first cells head their rows; on a phone each row is a block.

    Args:
        caption: What it holds.
        columns: Their names.
        rows: Cells, text unless markup.
        numeric: Columns of numbers.
        anchor: Row N can be reached as `#anchor-N`; not at all without it.
    """
    kinds = ["number" if i in set(numeric) else "passage" if n == PASSAGE else None for i, n in enumerate(columns)]
    heads = (element("th", name, scope="col", class_=kind) for name, kind in zip(columns, kinds, strict=True))
    body = (_row(columns, kinds, row, f"{anchor}-{number}" if anchor else None) for number, row in enumerate(rows))
    inner = (element("caption", caption), element("thead", element("tr", *heads)), element("tbody", *body))
    return element("div", element("table", *inner, class_="stack"), class_="scroll")


def _row(columns: Sequence[str], kinds: Sequence[str | None], cells: Sequence[Content], anchor: str | None) -> Markup:
    described = zip(columns[1:], kinds[1:], cells[1:], strict=True)
    rest = (
        element("td", cell, class_=kind, data_name=None if name == PASSAGE else name) for name, kind, cell in described
    )
    return element("tr", element("th", cells[0], scope="row"), *rest, id=anchor)


def passage(found: Findings, span: Row | None) -> Markup:
    """Return a span in its sentence, folded; nothing without a span."""
    return folded("Passage", [found.passages.quoted(span)]) if span else EMPTY


def folded(name: str, parts: Iterable[Markup]) -> Markup:
    """Return parts that open when their name is clicked."""
    return element("details", element("summary", name), *parts)


def sources(codes: Sequence[str]) -> Markup:
    """Return the names of sources; of many, the first."""
    named = joined((element("bdi", code) for code in codes[:MAX_SOURCES_NAMED]), ", ")
    return joined((named, f" and {len(codes) - MAX_SOURCES_NAMED:,} more")) if len(codes) > MAX_SOURCES_NAMED else named


def note(words: str) -> Markup:
    """Return a line that says how a section is to be read."""
    return element("p", words, class_="note")
