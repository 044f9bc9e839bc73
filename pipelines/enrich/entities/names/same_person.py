"""Whether two personal names can be one person: agreeing surname, and given names that do not contradict."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.enrich.entities.names.east_asian import (
    chinese_skeleton,
    korean_surname_classes,
    korean_syllable_keys,
    same_korean_surname,
    same_korean_syllables,
    syllables,
)
from pipelines.enrich.entities.names.given_names import NICKNAME_CLASS_COUNT, given_name_classes
from pipelines.enrich.entities.names.people import PersonName
from pipelines.enrich.entities.names.transliteration import (
    english_rendering,
    renderings,
    same_rendering,
    same_voweling,
    voweling,
)


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Why two names are one entity, and how sure that is."""

    score: float
    basis: str


EXACT = Match(1.0, "exact")
TRANSLITERATION = Match(0.97, "transliteration")
VOWELING = Match(0.93, "transliteration")
TOKEN_ORDER = Match(0.95, "token_order")
NICKNAME = Match(0.9, "nickname")
INITIALS = Match(0.88, "initials")
MIDDLE_NAME = Match(0.95, "middle_name")


def surname_match(one: PersonName, other: PersonName) -> Match | None:
    """How two surnames agree; None when they do not."""
    if one.surname == other.surname:
        return EXACT
    if one.is_family_first and other.is_family_first:
        return None
    if same_rendering(one.surname, other.surname):
        return TRANSLITERATION
    if one.is_arabic and other.is_arabic and same_voweling(one.surname, other.surname):
        return VOWELING
    return None


def given_match(one: str, other: str, *, is_arabic: bool) -> Match | None:
    """How two given names or initials agree; None when they contradict."""
    if one == other:
        return EXACT
    if len(one) == 1 or len(other) == 1:
        return INITIALS if _initials(one) & _initials(other) else None
    shared = given_name_classes(one) & given_name_classes(other)
    if shared:
        return TRANSLITERATION if max(shared) >= NICKNAME_CLASS_COUNT else NICKNAME
    if same_rendering(one, other):
        return TRANSLITERATION
    return VOWELING if is_arabic and same_voweling(one, other) else None


def _initials(token: str) -> set[str]:
    """Letters that a given name may be shortened to: Yevgeny is written E. and Y."""
    return {token[0], english_rendering(token)[:1]}


def given_names_match(one: PersonName, other: PersonName) -> Match | None:
    """How two lists of given names agree, place by place; a missing middle name agrees with any."""
    is_arabic = one.is_arabic or other.is_arabic
    if "".join(one.given) == "".join(other.given):
        return EXACT
    worst = EXACT
    for mine, theirs in zip(one.given, other.given, strict=False):
        found = given_match(mine, theirs, is_arabic=is_arabic)
        if found is None:
            return None
        worst = min(worst, found)
    return worst if len(one.given) == len(other.given) else min(worst, MIDDLE_NAME)


def same_person(one: PersonName, other: PersonName) -> Match | None:
    """How two names that both have given names can be one person; None when they are not, or nothing tells."""
    if one.is_lone or other.is_lone or one.suffix != other.suffix:
        return None
    if one.is_family_first and other.is_family_first:
        return _same_east_asian(one, other)
    if one.is_family_first or other.is_family_first:
        joined = {one.surname + "".join(one.given), other.surname + "".join(other.given)}
        return EXACT if len(joined) == 1 else None
    surname = surname_match(one, other)
    given = given_names_match(one, other) if surname else None
    if surname and given:
        return min(surname, given)
    if one.swapped and one.swapped == (other.surname, *other.given)[::-1][:2] and len(other.given) == 1:
        return TOKEN_ORDER
    return None


def _same_east_asian(one: PersonName, other: PersonName) -> Match | None:
    mine, theirs = one.given[0], other.given[0]
    if one.surname == other.surname and mine == theirs:
        return EXACT
    if same_korean_surname(one.surname, other.surname) and same_korean_syllables(mine, theirs):
        return VOWELING
    if one.is_hyphenated != other.is_hyphenated and _skeleton(one) == _skeleton(other):
        return VOWELING
    return None


def _skeleton(name: PersonName) -> tuple[str, ...]:
    parts = syllables(name.given[0], korean=False) or (name.given[0],)
    return (chinese_skeleton(name.surname), *map(chinese_skeleton, parts))


def contradict(one: PersonName, other: PersonName) -> bool:
    """True when two names cannot be one person although others link them: Jr., another middle name, another given name."""
    if one.is_lone or other.is_lone:
        return bool(one.suffix and other.suffix and one.suffix != other.suffix)
    if one.suffix != other.suffix:
        return True
    if one.is_family_first or other.is_family_first:
        return same_person(one, other) is None
    if one.swapped and same_person(one, other):
        return False
    return given_names_match(one, other) is None


def surname_keys(name: PersonName) -> Iterator[str]:
    """Keys one of which any two agreeing surnames share."""
    if name.is_family_first:
        yield f"surname:{english_rendering(name.surname)}"
        yield f"chinese:{chinese_skeleton(name.surname)}"
        for number in korean_surname_classes(name.surname):
            yield f"korean:{number}"
        return
    for rendering in sorted(renderings(name.surname)):
        yield f"surname:{rendering}"
    if name.is_arabic:
        yield f"consonants:{voweling(name.surname).consonants}"


def person_keys(name: PersonName) -> Iterator[str]:
    """Keys one of which any two matching full names share; narrow enough that few others share it."""
    if name.is_lone:
        return
    if name.is_family_first:
        yield f"{english_rendering(name.surname)}|{name.given[0]}"
        yield "|".join(_skeleton(name))
        for number in korean_surname_classes(name.surname):
            for key in korean_syllable_keys(name.given[0]):
                yield f"korean:{number}|{key}"
        return
    first = name.given[0]
    buckets = [f"c{number}" for number in sorted(given_name_classes(first))]
    buckets += sorted({f"r{rendering[:1]}" for rendering in renderings(first)})
    if name.is_arabic:
        buckets.append(f"v{voweling(first).consonants}")
    for surname in surname_keys(name):
        for bucket in buckets:
            yield f"{surname}|{bucket}"
    yield f"joined:{''.join(sorted(''.join((*name.given, name.surname))))}"
