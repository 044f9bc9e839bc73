"""Weak evidence from outside the calendar: who held which office when, what existed since when, file names.

A small table of lasting public facts; it bounds years, it never gives a day.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.enrich.dating.bins import Factor, day_bins, occurrence_bins, outside_bins
from pipelines.timex.calendar import day
from pipelines.timex.trie import any_of

KNOWLEDGE_FILE = "knowledge.json"
MAX_READ_CHARS = 100_000
"""Longer texts are searched up to here; an article names its world early."""
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])[-_/.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NOT_IN_OFFICE = re.compile(r"(?:then-|then |former |ex-|late |vice |deputy |acting |under )$")

Window = tuple[date | None, date | None]


class Fact(NamedTuple):
    """When a phrase can be said of the present (inside any of the windows), or the days of the event it names."""

    kind: str
    windows: tuple[Window, ...]
    days: tuple[date, ...] = ()


Facts = tuple[re.Pattern[str], Mapping[str, Fact]]


@lru_cache(maxsize=2)
def load_facts(path: Path) -> Facts:
    """A pattern for every phrase of the table, and what each says; nothing where there is no such file."""
    entries = json.loads(path.read_text(encoding="utf-8"))["entries"] if path.is_file() else []
    facts = {}
    for entry in entries:
        windows = tuple((_parsed(low), _parsed(high)) for low, high in entry.get("windows", ()))
        days = tuple(date.fromisoformat(item) for item in entry.get("days", ()))
        facts[entry["phrase"]] = Fact(entry["kind"], windows, days)
    return re.compile(rf"\b(?:{any_of(facts) or '(?!)'})\b"), facts


def _parsed(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def knowledge_factors(text: str, uri: str, known: Facts) -> Iterator[Factor]:
    """Evidence from what the text names and from the name of its file.

    Args:
        text: The article.
        uri: Path or address of its file.
        known: The table.
    """
    pattern, facts = known
    lower = text[:MAX_READ_CHARS].lower()
    seen: set[Fact] = set()
    latest_event: Factor | None = None
    for match in pattern.finditer(lower) if len(lower) == min(len(text), MAX_READ_CHARS) else ():
        fact = facts[match.group()]
        if fact in seen or (
            fact.kind == "office" and _NOT_IN_OFFICE.search(lower, max(0, match.start() - 8), match.start())
        ):
            continue
        seen.add(fact)
        if fact.kind == "event":
            factor = Factor("event", occurrence_bins(fact.days), span=match.span(), window=(fact.days[0], None))
            if latest_event is None or fact.days[0] > (latest_event.window[0] or fact.days[0]):
                latest_event = factor
        elif fact.days:
            yield Factor(fact.kind, occurrence_bins(fact.days), span=match.span(), window=(fact.days[0], None))
        else:
            window = fact.windows[0][0], fact.windows[-1][1]
            yield Factor(fact.kind, outside_bins(fact.windows), span=match.span(), window=window)
    if latest_event is not None:
        yield latest_event
    when_named = file_date(uri)
    if when_named:
        yield Factor("archive", day_bins(when_named), label=when_named.isoformat(), window=(None, when_named))


def file_date(uri: str) -> date | None:
    """The day that the name of a file, or else its folder or address, holds."""
    named = _FILE_DATE.search(uri.rsplit("/", 1)[-1]) or _FILE_DATE.search(uri)
    return day(*(int(part) for part in named.groups())) if named else None
