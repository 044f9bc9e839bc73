"""Looks at a matched run of tokens: its span, its count, its shift (last, this, next), its modifier."""

from pipelines.timex.tokens import Tokens

MAX_COUNT = 100_000
"""Counts above this are not spans of time that news speaks of; the value becomes vague."""
_PAST_WORDS = {"following", "previous", "preceding", "prior"}
"""Counted from a day in the text, where 'last' and 'next' are counted from the day of publication."""


def span_of(tokens: Tokens, low: int, high: int) -> tuple[int, int]:
    """First character and one past the last of a run."""
    return tokens.starts[low], tokens.ends[high - 1]


def word_at(tokens: Tokens, index: int) -> str:
    """The word at a place, empty outside the run."""
    return tokens.words[index] if 0 <= index < len(tokens.words) else ""


def integer(value: object) -> int | None:
    """The value where it is a number."""
    return value if isinstance(value, int) else None


def modifier_of(tokens: Tokens, low: int, high: int) -> str:
    """`START`, `MID` or `END` where the run says early, mid or late, else empty."""
    at = tokens.classes.find("E", low, high)
    return str(tokens.values[at]) if at >= 0 else ""


def shift_of(tokens: Tokens, low: int, high: int) -> tuple[int | None, str]:
    """-1 for last, 0 for this, 1 for next, and what it counts from."""
    for index in range(low, high):
        if tokens.classes[index] in "LXT":
            base = "text" if tokens.words[index] in _PAST_WORDS else "dct"
            return int(tokens.values[index]), base  # type: ignore[arg-type]
    return None, "dct"


def count_of(tokens: Tokens, low: int, high: int) -> int | None:
    """The number that a run of number tokens says; None when it is vague ('several', 'a few')."""
    total: int | None = None
    choice = tokens.classes.rfind("q", low, high)
    for index in range(max(low, choice + 1), high):
        code, value = tokens.classes[index], tokens.values[index]
        if code not in "aNdnyo":
            continue
        if not isinstance(value, int):
            return None
        if code == "o":
            continue
        if value in (12, 100) and total and code == "N":
            total *= value
        elif code != "a" or total is None:
            total = value if total is None or code != "N" or tokens.classes[index - 1] == "a" else total + value
    return total if total is not None and total <= MAX_COUNT else None


def first_of(tokens: Tokens, codes: str, low: int, high: int) -> int:
    """Place of the first token of any of the classes, or -1."""
    return next((index for index in range(low, high) if tokens.classes[index] in codes), -1)


def approximate_start(tokens: Tokens, low: int) -> int:
    """Where a count begins: with 'more than', 'less than', 'at least' or 'nearly', else after such words."""
    words = tokens.words
    while tokens.classes[low] in "gi":
        if words[low] == "nearly" or (words[low] in {"more", "less"} and word_at(tokens, low + 1) == "than"):
            break
        if words[low] == "at" and word_at(tokens, low + 1) == "least":
            break
        low += 1
    return low


def period(unit: str, count: int | None) -> str:
    """A TIMEX3 duration: `P3D`, `PT2H`, `PXY` when the count is vague."""
    number = "X" if count is None else str(count)
    if unit in {"S", "M", "H"}:
        return f"PT{number}{unit}"
    if unit == "F":
        return "PXW" if count is None else f"P{2 * count}W"
    if unit in {"CE", "DE"}:
        years = 100 if unit == "CE" else 10
        return f"PX{unit}" if count is None else f"P{count * years}Y"
    if unit == "MO":
        return f"P{number}M"
    return f"P{number}{'ML' if unit == 'ME' else unit}"
