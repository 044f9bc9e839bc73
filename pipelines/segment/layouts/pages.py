"""Page breaks: form feeds between articles or between pages, and the headers and numbers that run along with pages."""

import re
from collections import defaultdict

from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, are_articles
from pipelines.segment.lines import Lines
from pipelines.segment.unwrap import counts_up, form_of

MIN_PAGES = 3  # a line that comes back on so many pages runs along with them
NEAR_LINES = 2  # lines between a page break and what runs along with the pages
NEAR_SHARE = 0.6  # of a running line's appearances
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(
    r"(?:[-–—\[( ]{0,4}(?:page|pg\.?|p\.|seite|стр\.?)?\s?\d{1,5}(?:\s?(?:of|/)\s?\d{1,5})?[-–—\]) ]{0,4}|.{3,80}\b(?:page|pg\.?|p\.)\s?\d{1,5}(?:\s?(?:of|/)\s?\d{1,5})?)$",
    re.IGNORECASE,
)


def running_lines(lines: Lines) -> frozenset[int]:
    """Lines that run along with the pages of a print-out: page numbers that count up, and headers beside page breaks."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(lines.texts):
        if len(text) <= MAX_MARK_CHARS:
            places[form_of(text)].append(i)
    numbers = {i for form, found in places.items() if "#" in form for i in _counting(lines, found)}
    breaks = numbers | {i for i in range(len(lines)) if lines.after_form_feed[i]}
    if len(breaks) < MIN_PAGES - 1:
        return frozenset(numbers)
    beside = {k for b in breaks for k in range(b - NEAR_LINES, b + NEAR_LINES + 1)}
    headers = {
        i
        for form, found in places.items()
        if len(found) >= MIN_PAGES and sum(i in beside for i in found) >= NEAR_SHARE * len(found)
        for i in found
    }
    return frozenset(numbers | headers)


def _counting(lines: Lines, found: list[int]) -> list[int]:
    """The page lines of one form whose last number (or the one before `of`) goes up by one from each to the next."""
    if len(found) < MIN_PAGES or not all(_PAGE.match(lines.texts[i]) for i in found):
        return []
    return found if counts_up([[int(n[:9]) for n in _NUMBER.findall(lines.texts[i])] for i in found]) else []


def form_feeds(lines: Lines) -> Structure:
    """Form feeds between articles; those between the pages of a print-out cut sentences and say nothing."""
    starts = [i for i in range(1, len(lines)) if lines.after_form_feed[i]]
    if not starts or running_lines(lines):
        return NOTHING
    broken = sum(lines.texts[i][0].islower() or lines.texts[i - 1][-1] in ",;" for i in starts)
    if broken * 10 > len(starts) or not are_articles(lines, [0, *starts]):
        return NOTHING
    return Structure(frozenset([0, *starts]))
