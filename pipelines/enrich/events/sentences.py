"""An article's sentences with the facts that other readings found in them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from pipelines.enrich.events.features import Sentence
from pipelines.enrich.events.lexicon import Lexicon, Match, matches
from pipelines.enrich.events.phrases import Actors, Name, phrases_of
from pipelines.enrich.events.words import Cut, cut

Row = Mapping[str, Any]
WHOLE_SHARE = 0.6
"""Share of a text that may stand in one pair of quotation marks and be a quotation; above it the marks are around an article."""
MAX_QUOTED_CHARS = 1_500
"""Longest stretch between marks that is a quotation; beyond it a mark was forgotten."""
_OPEN, _CLOSE, _EITHER = "“«", "”»", '"'
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}{_EITHER}\n]")


class Facts(NamedTuple):
    """What other readings found in one field of an article.

    Attributes:
        names: Rows of `core.entity_mentions`.
        places: Rows of `core.place_mentions`.
        times: Rows of `core.time_mentions`.
    """

    names: "Spans"
    places: "Spans"
    times: "Spans"


@dataclass
class Placed:
    """A sentence with its place in the article and its facts.

    Attributes:
        start: First character.
        end: One past the last.
        cut: Its words as columns.
        found: Expressions that may tell an event.
        facts: What other readings found in its field.
        quoted: Stretches of the text between quotation marks.
        actors: Nouns for those who act, with their sectors.
        is_title: Whether it is a headline.
    """

    start: int
    end: int
    cut: Cut
    found: Sequence[Match]
    facts: Facts
    quoted: Sequence[tuple[int, int]]
    actors: Actors
    is_title: bool

    @cached_property
    def names(self) -> Sequence[Row]:
        """Its rows of `core.entity_mentions`; `Phrase.mentions` counts in them."""
        return self.facts.names.inside(self.start, self.end)

    @cached_property
    def places(self) -> Sequence[Row]:
        """Its rows of `core.place_mentions`."""
        return self.facts.places.inside(self.start, self.end)

    @cached_property
    def times(self) -> Sequence[Row]:
        """Its rows of `core.time_mentions`."""
        return self.facts.times.inside(self.start, self.end)

    @cached_property
    def sentence(self) -> Sentence:
        """The words with names and phrases; most sentences tell nothing, and are never asked for it."""
        names = [(row["start_char"], row["end_char"], row["entity_type"]) for row in self.names]
        return sentence_of(self.cut, names, self.actors, self.quoted, is_title=self.is_title, found=self.found)


class Spans(NamedTuple):
    """Rows in order of their spans.

    Attributes:
        rows: The rows.
        starts: First character of each.
    """

    rows: Sequence[Row]
    starts: Sequence[int]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Spans":
        """Return rows in order of their spans."""
        ordered = sorted(rows, key=_first_character)
        return cls(ordered, list(map(_first_character, ordered)))

    def inside(self, start: int, end: int) -> Sequence[Row]:
        """The rows whose spans lie within [start, end)."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        return [row for row in self.rows[first:last] if row["end_char"] <= end] if first < last else ()


_first_character = itemgetter("start_char")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Stretches between quotation marks, by paragraphs; marks without a partner, and those around a whole text, count for nothing."""
    found = []
    start: int | None = None
    for mark in _MARKS.finditer(text):
        at, character = mark.start(), mark[0]
        if character in _OPEN or (character == _EITHER and start is None):
            start = at
        elif start is not None and (character in _CLOSE or character == _EITHER):
            if at - start <= MAX_QUOTED_CHARS:
                found.append((start, at + 1))
            start = None
        elif character == "\n":
            start = None
    covered = sum(end - begin for begin, end in found)
    return [] if covered > WHOLE_SHARE * len(text) and len(text) > 2 * MAX_QUOTED_CHARS // 10 else found


def placed(
    text: str,
    spans: Sequence[tuple[int, int, bool]],
    facts: Facts,
    actors: Actors,
    lexicon: Lexicon,
) -> Iterator[Placed]:
    """Yield the sentences of a text.

    Args:
        text: The text or the title.
        spans: Start, end and whether it is a headline, of each sentence.
        facts: What other readings found.
        actors: Nouns for those who act, with their sectors.
        lexicon: Expressions that may tell an event.
    """
    quoted = quoted_spans(text)
    for start, end, is_title in spans:
        words = cut(text, start, end)
        if len(words.lowers) < MIN_WORDS:
            continue
        yield Placed(start, end, words, matches(words.lowers, lexicon), facts, quoted, actors, is_title)


MIN_WORDS = 3
"""Words below which a line tells nothing that happened."""


def sentence_of(
    words: Cut,
    names: Sequence[tuple[int, int, str]],
    actors: Actors,
    quoted: Sequence[tuple[int, int]] = (),
    *,
    is_title: bool = False,
    found: Sequence[Match] = (),
) -> Sentence:
    """A sentence from its words and the character spans of its names.

    Args:
        words: The words.
        names: Start, end and type of each name.
        actors: Nouns for those who act, with their sectors.
        quoted: Stretches of the text between quotation marks.
        is_title: Whether it is a headline.
        found: Expressions in it that may tell an event: no phrase reaches across their words.
    """
    starts = words.starts()
    kinds = [""] * len(starts)
    placed_names: list[Name] = []
    for number, (start, end, kind) in enumerate(names):
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        if last > first and not any(kinds[first:last]):
            placed_names.append(Name(first, last, kind, number))
            kinds[first:last] = [kind] * (last - first)
    flags = [False] * len(starts)
    first = max(0, bisect_left(quoted, (starts[0],)) - 1) if starts else len(quoted)
    for start, end in quoted[first:]:
        if start > starts[-1]:
            break
        begin, last = bisect_left(starts, start), bisect_left(starts, end)
        flags[begin:last] = [True] * (last - begin)
    placed_names.sort()
    nothing = Name(len(starts) + 1, 0, "", -1)
    clear = [one for one, other in pairwise([*placed_names, nothing]) if one.end <= other.first]
    closed = frozenset([place for match in found if match.expression.is_verb for place in match.words])
    return Sentence(words, starts, kinds, phrases_of(words.lowers, clear, actors, closed), flags, is_title)
