"""Numbers of people and things as news writes them: figures, words, dozens, ranges, and what bounds them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.enrich.events.words import Word

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "both": 2,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12, "score": 20}
_OPEN = {
    "tens": 20,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "several": 3,
    "many": 3,
}
"""Words for a number without an upper end, and the least that they mean: two of the unit, or three."""
_AT_LEAST = ("at least", "not less than", "no fewer than", "no less than", "a minimum of")
_ABOVE = ("more than", "over", "upwards of", "in excess of", "above")
_AT_MOST = ("up to", "as many as", "at most", "no more than", "not more than", "a maximum of")
_BELOW = ("nearly", "almost", "close to", "fewer than", "less than", "under", "just under")
_ABOUT = (
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "an estimated",
    "estimated",
    "a total of",
    "total of",
    "another",
    "the",
    "all",
    "exactly",
)
NEARLY = 0.9
"""'Nearly 100' is taken for 90 to 100."""
CACHED_WORDS = 1 << 16
"""Words of which it is remembered whether they are numbers."""
MOST_NUMBER = 10**12
"""Greater numbers count no people and no things that are lost."""


class Number(NamedTuple):
    """A number in a sentence.

    Attributes:
        first: Its first word, with what bounds it.
        end: One past its last.
        lowest: Least number meant.
        highest: Greatest number meant; None when open.
    """

    first: int
    end: int
    lowest: int
    highest: int | None


def has_number(lowers: Sequence[str]) -> bool:
    """Whether words in lower case hold one that is, or can make, a number: most sentences have none, and need not be looked at."""
    return any(map(_is_of_number, lowers))


@lru_cache(maxsize=CACHED_WORDS)
def _is_of_number(lower: str) -> bool:
    return lower in _OPEN or lower in _SCALES or _figure(lower) is not None or _word(lower) is not None


@lru_cache(maxsize=CACHED_WORDS)
def _can_open(lower: str) -> bool:
    return lower in {"a", "an", "half"} or _is_of_number(lower)


def number_at(words: Sequence[Word], index: int) -> Number | None:
    """Return the number that begins at a word, with the words before it that bound it; None when there is none."""
    plain = _range(words, index) if _can_open(words[index].lower) else None
    if plain is None:
        return None
    end, lowest, highest = plain
    before = " ".join(word.lower for word in words[max(0, index - 3) : index])
    for bounds, change in (
        (_AT_LEAST, lambda low, _: (low, None)),
        (_ABOVE, lambda low, _: (low + 1, None)),
        (_AT_MOST, lambda low, high: (0, high or low)),
        (_BELOW, lambda low, _: (int(NEARLY * low), low)),
        (_ABOUT, lambda low, high: (low, high)),
    ):
        for bound in bounds:
            if before == bound or before.endswith(" " + bound):
                low, high = change(lowest, highest)
                return Number(index - bound.count(" ") - 1, end, low, high)
    return Number(index, end, lowest, highest)


def _range(words: Sequence[Word], index: int) -> tuple[int, int, int | None] | None:
    one = _single(words, index)
    if one is None:
        return None
    end, lowest, highest = one
    if end + 1 < len(words) and words[end].lower in {"to", "or", "and", "-", "–"} and highest is not None:
        is_between = index > 0 and words[index - 1].lower == "between"
        other = _single(words, end + 1) if words[end].lower != "and" or is_between else None
        if other is not None and other[1] > lowest:
            return other[0], lowest, other[2]
    return one


def _single(words: Sequence[Word], index: int) -> tuple[int, int, int | None] | None:  # noqa: C901, PLR0911 one form of number a branch
    """One number: end, least and greatest."""
    if index >= len(words):
        return None
    lower = words[index].lower
    if lower in _OPEN:
        end, least = index + 1, _OPEN[lower]
        if lower == "many" and index and words[index - 1].lower in {"as", "how", "so", "too", "not"}:
            return None
        if end + 1 < len(words) and words[end].lower == "of" and words[end + 1].lower in {"thousands", "millions"}:
            return end + 2, least * _SCALES[words[end + 1].lower[:-1]] // 2, None
        return (end, least, None) if lower != "tens" else None
    if lower in {"a", "an"}:
        if index and words[index - 1].lower == "half":
            return None
        if index + 1 < len(words) and words[index + 1].lower in _SCALES:
            return _scaled(words, index + 1, 1)
        return None
    if lower == "half":
        at = index + 2 if index + 2 < len(words) and words[index + 1].lower in {"a", "an"} else index + 1
        scale = _SCALES.get(words[at].lower) if at < len(words) else None
        return (at + 1, scale // 2, scale // 2) if scale else None
    if lower == "one" and index and words[index - 1].lower in {"no", "any", "every", "each", "some"}:
        return None
    value = _figure(lower)
    if value is None:
        value = _word(lower)
    if value is None or value > MOST_NUMBER:
        return None
    return _scaled(words, index + 1, value)


def _scaled(words: Sequence[Word], end: int, value: float) -> tuple[int, int, int | None]:
    while end < len(words) and words[end].lower in _SCALES:
        value *= _SCALES[words[end].lower]
        end += 1
        if end + 1 < len(words) and words[end].lower == "and":
            rest = _word(words[end + 1].lower)
            if rest is not None and rest < 100:
                value += rest
                end += 2
    return end, int(value), int(value)


def _figure(lower: str) -> float | None:
    digits = lower.replace(",", "")
    try:
        return float(digits) if digits[:1].isdigit() and digits.count(".") < 2 else None
    except ValueError:
        return None


def _word(lower: str) -> float | None:
    if lower in _UNITS or lower in _TENS:
        return float(_UNITS.get(lower) or _TENS[lower])
    tens, hyphen, unit = lower.partition("-")
    if hyphen and tens in _TENS and unit in _UNITS:
        return float(_TENS[tens] + _UNITS[unit])
    return None
