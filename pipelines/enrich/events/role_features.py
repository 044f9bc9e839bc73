"""What a network sees of a phrase that may be the actor or the target of an event."""
# ruff: noqa: FBT001, PLR0917 the facts of a group of features make a key, which has no names

from collections.abc import Iterator, Sequence

from pipelines.enrich.events.coding import Coding, Found
from pipelines.enrich.events.cues import is_passive
from pipelines.enrich.events.features import AUXILIARIES, RELATIVES, Sentence, bucket
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.phrases import PLACE_NAMES

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
_BETWEEN_KINDS = {
    word: tuple(kind for kind, (_, members) in enumerate(_BETWEEN) if word in members)
    for word in frozenset().union(*(members for _, members in _BETWEEN))
}


def role_features(sentence: Sentence, found: Sequence[Match], coding: Coding[Found]) -> list[list[Found]]:
    """What tells of each phrase, for one event after another, whether it is its actor or its target.

    Args:
        sentence: The sentence.
        found: What tells its events.
        coding: How features are told.
    """
    if not found:
        return []
    joints = [(at, kinds) for at, low in enumerate(sentence.cut.lowers) if (kinds := _BETWEEN_KINDS.get(low))]
    return [features for match in found for features in _role_features(sentence, match, joints, coding)]


def _role_features(
    sentence: Sentence, match: Match, joints: Sequence[tuple[int, tuple[int, ...]]], coding: Coding[Found]
) -> Iterator[list[Found]]:
    lowers, voice, named = sentence.cut.lowers, _voice(sentence.cut.lowers, match), coding.named
    standing, put, of_type, behind = (coding.of(group) for group in (_standing, _put, _of_type, _behind))
    having, further = coding.of(_having), coding.of(_further)
    key, event_type = match.expression.key, match.expression.event_type
    first, last, is_title = match.first, match.words[-1], sentence.is_title
    before = sum(phrase.end <= first for phrase in sentence.phrases)
    for number, (phrase, (preposition, follow)) in enumerate(zip(sentence.phrases, sentence.beside, strict=True)):
        is_left = phrase.end <= first
        if is_left:
            side, begin, end, others = "L", phrase.end, first, before - number - 1
        else:
            side, begin, end, others = "I" if phrase.first < last else "R", first + 1, phrase.first, number - before
        nearest, farthest = (lowers[begin], lowers[end - 1]) if begin < end else ("", "")
        place, nth = side + voice, min(3, others)
        found = [*standing[place, nth, bucket(max(0, end - begin))]]
        found += put[place, preposition, follow, phrase.kind]
        found += of_type[place, event_type]
        found += named[f"x={key}{side}"]
        found += named[f"x={key}{place}{preposition}"]
        found += behind[place, nth, preposition, event_type, phrase.kind in PLACE_NAMES]
        found += named[f"{place}b={nearest}"]
        found += named[f"{place}z={farthest}"]
        nth, verbs = min(2, others), 0
        if begin < end:
            for name, count in _counts_between(joints, begin, end):
                found += having[place, nth, name, min(2, count)]
            verbs = min(2, sum(sentence.verb_like[begin:end]))
        is_relative = is_left and farthest in _SUBJECTS
        is_opening = phrase.first == 0 or (phrase.first == 1 and lowers[0] in _ARTICLES)
        found += further[place, nth, verbs, is_relative, is_title, is_opening]
        yield found


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


def _counts_between(joints: Sequence[tuple[int, tuple[int, ...]]], begin: int, end: int) -> list[tuple[str, int]]:
    """How many words from one to another are of each kind; kinds without any are left out."""
    counts: dict[int, int] = {}
    for at, kinds in joints:
        if begin <= at < end:
            for kind in kinds:
                counts[kind] = counts.get(kind, 0) + 1
    return [(_BETWEEN[kind][0], count) for kind, count in sorted(counts.items())]
