"""Whether two personal names can be one person: agreeing surname, and given names that do not contradict."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.enrich.entities.names.east_asian import (
    chinese_skeleton,
    same_korean_surname,
    same_korean_syllables,
    syllables,
)
from pipelines.enrich.entities.names.given_names import (
    NICKNAME_CLASS_COUNT,
    given_name_classes,
    is_arabic_given_name,
    is_given_name,
    is_hispanic_given_name,
    is_slavic_given_name,
    is_western_given_name,
)
from pipelines.enrich.entities.names.people import PersonName
from pipelines.enrich.entities.names.transliteration import (
    english_rendering,
    is_misspelling,
    same_rendering,
    same_ukrainian_rendering,
    same_voweling,
)


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Why two names are one entity, and how sure that is."""

    score: float
    basis: str


MIN_FLOATING_CHARS = 4
"""Shorter given names differ by a vowel too often (Jan, Jon)."""
MIN_MISSPELT_SURNAME_CHARS = 8
"""Shorter surnames are one letter away from too many others."""
EXACT = Match(1.0, "exact")
TRANSLITERATION = Match(0.97, "transliteration")
VOWELING = Match(0.93, "transliteration")
TOKEN_ORDER = Match(0.95, "token_order")
NICKNAME = Match(0.9, "nickname")
INITIALS = Match(0.88, "initials")
MIDDLE_NAME = Match(0.95, "middle_name")
MISSPELLING = Match(0.87, "misspelling")
SECOND_NAME = Match(0.85, "middle_name")
SECOND_SURNAME = Match(0.9, "second_surname")


_SLAVIC_ENDING = re.compile(r"(?:ov|ev|ova|eva|in|ina|ski|skii|skaia|enko|iuk|ich|ic|dze|Svili|ian|nii|ni)$")
MIN_LONE_CHARS = 6
"""Shorter surnames are too easily another one when nothing stands before them."""


def lone_surname_match(one: str, other: str) -> Match | None:
    """How surnames agree where no given name helps: letter by letter, or as long Slavic names in two spellings."""
    if one == other:
        return EXACT
    is_long = min(len(one), len(other)) >= MIN_LONE_CHARS
    is_slavic = any(_SLAVIC_ENDING.search(english_rendering(token)) for token in (one, other))
    return TRANSLITERATION if is_long and is_slavic and same_rendering(one, other) else None


def surname_match(one: PersonName, other: PersonName) -> Match | None:
    """How two surnames agree; None when they do not."""
    if one.surname == other.surname:
        return EXACT
    if one.is_family_first and other.is_family_first:
        return None
    if same_rendering(one.surname, other.surname):
        return TRANSLITERATION
    if not _floats(one, other):
        return None
    if same_voweling(one.surname, other.surname):
        return VOWELING
    return TRANSLITERATION if same_ukrainian_rendering(one.surname, other.surname) else None


def _floats(one: PersonName, other: PersonName) -> bool:
    """True when desks may have written the vowels of one name differently: an Arabic name, or one of no Western list."""
    if (one.is_arabic and other.is_arabic) or (is_elsewhere(one) and is_elsewhere(other)):
        return True
    return is_slavic(one) and is_slavic(other) and (is_elsewhere(one) or is_elsewhere(other))


def is_slavic(name: PersonName) -> bool:
    """True when the given name is of the Slavic lists."""
    return bool(name.given) and is_slavic_given_name(name.given[0])


def is_elsewhere(name: PersonName) -> bool:
    """True when the given name is of no Western list, so that desks may each have spelt it their way."""
    first = name.given[0] if name.given else ""
    return len(first) >= MIN_FLOATING_CHARS and not is_western_given_name(first)


def given_match(one: str, other: str, *, is_floating: bool) -> Match | None:
    """How two given names or initials agree; None when they contradict."""
    if one == other:
        return EXACT
    if len(one) == 1 or len(other) == 1:
        return INITIALS if initials(one) & initials(other) else None
    shared = given_name_classes(one) & given_name_classes(other)
    if shared:
        return TRANSLITERATION if max(shared) >= NICKNAME_CLASS_COUNT else NICKNAME
    if same_rendering(one, other):
        return TRANSLITERATION
    if is_floating and same_voweling(one, other):
        return VOWELING
    is_listed = is_given_name(one) and is_given_name(other)
    return MISSPELLING if not is_listed and is_misspelling(one, other) else None


def initials(token: str) -> set[str]:
    """Letters that a given name may be shortened to: Yevgeny is written E. and Y."""
    return {token[0], english_rendering(token)[:1]}


def given_names_match(one: PersonName, other: PersonName) -> Match | None:
    """How two lists of given names agree, place by place; a missing middle name agrees with any."""
    is_floating = one.is_arabic or other.is_arabic or _floats(one, other)
    if "".join(one.given) == "".join(other.given):
        return EXACT
    found = _placewise(one.given, other.given, is_floating=is_floating)
    if found is None and len(one.given) != len(other.given):
        short, long = sorted((one.given, other.given), key=len)
        found = _without_first_name(short, long, is_floating=is_floating)
    return found


def is_muhammad(token: str) -> bool:
    """True for the name that so many bear as a prefix that alone it tells no one apart."""
    return bool(given_name_classes(token) & given_name_classes("muhammad"))


def _placewise(one: Sequence[str], other: Sequence[str], *, is_floating: bool) -> Match | None:
    short, long = sorted((one, other), key=len)
    if len(short) != len(long) and (len(long[0]) == 1) and len(long[1]) > 1:
        return None
    if len(short) == 1 and len(long) > 1 and is_muhammad(short[0]) and is_muhammad(long[0]):
        return None
    worst = EXACT
    for mine, theirs in zip(one, other, strict=False):
        found = given_match(mine, theirs, is_floating=is_floating)
        if found is None:
            return None
        worst = min(worst, found)
    return worst if len(one) == len(other) else min(worst, MIDDLE_NAME)


def _without_first_name(short: Sequence[str], long: Sequence[str], *, is_floating: bool) -> Match | None:
    """The name of someone who goes by the second given name: Tayyip Erdogan, Javad Zarif.

    An Arabic second name is the father's, so there only the prefix Muhammad is left out.
    """
    if len(short[0]) == 1 or len(long[1]) == 1 or (is_arabic_given_name(long[1]) and not is_muhammad(long[0])):
        return None
    found = _placewise(short, long[1:], is_floating=is_floating)
    return min(found, SECOND_NAME) if found else None


def same_person(one: PersonName, other: PersonName) -> Match | None:
    """How two names that both have given names can be one person; None when they are not, or nothing tells."""
    if one.is_lone or other.is_lone or one.suffix != other.suffix:
        return None
    if one.is_family_first or other.is_family_first:
        return _same_east_asian(one, other)
    surname = surname_match(one, other)
    given = given_names_match(one, other) if surname else None
    if surname and given:
        return min(surname, given)
    if one.swapped and one.swapped == (*other.given, other.surname):
        return TOKEN_ORDER
    misspelt = MISSPELLING if _is_misspelt_surname(one, other) else None
    return misspelt or _same_but_second_surname(one, other) or _same_but_second_surname(other, one)


def _is_misspelt_surname(one: PersonName, other: PersonName) -> bool:
    """A slip in a long surname that is of no Western list, after the very same given names."""
    return (
        one.given == other.given
        and min(len(one.surname), len(other.surname)) >= MIN_MISSPELT_SURNAME_CHARS
        and is_elsewhere(one)
        and is_misspelling(one.surname, other.surname)
    )


def _same_but_second_surname(short: PersonName, long: PersonName) -> Match | None:
    first = first_surname_form(long)
    if long.surname_tail and short.surname == long.surname_tail:
        first = replace(long, surname=long.surname_tail)
    if first is None or len(short.given) != 1 or short.surname != first.surname:
        return None
    given = given_names_match(short, first)
    return min(given, SECOND_SURNAME) if given else None


def first_surname_form(name: PersonName) -> PersonName | None:
    """A Spanish name with two surnames as it is used with the first alone: Nicolás Maduro (Moros); None for others."""
    if (
        len(name.given) < 2
        or not is_hispanic_given_name(name.given[0])
        or is_western_given_name(name.given[-1])
        or len(name.given[-1]) == 1
    ):
        return None
    return replace(name, given=name.given[:-1], surname=name.given[-1])


def _same_east_asian(one: PersonName, other: PersonName) -> Match | None:
    mine, theirs = "".join(one.given), "".join(other.given)
    if one.surname == other.surname and mine == theirs:
        return EXACT
    if not (one.is_family_first and other.is_family_first):
        return None
    if same_korean_surname(one.surname, other.surname) and same_korean_syllables(mine, theirs):
        return VOWELING
    if one.is_hyphenated != other.is_hyphenated and chinese_parts(one) == chinese_parts(other):
        return VOWELING
    return None


def chinese_parts(name: PersonName) -> tuple[str, ...]:
    """Surname and syllables with what Wade-Giles and Pinyin write apart made one."""
    parts = syllables(name.given[0], korean=False) or (name.given[0],)
    is_wade_giles = name.is_hyphenated
    return tuple(chinese_skeleton(part, is_wade_giles=is_wade_giles) for part in (name.surname, *parts))


def shorter_forms(name: PersonName) -> Iterator[PersonName]:
    """The shorter forms under which a full name may be sought: without its first name, without its second surname."""
    if len(name.given) > 1 and not name.is_family_first:
        yield replace(name, given=name.given[1:])
    first = first_surname_form(name)
    if first is not None:
        yield first
    if name.surname_tail:
        yield replace(name, surname=name.surname_tail, surname_tail="")


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
    return given_names_match(one, other) is None and same_person(one, other) is None
