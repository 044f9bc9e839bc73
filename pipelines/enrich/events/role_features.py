"""What a network sees of a phrase that may be the actor or the target of an event."""
# ruff: noqa: FBT001, PLR0917 the facts of a group of features make a key, which has no names

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple

from pipelines.enrich.events.coding import Coded, Coding, Found, Named
from pipelines.enrich.events.cues import is_passive
from pipelines.enrich.events.features import AUXILIARIES, RELATIVES, Sentence, bucket
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.phrases import CACHED_WORDS, PLACE_NAMES

_BETWEEN = (
    ("rel", RELATIVES),
    ("comma", {","}),
    ("quote", {'"', "“", "”"}),
    ("and", {"and", "but"}),
    ("to", {"to"}),
    ("aux", AUXILIARIES),
    ("stop", {";", ":", "—", "–"}),
    ("if", {"if", "after", "when", "before", "as", "because", "while"}),
)
"""Words that are counted between a phrase and what tells an event, by kind."""
_SUBJECTS = frozenset({"who", "which", "that"})
_ARTICLES = frozenset({"the", "a", "an"})
_TOLD = frozenset({"said", "says", "told"})
_DIGIT = 8
"""Bits of the count of one kind: a sentence has fewer words than they hold."""
_COUNT = (1 << _DIGIT) - 1
_VERBS = _DIGIT * len(_BETWEEN)
"""Where the count of words stands that end like a verb of the past, or say that something is said."""


@lru_cache(maxsize=CACHED_WORDS)
def _counted(lower: str) -> int:
    """What a word adds to the counts of all kinds, which are one number: the counts between two words are a difference."""
    kinds = sum(1 << _DIGIT * kind for kind, (_, members) in enumerate(_BETWEEN) if lower in members)
    return kinds + ((lower.endswith("ed") or lower in _TOLD) << _VERBS)


def role_features(sentence: Sentence, found: Sequence[Match], coding: Coding[tuple[Found, ...]]) -> list[list[Found]]:
    """What tells of each phrase, for one event after another, whether it is its actor or its target.

    Args:
        sentence: The sentence.
        found: What tells its events.
        coding: How features are told.
    """
    if not found:
        return []
    counts = list(accumulate(map(_counted, sentence.cut.lowers), initial=0))
    of = coding.of
    groups = _Groups(of(_standing), of(_put), of(_of_type), of(_behind), of(_having), of(_further))
    return [features for match in found for features in _role_features(sentence, match, counts, groups, coding.named)]


class _Groups(NamedTuple, Generic[Found]):
    """The groups of features of a phrase, each as a coding gives it."""

    standing: Coded[tuple[Found, ...]]
    put: Coded[tuple[Found, ...]]
    of_type: Coded[tuple[Found, ...]]
    behind: Coded[tuple[Found, ...]]
    having: Coded[tuple[Found, ...]]
    further: Coded[tuple[Found, ...]]


def _role_features(
    sentence: Sentence, match: Match, counts: Sequence[int], groups: _Groups[Found], named: Named[tuple[Found, ...]]
) -> Iterator[list[Found]]:
    (key, event_type, *_), first, words = match
    lowers, voice, last, is_title = (
        sentence.cut.lowers,
        _voice(sentence.cut.lowers, match),
        words[-1],
        sentence.is_title,
    )
    standing, put, of_type, behind, having, further = groups
    before = sum([phrase.end <= first for phrase in sentence.phrases])
    for number, (phrase, (preposition, follow)) in enumerate(zip(sentence.phrases, sentence.beside, strict=True)):
        begins, ends, _, kind, _ = phrase
        is_left = ends <= first
        if is_left:
            side, begin, end, others = "L", ends, first, before - number - 1
        else:
            side, begin, end, others = "I" if begins < last else "R", first + 1, begins, number - before
        nearest, farthest, between = "", "", 0
        if begin < end:
            nearest, farthest, between = lowers[begin], lowers[end - 1], counts[end] - counts[begin]
        place, nth = side + voice, min(3, others)
        verbs = between >> _VERBS
        is_opening = begins == 0 or (begins == 1 and lowers[0] in _ARTICLES)
        yield [
            *standing[place, nth, bucket(end - begin if begin < end else 0)],
            *put[place, preposition, follow, kind],
            *of_type[place, event_type],
            *named[f"x={key}{side}"],
            *named[f"x={key}{place}{preposition}"],
            *behind[place, nth, preposition, event_type, kind in PLACE_NAMES],
            *named[f"{place}b={nearest}"],
            *named[f"{place}z={farthest}"],
            *having[place, nth, between - (verbs << _VERBS)],
            *further[place, nth, verbs, is_left and farthest in _SUBJECTS, is_title, is_opening],
        ]


def _voice(lowers: Sequence[str], match: Match) -> str:
    """How an event is put: by a noun, or by a verb in the passive, as a participle, after "to", or plainly."""
    first = match.first
    if not match.expression.is_verb:
        return "n"
    if is_passive(lowers, first):
        return "p"
    return "g" if lowers[first].endswith("ing") else "b" if first > 0 and lowers[first - 1] == "to" else "a"


def _of_type(place: str, event_type: str) -> tuple[str, ...]:
    return (f"{place}t={event_type}",)


def _behind(place: str, nth: int, preposition: str, event_type: str, is_place: bool) -> tuple[str, ...]:
    standing = f"p={preposition}"
    return f"{place}n{nth}{standing}", f"{place[0]}t={event_type}{standing}", f"pl={is_place}{place}{standing}"


def _standing(place: str, nth: int, distance: int) -> tuple[str, ...]:
    return "bias", place, f"{place}n{nth}", f"{place}d{distance}"


def _put(place: str, preposition: str, follow: str, kind: str) -> tuple[str, ...]:
    return f"{place}p={preposition}", f"{place}f={follow}", f"{place}k={kind}"


def _having(place: str, nth: int, between: int) -> tuple[str, ...]:
    counts = ((name, between >> _DIGIT * kind & _COUNT) for kind, (name, _) in enumerate(_BETWEEN))
    return tuple(
        feature
        for name, count in counts
        if count
        for feature in (f"{place}has{name}{min(2, count)}", f"{place}n{min(2, nth)}has{name}")
    )


def _further(place: str, nth: int, verbs: int, is_relative: bool, is_title: bool, is_opening: bool) -> tuple[str, ...]:
    facts = (
        (verbs, f"{place}verbs{min(2, verbs)}"),
        (is_relative, f"{place}relsubject"),
        (is_title, f"title{place}n{min(2, nth)}"),
        (is_opening, f"{place}opening"),
    )
    return tuple(name for holds, name in facts if holds)
