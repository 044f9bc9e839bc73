"""Readers of spans and of vague times: 'two weeks', 'the past year', 'for decades', 'now', 'in the past'."""

import re

from pipelines.timex.phrases import (
    approximate_start,
    count_of,
    first_of,
    integer,
    period,
    shift_of,
    span_of,
    word_at,
)
from pipelines.timex.timex import Timex
from pipelines.timex.tokens import Tokens

_VAGUE_BEFORE = frozenset({"for", "in", "after", "within", "took", "take", "takes", "many", "spent", "over", "last", "lasted", "two", "of", "through", "than", "early", "days", "weeks", "months"})  # fmt: skip
_RATE_BEFORE = frozenset({"%", "percent", "million", "billion", "times", "cents", "dollars", "people", "$"})
_CLAUSE_WORDS = frozenset(
    {
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "that",
        "but",
        "because",
        "when",
        "is",
        "was",
        "were",
        "has",
        "have",
        "had",
        "as",
        "with",
        "who",
    }
)
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}")
_THE_UNITS = {"D", "W", "Y", "Q"}


def counted_span(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the past two months', 'the first nine months', 'the next three years'."""
    at = high - 1
    start, end = span_of(tokens, low, high)
    shift, base = shift_of(tokens, low, high)
    first = low + (tokens.classes[low] == "t")
    if tokens.classes[first] == "o" and tokens.words[first] not in {"first", "second"}:
        return None
    count = count_of(tokens, first + 1, at)
    return Timex(start, end, "duration", unit=str(tokens.values[at]), count=count, shift=shift, base=base)


def recent(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'recent years', 'in recent weeks'."""
    at = high - 1
    start, end = span_of(tokens, low, high)
    unit = str(tokens.values[at])
    if tokens.words[at - 1] == "these":
        return Timex(start, end, "ref", label="PRESENT_REF") if unit == "D" else None
    if tokens.classes[at - 1] == "T":
        return None
    if tokens.classes[at - 1] == "r" and unit in {"Y", "DE"}:
        return Timex(start, end, "ref", label="PAST_REF")
    if tokens.classes[at] in "UQ":
        return None
    return Timex(
        start,
        end,
        "duration",
        unit=unit,
        shift=(integer(tokens.values[at - 1]) or -1) if tokens.classes[at - 1] in "LX" else -1,
    )


def duration(tokens: Tokens, low: int, high: int) -> Timex | None:  # noqa: PLR0911 one refusal a line
    """'two weeks', 'a 10-year', 'three months', 'half an hour'. Ages ('a 4-year-old') are refused, as gold data do."""
    low = approximate_start(tokens, low)
    at = first_of(tokens, "UV", low, high)
    value = str(tokens.values[at])
    hyphen = tokens.classes[at - 1] == "-"
    first = low
    if hyphen:
        if tokens.classes[high - 1] == "x" and tokens.words[high - 1] == "old":
            return None
        first += tokens.classes[low] in "tax" and at - low > 2
        high = at + 1
    elif word_at(tokens, high) == "old" or tokens.classes[low] == "x":
        return None
    start, end = span_of(tokens, first, high)
    single = tokens.classes[at] == "U" and tokens.classes[low:at] == "a"
    if single and (word_at(tokens, low - 1) in _RATE_BEFORE or tokens.classes[low - 1 : low] in {"n", "O"}):
        return Timex(start, end, "set", label=period(value, 1))
    if single and (value == "S" or word_at(tokens, high) in {"half", "quarter"}):
        return None
    if tokens.classes[at] == "V" and tokens.classes[first:at] in {"a", "a-"}:
        return None
    half = first_of(tokens, "B", low, at) >= 0
    exact = tokens.words[at - 1]
    if tokens.classes[at - 1] == "n" and _DECIMAL.fullmatch(exact):
        return Timex(start, end, "duration", unit=value, label=period(value, None).replace("X", exact, 1))
    count = count_of(tokens, first, at)
    if half:
        label = {"H": "PT30M", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}.get(value, "PX" + value)
        return Timex(start, end, "duration", unit=value, label=label)
    return Timex(start, end, "duration", unit=value, count=count)


def and_half(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'two and a half years': a number and a half of a unit."""
    at = first_of(tokens, "UV", low, high)
    half = first_of(tokens, "B", low, at)
    low = approximate_start(tokens, low)
    count, unit = count_of(tokens, low, half - 2), str(tokens.values[at])
    if count is None or word_at(tokens, high) == "old":
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "duration", unit=unit, label=period(unit, None).replace("X", f"{count}.5", 1))


def vague_duration(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'for years', 'within days': a plural unit after a preposition that takes a time."""
    if word_at(tokens, low - 1) not in _VAGUE_BEFORE or (
        word_at(tokens, low - 1) == "in" and word_at(tokens, high) == "'"
    ):
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "duration", unit=str(tokens.values[low]))


def the_unit(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'the year', 'the quarter', 'the week' standing alone."""
    value = str(tokens.values[high - 1])
    if tokens.words[low] != "the" or value not in _THE_UNITS:
        return None
    before = word_at(tokens, low - 1)
    start, end = span_of(tokens, low, high)
    if value == "Y" and before in {"for", "of", "during", "in", "throughout"}:
        return Timex(start, end, "unit", unit="Y", shift=0)
    if value == "W" and before in {"for", "during", "in"}:
        return Timex(start, end, "unit", unit="W", shift=0)
    return None


def past(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'in the past', 'in the future'."""
    if word_at(tokens, low - 1) not in {"in", "from", "of", "for", "to", "into"} or tokens.words[high - 1] not in {
        "past",
        "future",
    }:
        return None
    if tokens.words[low] != "the" or (
        tokens.classes[high : high + 1] == "x" and word_at(tokens, high) not in _CLAUSE_WORDS
    ):
        return None
    start, end = span_of(tokens, low, high)
    return Timex(start, end, "ref", label="PAST_REF" if tokens.words[high - 1] == "past" else "FUTURE_REF")


def reference(tokens: Tokens, low: int, high: int) -> Timex | None:
    """'now', 'currently', 'recently', 'soon'."""
    start, end = span_of(tokens, low, high)
    if tokens.words[low] == "shortly" or (tokens.words[low] == "soon" and word_at(tokens, low - 1) == "as"):
        return None
    if tokens.classes[high - 1] == "p":
        return Timex(start, end, "ref", label="FUTURE_REF")
    if tokens.classes[low] == "G" and tokens.words[high - 1] != "now":
        start = tokens.starts[high - 1]
    return Timex(start, end, "ref", label=str(tokens.values[high - 1]))
