"""How well a name in a text fits a name in a pack: of what shares a key (`names`), which is the same name."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from pipelines.enrich.entities.names.folding import letters, words
from pipelines.enrich.entities.names.given_names import given_name_classes
from pipelines.enrich.entities.names.transliteration import frame, same_rendering, same_ukrainian_rendering
from pipelines.knowledge.names import CACHE_SIZE, GENERATIONS, PARTICLES, is_full, person_words

EXACT, RENDERED, UKRAINIAN, VARIANT, INITIAL = 1.0, 0.96, 0.94, 0.9, 0.7
"""Likeness of two words: equal, one romanisation, Ukrainian and Russian spelling, listed given names, an initial."""
LEFT_OUT, TURNED, LONE = 0.03, 0.05, 0.4
"""Taken off for each middle name that one of the two lacks, and for another order; likeness of a family name alone."""
YOUNGER_SAID, YOUNGER_KNOWN = 0.45, 0.85
"""Likeness where only the text says Jr. (who has none there is the father), or only the entry (texts often leave it out)."""
LEAST_SHARED_PERCENT = 45
"""Words that share fewer letters in one order are no two romanisations of one: looking closer costs a hundred times more."""
FIRST_OF_TWO = 0.9
"""Likeness where one name lacks the second of two family names: Enrique Peña (Nieto), but also Mary Smith (Jones)."""
_YOUNGER = GENERATIONS - {"sr"}


def thing_likeness(one: str, other: str) -> float:
    """Return how far two names of things are one: 1 for equal letters, less for another romanisation, else 0."""
    if letters(one) == letters(other):
        return EXACT
    mine, theirs = words(one), words(other)
    if len(mine) == len(theirs) and all(map(same_rendering, mine, theirs)):
        return RENDERED
    return 0.0


@lru_cache(maxsize=CACHE_SIZE)
def likeness(one: str, other: str) -> float:
    """Return how far a person's name in a text is that of an entry, 0 to 1; `LONE` for a family name alone.

    Every word of the shorter name must stand in the longer one, and one of the two family names must be shared.
    """
    of_words = _likeness_of_words(one, other)
    return of_words * _generations(one, other) if of_words else 0.0


def best_likeness(names: Sequence[str], others: Sequence[str]) -> float:
    """Return the likeness of those two names of a person in a text and of an entry that fit best."""
    if any(name in others and is_full(name) for name in names):
        return EXACT
    asked = [(name, person_words(name)) for name in names]
    best = 0.0
    for other in others:
        theirs = person_words(other)
        for name, mine in asked:
            if _may_be_alike(mine, theirs):
                best = max(best, likeness(name, other))
    return best


def _may_be_alike(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return False for most of those who share a given name and an initial, before looking closer."""
    if len(mine) < 2 or len(theirs) < 2:
        return True
    family_names = [frame(word) for word in theirs[1:][-2:]]
    return any(frame(word) in family_names for word in mine[-3:]) or "".join(mine) == "".join(theirs)


def _generations(one: str, other: str) -> float:
    mine, theirs = (_YOUNGER.intersection(words(name)[2:]) for name in (one, other))
    if mine == theirs:
        return EXACT
    return YOUNGER_SAID if mine else YOUNGER_KNOWN


def _likeness_of_words(one: str, other: str) -> float:
    mine, theirs = person_words(one), person_words(other)
    if mine == theirs:
        return EXACT if len(mine) > 1 or not one.isascii() else LONE
    if len(mine) < 2 or len(theirs) < 2:
        return _lone_likeness(mine, theirs)
    return max(_aligned(mine, theirs), _aligned((mine[-1], *mine[:-1]), theirs) - TURNED, _run_together(mine, theirs))


def _lone_likeness(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    if len(mine) != 1 or not theirs:
        return 0.0
    if mine[0] in {theirs[0], theirs[-1]}:
        return LONE
    return LONE * max(_family_likeness(mine[0], theirs[-1]), _family_likeness(mine[0], theirs[0]))


def _run_together(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Return the likeness of names that differ in where words end: Jong-un, Jong Un, Jongun."""
    return RENDERED if "".join(mine) == "".join(theirs) else 0.0


def _aligned(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    given = _word_likeness(mine[0], theirs[0], is_given=True)
    if given == 0.0:
        return 0.0
    family = _word_likeness(mine[-1], theirs[-1], is_given=False)
    rest = mine[1:-1], theirs[1:-1]
    if family == 0.0 and len(theirs) > 2:
        family, rest = (
            FIRST_OF_TWO * _word_likeness(mine[-1], theirs[-2], is_given=False),
            (mine[1:-1], (*theirs[1:-2], theirs[-1])),
        )
    if family == 0.0 and len(mine) > 2:
        family, rest = (
            FIRST_OF_TWO * _word_likeness(mine[-2], theirs[-1], is_given=False),
            ((*mine[1:-2], mine[-1]), theirs[1:-1]),
        )
    if family == 0.0:
        return 0.0
    middle, missing = _middle(*rest)
    return max(given * family * middle - LEFT_OUT * missing, 0.0)


def _middle(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, int]:
    """Return the likeness of what stands between, and how many words of it only one of the two has."""
    fewer, more = sorted(([word for word in part if word not in PARTICLES] for part in (mine, theirs)), key=len)
    product = 1.0
    for word in fewer:
        product *= max((_word_likeness(word, other, is_given=True) for other in more), default=0.0)
    return product, len(more) - len(fewer)


def _word_likeness(one: str, other: str, *, is_given: bool) -> float:
    if one == other:
        return EXACT
    return _given_likeness(one, other) if is_given else _family_likeness(one, other)


@lru_cache(maxsize=CACHE_SIZE)
def _given_likeness(one: str, other: str) -> float:
    if min(len(one), len(other)) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    return _family_likeness(one, other) or (VARIANT if given_name_classes(one) & given_name_classes(other) else 0.0)


@lru_cache(maxsize=CACHE_SIZE)
def _family_likeness(one: str, other: str) -> float:
    if ratio(one, other) >= LEAST_SHARED_PERCENT:
        if same_rendering(one, other):
            return RENDERED
        if same_ukrainian_rendering(one, other):
            return UKRAINIAN
    return 0.0
