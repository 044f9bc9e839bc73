"""Who can act or be acted on in a sentence: names and nouns for people, each with the words that belong to it."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.events.inflection import noun_forms
from pipelines.enrich.events.words import WORD_LIKE, Word, listed
from pipelines.worker import MODELS

ACTORS_FILE = "events/actors.txt"
MOST_BEFORE = 5
"""Words before a noun that may belong to it: 'the four heavily armed Pakistani soldiers'."""
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
_LINKS = frozenset({"'s", "of"})


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
    words: Sequence[Word], names: Sequence[Name], actors: Actors, closed: frozenset[int] = frozenset()
) -> list[Phrase]:
    """The phrases of a sentence in order; they do not overlap.

    Args:
        words: The sentence.
        names: Its names, in order.
        actors: Nouns with their sectors.
        closed: Words that tell an event: no phrase reaches across one.
    """
    name_at = {place: name for name in names for place in range(name.first, name.end)}
    lowers = [word.lower for word in words]
    openings = actors.openings
    heads: list[tuple[int, int, str]] = []
    free = 0
    for index in [i for i, lower in enumerate(lowers) if lower in actors or lower in openings or i in name_at]:
        if index < free:
            continue
        name = name_at.get(index)
        if name is not None:
            if name.entity_type in ACTING:
                heads.append((name.first, name.end, name.entity_type))
            free = name.end
            continue
        pair = " ".join(lowers[index : index + 2]) if lowers[index] in openings else ""
        if pair in actors and index + 1 not in name_at:
            heads.append((index, index + 2, actors[pair]))
            free = index + 2
            continue
        sector = actors.get(lowers[index])
        if sector and index not in closed:
            heads.append((index, index + 1, sector))
    return _joined(words, heads, name_at, closed)


def _joined(
    words: Sequence[Word],
    heads: Sequence[tuple[int, int, str]],
    name_at: Mapping[int, Name],
    closed: frozenset[int],
) -> list[Phrase]:
    found: list[Phrase] = []
    for first, end, kind in heads:
        mentions = _mentions(range(first, end), name_at)
        last = found[-1] if found else None
        if (
            last is not None
            and kind in ACTING
            and last.kind not in ACTING
            and first - last.end == 1
            and words[last.end].lower == "of"
        ):
            found[-1] = Phrase(last.first, end, last.head, last.kind, last.mentions + mentions)
            continue
        if last is not None and _belongs(words, last, first, closed):
            # 'Iraqi troops' is about the troops, 'President Putin' about the name
            is_title = kind == "PERSON"
            found[-1] = Phrase(last.first, end, end - 1, kind if not is_title else "PERSON", last.mentions + mentions)
            continue
        begin = _begin(words, first, last.end if last else 0, name_at, closed) if kind not in ACTING else first
        found.append(Phrase(begin, end, end - 1, kind, mentions))
    return found


def _belongs(words: Sequence[Word], last: Phrase, first: int, closed: frozenset[int]) -> bool:
    """Whether nothing but plain words stands between a phrase and the head after it."""
    between = range(last.end, first)
    if len(between) > 2 or last.kind == "PERSON":
        return False
    return all(
        WORD_LIKE.match(words[i].lower) and words[i].lower not in FUNCTION_WORDS and i not in closed for i in between
    ) and not any(words[i].lower.endswith(("ed", "ly")) for i in between)


def _begin(words: Sequence[Word], first: int, floor: int, name_at: Mapping[int, Name], closed: frozenset[int]) -> int:
    begin = first
    while begin > max(floor, first - MOST_BEFORE):
        word = words[begin - 1]
        if (
            word.lower in FUNCTION_WORDS
            or not WORD_LIKE.match(word.lower)
            or begin - 1 in closed
            or begin - 1 in name_at
        ):
            break
        if word.lower.endswith("ing") or (word.lower.endswith("ly") and begin - 1 > 0):
            break
        begin -= 1
    return begin


def _mentions(places: range, name_at: Mapping[int, Name]) -> tuple[int, ...]:
    found: list[int] = []
    for place in places:
        name = name_at.get(place)
        if name is not None and name.number not in found:
            found.append(name.number)
    return tuple(found)
