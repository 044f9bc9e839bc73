"""Pages of letters to the editor: letters under one heading, each signed, are one article, and the next begins below the last signature."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.segment.headings import ends_sentence, is_byline

MIN_LETTERS = 2  # signed ones; a single one only with a salutation
MAX_LETTER_LINES, MAX_BARE_LINES = (
    10,
    4,
)  # from a letter's first line to its signature, and where the page has no salutations
MAX_HEADING_WORDS, MAX_SIGNATURE_WORDS, MAX_OWN_HEADING_WORDS = 16, 9, 14
PAGE_SCORE = 0.9
"""Of the heading of such a page, and of what stands below its last signature, as the start of an article. Of 60 pages made of columns by
outlets that training had not seen, the model alone found 21 beginnings and 37 ends."""
_HEADING = re.compile(
    r"(?:(?:your|our readers['’]?|readers['’]?) (?:letters|views|say|write)|letters(?: (?:to the editor|page|from (?:our )?readers|in brief))?|from our readers|to the editor)(?:\s?[:|–—-].{1,100})?$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:(?:[Dd]ear )?(?:[Ss]irs?|SIR|[Mm]adam|[Ee]ditor)(?: or [Mm]adam)?\s?[,:—–-]|[Tt]o the [Ee]ditor\s?[:,—–-]|Re:? [“\"‘'].{3,160}[”\"’']\W)"
)
_NAME = r"(?:[A-Z][\w’'-]+|[A-Z]\.)"
_SIGNATURE = re.compile(
    rf"(?:[—–-]\s?)?(?:(?:Dr|Prof|Professor|Mrs?|Ms|Rev|Sir|Dame|Lord|Lady|Cllr)\.? )?{_NAME}(?: (?:{_NAME}|and|de|van|von)){{1,4}}"
    rf"(?:,? ?\(?(?:via e-?mail|by e-?mail|{_NAME}(?:,? (?:{_NAME}|of|and|upon|on)){{0,4}})\)?)?$"
    r"|(?:[Nn]ame|NAME)(?: and address)? (?:withheld|supplied|provided).{0,40}$"
)


class Page(NamedTuple):
    """Lines `start` to `end` (exclusive)."""

    start: int
    end: int


def letter_pages(texts: Sequence[str]) -> list[Page]:
    """The pages of letters of a document, in order, disjoint.

    Args:
        texts: The lines, residue left out.
    """
    pages: list[Page] = []
    for start, text in enumerate(texts):
        if (pages and start < pages[-1].end) or not _is_heading(text):
            continue
        ends, greeted = _letters(texts, start + 1)
        if len(ends) >= (1 if greeted else MIN_LETTERS):
            pages.append(Page(start, ends[-1]))
    return pages


def _is_heading(text: str) -> bool:
    return len(text) < 200 and len(text.split()) <= MAX_HEADING_WORDS and bool(_HEADING.match(text))


def _letters(texts: Sequence[str], first: int) -> tuple[list[int], bool]:
    """The line below the signature of each letter, and whether the letters open with a salutation."""
    ends: list[int] = []
    at, greeted = first, False
    while at < len(texts):
        opening = at + 1 if _is_own_heading(texts[at]) else at
        if opening >= len(texts):
            break
        has_salutation = bool(_SALUTATION.match(texts[opening][:200]))
        if ends and greeted and not has_salutation:
            break
        greeted = greeted or has_salutation
        end = _signed(texts, opening, MAX_LETTER_LINES if has_salutation else MAX_BARE_LINES)
        if end is None:
            break
        ends.append(end)
        at = end
    return ends, greeted


def _signed(texts: Sequence[str], opening: int, reach: int) -> int | None:
    """The line below the first signature under a letter's text; None where none stands near."""
    for i in range(opening + 1, min(len(texts), opening + reach)):
        if _is_signature(texts[i]) and ends_sentence(texts[i - 1]):
            return i + 1
    return None


def _is_signature(text: str) -> bool:
    short = len(text) < 120 and len(text.split()) <= MAX_SIGNATURE_WORDS
    return short and bool(_SIGNATURE.match(text)) and not is_byline(text)


def _is_own_heading(text: str) -> bool:
    return len(text.split()) <= MAX_OWN_HEADING_WORDS and not ends_sentence(text) and not _SALUTATION.match(text)
