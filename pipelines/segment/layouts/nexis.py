"""Nexis exports: `3 of 20 DOCUMENTS` above each article, or `End of Document` below it."""

import re

from pipelines.segment.headings import is_byline
from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, after_marks, are_articles
from pipelines.segment.lines import Lines

MAX_HEAD_LINES = 12  # above the first field of an article
_COUNT = re.compile(
    r"(?:document\s)?\d{1,6} (?:of|von|de|sur) \d{1,6} (?:documents?|dokumente[n]?|documentos|results?)$", re.IGNORECASE
)
_END = re.compile(r"(?:end of document|ende des dokuments|fin du document)$", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:byline|section|length|dateline|highlight|body|source|series|graphic|copyright|©|\(c\))\b", re.IGNORECASE
)
_ABOVE = re.compile(
    r"(?:.{0,40}\beditions?\b.{0,30}|correction appended|.{0,30}\bdistribution\b.{0,30}|page \d{1,4} of \d{1,4})$",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:\w{3,9} \d{1,2}, ?\d{4}|\d{1,2}\.? \w{3,9} \d{4})\b", re.IGNORECASE)


def nexis(lines: Lines) -> Structure:
    """Articles between Nexis's own marks; load date, language and copyright stay with the article above."""
    for pattern in (_COUNT, _END):
        marks = {i for i, text in enumerate(lines.texts) if len(text) <= MAX_MARK_CHARS and pattern.match(text)}
        starts = sorted(after_marks(len(lines), marks))
        if len(marks) >= 2 and are_articles(lines, starts):
            titles = [(start, title, 0) for start in starts if (title := _title(lines, start)) is not None]
            return Structure(frozenset(starts), frozenset(marks), tuple(titles))
    return NOTHING


def _title(lines: Lines, start: int) -> int | None:
    """The headline: below the publication and its date in old exports, above them in new ones."""
    end = min(len(lines), start + MAX_HEAD_LINES)
    fields = next((i for i in range(start, end) if _FIELD.match(lines.texts[i])), None)
    if fields is None or fields == start:
        return None
    heads = [i for i in range(start, fields) if not _ABOVE.match(lines.texts[i])]
    dated = next((i for i in heads if _DATE.match(lines.texts[i])), None)
    below = next((i for i in heads if dated is not None and i > dated), None)
    if below is not None and not is_byline(lines.texts[below]):
        return below
    return heads[0] if heads else None
