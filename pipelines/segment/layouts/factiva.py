"""Factiva exports: plain, each article closed by `Document CODE`, or with two-letter field codes."""

import re

from pipelines.segment.headings import is_byline
from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, are_articles
from pipelines.segment.lines import Lines

MAX_HEAD_LINES = 8  # above the count of words
_CLOSING = re.compile(r"Document [A-Z][A-Z0-9]{3,}\d[a-z0-9]{6,}$")
_WORD_COUNT = re.compile(r"\d[\d,.]{0,7} words$", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|and|de|van|von|al)){1,4}$")
_SUMMARY = re.compile(r"(?:search summary|© \d{4} factiva|\d{4} factiva)", re.IGNORECASE)
_CODE = re.compile(
    r"(SE|HD|HLP|CR|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|NS|RE|IN|CO|PUB|AN|CX|CLM|VOL|ART|RF|IPD|IPC|GC)(?:\s{2,}|$)"
)


def factiva(lines: Lines) -> Structure:
    """Articles that end with a line `Document CODE`; the line belongs to the article above it."""
    ends = [i for i, text in enumerate(lines.texts) if len(text) <= MAX_MARK_CHARS and _CLOSING.match(text)]
    starts = [0, *(i + 1 for i in ends if i + 1 < len(lines))]
    marks: set[int] = set()
    if len(starts) == len(ends) + 1 and ends and _SUMMARY.match(lines.texts[starts[-1]]):
        marks = set(range(starts.pop(), len(lines)))
    if len(ends) < 2 or not are_articles(lines, starts):
        return NOTHING
    titles = [(start, title, 0) for start in starts if (title := _title(lines, start)) is not None]
    return Structure(frozenset(starts), frozenset(marks), tuple(titles))


def _title(lines: Lines, start: int) -> int | None:
    """The last line above the count of words that is not a byline: a section may stand above the headline."""
    end = min(len(lines), start + MAX_HEAD_LINES)
    counted = next((i for i in range(start, end) if _WORD_COUNT.match(lines.texts[i])), None)
    if counted is None:
        return None
    heads = [i for i in range(start, counted) if not is_byline(lines.texts[i])]
    if len(heads) > 1 and _NAME.match(lines.texts[heads[-1]]):
        heads.pop()
    return heads[-1] if heads else None


def factiva_codes(lines: Lines) -> Structure:
    """Articles of lines `HD  Headline`, `PD  Date`, ... `AN  Document`, text below `LP` and `TD`."""
    codes = [m[1] if (m := _CODE.match(text[:MAX_MARK_CHARS])) else "" for text in lines.texts]
    heads = [i for i, code in enumerate(codes) if code == "HD"]
    if len(heads) < 2 or len({c for c in codes if c}) < 4:
        return NOTHING
    starts = []
    for head in heads:
        start = head
        while start > 0 and codes[start - 1] not in ("", "AN", "PUB", "RE", "NS", "IN", "CO", "TD", "LP", "RF"):
            start -= 1
        starts.append(start)
    starts[0] = 0
    if not are_articles(lines, starts):
        return NOTHING
    titles = tuple((start, *_value(lines, head)) for start, head in zip(starts, heads, strict=True))
    return Structure(frozenset(starts), frozenset(), titles, frozenset(i for i, c in enumerate(codes) if c))


def _value(lines: Lines, code: int) -> tuple[int, int]:
    """Line and offset in it of what a code says, on its own line or on the next one."""
    match = _CODE.match(lines.texts[code])
    skip = match.end() if match else 0
    return (code, skip) if skip < len(lines.texts[code]) or code + 1 >= len(lines) else (code + 1, 0)
