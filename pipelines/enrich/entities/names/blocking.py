"""Keys by which people's names find each other: any two that match share one, and few others do."""

import re
from collections.abc import Iterator

from pipelines.enrich.entities.names.east_asian import chinese_skeleton, korean_surname_classes, korean_syllable_keys
from pipelines.enrich.entities.names.given_names import given_name_classes, is_given_name
from pipelines.enrich.entities.names.people import PersonName
from pipelines.enrich.entities.names.same_person import (
    MIN_MISSPELT_SURNAME_CHARS,
    chinese_parts,
    initials,
    is_elsewhere,
    is_slavic,
)
from pipelines.enrich.entities.names.transliteration import (
    MIN_MISSPELT_CHARS,
    english_rendering,
    renderings,
    voweling,
)

_VOWELS = re.compile(r"(?<!^)[aeiouy]")


def surname_keys(name: PersonName) -> Iterator[str]:
    """Keys one of which any two agreeing surnames share."""
    if name.is_family_first:
        yield f"surname:{english_rendering(name.surname)}"
        yield f"chinese:{chinese_skeleton(name.surname, is_wade_giles=name.is_hyphenated)}"
        for number in korean_surname_classes(name.surname):
            yield f"korean:{number}"
        return
    for rendering in sorted(renderings(name.surname)):
        yield f"surname:{rendering}"
    if name.is_arabic or is_elsewhere(name) or is_slavic(name):
        yield f"consonants:{voweling(name.surname).consonants}"
        yield f"ukrainian:{english_rendering(name.surname.replace('h', 'g'))}"


def initial_keys(name: PersonName) -> Iterator[str]:
    """Keys that a name and its form with an initial for the first given name share."""
    if name.given:
        for surname in surname_keys(name):
            for letter in sorted(initials(name.given[0])):
                yield f"{surname}|{letter}"


def person_keys(name: PersonName) -> Iterator[str]:
    """Keys one of which any two matching full names share."""
    if name.is_lone:
        return
    if name.is_family_first:
        yield f"{english_rendering(name.surname)}|{name.given[0]}"
        yield "|".join(chinese_parts(name))
        for number in korean_surname_classes(name.surname):
            for key in korean_syllable_keys(name.given[0]):
                yield f"korean:{number}|{key}"
        return
    first = name.given[0]
    buckets = [*_given_keys(first)]
    if name.is_arabic or is_elsewhere(name):
        buckets.append(f"v{voweling(first).consonants}")
    if name.has_middle and len(name.given[1]) > 1:
        buckets.extend(f"2{key}" for key in _given_keys(name.given[1]))
        buckets.append(f"r{_VOWELS.sub('', english_rendering(''.join(name.given)))}")
    for surname in surname_keys(name):
        for bucket in buckets:
            yield f"{surname}|{bucket}"
    if is_elsewhere(name) and len(name.surname) >= MIN_MISSPELT_SURNAME_CHARS:
        yield f"slip:{first}|{name.surname[:2]}|{name.surname[-2:]}"
    yield f"joined:{''.join(sorted(''.join((*name.given, name.surname))))}"


def _given_keys(token: str) -> Iterator[str]:
    """Keys one of which two spellings of a given name share: its classes, its consonants, the ends of a long one."""
    for number in sorted(given_name_classes(token)):
        yield f"c{number}"
    for skeleton in sorted({_VOWELS.sub("", rendering) for rendering in renderings(token)}):
        yield f"r{skeleton}"
    if len(token) >= MIN_MISSPELT_CHARS and not is_given_name(token):
        yield f"m{token[0]}{token[-1]}"
