"""Spans that the network is unsure of, and names that it passed over, where the article itself speaks for them.

A span between the score of a guess and that of a name is wrong more often than right; with a second witness it is right: the
same name read elsewhere in the article, the surname of a person who is named, the letters of an organisation that is spelt
out, or a noun beside it that says what it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.names.given_names import is_given_name

ACRONYM = re.compile(r"[A-Z]{2,6}|[A-Z]{1,3}-?\d{1,2}")
"""Letters, or letters and a number, that a longer name may be known by."""
SHORTEST_ALONE = 3
"""Letters of an acronym that is looked for where no span is; two letters are words of a capital headline too."""
SURE = 0.6
"""Least score of a mention that vouches for others."""
BESIDE_CHARS = 32
"""Characters read beside an acronym of two letters."""
SHORT_OF_PERSON = 3
"""Characters of a name's part that stands for the person."""
_WORD = re.compile(r"[^\s\-/]+")
_SMALL = frozenset("of the and for on in to de du des la le al for against".split())  # noqa: SIM905
_NUMBERS = {
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "fifteen": "15", "twenty": "20", "thirty": "30",
    "seventy-seven": "77",
}  # fmt: skip
_PARTICLES = r"(?:da|das|dos|von|van|bin|ibn|zu|ter|ten|der|den|vom|DA|DAS|DOS|VON|VAN|BIN|IBN|TER|DER|DEN|Da|Dos|Von|Van|Bin|Ibn|Ter|Der|Den)"
PARTICLE_NAME = re.compile(rf"[^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]+)?(?: {_PARTICLES})+ [^\W\d_][\w'’-]+")
"""A given name, particles and a surname; `de` and `la` are left out, since they are in names of towns and bodies as often."""


class Known(NamedTuple):
    """What the sure mentions of an article say of names: types by surface, endings of persons' full names, and acronyms with type and score."""

    surfaces: Mapping[str, frozenset[str]]
    persons: frozenset[str]
    acronyms: Mapping[str, tuple[str, float]]


def known_of(mentions: Iterable[Found]) -> Known:
    """What the mentions of an article vouch for; of one surface the best scored reading."""
    surfaces: dict[str, frozenset[str]] = {}
    persons: set[str] = set()
    acronyms: dict[str, tuple[str, float]] = {}
    for mention in sorted(mentions, key=lambda m: m.score):
        words = mention.surface.split()
        is_named = mention.entity_type == "PERSON" and len(words) > 1
        if mention.score < SURE and not (is_named and is_given_name("".join(words[0].lower().split("-")))):
            continue
        surfaces[mention.surface] = surfaces.get(mention.surface, frozenset()) | {mention.entity_type}
        if is_named:
            persons |= set(_ends_of(mention.surface))
        if mention.entity_type in {"ORG", "GPE"}:
            acronyms |= dict.fromkeys(acronyms_of(mention.surface), (mention.entity_type, mention.score))
    return Known(surfaces, frozenset(persons), acronyms)


def _ends_of(name: str) -> list[str]:
    """A person's name, and every ending of it that may stand alone: "de Gaulle" and "Gaulle" of "Charles de Gaulle"."""
    parts = name.split()
    return [ending for at in range(len(parts)) if len(ending := " ".join(parts[at:])) >= SHORT_OF_PERSON]


def acronyms_of(name: str) -> frozenset[str]:
    """The letters that a name of several words may be known by, with and without its small words, a last number as a digit."""
    words = _WORD.findall(name)
    if len(words) < 2:
        return frozenset()
    content = [word for word in words if word.lower() not in _SMALL]
    spelt = {"".join(word[0] for word in kept).upper() for kept in (words, content) if len(kept) > 1}
    if len(content) > 1 and content[-1].lower() in _NUMBERS:
        spelt.add("".join(word[0] for word in content[:-1]).upper() + _NUMBERS[content[-1].lower()])
    return frozenset(letters for letters in spelt if ACRONYM.fullmatch(letters))


def supported(doubtful: Iterable[Found], known: Known) -> list[Found]:
    """The doubtful mentions for which the article speaks; a person's ending and an acronym take the type of what they stand for."""
    found = []
    for mention in doubtful:
        entity_type = _supported_type(mention, known)
        if entity_type:
            found.append(mention._replace(entity_type=entity_type))
    return found


def _supported_type(mention: Found, known: Known) -> str:
    surface = mention.surface
    if surface in known.acronyms:
        return known.acronyms[surface][0]
    if surface in known.persons:
        return "PERSON"
    if mention.entity_type in known.surfaces.get(surface, ()):
        return mention.entity_type
    is_longer = mention.entity_type == "PERSON" and any(part in known.surfaces for part in _ends_of(surface)[1:])
    return "PERSON" if is_longer or PARTICLE_NAME.fullmatch(surface) else ""


def passed_over(text: str, taken: Sequence[Found], known: Known) -> list[Found]:
    """Acronyms of names that the article spells out, where nothing was read."""
    if not known.acronyms:
        return []
    covered = [(m.start, m.end) for m in taken]
    found = []
    for match in re.finditer(rf"\b(?:{ACRONYM.pattern})\b", text):
        letters = match[0]
        known_as = known.acronyms.get(letters)
        if known_as is None:
            continue
        is_free = not any(start < match.end() and match.start() < end for start, end in covered)
        is_long = len(letters) >= SHORTEST_ALONE or letters[-1].isdigit()
        if is_free and (is_long or (known_as[0] == "ORG" and not _is_among_capitals(text, match))):
            found.append(Found(match.start(), match.end(), letters, known_as[0], known_as[1] / 2))
    return found


def _is_among_capitals(text: str, match: re.Match[str]) -> bool:
    """True where a word beside is in capitals as well: two letters are then a word of a headline."""
    before, after = (
        text[max(0, match.start() - BESIDE_CHARS) : match.start()].split()[-1:],
        text[match.end() : match.end() + BESIDE_CHARS].split(maxsplit=1)[:1],
    )
    return any(word.isupper() and len(word) > 1 for word in [*before, *after])
