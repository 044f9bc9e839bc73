"""What a network sees of a phrase that may be the actor or the target of an event."""
# ruff: noqa: FBT001, PLR0917 the facts of a group of features make a key, which has no names

from collections.abc import Sequence

from pipelines.enrich.events.coding import Coding, Found
from pipelines.enrich.events.cues import is_passive
from pipelines.enrich.events.features import AUXILIARIES, RELATIVES, Sentence, bucket
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.phrases import PLACE_NAMES
from pipelines.enrich.events.words import Word

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
_BETWEEN_KINDS = {
    word: tuple(kind for kind, (_, members) in enumerate(_BETWEEN) if word in members)
    for word in frozenset().union(*(members for _, members in _BETWEEN))
}


def role_features(sentence: Sentence, match: Match, coding: Coding[Found]) -> list[list[Found]]:
    """What tells of each phrase whether it is the actor or the target of an event.

    Args:
        sentence: The sentence.
        match: What tells the event.
        coding: How features are told.
    """
    voice = _voice(sentence, match)
    before = sum(phrase.end <= match.first for phrase in sentence.phrases)
    return [_role_features(sentence, match, number, (voice, before), coding) for number in range(len(sentence.phrases))]


def _voice(sentence: Sentence, match: Match) -> str:
    """How an event is put: by a noun, or by a verb in the passive, as a participle, after "to", or plainly."""
    words, first = sentence.words, match.first
    if not match.expression.is_verb:
        return "n"
    if is_passive(words, first):
        return "p"
    return "g" if words[first].lower.endswith("ing") else "b" if _is_infinitive(words, first) else "a"


def _role_features(
    sentence: Sentence, match: Match, number: int, told: tuple[str, int], coding: Coding[Found]
) -> list[Found]:
    """The features of one phrase; `told` is how the event is put, and how many phrases stand before it."""
    voice, phrases_before = told
    phrase, lowers = sentence.phrases[number], sentence.lowers
    expression, first, last = match.expression, match.first, match.words[-1]
    is_left = phrase.end <= first
    side = "L" if is_left else "I" if phrase.first < last else "R"
    begin, end = (phrase.end, first) if is_left else (first + 1, phrase.first)
    nearest, farthest = (lowers[begin], lowers[end - 1]) if begin < end else ("", "")
    preposition, follow = sentence.beside[number]
    others = max(0, phrases_before - number - 1 if is_left else number - phrases_before)
    place = side + voice
    nth = min(3, others)
    found = [*coding.of(_standing)[place, nth, bucket(max(0, end - begin))]]
    found += coding.of(_put)[place, preposition, follow, phrase.kind]
    standing = f"p={preposition}"
    key, event_type = expression.key, expression.event_type
    found += coding.told(
        (
            f"{place}t={event_type}", f"x={key}{side}", f"x={key}{place}{preposition}", f"{place}n{nth}{standing}",
            f"{side}t={event_type}{standing}", f"pl={phrase.kind in PLACE_NAMES}{place}{standing}",
            f"{place}b={nearest}", f"{place}z={farthest}",
        )
    )  # fmt: skip
    nth = min(2, others)
    if begin < end:
        having = coding.of(_having)
        for name, count in _counts_between(lowers[begin:end]):
            found += having[place, nth, name, min(2, count)]
    verbs = sum(sentence.verb_like[begin:end])
    is_relative = is_left and farthest in {"who", "which", "that"}
    is_opening = phrase.first == 0 or (phrase.first == 1 and lowers[0] in {"the", "a", "an"})
    found += coding.of(_further)[place, nth, min(2, verbs), is_relative, sentence.is_title, is_opening]
    return found


def _standing(place: str, nth: int, distance: int) -> tuple[str, ...]:
    return "bias", place, f"{place}n{nth}", f"{place}d{distance}"


def _put(place: str, preposition: str, follow: str, kind: str) -> tuple[str, ...]:
    return f"{place}p={preposition}", f"{place}f={follow}", f"{place}k={kind}"


def _having(place: str, nth: int, name: str, count: int) -> tuple[str, ...]:
    return f"{place}has{name}{count}", f"{place}n{nth}has{name}"


def _further(place: str, nth: int, verbs: int, is_relative: bool, is_title: bool, is_opening: bool) -> tuple[str, ...]:
    facts = (
        (verbs, f"{place}verbs{verbs}"),
        (is_relative, f"{place}relsubject"),
        (is_title, f"title{place}n{nth}"),
        (is_opening, f"{place}opening"),
    )
    return tuple(name for holds, name in facts if holds)


def _counts_between(lowers: Sequence[str]) -> list[tuple[str, int]]:
    """How many of some words are of each kind; kinds without any are left out."""
    counts: dict[int, int] = {}
    for lower in lowers:
        for kind in _BETWEEN_KINDS.get(lower, ()):
            counts[kind] = counts.get(kind, 0) + 1
    return [(_BETWEEN[kind][0], count) for kind, count in sorted(counts.items())]


def _is_infinitive(words: Sequence[Word], first: int) -> bool:
    return first > 0 and words[first - 1].lower == "to"
