"""Headlines, decks and sub-headings, told by their shape."""

import re

from pipelines.segment.lines import Lines
from pipelines.segment.spans import Span

MAX_TITLE_WORDS, MAX_DECK_WORDS, MAX_SUBHEADING_WORDS = 32, 60, 14
MAX_TITLE_CHARS = 400
_SENTENCE_END = re.compile(r"[.!?…։。؟۔][\"'”’»)\]]*$")
_BYLINE = re.compile(
    r"(?:by|from|text by|reporting by)\s+[A-Z][\w.'’\-]+(?:\s+(?:[A-Z][\w.'’\-]+|and|de|van|von|al)){0,6}(?:[,|].{0,60})?$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:(?:published|updated|posted|last updated|first published)\W{0,3})?(?:\w{3,9}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s\w{3,9}\.?\s\d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}).{0,40}$",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"(?:[-–—•*·▪◦‣]\s+|\(?\d{1,3}[.)]\s+|\(?[a-z][.)]\s+)\S", re.IGNORECASE)


def ends_sentence(text: str) -> bool:
    """True when the line ends as a sentence does, closing quotes and brackets aside."""
    return bool(_SENTENCE_END.search(text[-12:]))


def is_list_item(text: str) -> bool:
    """True for `- item`, `1. item`, `a) item`."""
    return bool(_LIST_ITEM.match(text[:12]))


def is_byline(text: str) -> bool:
    """True for `By Jane Doe` and for a line that only says a date."""
    return len(text) <= 120 and bool(_BYLINE.match(text) or _DATE.match(text))


def is_title(text: str) -> bool:
    """True when the line can be a headline: not a full sentence, not a list item, not too long."""
    if len(text) > MAX_TITLE_CHARS or len(text.split()) > MAX_TITLE_WORDS or is_list_item(text) or is_byline(text):
        return False
    return not ends_sentence(text) or (text[-1] in "?!" and len(text.split()) <= MAX_SUBHEADING_WORDS)


def is_subheading(text: str) -> bool:
    """True when the line, inside an article, can be a sub-heading."""
    return (
        len(text) <= MAX_TITLE_CHARS
        and len(text.split()) <= MAX_SUBHEADING_WORDS
        and text[-1] not in ",;"
        and is_title(text)
        and text[0] not in '"“«'
    )


def opening_of(lines: Lines, first: int, last: int) -> tuple[Span | None, Span | None]:
    """Title and deck of the article in lines `first` to `last` (exclusive), as offsets in the document."""
    body = next((i for i in range(first, last) if not is_byline(lines.texts[i])), last)
    if body + 1 >= last or not is_title(lines.texts[body]):
        return None, None
    title = _span(lines, body)
    below = next((i for i in range(body + 1, last) if not is_byline(lines.texts[i])), last)
    if below + 1 >= last:
        return title, None
    text = lines.texts[below][: 2 * MAX_TITLE_CHARS + 1]
    if len(text.split()) > MAX_DECK_WORDS:
        return title, None
    is_deck = len(text) <= 2 * MAX_TITLE_CHARS and not ends_sentence(text) and not is_list_item(text)
    return title, _span(lines, below) if is_deck and text[-1] not in ",;:" else None


def _span(lines: Lines, index: int) -> Span:
    return int(lines.starts[index]), int(lines.ends[index])
