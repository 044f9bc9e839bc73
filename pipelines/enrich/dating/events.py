"""Dated public events and where a text speaks of them: one pass over the words, then a look at the few that fit.

The table (`pipelines/models/dating/events.jsonl`) holds one event a line: first day, last day or null, `h` for what no one
could write of before or `s` for what was known ahead, its name, groups of phrases that a text about it has (one of each
group at least), and further phrases that make it surer.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

EVENTS_FILE = "events.jsonl"
MAX_READ_CHARS = 60_000
"""Longer texts are searched up to here; an article names its news early."""
MAX_EVENTS = 48
"""Events looked at closely in one text; a list of more is a chronicle."""
MAX_PLACES = 12
"""Places of one phrase that are looked at."""
MAX_SPAN_CHARS = 160
"""A longer stretch that speaks of an event is shown by its first phrase."""
_WORD = re.compile(r"\w+")
_FIRST_WORDS = re.compile(r"\W*(\w+)(?:\W+(\w+))?")

Key = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """A public event.

    Attributes:
        first: First day.
        last: Last day; the first when it lasted one day.
        is_scheduled: True when it was known ahead.
        name: What it was, for people.
        groups: Groups of phrases, each of which must be present by one phrase.
        more: Further phrases.
    """

    first: date
    last: date
    is_scheduled: bool
    name: str
    groups: tuple[tuple[str, ...], ...]
    more: tuple[str, ...]


class Match(NamedTuple):
    """An event that a text may speak of.

    Attributes:
        event: The event.
        start: First character of the shortest stretch with all that is needed, the earliest among near-shortest ones.
        end: One past its last character.
        mention_count: Places of the phrase group that has fewest.
        more_count: Further phrases present.
        has_names: Groups that are present by a capitalised phrase.
        missing_count: Groups that are not present; further phrases stand in for them.
        own_count: Phrases present that no other event of the table has.
    """

    event: Event
    start: int
    end: int
    mention_count: int
    more_count: int
    has_names: int
    missing_count: int = 0
    own_count: int = 0


class _Entry(NamedTuple):
    """An event with what a text must have among its words and pairs of words for each of its phrases."""

    event: Event
    groups: tuple[frozenset[Key], ...]
    more: tuple[frozenset[Key], ...]
    own: frozenset[Key]


class EventIndex:
    """Finds the events of a table in texts.

    Args:
        events: The table.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        groups = [tuple(_keys(group) for group in event.groups) for event in events]
        more = [tuple(_keys((phrase,)) for phrase in event.more) for event in events]
        uses: Counter[Key] = Counter()
        for keys in (*groups, *more):
            uses.update(keys[0] if len(keys) == 1 else frozenset[Key]().union(*keys))
        self._entries: list[_Entry] = []
        self._pivots: dict[Key, list[int]] = {}
        for number, event in enumerate(events):
            of_event = groups[number]
            own = [key for keys in (*of_event, *more[number]) for key in keys if uses[key] == 1]
            self._entries.append(_Entry(event, of_event, more[number], frozenset(own)))
            if len(of_event) == 1:
                pivot = of_event[0]
            else:
                pivot = min(of_event, key=lambda group: sum(map(uses.__getitem__, group)), default=frozenset[Key]())
            for key in pivot.union(*more[number]):
                self._pivots.setdefault(key, []).append(number)
        self._pivot_keys = frozenset(self._pivots)

    def matches(self, text: str, present: Set[Key] | None = None) -> list[Match]:
        """The events that a text has all needed phrases of, or most and further ones, in the order of their first days.

        Args:
            text: The article.
            present: Its words and pairs of words, as `keys_of` gives them, where they are known already.
        """
        present = keys_of(text) if present is None else present
        text = text[:MAX_READ_CHARS].replace("’", "'")
        numbers = {number for key in present & self._pivot_keys for number in self._pivots[key]}
        fitting = []
        for number in sorted(numbers):
            entry = self._entries[number]
            missing = len([True for group in entry.groups if group.isdisjoint(present)])
            if missing:
                # asked in the order of what each costs: most events fail at the first
                if missing == len(entry.groups) or len(entry.own & present) < missing:
                    continue
                if len([True for keys in entry.more if not keys.isdisjoint(present)]) <= missing:
                    continue
            fitting.append((missing, -number))
        closest = (_closest(self._entries[-number], text, present) for _, number in sorted(fitting)[:MAX_EVENTS])
        return sorted((match for match in closest if match), key=lambda match: (match.event.first, match.event.name))


def keys_of(text: str) -> set[Key]:
    """The words of a text and its pairs of adjacent words, up to `MAX_READ_CHARS`."""
    words = _WORD.findall(text[:MAX_READ_CHARS].replace("’", "'"))
    present: set[Key] = set(words)
    present.update(pairwise(words))
    return present


def _keys(phrases: Iterable[str]) -> frozenset[Key]:
    """What a text must have among its words or pairs of words for one of the phrases to be in it."""
    keys: list[Key] = []
    for phrase in phrases:
        for form in _forms(phrase):
            if form.isalnum():
                keys.append(form)
            elif found := _FIRST_WORDS.match(form):
                keys.append((found[1], found[2]) if found[2] else found[1])
    return frozenset(keys)


def _forms(phrase: str) -> tuple[str, ...]:
    """The phrase, and with a capital as at the head of a sentence."""
    return (phrase, phrase[0].upper() + phrase[1:]) if phrase[0].islower() else (phrase,)


def _places(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands as whole words, at most `MAX_PLACES` of each form."""
    for form in _forms(phrase):
        at, found = text.find(form), 0
        while at >= 0 and found < MAX_PLACES:
            end = at + len(form)
            if not (at and text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
                found += 1
                yield at, end
            at = text.find(form, end)


def _closest(entry: _Entry, text: str, present: Set[Key]) -> Match | None:
    """The shortest stretch that has a phrase of each group that is there; None when too much is missing after all."""
    places: list[tuple[int, int, int]] = []
    counts: list[int] = []
    names = 0
    for number, group in enumerate(entry.event.groups):
        own = [(start, end, number) for phrase in group for start, end in _places(text, phrase)]
        if own:
            names += any(text[start].isupper() for start, _, _ in own)
            counts.append(len(own))
            places.extend(own)
    missing = len(entry.groups) - len(counts)
    more = sum(next(_places(text, phrase), None) is not None for phrase in entry.event.more)
    if not counts or (missing and more <= missing):
        return None
    windows = list(_windows(sorted(places), len(counts)))
    shortest = min(end - start for start, end in windows)
    start, end = next(w for w in windows if w[1] - w[0] <= max(2 * shortest, MAX_SPAN_CHARS))
    return Match(entry.event, start, end, min(counts), more, names, missing, len(entry.own & present))


def _windows(places: Sequence[tuple[int, int, int]], group_count: int) -> Iterator[tuple[int, int]]:
    """Stretches that have one place of each group and cannot be shortened at their left, in order."""
    last: dict[int, tuple[int, int]] = {}
    for start, end, group in places:
        last[group] = start, end
        if len(last) == group_count:
            yield min(place[0] for place in last.values()), max(place[1] for place in last.values())


def event_of(row: Sequence[object]) -> Event:
    """An event from its line of the table.

    Raises:
        ValueError: If the line has not the form that the module says.
    """
    match row:
        case [str(first), str() | None as last, ("h" | "s") as kind, str(name), [*groups], [*more]]:
            phrases = tuple(tuple(str(phrase) for phrase in group) for group in groups if isinstance(group, list))
        case _:
            raise ValueError(f"expected [first, last, kind, name, groups, more], got {row!r}")
    begin = date.fromisoformat(first)
    end = date.fromisoformat(last) if last else begin
    if end < begin or not phrases or not all(phrases) or not all(map(all, phrases)):
        raise ValueError(f"expected a last day after the first and groups of phrases, got {row!r}")
    return Event(begin, end, kind == "s", name, phrases, tuple(str(phrase) for phrase in more if phrase))


@lru_cache(maxsize=2)
def event_index(path: Path) -> EventIndex:
    """The events of a table, ready to be found; an index without events where there is no such file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return EventIndex([event_of(json.loads(line)) for line in lines])
