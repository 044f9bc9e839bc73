"""The expressions that can tell an event, each with its PLOVER type and mode: found in a sentence, longest first.

PLOVER: Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023, `PLOVER and POLECAT`; the sixteen types of its codebook.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.events.inflection import noun_forms, verb_forms
from pipelines.enrich.events.words import listed
from pipelines.worker import MODELS

TRIGGERS_FILE = "events/triggers.txt"
MOST_BETWEEN = 6
"""Words in the gap of an expression: 'imposed new and far-reaching sanctions'."""
EVENT_TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE"),
    *("REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
_AFTER_HEAD = listed("of to for on with between against in into that by its")
_GAP = "_"
_ENDS = frozenset({".", ";", ":", "?", "!", "—", "–", "(", ")", '"', "“", "”"})
"""Marks that no gap reaches across."""
_GAP_ENDS = _ENDS | {
    ",",
    "as",
    "that",
    "who",
    "which",
    "when",
    "while",
    "but",
    "because",
    "after",
    "before",
    "with",
    "according",
}
"""What ends a gap: behind these words another clause or phrase is told ('a press conference as he prepared to')."""


class Expression(NamedTuple):
    """One expression of the list.

    Attributes:
        key: Its words as listed, with the part of speech: what a classifier knows it by.
        event_type: PLOVER type.
        mode: PLOVER mode, or None.
        is_verb: Whether its head is a verb.
        is_sure: False when its words as often tell no such event.
        rest: Forms that each further word may have; an empty set is a gap.
        size: Its words without gaps.
    """

    key: str
    event_type: str
    mode: str | None
    is_verb: bool
    is_sure: bool
    rest: tuple[frozenset[str], ...]
    size: int


class Match(NamedTuple):
    """An expression found in a sentence.

    Attributes:
        expression: What was found.
        first: Its first word.
        words: All its words, without those in gaps.
    """

    expression: Expression
    first: int
    words: tuple[int, ...]


Ranked = list[tuple[int, Expression]]
"""Expressions, each with its rank among those that begin with the same word."""


class Opening(NamedTuple):
    """The expressions that begin with one word, by what must follow it.

    Attributes:
        alone: Those of one word.
        by_second: The others, by each form of their second word.
        gapped: Those with a gap after the first word.
        after_gap: Forms of what follows these gaps.
    """

    alone: Ranked
    by_second: dict[str, Ranked]
    gapped: Ranked
    after_gap: frozenset[str]

    def fitting(self, lowers: Sequence[str], index: int) -> Ranked:
        """Those that the words after one do not rule out, in the order of their ranks.

        Args:
            lowers: The words, with one more that is ''.
            index: The word.
        """
        alone, by_second, gapped, after_gap = self
        found = alone
        if lowers[index + 1] in by_second:
            found = found + by_second[lowers[index + 1]]
        if gapped and not after_gap.isdisjoint(lowers[index + 1 : index + 2 + MOST_BETWEEN]):
            found = found + gapped
        return found if found is alone else sorted(found)


class Lexicon(dict[str, list[Expression]]):
    """Expressions by each form of their first word."""

    @cached_property
    def openings(self) -> dict[str, Opening]:
        """The same, by what must follow: most expressions fail at their second word, which need not be searched for then."""
        return {form: _opening(expressions) for form, expressions in self.items()}


def _opening(expressions: Sequence[Expression]) -> Opening:
    alone, gapped, by_second = [], [], defaultdict(list)
    for ranked in enumerate(expressions):
        rest = ranked[1].rest
        if not rest:
            alone.append(ranked)
        elif not rest[0]:
            gapped.append(ranked)
        else:
            for form in rest[0]:
                by_second[form].append(ranked)
    after_gap = frozenset[str]().union(*(expression.rest[1] for _, expression in gapped))
    return Opening(alone, dict(by_second), gapped, after_gap)


@lru_cache(maxsize=2)
def load_lexicon(models: Path = MODELS) -> Lexicon:
    """Load the list that ships."""
    lexicon: dict[str, list[Expression]] = defaultdict(list)
    for line in (models / TRIGGERS_FILE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            event_type, mode, kind, listed = (part.strip() for part in line.split("|"))
            for item in listed.split(","):
                for form, expression in _expressions(item.strip(), event_type, mode or None, is_verb=kind == "v"):
                    lexicon[form].append(expression)
    return Lexicon(lexicon)


def _expressions(item: str, event_type: str, mode: str | None, *, is_verb: bool) -> Iterator[tuple[str, Expression]]:
    words = item.rstrip("~").split()
    size = sum(word != _GAP for word in words)
    head = 0 if is_verb else next((i - 1 for i, word in enumerate(words) if i and word in _AFTER_HEAD), len(words) - 1)
    forms = [_forms(word, index, head, is_verb=is_verb) for index, word in enumerate(words)]
    key = f"{' '.join(words)}/{'v' if is_verb else 'n'}"
    expression = Expression(key, event_type, mode, is_verb, not item.endswith("~"), tuple(forms[1:]), size)
    for form in forms[0]:
        yield form, expression


def _forms(word: str, index: int, head: int, *, is_verb: bool) -> frozenset[str]:
    if word == _GAP:
        return frozenset()
    if word.endswith("!"):
        return frozenset({word[:-1]})
    if word == "not":
        return frozenset({"not", "n't"})
    if index == head:
        return verb_forms(word) if is_verb else noun_forms(word)
    if is_verb and index > 0 and len(word) > 3 and word not in _AFTER_HEAD:
        return noun_forms(word)
    return frozenset({word})


def matches(lowers: Sequence[str], lexicon: Lexicon) -> list[Match]:
    """Expressions in a sentence, in order; of those that share a word the longest, and all that are equally long.

    Args:
        lowers: Its words in lower case.
        lexicon: The expressions.
    """
    found = _told(lowers, lexicon)
    if len(found) < 2 or not any(match.expression.rest for match in found):
        return found
    found.sort(key=lambda match: (-match.expression.size, match.first))
    taken: dict[int, int] = {}
    kept = []
    for match in found:
        size = match.expression.size
        if all(taken.get(place, size) == size for place in match.words):
            kept.append(match)
            for place in match.words:
                taken[place] = size
    return sorted(kept, key=lambda match: match.words)


def _told(lowers: Sequence[str], lexicon: Lexicon) -> list[Match]:
    """Every expression that the words of a sentence make up, by its first word."""
    found = []
    ended = [*lowers, ""]
    for index, opening in enumerate(map(lexicon.openings.get, lowers)):
        if opening is None:
            continue
        for _, expression in opening.fitting(ended, index):
            if not expression.rest:
                found.append(Match(expression, index, (index,)))
                continue
            places = _places(lowers, index, expression.rest)
            if places is not None:
                found.append(Match(expression, index, (index, *places)))
    return found


def _places(lowers: Sequence[str], first: int, rest: Sequence[frozenset[str]]) -> tuple[int, ...] | None:
    """Where the further words of an expression stand, or None."""
    places, at, gap = [], first + 1, False
    for forms in rest:
        if not forms:
            gap = True
            continue
        last = min(at + (MOST_BETWEEN if gap else 0), len(lowers) - 1)
        place = next((i for i in range(at, last + 1) if lowers[i] in forms), None)
        if place is None or (gap and not _GAP_ENDS.isdisjoint(lowers[at:place])):
            return None
        places.append(place)
        at, gap = place + 1, False
    return tuple(places)
