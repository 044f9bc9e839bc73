"""Remnants of HTML and rich text round the lines of a pasted page: they are read past, and the headings that they state are kept.

Only a document that is full of them is touched; a tag in a text about tags stands.
"""

import html
import re
from collections.abc import Sequence

from pipelines.segment.unwrap import Row

MIN_MARKED_SHARE = 0.3  # of the lines that must open or close with a remnant
READ_CHARS = 400  # of a line's two ends in which remnants are looked for
HEADING_LEVELS = {"title": 1, "h1": 1, "h2": 2, "h3": 3, "b": 4, "strong": 4}
"""Tags of headings, the highest first; bold type round a whole line is the lowest."""
_TAG = r"<!?/?[a-zA-Z][^<>]{0,300}>|<!--[^<>]{0,300}-->"
_CONTROL = r"\\(?:pard?|plain|line|tab|qj|ql|qc|[bi]0?|ul(?:none)?|fs\d{1,3}|f\d{1,2}|s[ab]\d{1,4}|li\d{1,4}|cf\d{1,2}|lang\d{1,5})\b ?"
_REMNANT = rf"(?:{_TAG}|{_CONTROL}|&nbsp;|&#160;|\s)"
_LEADING = re.compile(rf"{_REMNANT}+")
_TRAILING = re.compile(rf"{_REMNANT}+$")
_INNER = re.compile(rf"{_TAG}|{_CONTROL}")
_HEADING = re.compile(r"<(title|h[123]|b|strong)\b|\\(b)\b", re.IGNORECASE)
_BOLD_ENDS = re.compile(r"(?:</(?:b|strong)>|\\b0)", re.IGNORECASE)


def unmarked(rows: Sequence[Row]) -> list[Row]:
    """The rows without the remnants at their ends; rows of nothing else become blank lines.

    Offsets move inwards with the ends; remnants inside a line go from the text that is read, not from the document.
    """
    marked = sum(bool(_LEADING.match(row.text) or _TRAILING.search(row.text[-READ_CHARS:])) for row in rows)
    if not rows or marked < MIN_MARKED_SHARE * len(rows):
        return list(rows)
    out: list[Row] = []
    blanks = 0
    for row in rows:
        lead = _LEADING.match(row.text[:READ_CHARS])
        head = lead.end() if lead else 0
        tail = _TRAILING.search(row.text, max(head, len(row.text) - READ_CHARS))
        end = tail.start() if tail else len(row.text)
        text = html.unescape(_INNER.sub("", row.text[head:end])).strip()
        if not text:
            blanks += row.blanks + 1
            continue
        level = _level(row.text[:head], row.text[end:])
        out.append(
            row._replace(
                text=text,
                start=row.start + head,
                end=row.end - (len(row.text) - end),
                blanks=row.blanks + blanks,
                level=level,
            )
        )
        blanks = 0
    return out


def _level(lead: str, tail: str) -> int:
    found = _HEADING.search(lead)
    if not found:
        return 0
    level = HEADING_LEVELS[(found[1] or found[2]).lower()]
    return level if level < HEADING_LEVELS["b"] or _BOLD_ENDS.search(tail) else 0
