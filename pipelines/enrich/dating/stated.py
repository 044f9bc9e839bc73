"""Dates that a text states as its own: a dateline ('KYIV, Dec 28 (Reuters) -') or a byline ('Published July 18, 2024')."""

import re
from typing import NamedTuple

from pipelines.timex.grammar import expressions
from pipelines.timex.timex import Timex
from pipelines.timex.tokens import lowered, tokenise

HEAD_CHARS = 900
"""A dateline or byline stands in the first lines."""
TAIL_CHARS = 300
"""Some outlets state the date of publication at the end instead."""
_DATELINE_CHARS = 90
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"^[ \t]*(?P<place>[A-Z][A-Z'’.\-/ ]+(?:, ?[A-Z][A-Za-z'’.\- ]+){{0,2}}|[A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]+){{0,3}}),? ?"
    rf"(?P<date>(?i:{_MONTH}) \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} (?i:{_MONTH})(?:,? \d{{4}})?)"
    r"(?: \([^()\n]{2,40}\)|, \d{4})?(?: ?/[A-Za-z ./]{2,30}/)?\s*(?:-{1,2}|–|—|:|\u2212|\.-)",
    re.MULTILINE,
)
_LABELLED = re.compile(
    r"^(?:.{0,60}?[|•·–—]\s*|[\W_]*)(?P<label>(?:first |last |originally )?(?:published|updated|posted|modified|created|released)(?: on| at|:)?|"
    r"publish date:?|date:|date published:?|publication date:?|pubdate:?|on)\W{0,3}(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL_WORD = re.compile(
    r"\b(?:(?:first |originally )?published|posted|date|pubdate|publish date|publication date|released|created)\b",
    re.IGNORECASE,
)
_STAMP_LINE_CHARS = 60
_OTHER_DATE = re.compile(
    r"\b(?:birth|born|died|death|deadline|due|expires?|joined|founded|since|until)\b", re.IGNORECASE
)
_RANKS = {"byline": 0, "dateline": 1, "date_line": 2, "updated": 3}
"""A dateline may be of the day before; an update is later than the first publication."""


class Stated(NamedTuple):
    """A date that the text states as its own, and how it does."""

    timex: Timex
    kind: str


def stated_dates(text: str) -> list[Stated]:
    """The dates that a text states as its own date, the surest first.

    A month and day without a year count as well: the year comes from the rest of the evidence.
    """
    head = text[:HEAD_CHARS]
    found: list[Stated] = []
    match = _DATELINE.search(head)
    if match and match.start() < HEAD_CHARS - _DATELINE_CHARS:
        found.extend(Stated(t, "dateline") for t in _days(text, match.start("date"), match.end()))
    blocks = [(0, len(head))]
    if len(text) > HEAD_CHARS:
        blocks.append((max(HEAD_CHARS, len(text) - TAIL_CHARS), len(text)))
    for low, high in blocks:
        found.extend(_labelled(text, low, high))
        if low == 0:
            found.extend(_bare_lines(text, high))
    return sorted(found, key=lambda stated: _RANKS[stated.kind])


def _labelled(text: str, low: int, high: int) -> list[Stated]:
    """Dates on a line that says 'Published', 'Updated', 'Posted', ..."""
    found = []
    for label in _LABELLED.finditer(text, low, high):
        if label.group("label").lower() == "on":
            continue
        line_end = text.find("\n", label.end())
        line_end = min(len(text) if line_end < 0 else line_end, label.end() + _STAMP_LINE_CHARS)
        for timex in _days(text, label.end(), line_end)[:1]:
            if timex.start - label.end() <= 30 and _is_short_line(text, label.start(), line_end):
                kind = "byline" if _LABEL_WORD.search(label.group()) else "updated"
                found.append(Stated(timex, kind))
    return found


def _is_short_line(text: str, start: int, end: int) -> bool:
    """True when the label opens a line of its own, as a byline does, and not a sentence of the article."""
    line = text[start:end]
    return len(line.split()) <= 16 and not re.search(
        r"\b(?:was|were|had|has|by the|report|study|in the)\b", line, re.IGNORECASE
    )


def _bare_lines(text: str, high: int) -> list[Stated]:
    """Lines of the head that hold nothing but a full date, as printed pages and saved web pages have."""
    found = []
    start = 0
    while start < high:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if 6 <= end - start <= _STAMP_LINE_CHARS:
            for timex in _days(text, start, end)[:1]:
                rest = text[start : timex.start] + text[timex.end : end]
                if (
                    timex.year is not None
                    and len(re.findall(r"[A-Za-z]{2,}", rest)) <= 3
                    and not _OTHER_DATE.search(rest)
                ):
                    found.append(Stated(timex, "date_line"))
        start = end + 1
    return found


def _days(text: str, low: int, high: int) -> list[Timex]:
    stretch = text[low:high]
    tokens = tokenise(stretch, lowered(stretch), 0, len(stretch))
    days = [t for t in expressions(tokens) if t.form == "day"]
    for timex in days:
        timex.start += low
        timex.end += low
    return days
