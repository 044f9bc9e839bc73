"""Finds the stretches of a text where time may be spoken of and cuts them into classed tokens.

Most words have nothing to do with time, so one linear scan for trigger words decides what is looked at at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipelines.timex.calendar import HOLIDAYS, day
from pipelines.timex.lexicon import CAPITALISED, LEXICON, OTHER, TRIGGERS

CONTEXT_CHARS = 44
"""Characters read on both sides of a trigger: room for the longest modifier, such as 'by the end of the first'."""
DAYS_A_MONTH = 31
YEAR_RANGE = (1000, 2199)
"""Four digits outside this range are a number, not a year that news speaks of."""
TWO_DIGIT_PIVOT = 50
"""'11/02/89' is 1989 and '11/02/24' is 2024: the century that puts the year nearest to living memory."""


_Trie = dict[str, "_Trie"]


def _trie(words: Iterable[str]) -> str:
    """A regular expression for any of the words that shares prefixes, so that a scan fails early."""
    tree: _Trie = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}

    def pattern(node: _Trie) -> str:
        optional = "" in node
        branches = [re.escape(char) + pattern(child) for char, child in sorted(node.items()) if char]
        if not branches:
            return ""
        joined = branches[0] if len(branches) == 1 and not optional else f"(?:{'|'.join(branches)})"
        return joined + ("?" if optional else "")

    return pattern(tree)


_FIRST = "".join(sorted({word[0] for word in TRIGGERS}))
_TRIGGER = re.compile(
    rf"\b(?=[{_FIRST}\d])(?:(?:{_trie(TRIGGERS)})\b|(?:1\d|20|21)\d\d(?:s\b|\b)|\d\d?[:./-]\d\d|\d\d? ?[ap]\.? ?m\b|\d0s\b"
    rf"|(?:19|20)\d{{6}}\b)",
)
_HOLIDAY = "|".join(re.escape(name) for name in sorted(HOLIDAYS, key=len, reverse=True) if " " in name)
_ABBREVIATION = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun"
_LETTER_SPECIALS = rf"(?:{_trie([name.split(' ')[0] for name in HOLIDAYS if ' ' in name])})\b|(?:{_trie(_ABBREVIATION.split('|'))})\.|[ap]\.? ?m\b"
"""Beginnings of words that may be more than a word: one cheap test for all the rest."""
_TOKEN = re.compile(
    rf"(?P<gap>\n[ \t]*\n\s*)"
    rf"|(?P<word>(?!{_LETTER_SPECIALS})[^\W\d_]+)"
    rf"|(?P<holiday>(?:{_HOLIDAY})\b)"
    rf"|(?P<abbr>(?:{_ABBREVIATION})\.(?=[\s,]|$))"
    rf"|(?P<meridiem>[ap]\. ?m\.|[ap]\.m\b|(?<=[\d ])[ap]m\b)"
    rf"|(?P<decade>['’]?\d{{1,3}}0['’]?s\b)"
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

Value = int | str | tuple[int, int, int]


@dataclass(slots=True)
class Tokens:
    """A run of tokens: their classes as one string, and for each its value and its place in the text."""

    classes: str
    values: list[Value]
    starts: list[int]
    ends: list[int]
    words: list[str]


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
    """The stretch, begun at a word and not cut inside one."""
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
    known = LEXICON.get
    for match in _TOKEN.finditer(lower, start, end):
        word = match.group()
        low = match.start()
        kind = match.lastgroup
        value: Value = ""
        if kind in {"word", "letters"}:
            code, value = known(word, (OTHER, ""))
            if code == OTHER and word in _DECADE_WORDS:
                code, value = "K", _CENTURY_OF_DECADE_WORDS + 10 * _DECADE_WORDS[word]
            elif word in CAPITALISED and (
                not text[low].isupper()
                or (len(word) < 5 and word != "may" and not _beside_number(lower, low, match.end()))
            ):
                code = OTHER
        elif kind == "mark":
            code = _MARKS.get(word, ".")
        else:
            code, value = _READERS[kind or "gap"](word)
            if kind == "abbr" and not text[low].isupper():
                code = OTHER
        classes.append(code)
        values.append(value)
        starts.append(low)
        ends.append(match.end())
        words.append(word)
    return Tokens("".join(classes), values, starts, ends, words)


def _beside_number(lower: str, start: int, end: int) -> bool:
    """True when a short form such as 'Jan' or 'Sun' stands by a number or another part of a date, not in a name."""
    return bool(_NUMBER_AFTER.match(lower, end) or _NUMBER_BEFORE.search(lower, max(0, start - 8), start))


def _number(word: str) -> tuple[str, Value]:
    if not word.isdecimal():
        whole = word.replace(",", "")
        return ("n", int(whole)) if whole.isdecimal() and len(whole) < 10 else ("n", "X")
    if len(word) > 8:
        return "n", "X"
    number = int(word)
    if len(word) == 4 and YEAR_RANGE[0] <= number <= YEAR_RANGE[1]:
        return "y", number
    return ("d" if len(word) <= 2 and 1 <= number <= DAYS_A_MONTH else "n"), number


def full_year(number: int) -> int:
    """A year of two digits in the century that puts it nearest to living memory; others as they are."""
    if number >= 100:
        return number
    return number + (2000 if number < TWO_DIGIT_PIVOT else 1900)


def _numeric_date(word: str) -> tuple[str, Value]:
    """`Y` with year, month and day where the digits are a possible date in one of the usual orders, else a number."""
    parts = re.split(r"[./-]", word)
    if len(parts[0]) == 4:
        order = [(int(parts[0]), int(parts[1]), int(parts[2]))]
    elif len(parts[0]) > 2 or len(parts[2]) == 3:
        return "n", "X"
    else:
        year = full_year(int(parts[2]))
        american, british = (year, int(parts[0]), int(parts[1])), (year, int(parts[1]), int(parts[0]))
        if "." in word:
            if len(parts[2]) != 4:
                return "n", "X"
            order = [british]
        elif "-" in word and len(parts[2]) != 4:
            return "n", "X"
        else:
            order = [american, british]
    for year, month, number in order:
        if YEAR_RANGE[0] <= year <= YEAR_RANGE[1] and day(year, month, number):
            return "Y", (year, month, number)
    return "n", "X"


def _compact_date(word: str) -> tuple[str, Value]:
    year, month, number = int(word[:4]), int(word[4:6]), int(word[6:])
    return ("Y", (year, month, number)) if day(year, month, number) else ("n", "X")


def _decade(word: str) -> tuple[str, Value]:
    digits = re.sub(r"\D", "", word)
    if len(digits) == 4:
        number = int(digits)
        return ("K", number) if YEAR_RANGE[0] <= number <= YEAR_RANGE[1] else ("n", "X")
    if len(digits) == 2 and int(digits) >= 20:
        return "K", 1900 + int(digits)
    return "n", "X"


def _ordinal(word: str) -> tuple[str, Value]:
    return "o", int(word[:-2])


def _clock(word: str) -> tuple[str, Value]:
    hour, minute = (int(part) for part in re.split(r"[:.]", word)[:2])
    if hour > 24:
        return "n", "X"
    return ("C" if ":" in word else "c"), f"{hour:02}:{minute:02}"


def _abbreviation(word: str) -> tuple[str, Value]:
    code, value = LEXICON[word[:-1]]
    return code, value


_READERS: dict[str, Callable[[str], tuple[str, Value]]] = {
    "gap": lambda _: ("|", ""),
    "holiday": lambda word: ("H", HOLIDAYS[word]),
    "abbr": _abbreviation,
    "meridiem": lambda word: ("m", word[0]),
    "decade": _decade,
    "numeric": _numeric_date,
    "sep": _numeric_date,
    "compact": _compact_date,
    "clock": _clock,
    "ordinal": _ordinal,
    "number": _number,
    "possessive": lambda _: ("s", ""),
}
