"""Numbers of people and things in a sentence, each with its noun."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.enrich.events.claims.numbers import Number, number_at
from pipelines.enrich.events.claims.units import BEFALLING, NO_COUNT, STATES, UNIT_OF
from pipelines.enrich.events.phrases import FUNCTION_WORDS
from pipelines.enrich.events.words import WORD_LIKE, Word, listed

MOST_ADJECTIVES = 4
"""Words between a number and its noun: 'twelve heavily armed Russian soldiers'."""
_BREAKS = (FUNCTION_WORDS - {"other", "more"}) | listed("reportedly allegedly including")
_CURRENCIES = frozenset("$€£¥₹")


class Counted(NamedTuple):
    """A number with its noun.

    Attributes:
        number: The number.
        unit: What is counted; None when no noun says.
        end: One past the noun, or past the number.
        head: The noun's place; -1 without one.
    """

    number: Number
    unit: str | None
    end: int
    head: int


def counted_of(words: Sequence[Word], kinds: Sequence[str] = ()) -> Iterator[Counted]:
    """Yield the numbers of a sentence that can count people or things, with their nouns.

    Args:
        words: The sentence.
        kinds: Type of the name that each word belongs to, or ''; nothing when no names are known.
    """
    index = 0
    while index < len(words):
        number = number_at(words, index)
        if number is None:
            index += 1
            continue
        index = number.end
        if number.first and (
            words[number.first - 1].lower in _CURRENCIES or words[number.end - 1].lower in _CURRENCIES
        ):
            continue
        if _counts_else(words, number.end) or _is_year(words, number):
            continue
        counted = _with_noun(words, number, kinds)
        yield counted
        index = max(index, counted.end)


def _is_year(words: Sequence[Word], number: Number) -> bool:
    surface = words[number.end - 1].lower
    is_like = (
        number.end - number.first == 1 and len(surface) == 4 and surface.isdigit() and 1800 <= int(surface) <= 2100
    )
    return is_like and (
        number.first == 0
        or words[number.first - 1].lower in {"in", "since", "of", "from", "until", "by", "late", "early", ","}
    )


def _counts_else(words: Sequence[Word], at: int) -> bool:
    """Whether the word behind a number, or behind its hyphen, says that it counts years, money or the like."""
    if at < len(words) and words[at].lower == "-" and words[at].start == words[at - 1].end:
        at += 1
    return at < len(words) and (words[at].lower in NO_COUNT or words[at].lower in _CURRENCIES)


def _with_noun(words: Sequence[Word], number: Number, kinds: Sequence[str]) -> Counted:
    at = number.end
    if at + 1 < len(words) and words[at].lower == "of":
        # 'dozens of civilians' counts them, 'two of the soldiers' too; 'two of Kyiv' counts nothing
        has_article = words[at + 1].lower in {"the", "its", "their", "his", "her", "our"}
        at += 2 if has_article else 1 if number.highest is None else 0
    for place in range(at, min(len(words), at + MOST_ADJECTIVES + 1)):
        lower = words[place].lower
        if not WORD_LIKE.match(lower) or (lower in STATES and place == at):
            break
        unit = UNIT_OF.get(lower)
        if unit:
            following = UNIT_OF.get(words[place + 1].lower) if place + 1 < len(words) else None
            if following:
                return Counted(number, following, place + 2, place + 1)
            if lower == "police" and place + 1 < len(words) and _is_plain(words[place + 1].lower):
                break
            return Counted(number, unit, place + 1, place)
        if kinds and kinds[place] == "NORP" and lower.endswith("s"):
            return Counted(number, "people", place + 1, place)
        if lower in _BREAKS or lower.endswith("ing") or lower in BEFALLING:
            break
    return Counted(number, None, number.end, -1)


def _is_plain(lower: str) -> bool:
    """Whether a word can be the noun that 'police' only belongs to: 'three police dogs'."""
    return bool(WORD_LIKE.match(lower)) and lower not in FUNCTION_WORDS and lower not in BEFALLING
