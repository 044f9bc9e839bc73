"""Which place stands as the subject of a passive, or as what a participle behind it is about."""

from collections.abc import Sequence

from pipelines.enrich.events.claims.standing import (
    AREAS,
    BESIDE,
    ENDS,
    HEAD,
    MOST_BEFORE,
    OF_PLACE,
    OTHER,
    PART,
    PLACE_TYPES,
    TIMES,
    WHERE,
    WHOLE,
    WITHIN,
    Place,
    can_stand,
    has_part,
    place_at,
)
from pipelines.enrich.events.phrases import FUNCTION_WORDS
from pipelines.enrich.events.words import WORD_LIKE, Word, listed

MOST_BACK = 45
"""Words before a verb among which its subject is looked for."""
_BORDERS = ENDS | listed("while when where after before because if as but although though whereas said says")
"""Words and marks behind which another clause begins."""
PLACING = OF_PLACE | WHERE
"""Prepositions that say how a place stands to the noun before them."""


def subjects(words: Sequence[Word], kinds: Sequence[str], verb: int) -> list[tuple[Place, str]]:
    """The places that stand as the subject of a passive, or of a participle that follows them, with how they stand.

    The nearest that stands for itself is meant, whatever places lie between it and the verb and only say where:
    in 'X, a town east of Y, was captured' and 'the village of X, located in Y and recently liberated by ...' it is X.

    Args:
        words: The sentence.
        kinds: Type of the name that each word belongs to, or ''.
        verb: First word of the verb: the form of 'be', or the participle.
    """
    aside: tuple[Place, str] | None = None
    at = _before_adverbs(words, verb)
    noun = at if at >= 0 and _is_noun(words, kinds, at) else -1
    while at >= max(0, verb - MOST_BACK):
        lower = words[at].lower
        if kinds[at] in PLACE_TYPES:
            place = place_at(kinds, at)
            if noun >= 0 and place.end != noun:
                return []
            standing = _as_subject(words, kinds, place)
            if standing in {HEAD, PART}:
                return [(place, standing), *_with_it(words, kinds, place)]
            explained = _explained(words, kinds, place) if standing == BESIDE else None
            if explained is not None:
                return [(explained, HEAD)]
            if aside is None and standing == BESIDE and words[max(0, place.first - 2)].lower in _LYING:
                aside = place, BESIDE
            at = _before_owner(words, kinds, place)
            continue
        if lower in ENDS - {"(", ")"} or (lower in _BORDERS and not _is_aside(words, at, verb)):
            break
        at -= 1
    return [aside] if aside else []


def antecedent(words: Sequence[Word], kinds: Sequence[str], verb: int) -> Place | None:
    """The place that a clause without an object tells of: 'X, an area (that) Y seized in 1967', 'X, the town they withdrew from'.

    Args:
        words: The sentence.
        kinds: Type of the name that each word belongs to, or ''.
        verb: The verb, which has a subject of its own between the noun and itself.
    """
    for at in range(verb - 2, max(0, verb - MOST_BEFORE), -1):
        lower = words[at].lower
        if lower in ENDS or lower in {",", "and"}:
            return None
        if lower in AREAS and not kinds[at]:
            begin = at - 1
            while begin > 0 and can_stand(words, kinds, begin):
                begin -= 1
            is_named = begin > 0 and words[begin].lower == "," and kinds[begin - 1] in PLACE_TYPES
            return place_at(kinds, begin - 1) if is_named else None
    return None


WITHOUT_OBJECT = listed("from in on last during earlier after since before , . this")
"""Words right behind a verb that has no object."""


def _before_owner(words: Sequence[Word], kinds: Sequence[str], place: Place) -> int:
    """The word before a place and before the place that holds it: 'Ukraine's Kharkiv Region' is one name."""
    at = place.first - 1
    if at > 0 and words[at].lower == "'s" and kinds[at - 1] in PLACE_TYPES:
        return place_at(kinds, at - 1).first - 1
    return at


_LYING = listed("located situated lying based standing built found stationed sited")


def _before_adverbs(words: Sequence[Word], verb: int) -> int:
    """The word that a verb or participle follows, its adverbs and relative pronoun passed over."""
    at = verb - 1
    while at >= 0 and (words[at].lower in _PASSED or words[at].lower.endswith("ly")):
        at -= 1
    return at


_PASSED = (
    listed(
        "and which that who now still once since then again also later first long been finally already never not n't"
    )
    | TIMES
)


def _is_noun(words: Sequence[Word], kinds: Sequence[str], at: int) -> bool:
    """Whether a word can be the noun that is meant in place of a place named further left: 'hostages held', 'areas held'."""
    lower = words[at].lower
    return not kinds[at] and not words[at].is_capital and bool(WORD_LIKE.match(lower)) and not lower[0].isdigit()


def _is_aside(words: Sequence[Word], at: int, verb: int) -> bool:
    """Whether a clause that opens at a word is closed by a comma before the verb, so that the subject stands before it."""
    return at > 0 and words[at - 1].lower in {",", "("} and any(word.lower in {",", ")"} for word in words[at:verb])


def _as_subject(words: Sequence[Word], kinds: Sequence[str], place: Place) -> str | None:
    if place.end < len(words) and words[place.end].lower == "'s":
        return PART if has_part(words, place.end) else None
    for at in range(place.first - 1, max(-1, place.first - 1 - MOST_BEFORE), -1):
        lower = words[at].lower
        if lower == "and" and at and kinds[at - 1] in PLACE_TYPES:
            return _as_subject(words, kinds, place_at(kinds, at - 1))
        if kinds[at] in PLACE_TYPES or (lower == "'s" and at and kinds[at - 1] in PLACE_TYPES):
            # 'in Ukraine's Kharkiv Region': the place that holds it belongs to its name, and stands as it does
            continue
        if lower in PLACING:
            return _behind(words, kinds, place, at)
        if lower in OTHER:
            return None
        if not WORD_LIKE.match(lower) or lower in _OPENING or kinds[at] == "PERSON":
            return HEAD
    return HEAD


_OPENING = FUNCTION_WORDS - {"the", "a", "an", "most", "nearby"}
"""Words before which no phrase goes on."""


def _behind(words: Sequence[Word], kinds: Sequence[str], place: Place, preposition: int) -> str:
    """How a place behind a preposition stands: 'the city of X' is X, 'a village in X' a part of it, 'a man in X' neither."""
    lower, before = words[preposition].lower, words[preposition - 1].lower if preposition else ""
    if before not in AREAS or _explained(words, kinds, place) is not None:
        return BESIDE
    if lower == "of":
        return HEAD if before in WHOLE else PART
    return PART if lower in WITHIN else BESIDE


def _explained(words: Sequence[Word], kinds: Sequence[str], place: Place) -> Place | None:
    """The place that a noun before this one only explains: in 'Nyala, a city in Darfur' it is Nyala."""
    is_behind = False
    for at in range(place.first - 1, max(0, place.first - 2 * MOST_BEFORE), -1):
        lower = words[at].lower
        if lower == ",":
            return place_at(kinds, at - 1) if is_behind and kinds[at - 1] in PLACE_TYPES else None
        is_behind = is_behind or lower in AREAS
        if not (can_stand(words, kinds, at) or lower in WHERE or lower in OF_PLACE):
            return None
    return None


def _with_it(words: Sequence[Word], kinds: Sequence[str], place: Place) -> list[tuple[Place, str]]:
    """The place before 'and': in 'X and Y were captured' both are meant."""
    at = place.first - 1
    if at > 0 and words[at].lower == "and" and kinds[at - 1] in PLACE_TYPES:
        other = place_at(kinds, at - 1)
        standing = _as_subject(words, kinds, other)
        return [(other, standing)] if standing == HEAD else []
    return []
