"""Finds the stretches of a text where time may be spoken of and cuts them into classed tokens.

Most words have nothing to do with time, so one linear scan for trigger words decides what is looked at at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.timex.calendar import HOLIDAYS
from pipelines.timex.lexicon import CAPITALISED, LEXICON, OTHER, TRIGGERS
from pipelines.timex.numerals import READERS, Value
from pipelines.timex.trie import any_of

CONTEXT_CHARS = 44
"""Characters read on both sides of a trigger: room for the longest modifier, such as 'by the end of the first'."""


_FIRST = "".join(sorted({word[0] for word in TRIGGERS}))
_ZONE = "gmt|utc|bst|cest|cet|msk"
"""Zones that news names after a time of four digits."""
_TRIGGER = re.compile(
    rf"\b(?=[{_FIRST}\d])(?:(?:{any_of(TRIGGERS)})\b|(?:1\d|20|21)\d\d(?:s\b|\b)|\d\d?[:./-]\d\d|\d\d? ?[ap]\.? ?m\b|\d0s\b"
    rf"|(?:19|20)\d{{6}}\b|q[1-4]\b|9/11\b|\d{{4}} ?(?:{_ZONE})\b)",
)
_HOLIDAY = "|".join(re.escape(name) for name in sorted(HOLIDAYS, key=len, reverse=True) if " " in name)
_ABBREVIATION = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun"
_ABBREVIATION_MONTH = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_LETTER_SPECIALS = rf"q[1-4]\b|(?:{any_of([name.split(' ')[0] for name in HOLIDAYS if ' ' in name])})\b|(?:{any_of(_ABBREVIATION.split('|'))})\.|[ap]\.? ?m\b"
"""Beginnings of words that may be more than a word: one cheap test for all the rest."""
_TOKEN = re.compile(
    rf"(?P<gap>\n[ \t]*\n\s*)"
    rf"|(?P<word>(?!{_LETTER_SPECIALS})[^\W\d_]+)"
    rf"|(?P<holiday>(?:{_HOLIDAY})\b)"
    rf"|(?P<abbr>(?:{_ABBREVIATION})\.(?=[\s,]|$))"
    rf"|(?P<meridiem>[ap]\. ?m\.|[ap]\.m\b|(?<=[\d ])[ap]m\b)"
    rf"|(?P<decade>['’]?\d{{1,3}}0['’]?s\b)"
    rf"|(?P<nine_eleven>(?<![\d/])9/11(?![\d/]))"
    rf"|(?P<year_run>(?<![\d./-])(?:1[5-9]|20)\d\d[-–/](?:(?:1[5-9]|20)\d\d|\d\d)(?![\d/–-]|\.\d))"
    rf"|(?P<named>(?<![\d-])[0-3]?\d-(?:{_ABBREVIATION_MONTH})-(?:\d{{4}}|\d\d)(?![\d-]))"
    rf"|(?P<military>(?<![\d.,])[012]\d[0-5]\d(?= ?(?:{_ZONE})\b))"
    rf"|(?P<period>q[1-4]\b)"
    rf"|(?P<numeric>(?<![\d./-])\d{{1,4}}(?P<sep>[./-])\d{{1,2}}(?P=sep)\d{{2,4}}(?![\d/-]|\.\d))"
    rf"|(?P<compact>\b(?:19|20)\d{{6}}\b)"
    rf"|(?P<clock>(?<![\d:.])[012]?\d[:.][0-5]\d(?::[0-5]\d)?(?![\d:%]|\.\d))"
    rf"|(?P<ordinal>\d{{1,4}}(?:st|nd|rd|th)\b)"
    rf"|(?P<number>\d+(?:[.,]\d+)*(?: \d/\d\b)?)"
    rf"|(?P<possessive>['’]s\b)"
    rf"|(?P<letters>[^\W\d_]+)"
    rf"|(?P<mark>\S)",
)
_NUMBER_AFTER = re.compile(rf"[.,]? ?(?:\d|(?:{_ABBREVIATION}|may)[a-z]*\.? ?\d)")
_NUMBER_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?[ -]?$|m, $|t, $")
_MARKS = {"-": "-", "–": "-", "—": "—", "_": "-", ",": ",", "(": "(", "/": "/", "'": "'", "’": "'"}
_DECADE_WORDS = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
}  # fmt: skip
_CENTURY_OF_DECADE_WORDS = 1900


_WORDS = frozenset(["word", "letters"])
"""Kinds of tokens that the lexicon is asked for."""
_NOTHING: Value = ""
"""What a token that means nothing stands for."""


@dataclass(slots=True)
class Tokens:
    """A run of tokens: their classes as one string, and for each its value and its place in the text.

    Attributes:
        classes: The class letters of `lexicon`, one per token.
        values: What each token stands for.
        starts: First character of each.
        ends: One past the last character of each.
        words: Each in lower case.
        capitals: `A` for a token that begins with a capital, else `a`, one per token.
    """

    classes: str
    values: list[Value]
    starts: list[int]
    ends: list[int]
    words: list[str]
    capitals: str


def lowered(text: str) -> str:
    """`text` in lower case with every offset kept (a few letters, such as 'İ', grow when lowered; they stay)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def windows(lower: str) -> Iterator[tuple[int, int]]:
    """Stretches of a lowered text around triggers, ascending and without overlap."""
    start = end = -1
    for hit in _TRIGGER.finditer(lower):
        low = hit.start() - CONTEXT_CHARS
        if low > end:
            if end >= 0:
                yield _to_words(lower, start, end)
            start = low
        end = hit.end() + CONTEXT_CHARS
    if end >= 0:
        yield _to_words(lower, start, end)


def _to_words(lower: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch moved so that it begins at a space, where one is near, and ends inside the text.

    A stretch that began inside a word would read its rest as a word of its own: 'monday' out of 'Goodmonday'.
    """
    start = max(start, 0)
    if start:
        space = lower.find(" ", start, start + CONTEXT_CHARS // 2)
        start = space if space >= 0 else start
    return start, min(end, len(lower))


def tokenise(text: str, lower: str, start: int, end: int) -> Tokens:
    """The tokens of a stretch. Words that are dates only with a capital are checked in the original text."""
    classes: list[str] = []
    values: list[Value] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    capitals: list[str] = []
    known = LEXICON.get
    for match in _TOKEN.finditer(lower, start, end):
        word = match.group()
        low, high = match.span()
        kind = match.lastgroup
        is_capital = text[low].isupper()
        code, value = OTHER, _NOTHING
        if kind in _WORDS:
            found = known(word)
            if found:
                code, value = found
            if code == OTHER and word in _DECADE_WORDS:
                code, value = "K", _CENTURY_OF_DECADE_WORDS + 10 * _DECADE_WORDS[word]
            elif (
                found
                and word in CAPITALISED
                and (not is_capital or (len(word) < 5 and word != "may" and not _beside_number(lower, low, high)))
            ):
                code = OTHER
        elif kind == "mark":
            code = _MARKS.get(word, ".")
        else:
            code, value = READERS[kind or "gap"](word)
            if kind == "abbr" and not is_capital:
                code = OTHER
        classes.append(code)
        values.append(value)
        starts.append(low)
        ends.append(high)
        words.append(word)
        capitals.append("A" if is_capital else "a")
    return Tokens("".join(classes), values, starts, ends, words, "".join(capitals))


def _beside_number(lower: str, start: int, end: int) -> bool:
    """True when a short form such as 'Jan' or 'Sun' stands by a number or another part of a date, not in a name."""
    return bool(_NUMBER_AFTER.match(lower, end) or _NUMBER_BEFORE.search(lower, max(0, start - 8), start))
