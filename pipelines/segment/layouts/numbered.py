"""Articles that are counted: `Article 1` on a line of its own, or `1. Headline`, `[1/9] Headline`, `I. Headline`."""

import itertools
import re

from pipelines.segment.headings import ends_sentence
from pipelines.segment.layouts.rules import is_rule
from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, after_marks, are_articles, piece_words
from pipelines.segment.lines import Lines

MIN_HEADLINES = 3
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
MAX_SENTENCE_WORDS = 22  # of a headline that ends as a sentence does
SURE_WORDS = 60  # in every article under a counted headline: then it needs no witness
MIN_EACH_WORDS = 30  # of every article under a counted headline; the items of a list are shorter
_MARK = re.compile(
    r"(?:[-=*#\[<( ]{0,6})(?:article|story|document|doc|item|news|text|report|статья|artikel|artículo)"
    r"\s{1,3}(?:no\.?\s?|nr\.?\s?|number\s|#\s?)?(\d{1,6})(?:\s{0,2}(?:of|/)\s{0,2}\d{1,6})?(?:[\s\-=*#\])>.:]{0,6}|[.:)\-–—]\s.*)$",
    re.IGNORECASE,
)
_HEADLINE = re.compile(
    r"(?:#{1,3}\s{1,3})?(?:\*\*)?[(\[#]{0,2}(?:(?:no\.|story|article|item)\s?)?(?:(\d{1,4})(?:\s?(?:/|of)\s?\d{1,4}(?=[\]):]))?|([IVXLC]{1,7})(?=[.)]))(?:[.)\]:/]{1,2}|\s[-–—])(?:\s{1,3}(?=\S)|(?=[^\W\d]))",
    re.IGNORECASE,
)


def is_headline(text: str) -> bool:
    """True for what can be a headline: no sentence, or a short one."""
    return not ends_sentence(text) or text[-1] in "?!" or len(text.split()) <= MAX_SENTENCE_WORDS


def numbered_marks(lines: Lines) -> Structure:
    """`Article 1`, `Article 2`, ... each on a line of its own, counting up."""
    found = [(i, int(m[1])) for i, t in enumerate(lines.texts) if len(t) <= MAX_MARK_CHARS and (m := _MARK.match(t))]
    if len(found) < 2 or any(b[1] != a[1] + 1 for a, b in itertools.pairwise(found)):
        return NOTHING
    starts = [i + 1 for i, _ in found if i + 1 < len(lines)]
    if not are_articles(lines, starts):
        return NOTHING
    marks = {i for i, _ in found} | {i for i, text in enumerate(lines.texts) if is_rule(text)}
    return Structure(after_marks(len(lines), marks), frozenset(marks))


def _number(match: re.Match[str]) -> int:
    """The number of a counted headline; 0 for letters that are no Roman number."""
    if match[1]:
        return int(match[1])
    values = [_ROMAN[letter] for letter in match[2].upper()]
    number = sum(-a if a < b else a for a, b in itertools.pairwise([*values, 0]))
    return number if _roman(number) == match[2].upper() else 0


def _roman(number: int) -> str:
    out = ""
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        out += letters * (number // value)
        number %= value
    return out


def numbered_headlines(lines: Lines) -> Structure:
    """`1. Headline`, text, `2. Headline`, text, ... counting up from one at the head of the document."""
    starts: list[int] = []
    titles: list[tuple[int, int, int]] = []
    for i, text in enumerate(lines.texts):
        match = _HEADLINE.match(text) if len(text) <= MAX_MARK_CHARS else None
        if match and _number(match) == len(starts) + 1 and is_headline(text):
            starts.append(i)
            titles.append((i, i, match.end()))
    if len(starts) < MIN_HEADLINES or starts[0] != 0:
        return NOTHING
    least = min(piece_words(lines, starts))
    if least < MIN_EACH_WORDS:
        return NOTHING
    return Structure(frozenset(starts), titles=tuple(titles), needs_witness=least < SURE_WORDS)
