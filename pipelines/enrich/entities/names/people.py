"""Personal names taken apart: given names, surname, suffix, whatever the order and the country they are written in."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.enrich.entities.names.east_asian import CHINESE_SURNAMES, KOREAN_SURNAMES, syllables
from pipelines.enrich.entities.names.folding import CACHE_SIZE, folded, word_set
from pipelines.enrich.entities.names.given_names import is_arabic_given_name, is_given_name
from pipelines.enrich.entities.names.titles import REGNAL_TITLES, TITLES

SUFFIXES = {
    "jr": "jr",
    "junior": "jr",
    "sr": "sr",
    "senior": "sr",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
    "2nd": "ii",
    "3rd": "iii",
}
DEGREES = word_set("phd md obe cbe mbe kbe mp mep qc kc esq")
_LEADING_PARTICLES = word_set("von van de di della")
_FOLLOWING_PARTICLES = word_set("der den dem de la las los le het ter ten zu")
"""A surname of three words or more begins with one of the first and goes on with one of the second: von der Leyen, de la
Cruz. Vietnamese names (Le Van Tam) do not."""
PARTICLES = word_set(
    "i van von der den dem de del della di da das dos do du la las los le het ter ten zu af y e vander"
)
_ARABIC_ARTICLES = word_set("al el ul ad as ash an ar at az")
_INSEPARABLE = word_set("le la mac mc st san santa lo")
_GOVERNING = {
    "abu": "abu",
    "abd": "abdal",
    "abdel": "abdal",
    "abdul": "abdal",
    "abdal": "abdal",
    "abdur": "abdal",
    "abdus": "abdal",
    "abdun": "abdal",
}
_LOOSE_ARTICLES = word_set("al el ul")
"""Articles that are written as words of their own; the others only with a hyphen."""
_ABDUL = re.compile(r"^abd[aeu](?:l|([rstndz])(?=\1))(?=.{3})")
_SON_OF = word_set("bin ibn bint")
_HUNGARIAN_GIVEN = word_set(
    "viktor ferenc gyorgy istvan janos laszlo zoltan andras gyula sandor imre jozsef miklos gabor tamas attila bela lajos katalin balazs marton"
)
_OPEN_SYLLABLES = re.compile(r"(?:(?:sh|ch|ts|ky|gy|ny|hy|by|py|my|ry|[kgsztdnhbpmyrwjf])?[aeiou]|n)+")
_CONSONANT_PAIR = re.compile(r"(?!ng)[b-df-hj-np-tv-xz]{2}")
_ARTICLE_RUN_ON = re.compile(r"\b(El|Al)(?=[A-Z][a-z])")
"""ElBaradei, AlBaradei."""
MAX_TOKENS = 10
"""Longer "names" are misread text: they are compared as they stand."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name in parts, folded.

    Attributes:
        given: Given and middle names in order; an initial is one letter.
        surname: The family name without particles; for a lone word, that word.
        suffix: `jr`, `sr`, `ii`, ... or empty.
        is_family_first: True for Chinese and Korean names, whose `given` is one run-together token.
        is_arabic: True where a particle or a given name shows that vowels vary.
        is_hyphenated: True when the given name of a family-first name was hyphenated.
        swapped: The other order in which the same two tokens may be read, or empty.
        surname_tail: The last part of a hyphenated surname, which some desks write alone; or empty.
    """

    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    is_family_first: bool = False
    is_arabic: bool = False
    is_hyphenated: bool = False
    swapped: tuple[str, str] = ("", "")
    surname_tail: str = ""

    @property
    def is_lone(self) -> bool:
        """True for a surname, or a single name, alone."""
        return not self.given

    @property
    def is_initials_only(self) -> bool:
        """True when every given name is an initial."""
        return bool(self.given) and all(len(token) == 1 for token in self.given)

    @property
    def has_middle(self) -> bool:
        """True when more than one given name is there, one of them in full."""
        return len(self.given) > 1 and not self.is_initials_only


@lru_cache(maxsize=CACHE_SIZE)
def person_name(name: str) -> PersonName:
    """The parts of a personal name as written: "Xi, Jinping", "J.K. Rowling", "Donald Trump Jr.", "al-Assad"."""
    tokens, suffix = _tokens(name)
    if len(tokens) > MAX_TOKENS:
        return PersonName((), "".join(tokens), suffix)
    east_asian = _family_first(tokens, suffix)
    if east_asian is not None:
        return east_asian
    tokens, is_arabic = _without_arabic_particles(tokens)
    _, hyphen, tail = tokens[-1].rpartition("-") if tokens else ("", "", "")
    tokens = [token.replace("-", "") for token in tokens]
    is_surname = len(tokens) == 2 or _is_surname_alone(tokens)
    core = [
        token
        for place, token in enumerate(tokens)
        if not (token in PARTICLES and place < len(tokens) - 1 and (place or is_surname))
    ]
    core = _with_inseparable_particles(tokens, core) or tokens or [""]
    is_arabic = is_arabic or any(is_arabic_given_name(token) for token in core)
    return PersonName(
        tuple(core[:-1]),
        core[-1],
        suffix,
        is_arabic=is_arabic,
        swapped=_swapped(core),
        surname_tail=tail if hyphen else "",
    )


def _is_surname_alone(tokens: list[str]) -> bool:
    """True for a surname of several words, all but the last of which are particles: "von der Leyen"."""
    return (
        len(tokens) > 2
        and tokens[0] in _LEADING_PARTICLES
        and all(token in _FOLLOWING_PARTICLES for token in tokens[1:-1])
    )


def _with_inseparable_particles(tokens: list[str], core: list[str]) -> list[str]:
    """The core with its surname and what is never left off it ("Le Pen", "La Russa", "Mac Low") as one token."""
    if len(tokens) > 1 and core and tokens[-1] == core[-1] and tokens[-2] in _INSEPARABLE:
        kept = core[:-2] if len(core) > 1 and core[-2] == tokens[-2] else core[:-1]
        return [*kept, tokens[-2] + tokens[-1]]
    return core


def _tokens(name: str) -> tuple[list[str], str]:
    """Folded tokens, hyphens kept, titles and degrees gone, a comma's order undone; and the suffix."""
    text = folded(_ARTICLE_RUN_ON.sub(r"\1-", name)).replace("'", "")
    first, comma, rest = text.partition(",")
    if comma and rest.strip().rstrip(".") not in SUFFIXES and rest.strip().replace(".", "") not in DEGREES:
        text = f"{rest} {first}"
    text = re.sub(r"(?<=\b[^\W\d_])\.", " ", text)
    tokens = [re.sub(r"[^\w-]+|_", "", token).strip("-") for token in re.split(r"[\s,]+", text)]
    tokens = [token for token in tokens if token]
    while len(tokens) > 1 and tokens[0] in TITLES:
        title = tokens.pop(0)
        if len(tokens) == 1 and title in REGNAL_TITLES:
            tokens = [title + tokens[0]]
    suffix = ""
    while len(tokens) > 1 and (tokens[-1] in SUFFIXES or tokens[-1] in DEGREES):
        suffix = SUFFIXES.get(tokens.pop(), suffix)
    spread = [
        [*token] if place < len(tokens) - 1 and _CONSONANT_PAIR.fullmatch(token) else [token]
        for place, token in enumerate(tokens)
    ]
    return [token for part in spread for token in part], suffix


def _without_arabic_particles(tokens: list[str]) -> tuple[list[str], bool]:
    """Tokens without al-, el-, bin and ibn, with "abd" and "abu" joined to what they govern; whether any was there."""
    kept: list[str] = []
    seen, pending = False, ""
    for place, token in enumerate(tokens):
        head, hyphen, rest = token.partition("-")
        word = rest if hyphen and rest and head in _ARABIC_ARTICLES else token
        seen = seen or word != token
        is_last = place == len(tokens) - 1
        if not is_last and (word in _SON_OF or (word in _LOOSE_ARTICLES and (place or pending))):
            seen = True
        elif not is_last and word in _GOVERNING:
            seen, pending = True, _GOVERNING[word]
        else:
            kept.append(pending + _ABDUL.sub("abdal", word))
            pending = ""
    return kept, seen


def _family_first(tokens: list[str], suffix: str) -> PersonName | None:
    """The name as a Chinese or Korean one, whichever end its surname stands at; None when it does not read as one."""
    surnames = CHINESE_SURNAMES | KOREAN_SURNAMES
    if not 2 <= len(tokens) <= 3 or any(len(token) == 1 for token in tokens):
        return None
    if tokens[0] in surnames and (given := _east_asian_given(tokens[1:])):
        return PersonName((given,), tokens[0], suffix, is_family_first=True, is_hyphenated="-" in "".join(tokens[1:]))
    if tokens[-1] in surnames and tokens[0] not in surnames and (given := _east_asian_given(tokens[:-1])):
        return PersonName((given,), tokens[-1], suffix, is_family_first=True, is_hyphenated="-" in "".join(tokens[:-1]))
    return None


def _east_asian_given(tokens: list[str]) -> str:
    """Two syllables, written apart, hyphenated or together, as one token; empty when they are not such syllables."""
    pieces = [piece for token in tokens for piece in token.split("-")]
    joined = "".join(pieces)
    if any(is_given_name(token) for token in tokens) or not 1 <= len(pieces) <= 2:
        return ""
    if len(pieces) == 2:
        one_each = all(len(syllables(piece, korean=korean)) == 1 for korean in (False, True) for piece in pieces)
        either = any(all(len(syllables(piece, korean=korean)) == 1 for piece in pieces) for korean in (False, True))
        return joined if one_each or either else ""
    return joined if syllables(joined, korean=False) or syllables(joined, korean=True) else ""


def _swapped(core: list[str]) -> tuple[str, str]:
    """(given, surname) in the other order, for the names that are written in both: Japanese and Hungarian ones."""
    if len(core) != 2 or any(len(token) < 3 for token in core):
        return ("", "")
    first, last = core
    if last in _HUNGARIAN_GIVEN and not is_given_name(first):
        return (last, first)
    if first in _HUNGARIAN_GIVEN and not is_given_name(last):
        return (last, first)
    if first in KOREAN_SURNAMES | CHINESE_SURNAMES and not (is_given_name(first) or is_given_name(last)):
        return (last, first)
    both_open = _OPEN_SYLLABLES.fullmatch(first) and _OPEN_SYLLABLES.fullmatch(last)
    return (last, first) if both_open and not (is_given_name(first) or is_given_name(last)) else ("", "")
