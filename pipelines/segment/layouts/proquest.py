"""ProQuest exports: `Document 3 of 20` or a long rule above each article, its fields below the text."""

import re

from pipelines.segment.layouts.rules import is_rule
from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, after_marks, are_articles
from pipelines.segment.lines import Lines

MIN_RULE_CHARS = 20
_COUNT = re.compile(r"document \d{1,6} (?:of|/) \d{1,6}$", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:full text|proquest document id|publication info|document url|source type|database)\s?:", re.IGNORECASE
)


def proquest(lines: Lines) -> Structure:
    """Articles between ProQuest's marks: a title first, then fields, text and more fields."""
    if sum(bool(_FIELD.match(text[:MAX_MARK_CHARS])) for text in lines.texts) < 2:
        return NOTHING
    counts = {i for i, text in enumerate(lines.texts) if _COUNT.match(text[:MAX_MARK_CHARS])}
    ruled = {i for i, text in enumerate(lines.texts) if is_rule(text) and len(text) >= MIN_RULE_CHARS}
    if len(counts) >= 2:
        marks = counts | {i for i in ruled if i + 1 in counts or i == len(lines) - 1}
    elif len(ruled) >= 2:
        marks = ruled
    else:
        return NOTHING
    starts = sorted(after_marks(len(lines), marks))
    if not are_articles(lines, starts):
        return NOTHING
    titles = tuple((i, i, 0) for i in starts if not _FIELD.match(lines.texts[i]))
    return Structure(frozenset(starts), frozenset(marks), titles)
