"""What makes two names of one type the same: one strategy for people, organisations, places, peoples and the rest."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from pipelines.enrich.entities.names.blocking import initial_keys, person_keys, surname_keys
from pipelines.enrich.entities.names.east_asian import is_east_asian_surname
from pipelines.enrich.entities.names.folding import cleaned
from pipelines.enrich.entities.names.given_names import is_arabic_given_name, is_given_name
from pipelines.enrich.entities.names.organisations import (
    MIN_ACRONYM_CHARS,
    acronym_of,
    initials_of,
    is_telling,
    organisation_key,
)
from pipelines.enrich.entities.names.people import PersonName, person_name
from pipelines.enrich.entities.names.places import people_key, place_key, plain_key
from pipelines.enrich.entities.names.same_person import (
    Match,
    contradict,
    lone_surname_match,
    same_person,
    shorter_forms,
)

FULLEST, FULL, INITIALS_ONLY, LONE = range(4)
"""How much of a name is there. A name joins its equals first and is then attached to what is fuller."""

MIN_SURNAME_CHARS = 2
SURNAME_SUPPORT = 0.05
"""Articles with the full name for each with the surname alone; who is that rarely introduced is not who is meant."""
COMMON_SURNAME_SUPPORT = 0.5
"""For surnames that every tenth person bears (Kim, Wang)."""
GIVEN_NAME_SUPPORT = 2.0
"""For surnames that are also given names: Sharon may be Ariel Sharon, and may be any Sharon."""
ACRONYM_SUPPORT = 0.05
SHORT_ACRONYM_SUPPORT = 0.25
"""Articles with the expansion for each with the acronym alone: four letters are rarely shared, three often are."""
ACRONYM = Match(0.9, "acronym")
LONE_SURNAME = Match(0.97, "surname")


class Kind(Protocol):
    """How names of one entity type are compared, in three steps from certain to probable.

    Names with one `key` are one entity. Names of one level that `match` are one entity. A name of a lower level (a
    surname, an acronym) that can `attach` to a fuller one stands for it, if no other fuller one is as likely.
    `keys`, `target_keys` and `attaching_keys` find the pairs to compare, so that not all pairs are.
    """

    def key(self, name: str) -> str:
        """Return what names share that are one entity beyond doubt."""

    def level(self, name: str) -> int:
        """Return how much of the name is there: FULLEST, FULL, INITIALS_ONLY or LONE."""

    def keys(self, name: str) -> Iterable[str]:
        """Return keys one of which any two names of one level share that `match`."""

    def match(self, one: str, other: str) -> Match | None:
        """Return how two names of one level are one entity; None when they are not, or nothing tells."""

    def target_keys(self, name: str) -> Iterable[str]:
        """Return the keys under which shorter names find this one."""

    def attaching_keys(self, name: str) -> Iterable[str]:
        """Return the keys under which this name looks for fuller ones."""

    def attach(self, short: str, full: str) -> Match | None:
        """Return how a shorter name can stand for a fuller one; None when it cannot."""

    def support(self, short: str) -> float:
        """Return how many articles the fuller name must have for each article of a short form that stands for it."""

    def contradict(self, one: str, other: str) -> bool:
        """Return True when two names cannot be one entity, whatever links them."""


class PlainKind:
    """Names that are one entity when their keys are equal, and not otherwise: places, products, works.

    Args:
        key: Returns what names of one entity share, or an empty string for a name without letters.
    """

    def __init__(self, key: Callable[[str], str]) -> None:
        self._key = key

    def key(self, name: str) -> str:
        """Return what the key function returns; a name for which that is empty is its own key."""
        return self._key(name) or f"\x1e{name}"

    def level(self, name: str) -> int:  # noqa: ARG002 - all are full
        """Return FULL: no such name is a short form of another."""
        return FULL

    def keys(self, name: str) -> Iterable[str]:  # noqa: ARG002
        """Return nothing: no other name is ever compared with this one."""
        return ()

    def match(self, one: str, other: str) -> Match | None:  # noqa: ARG002
        """Never: equal keys are all there is."""
        return None

    def target_keys(self, name: str) -> Iterable[str]:  # noqa: ARG002
        """None."""
        return ()

    def attaching_keys(self, name: str) -> Iterable[str]:  # noqa: ARG002
        """None."""
        return ()

    def attach(self, short: str, full: str) -> Match | None:  # noqa: ARG002
        """Never."""
        return None

    def support(self, short: str) -> float:  # noqa: ARG002
        """None is asked for."""
        return 0.0

    def contradict(self, one: str, other: str) -> bool:  # noqa: ARG002
        """Never."""
        return False


class PersonKind(PlainKind):
    """People: see `same_person`."""

    def __init__(self) -> None:
        super().__init__(_person_key)

    def level(self, name: str) -> int:
        """By what stands before the surname."""
        return _person_level(person_name(name))

    def keys(self, name: str) -> Iterable[str]:
        """Surname and given name, as they may be rendered; a lone name its own rendering."""
        parts = person_name(name)
        if parts.is_lone:
            return [f"lone:{key}" for key in surname_keys(parts)]
        shorter = shorter_forms(parts) if len(parts.given) > 2 or parts.surname_tail else ()
        return [*person_keys(parts), *(key for form in shorter for key in person_keys(form))]

    def match(self, one: str, other: str) -> Match | None:
        """Both full: `same_person`. Both lone: one surname in two transliterations."""
        left, right = person_name(one), person_name(other)
        if left.is_lone and right.is_lone and left.suffix == right.suffix:
            return lone_surname_match(left.surname, right.surname)
        return same_person(left, right)

    def target_keys(self, name: str) -> Iterable[str]:
        """Surname keys, and the keys of the full name."""
        parts = person_name(name)
        shorter = [key for form in shorter_forms(parts) for key in person_keys(form)]
        return [*surname_keys(parts), *initial_keys(parts), *person_keys(parts), *shorter]

    def attaching_keys(self, name: str) -> Iterable[str]:
        """Surname keys for a lone name or initials, else the keys of the full name."""
        parts = person_name(name)
        if _person_level(parts) == LONE:
            return () if is_first_name_alone(parts.surname) else surname_keys(parts)
        return initial_keys(parts) if parts.is_initials_only else person_keys(parts)

    def attach(self, short: str, full: str) -> Match | None:
        """A lone surname to its bearer, initials to a given name, a name without its middle name to one with it."""
        left, right = person_name(short), person_name(full)
        if left.is_initials_only and not lone_surname_match(left.surname, right.surname):
            return None
        if not left.is_lone:
            return same_person(left, right)
        if right.is_lone or (left.suffix and left.suffix != right.suffix) or (right.suffix and not left.suffix):
            return None
        if right.is_family_first:
            return LONE_SURNAME if left.surname == right.surname else None
        if is_given_name(left.surname) and left.surname != right.surname:
            return None
        found = lone_surname_match(left.surname, right.surname)
        return min(found, LONE_SURNAME) if found else None

    def support(self, short: str) -> float:
        """A lone surname far more frequent than its only full bearer is someone else's, or another word."""
        parts = person_name(short)
        if not parts.is_lone:
            return 0.0
        if is_east_asian_surname(parts.surname):
            return COMMON_SURNAME_SUPPORT
        return GIVEN_NAME_SUPPORT if is_given_name(parts.surname) else SURNAME_SUPPORT

    def contradict(self, one: str, other: str) -> bool:
        """See `same_person.contradict`."""
        return contradict(person_name(one), person_name(other))


def is_first_name_alone(word: str) -> bool:
    """True for a lone word that is no surname: an Arabic given name, a compound of Abd or Abu, a letter."""
    return is_arabic_given_name(word) or word.startswith(("abdal", "abu")) or len(word) < MIN_SURNAME_CHARS


def _person_key(name: str) -> str:
    parts = person_name(name)
    order = (parts.surname, *parts.given) if parts.is_family_first else (*parts.given, parts.surname)
    return "".join((*order, parts.suffix and f" {parts.suffix}"))


def _person_level(parts: PersonName) -> int:
    if parts.is_lone:
        return LONE
    if parts.is_initials_only:
        return INITIALS_ONLY
    return FULLEST if parts.has_middle else FULL


class OrganisationKind(PlainKind):
    """Organisations: equal keys, and acronyms attached to the one expansion that was seen."""

    def __init__(self) -> None:
        super().__init__(organisation_key)

    def level(self, name: str) -> int:
        """Acronyms are short forms."""
        return LONE if acronym_of(name) else FULL

    def target_keys(self, name: str) -> Iterable[str]:
        """The acronyms a full name may have."""
        return () if acronym_of(name) else [f"acronym:{initials}" for initials in sorted(initials_of(name))]

    def attaching_keys(self, name: str) -> Iterable[str]:
        """The acronym's letters."""
        acronym = acronym_of(name)
        return [f"acronym:{acronym}"] if is_telling(acronym) else ()

    def attach(self, short: str, full: str) -> Match | None:
        """An acronym to a name whose initials it is."""
        acronym = acronym_of(short)
        return ACRONYM if is_telling(acronym) and acronym in initials_of(full) else None

    def support(self, short: str) -> float:
        """Three letters stand for much: their expansion has to be about as common as they are."""
        return SHORT_ACRONYM_SUPPORT if len(acronym_of(short)) <= MIN_ACRONYM_CHARS else ACRONYM_SUPPORT


_PLACES = PlainKind(place_key)
_PLAIN = PlainKind(plain_key)
KINDS: Mapping[str, Kind] = {
    "PERSON": PersonKind(),
    "ORG": OrganisationKind(),
    "GPE": _PLACES,
    "LOC": _PLACES,
    "FAC": _PLACES,
    "NORP": PlainKind(people_key),
}


def kind_of(entity_type: str) -> Kind:
    """The strategy for an entity type; types without one of their own are compared letter by letter."""
    return KINDS.get(entity_type, _PLAIN)


def is_abbreviated(name: str) -> bool:
    """True for names that are not a full form to show: "U.S.", "NATO"."""
    return bool(acronym_of(name)) or cleaned(name).isupper()
