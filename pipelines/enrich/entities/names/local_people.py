"""Surnames and short forms of people, resolved to the full form in the same article."""

import re
from collections.abc import Sequence

from pipelines.enrich.entities.names.folding import words
from pipelines.enrich.entities.names.organisations import acronym_of
from pipelines.enrich.entities.names.people import PersonName, person_name
from pipelines.enrich.entities.names.same_person import same_person, surname_match
from pipelines.enrich.entities.names.transliteration import same_rendering

MIN_PART_CHARS = 2
"""A single letter is an initial, and stands for no one alone."""
_MOSTLY_CAPITALS = re.compile(r"[A-Z]+[a-z]?[A-Z]+")
"""MBS and MbS."""
MIN_ACRONYM_CHARS, MAX_ACRONYM_CHARS = 3, 4
"""Two letters are anyone's; nobody is known by five."""
SURNAME, NAMESAKE, GIVEN, OTHER_PART = 4, 3, 2, 1
"""How well a short name fits a full one: its surname, the surname of a Jr., its first given name, another part."""


def full_person(mentions: Sequence[tuple[int, str]]) -> dict[int, str]:
    """The fullest form for each row of one article's people.

    Args:
        mentions: (row, name) in reading order.

    Returns:
        Rows whose name has a fuller form, or all rows with a full form, to that form. A surname that two people of the
        article bear stays a surname, except while only one of them has been introduced.
    """
    people = _people(mentions)
    resolved = {}
    introduced: list[int] = []
    meant: dict[str, list[int]] = {}
    of_name = {name: place for place, names in enumerate(people) for name in names}
    for row, name in mentions:
        place = of_name.get(name)
        if place is not None:
            resolved[row] = _fullest(people[place])
            if place not in introduced:
                introduced.append(place)
            continue
        if name not in meant:
            meant[name] = _candidates(person_name(name), people) or _abbreviated(name, people)
        candidates = meant[name]
        if len(candidates) > 1:
            candidates = [place for place in candidates if place in introduced]
        if len(candidates) == 1:
            resolved[row] = _fullest(people[candidates[0]])
    return resolved


def _people(mentions: Sequence[tuple[int, str]]) -> list[list[str]]:
    """The distinct people who are named in full, each with the full forms seen, in reading order."""
    people: list[list[str]] = []
    for name in dict.fromkeys(name for _, name in mentions):
        parts = person_name(name)
        if parts.is_lone or parts.is_initials_only:
            continue
        fits = [forms for forms in people if all(_compatible(parts, person_name(form)) for form in forms)]
        if len(fits) == 1:
            fits[0].append(name)
        else:
            people.append([name])
    return people


def _compatible(one: PersonName, other: PersonName) -> bool:
    return same_person(one, other) is not None


def _fullest(forms: list[str]) -> str:
    """The form with most parts; of equals the first in the article."""
    return max(forms, key=lambda form: (len(person_name(form).given), not form.isupper()))


def _candidates(short: PersonName, people: list[list[str]]) -> list[int]:
    """The people whom a surname, a given name or initials can mean, those with the best fit only."""
    fits = [max(_fit(short, person_name(form)) for form in forms) for forms in people]
    best = max(fits, default=0)
    return [place for place, fit in enumerate(fits) if fit == best and fit]


def _abbreviated(name: str, people: list[list[str]]) -> list[int]:
    """The people whose initials a name is: MBS for Mohammed bin Salman, AOC for Alexandria Ocasio-Cortez."""
    acronym = acronym_of(name.upper() if _MOSTLY_CAPITALS.fullmatch(name) else name)
    if not MIN_ACRONYM_CHARS <= len(acronym) <= MAX_ACRONYM_CHARS:
        return []
    return [place for place, forms in enumerate(people) if any(acronym == _initials(form) for form in forms)]


def _initials(name: str) -> str:
    return "".join(word[0] for word in words(name.replace("-", " ")))


def _fit(short: PersonName, full: PersonName) -> int:
    if short.suffix and short.suffix != full.suffix:
        return 0
    if not short.is_lone:
        return SURNAME if same_person(short, full) else 0
    if (short.surname == full.surname) if full.is_family_first else surname_match(short, full) is not None:
        return NAMESAKE if full.suffix and not short.suffix else SURNAME
    if len(short.surname) < MIN_PART_CHARS:
        return 0
    if short.surname == full.given[0] or same_rendering(short.surname, full.given[0]):
        return GIVEN
    return OTHER_PART if short.surname in full.given else 0
