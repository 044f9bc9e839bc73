"""Names of entities as keys: what a pack is looked up by.

Keys only propose candidates: spellings and romanisations of one name share a key, and so do some different names.
`likeness` then says how well a name in a text fits a name in a pack. Both rest on the house's rules for names
(`enrich/entities/names`), so that canonical names and packs agree on what one name is.
"""

import re
import zlib
from collections.abc import Callable
from functools import lru_cache

from pipelines.enrich.entities.names.east_asian import is_east_asian_surname
from pipelines.enrich.entities.names.folding import words
from pipelines.enrich.entities.names.given_names import given_name_classes
from pipelines.enrich.entities.names.transliteration import english_rendering, frame

CACHE_SIZE = 1 << 16
GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])
SUFFIXES = GENERATIONS | {"mp", "phd", "kc", "qc"}
FORMS_OF_ADDRESS = frozenset(["sir", "dame", "lord", "lady", "dr", "prof", "rt", "hon", "baroness", "baron", "sheikh"])
PARTICLES = frozenset(["al", "el", "de", "da", "do", "dos", "du", "van", "von", "der", "den", "bin", "ibn", "la", "di"])
_PATRONYMIC = re.compile(r"(?:[oe]v|yev|iov|yov|jev)(?:ich|ych|na|yna)$|(?:iv|yiv)na$|(?:ilich|ilych|inichna)$")
"""Endings of East Slavic patronymics: Ivanovich, Ihorovych, Petrovna, Serhiivna."""
FAMILY_FIRST = frozenset(["CN", "TW", "HK", "MO", "KP", "KR", "VN", "KH", "HU", "JP", "SG"])
"""Countries, ISO 3166-1, whose papers print the family name first; a lone name may then be the first word."""

_FRAME, _ONLY = "=", "."
"""What stands in a key after a given name's first letter: the letters that no habit of spelling changes, or that there are no more."""


def hashed(key: str) -> int:
    """Return the 32-bit hash of a key; a chance equality is found out by `likeness.likeness`."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=CACHE_SIZE)
def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name, given name first, without forms of address, suffixes and patronymic."""
    found = list(words(name))
    while len(found) > 2 and found[0] in FORMS_OF_ADDRESS:
        del found[0]
    while len(found) > 2 and found[-1] in SUFFIXES:
        del found[-1]
    if len(found) == 3 and _PATRONYMIC.search(found[2]) and not _PATRONYMIC.search(found[0]):
        return found[1], found[0]
    if len(found) == 3 and _PATRONYMIC.search(found[1]):
        return found[0], found[2]
    return tuple(found)


@lru_cache(maxsize=CACHE_SIZE)
def _family_forms(word: str) -> tuple[str, ...]:
    rendered = english_rendering(word)
    other = english_rendering(word.replace("h", "g")) if word[:1] == "h" else rendered
    return (rendered,) if rendered == other else (rendered, other)


def _initial(word: str) -> str:
    return english_rendering(word)[:1]


def _narrow(word: str) -> str:
    """Return the first letter with all that no habit of spelling changes, or with a mark that there is no more than this letter."""
    return _initial(word) + (_ONLY if len(word) == 1 else _FRAME + frame(word))


def _stored_forms(given: str) -> tuple[str, ...]:
    """Return what stands for the given name of an entry: its classes, else its first letter alone and with what is known of the rest."""
    classes = given_name_classes(given)
    return _class_forms(classes) if classes else (_initial(given), _narrow(given))


@lru_cache(maxsize=CACHE_SIZE)
def _asked_forms(given: str) -> tuple[str, ...]:
    """Return what a given name in a text is looked for by: an initial finds all that begin so, a name those that it may be."""
    classes = given_name_classes(given)
    if classes:
        return _class_forms(classes)
    return (_initial(given),) if len(given) == 1 else (_narrow(given), _initial(given) + _ONLY)


def _initial_forms(given: str) -> tuple[str, ...]:
    classes = given_name_classes(given)
    return _class_forms(classes) if classes else (_initial(given),)


def _class_forms(classes: frozenset[int]) -> tuple[str, ...]:
    return tuple(f"#{number}" for number in sorted(classes))


def is_full(name: str) -> bool:
    """Return whether a name is a person's full one: two words or more, or one of a script that writes none apart."""
    found = person_words(name)
    return len(found) > 1 or (len(found) == 1 and not found[0].isascii())


@lru_cache(maxsize=CACHE_SIZE)
def asked_keys(name: str) -> frozenset[int]:
    """Return the keys that a full name in a text is looked up by; empty for a lone one.

    Of entries with this family name only those whose given name may be that of the text are found, not all that begin with its letter.
    """
    return _full_keys(name, _asked_forms)


@lru_cache(maxsize=CACHE_SIZE)
def initial_keys(name: str) -> frozenset[int]:
    """Return the keys that a full name is looked up by in a pack whose maker knew no narrower ones."""
    return _full_keys(name, _initial_forms)


def full_keys(name: str) -> frozenset[int]:
    """Return the keys under which an entry is found by a person's full name; empty for a lone one.

    A key joins the family name, as English spells it, with a form of the given name. Of three words or more, the last
    but one may be the family name too ("Enrique Peña Nieto"), and those before the last one given name ("Nur ul Haq").
    """
    return _full_keys(name, _stored_forms)


def _full_keys(name: str, forms: Callable[[str], tuple[str, ...]]) -> frozenset[int]:
    found = person_words(name)
    if len(found) < 2:
        return frozenset((hashed(f"w:{found[0]}"),)) if is_full(name) else frozenset()
    pairs = [(found[0], found[-1]), (found[-1], found[0])]
    if len(found) > 2:
        pairs += [(found[0], found[-2]), (found[1], found[-1]), ("".join(found[:-1]), found[-1])]
    return frozenset([
        hashed(f"p:{family}|{given}")
        for given_word, family_word in pairs
        for family in _family_forms(family_word)
        for given in forms(given_word)
    ])  # fmt: skip


@lru_cache(maxsize=CACHE_SIZE)
def lone_keys(name: str) -> frozenset[int]:
    """Return the keys of a name that stands for a person alone: that of its one word, or of its last."""
    found = [word for word in person_words(name) if word not in PARTICLES]
    return frozenset(hashed(f"l:{form}") for form in _family_forms(found[-1])) if found else frozenset()


def lone_keys_of_entry(name: str, country: str | None) -> frozenset[int]:
    """Return the keys under which a person of a pack is found by the family name alone."""
    found = person_words(name)
    keys = lone_keys(name)
    if len(found) > 1 and (country in FAMILY_FIRST or is_east_asian_surname(found[0])):
        keys |= frozenset(hashed(f"l:{form}") for form in _family_forms(found[0]))
    return keys


@lru_cache(maxsize=CACHE_SIZE)
def thing_keys(name: str) -> frozenset[int]:
    """Return the keys of what is not a person: its words as English spells them, and run together."""
    found = words(name)
    if not found:
        return frozenset()
    return frozenset((hashed("t:" + " ".join(map(english_rendering, found))), hashed("t:" + "".join(found))))
