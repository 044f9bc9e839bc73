"""Ages as evidence: 'Joe Biden, 81,' is from the year after a birthday of his.

The table (`pipelines/models/dating/births.json`) has the days of birth of people whose age news prints.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from pipelines.enrich.dating.bins import Factor, outside_bins

BIRTHS_FILE = "births.json"
MAX_READ_CHARS = 60_000
_NAME_WORDS = 5
"""Longest name of the table, in words."""
_REACH_CHARS = 80
MAX_AGES = 8
"""Ages read in one text; more are a list."""
_AFTER_NAME = re.compile(r", (?P<age>\d{2,3})(?=[,.;)](?!\d)| [—–-])")
_YEAR_OLD = re.compile(r"\b(?P<age>\d{2,3})-year-old\b")
_WORD_START = re.compile(r"(?<![^\s(“\"‘])\S")


Births = tuple[Mapping[str, date], Mapping[str, list[str]]]


@lru_cache(maxsize=2)
def load_births(path: Path) -> Births:
    """Days of birth by full name, and the full names by surname; none where there is no such file."""
    stored: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["born"] if path.is_file() else {}
    surnames: dict[str, list[str]] = {}
    for name in stored:
        surnames.setdefault(name.rsplit(" ", 1)[-1], []).append(name)
    born = {name: date.fromisoformat(day) for name, day in stored.items()}
    return born, surnames


def age_factors(text: str, births: Births) -> Iterator[Factor]:
    """A factor for each known person whose age the text states: inside the year of that age, or outside it."""
    text = text[:MAX_READ_CHARS].replace("’", "'")
    seen: set[tuple[str, int]] = set()
    for name, age, start, end in _stated(text, births):
        if (name, age) not in seen and len(seen) < MAX_AGES:
            seen.add((name, age))
            first, last = _year_of(births[0][name], age), _year_of(births[0][name], age + 1) - timedelta(days=1)
            yield Factor("age", outside_bins([(first, last)]), span=(start, end), window=(first, last))


def _stated(text: str, births: Births) -> Iterator[tuple[str, int, int, int]]:
    """Names with ages, and the stretch that says so."""
    for match in _AFTER_NAME.finditer(text):
        low = max(0, match.start() - _REACH_CHARS)
        starts = [word.start() for word in _WORD_START.finditer(text, low, match.start())][-_NAME_WORDS:]
        for start in starts:
            name = _known(text[start : match.start()], text, births)
            if name:
                yield name, int(match["age"]), start, match.end()
                break
    for match in _YEAR_OLD.finditer(text):
        words = text[match.end() : match.end() + _REACH_CHARS].split("\n", 1)[0].split(" ")
        for first in range(1, min(4, len(words))):
            names = (" ".join(words[first:last]).rstrip(",.;:") for last in range(len(words), first + 1, -1))
            name = next((name for name in names if name in births[0]), None)
            if name:
                yield name, int(match["age"]), match.start(), match.end()
                break


def _known(words: str, text: str, births: Births) -> str | None:
    """The person that a name stands for: the full name, or a surname of which the text has one full name as well."""
    born, surnames = births
    if words in born:
        return words
    full = [name for name in surnames.get(words, ()) if name in text]
    return full[0] if len(full) == 1 else None


def _year_of(born: date, age: int) -> date:
    """The birthday on which a person reaches an age; 1 March for 29 February."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
