"""Where the places of a sentence stand in it: which one a verb is about, which one only says where that is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS, MODALS
from pipelines.enrich.events.inflection import noun_forms
from pipelines.enrich.events.phrases import FUNCTION_WORDS
from pipelines.enrich.events.words import WORD_LIKE, Word, listed

PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
HEAD, PART, BESIDE = "head", "part", "beside"
"""How a place stands to what is told: it is meant itself, a part of it is ('a village in X'), or it only says where."""
MOST_BEFORE = 8
"""Words of a phrase before the place's name: 'the strategically important and long besieged eastern town of X'."""
MOST_BEHIND = 3
"""Words between a place in the possessive and the part of it that is meant: "Aleppo's besieged eastern districts"."""


def _nouns(listed: str) -> frozenset[str]:
    return frozenset(form for noun in listed.split() for form in noun_forms(noun))


AREAS = _nouns(
    """
    city town village settlement hamlet district province region area neighbourhood neighborhood quarter suburb outskirt
    chunk portion share piece corner part half third quarter territory territory land capital port airport airfield base airbase camp garrison stronghold
    enclave pocket sector zone municipality county governorate oblast peninsula island hill height ridge valley crossing
    bridge checkpoint junction road highway plant factory mine dam field refinery hospital school university building
    complex compound citadel fortress castle headquarters palace barracks prison station depot facility position community locality strip stretch
    swathe swath bulk rest centre center heart edge entrance front mountain square stadium cathedral mosque church market
    """
) | listed(
    "outskirts headquarters barracks countryside hinterland downtown territories heights most much all whole percent %"
)
"""Nouns for places and parts of places: who holds 'a village in X' holds a part of X."""
OF_PLACE = listed("of")
WITHIN = listed("in inside at on within across along throughout")
"""Prepositions between a part and the place that it is a part of."""
WHERE = WITHIN | listed(
    "near outside around beyond beside above over towards toward from to into through south north east west off"
)
"""Prepositions behind which a place only says where."""
_COMPASS = listed("north south east west northeast northwest southeast southwest")
OTHER = listed(
    "by with for against between among under after before since until about as than like via without onto during"
)
_NO_PART = FUNCTION_WORDS - listed(
    "a an the this that these those his its her their our all both each every another other more most many several few and most least only just still"
)
"""Words that cannot stand between the beginning of a phrase and its noun."""
ENDS = listed('. ; : ? ! — – ( ) " “ ”')
TIMES = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december last late early earlier yesterday today tonight tomorrow overnight recently again back once
    twice ago days weeks months years hours earlier first second third this next amid following despite per including
    """
)


class Place(NamedTuple):
    """A place's name in a sentence.

    Attributes:
        first: Its first word.
        end: One past its last.
    """

    first: int
    end: int


def place_at(kinds: Sequence[str], at: int) -> Place:
    """Return the whole name that a word belongs to."""
    first, end = at, at + 1
    while first and kinds[first - 1] == kinds[at]:
        first -= 1
    while end < len(kinds) and kinds[end] == kinds[at]:
        end += 1
    return Place(first, end)


def objects(
    words: Sequence[Word], kinds: Sequence[str], start: int, *, is_subject: bool = False
) -> Iterator[tuple[Place, str]]:
    """Yield the places that a verb has as its objects, with how they stand; more than one when 'and' or commas join them.

    Args:
        words: The sentence.
        kinds: Type of the name that each word belongs to, or ''.
        start: The word after the verb, or after the preposition of a noun.
        is_subject: Whether a verb may follow: 'the fall of X deprived them of ...'.
    """
    at, standing, last, seen, has_one = start, HEAD, "", 0, False
    while at < len(words) and seen <= MOST_BEFORE:
        lower = words[at].lower
        if kinds[at] in PLACE_TYPES:
            place = _owned(words, kinds, place_at(kinds, at))
            found = _as_object(words, place, standing, is_subject=is_subject)
            is_joined = at > start and words[at - 1].lower in {"and", ",", "the"} and seen <= 1 and has_one
            if found in {None, BESIDE} or (is_joined and _begins_clause(words, place.end)):
                return
            has_one = True
            yield place, found
            at = _joined(words, kinds, place.end)
            if at < 0:
                return
            standing, last, seen = HEAD, "", 0
            continue
        if lower in OF_PLACE:
            if last not in AREAS and not (last in _COMPASS and standing == BESIDE):
                return
            standing = PART if last not in WHOLE and standing == HEAD else standing
        elif lower in WHERE:
            if last not in AREAS:
                return
            standing = PART if lower in WITHIN and standing != BESIDE else BESIDE
        elif not can_stand(words, kinds, at) or (lower == "and" and (last in AREAS or last.endswith("s"))):
            return
        last, at, seen = lower, at + 1, seen + 1


def _owned(words: Sequence[Word], kinds: Sequence[str], place: Place) -> Place:
    """The place that is meant where one stands in the possessive before another: "Iraq's Mosul"."""
    following = place.end + 1
    is_owner = following < len(words) and words[place.end].lower == "'s" and kinds[following] in PLACE_TYPES
    return place_at(kinds, following) if is_owner else place


def _begins_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a verb follows a name that 'and' joins: 'seized Syria, and the US has launched strikes'."""
    return at < len(words) and words[at].lower in BE_FORMS | HAVE_FORMS | MODALS


WHOLE = _nouns(
    "city town village settlement hamlet district province region port capital island municipality county"
) | listed(
    "governorate oblast area enclave stronghold peninsula whole all municipality base valley territory territories"
)
"""Of these the place behind 'of' is the thing itself: 'the town of X'."""


def can_stand(words: Sequence[Word], kinds: Sequence[str], at: int) -> bool:
    """Whether a word can belong to a phrase before its place."""
    lower = words[at].lower
    if lower in {",", "-"}:
        return False
    if lower == "%":
        return True
    if not WORD_LIKE.match(lower) or lower in _NO_PART or lower in BE_FORMS | HAVE_FORMS | MODALS:
        return False
    return kinds[at] in {"", "NORP", "CARDINAL", "PERCENT", "DATE", "ORDINAL", "QUANTITY"}


def _as_object(words: Sequence[Word], place: Place, standing: str, *, is_subject: bool) -> str | None:
    """How a place stands as an object, or None when its name only belongs to another noun: 'seized Kherson officials'."""
    if place.end >= len(words):
        return standing
    after = words[place.end].lower
    if after == "'s":
        return PART if has_part(words, place.end) else None
    if after in AREAS or not WORD_LIKE.match(after) or after in FUNCTION_WORDS or after in TIMES:
        return standing
    is_other = after in WHERE | OTHER or after[0].isdigit() or after.endswith(("ly", "ing"))
    is_other = is_other or (is_subject and after.endswith(("ed", "s")))
    return standing if is_other else None


def _joined(words: Sequence[Word], kinds: Sequence[str], at: int) -> int:
    """Where the next of a list of places may begin, or -1: 'X and Y', 'X, Y and the village of Z'."""
    if at + 1 >= len(words) or words[at].lower not in {"and", ",", "or"}:
        return -1
    at += 1
    if words[at].lower in {"and", "or"}:
        at += 1
    is_plain = at < len(words) and (
        kinds[at] in PLACE_TYPES or words[at].lower in {"the", "nearby", "neighbouring", "neighboring"}
    )
    # after a comma a further name can be what holds the first ('Kherson, Ukraine'); it stands for itself before 'and' only
    return at if is_plain and (words[at - 1].lower in {"and", "or"} or _list_goes_on(words, kinds, at)) else -1


def _list_goes_on(words: Sequence[Word], kinds: Sequence[str], at: int) -> bool:
    if kinds[at] not in PLACE_TYPES:
        return False
    after = place_at(kinds, at).end
    return (
        after + 1 < len(words)
        and words[after].lower in {"and", ","}
        and (kinds[after + 1] in PLACE_TYPES or words[after + 1].lower == "and")
    )


def has_part(words: Sequence[Word], possessive: int) -> bool:
    """Whether a noun for a part of a place follows its possessive: "Aleppo's besieged eastern districts".

    "Europe's largest plant" is one thing that lies in it, no part of it that could be held.
    """
    near = [word.lower for word in words[possessive + 1 : possessive + 1 + MOST_BEHIND]]
    return any(word in AREAS for word in near) and not any(word.endswith("est") and word not in _WINDS for word in near)


_WINDS = listed("west northwest southwest")
