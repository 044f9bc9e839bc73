"""Who can act or be acted on in a sentence: names and nouns for people, each with the words that belong to it."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.events.inflection import noun_forms
from pipelines.enrich.events.words import WORD_LIKE, listed
from pipelines.worker import MODELS

ACTORS_FILE = "events/actors.txt"
MOST_BEFORE = 5
"""Words before a noun that may belong to it: 'the four heavily armed Pakistani soldiers'."""
MOST_JOINED = 2
"""Plain words between two parts of one phrase."""
CACHED_WORDS = 1 << 14
"""Words of which it is remembered what they are: those of a day's news."""
PLACE_NAMES = frozenset({"GPE", "LOC", "FAC"})
ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
"""Types of names that act or are acted on."""
FUNCTION_WORDS = listed(
    """
    a an the this that these those his her its their our my your some any no all both each every another other of in on at
    to for from by with without against into onto over under between among through during before after since until about
    as than like via near and or but nor so yet if when while because although though where who whom whose which what how
    why there here not n't is are was were be been being am has have had do does did will would shall should can could may
    might must 's 're 've 'll 'd 'm he she it they we i you him them us me said says say saying told also only just even
    still already later earlier more most many several few least up out off down back away who's per including
    """
)


def says_something(lower: str) -> bool:
    """Whether a word in lower case is no function word, number or mark."""
    return lower not in FUNCTION_WORDS and lower[0].isalpha()


class Phrase(NamedTuple):
    """A name or noun with the words before it that belong to it.

    Attributes:
        first: Its first word.
        end: One past its last word.
        head: The word that it is about.
        kind: Type of the name, or sector of the noun.
        mentions: Numbers of the names in it.
    """

    first: int
    end: int
    head: int
    kind: str
    mentions: tuple[int, ...]


class Name(NamedTuple):
    """A name in a sentence by its words.

    Attributes:
        first: Its first word.
        end: One past its last.
        entity_type: OntoNotes type.
        number: Which row of the names it is.
    """

    first: int
    end: int
    entity_type: str
    number: int


class Actors(dict[str, str]):
    """Nouns of one or two words for those who act, with their sectors."""

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first words of nouns of two words."""
        return frozenset(noun.split(" ")[0] for noun in self if " " in noun)

    @cached_property
    def heads(self) -> frozenset[str]:
        """Words at which a noun can begin."""
        return self.openings.union(self)


@lru_cache(maxsize=2)
def load_actors(models: Path = MODELS) -> Actors:
    """Load the nouns for those who act, with their sectors."""
    sectors = Actors()
    for line in (models / ACTORS_FILE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            sector, listed = line.split(":", 1)
            for noun in listed.split(","):
                head, space, last = noun.strip().rpartition(" ")
                for form in noun_forms(last):
                    sectors.setdefault(head + space + form, sector)
    return sectors


def phrases_of(
    lowers: Sequence[str], names: Sequence[Name], actors: Actors, closed: frozenset[int] = frozenset()
) -> list[Phrase]:
    """The phrases of a sentence in order; they do not overlap.

    Args:
        lowers: The words of a sentence in lower case.
        names: Its names, in order.
        actors: Nouns with their sectors.
        closed: Words that tell an event: no phrase reaches across one.
    """
    name_at = {place: name for name in names for place in range(name.first, name.end)}
    openings, opening = actors.openings, actors.heads
    heads: list[Phrase] = []
    free = 0
    for index in sorted({*[i for i, lower in enumerate(lowers) if lower in opening], *name_at}):
        if index < free:
            continue
        name = name_at.get(index)
        if name is not None:
            if name.entity_type in ACTING:
                heads.append(Phrase(name.first, name.end, name.end - 1, name.entity_type, (name.number,)))
            free = name.end
            continue
        pair = " ".join(lowers[index : index + 2]) if lowers[index] in openings else ""
        if pair in actors and index + 1 not in name_at:
            heads.append(Phrase(index, index + 2, index + 1, actors[pair], ()))
            free = index + 2
            continue
        sector = actors.get(lowers[index])
        if sector and index not in closed:
            heads.append(Phrase(index, index + 1, index, sector, ()))
    return _joined(lowers, heads, name_at, closed)


def _joined(
    lowers: Sequence[str], heads: Sequence[Phrase], name_at: Mapping[int, Name], closed: frozenset[int]
) -> list[Phrase]:
    found: list[Phrase] = []
    for phrase in heads:
        first, end, head, kind, mentions = phrase
        last = found[-1] if found else None
        if last is not None and first - last.end <= MOST_JOINED:
            if kind in ACTING and last.kind not in ACTING and first - last.end == 1 and lowers[last.end] == "of":
                found[-1] = Phrase(last.first, end, last.head, last.kind, last.mentions + mentions)
                continue
            if _belongs(lowers, last, first, closed):
                # 'Iraqi troops' is about the troops, 'President Putin' about the name
                found[-1] = Phrase(last.first, end, head, kind, last.mentions + mentions)
                continue
        if kind not in ACTING:
            begin = _begin(lowers, first, last.end if last else 0, name_at, closed)
            found.append(Phrase(begin, end, head, kind, mentions))
        else:
            found.append(phrase)
    return found


def _belongs(lowers: Sequence[str], last: Phrase, first: int, closed: frozenset[int]) -> bool:
    """Whether nothing but plain words stands between a phrase and the head after it."""
    if last.kind == "PERSON":
        return False
    return not any(place in closed or _parts(lowers[place]) for place in range(last.end, first))


@lru_cache(maxsize=CACHED_WORDS)
def _parts(lower: str) -> bool:
    """Whether a word between two heads parts them."""
    return lower in FUNCTION_WORDS or not WORD_LIKE.match(lower) or lower.endswith(("ed", "ly"))


def _begin(lowers: Sequence[str], first: int, floor: int, name_at: Mapping[int, Name], closed: frozenset[int]) -> int:
    least = max(floor, first - MOST_BEFORE)
    for begin in range(first, least, -1):
        place = begin - 1
        if place in closed or place in name_at or (_ends if place else _ends_first)(lowers[place]):
            return begin
    return least


@lru_cache(maxsize=CACHED_WORDS)
def _ends(lower: str) -> bool:
    """Whether a word before a noun does not belong to it."""
    return _ends_first(lower) or lower.endswith("ly")


def _ends_first(lower: str) -> bool:
    """Whether the first word of a sentence does not belong to the noun behind it; an adverb is taken for a part of it."""
    return lower in FUNCTION_WORDS or not WORD_LIKE.match(lower) or lower.endswith("ing")
