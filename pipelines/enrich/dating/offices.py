"""Who is said to hold what office: a day on which all of them held it is likelier than one on which none did.

The table (`pipelines/models/dating/offices.npz`) has the terms of politicians by kind of office. A name beside a title that
fits ("Home Secretary Amber Rudd", "Sen. Jon Tester") speaks for the terms of that office, "former" for the time after them, and
a name alone for the years of the career. What each is worth is learned.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.dating.bins import Factor
from pipelines.enrich.dating.events import Key
from pipelines.enrich.dating.grid import Grid, Ints

OFFICES_FILE = "offices.npz"
BASE_ORDINAL = 693_596
"""Day 0 of the file's days: 1900-01-01."""
OPEN_DAY = 65_535
"""A term that had no end when the table was made."""
MAX_READ_CHARS = 60_000
MAX_PERSONS = 24
"""Persons looked at in one text, in the order of their first mention; a list of more is a directory."""
CAREER_DAYS = 365
"""A career in the news begins before the first office, with the campaign, and outlives the last one."""
GAP_DAYS = 120
"""Terms with a shorter pause between them are one."""
SHARE_EDGES = np.array([0.25, 0.5, 0.75, 0.999])
LATEST_EDGES = np.array([-720, -360, -180, -60, 0, 30, 90, 180, 360, 720, 1440])
"""Days since the latest beginning of a term."""
_BEFORE_CHARS, _AFTER_CHARS = 48, 40
_CUT = re.compile(r"(?<=[a-z]{4})[.!?]\s+(?=[A-Z])|[\n;:\"“”]")
"""Ends of sentences and clauses; 'Sen.' and 'Gov.' end none."""
_FORMER = re.compile(r"\b(?:former|formerly|ex-|then-|then|late|onetime|past)\b")

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"))
    for name, pattern in (
        ("vice", r"vice[- ]president|veep|deputy prime minister|deputy premier"),
        ("premier", r"prime minister|premier|chancellor(?! of the exchequer)|taoiseach|chief minister|pm"),
        ("foreign", r"foreign (?:secretary|minister)|(?:secretary|minister) (?:of|for) (?:state|foreign affairs|external affairs)"),
        ("defence", r"defen[cs]e (?:secretary|minister|chief)|(?:secretary|minister) (?:of|for) defen[cs]e"),
        ("interior", r"(?:home|interior|homeland security) (?:secretary|minister)|(?:secretary|minister) (?:of|for) (?:the )?(?:interior|home affairs|homeland security)"),
        ("finance", r"(?:finance|treasury|economy) (?:secretary|minister)|chancellor of the exchequer|(?:secretary|minister) (?:of|for) (?:the )?(?:finance|treasury|economy)"),
        ("justice", r"justice (?:secretary|minister)|attorney general|(?:secretary|minister) (?:of|for) justice"),
        ("minister", r"(?:\w+ )?(?:secretary|minister)(?! general|-general)"),
        ("president", r"president"),
        ("governor", r"gov\.?|governor"),
        ("senator", r"sens?\.?|senators?"),
        ("deputy", r"reps?\.?|representatives?|congress(?:man|woman)|lawmaker|legislator|mps?|deputy|mep|member of (?:parliament|congress|the knesset)"),
        ("mayor", r"mayor"),
    )
)  # fmt: skip
"""Kinds of offices by the words of a title or of an office's name, the first that fits."""
KIND_CODES = {name: code for code, (name, _) in enumerate(KINDS)}

Terms = npt.NDArray[np.int64]
"""First and last ordinal of each term, one a row, in order."""


_FIRST_WORDS = re.compile(r"\W*(\w+)\W+(\w+)")


class Holder(NamedTuple):
    """All who bear a name.

    Attributes:
        name: As the text must have it.
        kinds: Code of the kind of each term, -1 for none of `KINDS`.
        terms: The terms.
    """

    name: str
    kinds: Ints
    terms: Terms


class Said(NamedTuple):
    """What a text says of one holder: the terms that it speaks of, whether as past ones, and where.

    Attributes:
        terms: The terms.
        form: `held`, `past` or `career`.
        start: First character of the name.
        end: One past its last.
        name: The name.
    """

    terms: Terms
    form: str
    start: int
    end: int
    name: str


class Offices:
    """Holders by the first two words of their names.

    Args:
        names: Name of each holder.
        kinds: Codes of the kinds of all terms, those of a holder together.
        terms: The terms.
        starts: Where the terms of each holder begin; last where those of the last one end.
        until: Ordinal of the last day that the table knows of.
    """

    def __init__(self, names: Sequence[str], kinds: Ints, terms: Terms, starts: Sequence[int], until: int) -> None:
        self.until = until
        self._names, self._kinds, self._terms, self._starts = names, kinds, terms, starts
        self._of_pair: dict[Key, list[int]] = {}
        for number, words in enumerate(map(_FIRST_WORDS.match, names)):
            if words:
                self._of_pair.setdefault((words[1], words[2]), []).append(number)
        self._pairs = frozenset(self._of_pair)

    @classmethod
    def of(cls, holders: Sequence[Holder], until: int) -> "Offices":
        """Make the table of some holders."""
        starts = np.cumsum([0, *(len(holder.kinds) for holder in holders)]).tolist()
        kinds = np.concatenate([np.empty(0, np.int64), *(holder.kinds for holder in holders)])
        terms = np.concatenate([np.empty((0, 2), np.int64), *(holder.terms for holder in holders)])
        return cls([holder.name for holder in holders], kinds, terms, starts, until)

    def _holder(self, number: int) -> Holder:
        own = slice(self._starts[number], self._starts[number + 1])
        return Holder(self._names[number], self._kinds[own], self._terms[own])

    def said(self, text: str, present: Set[Key]) -> list[Said]:
        """What the text says of the holders that it names, in order.

        Args:
            text: The article.
            present: Its words and pairs of words.
        """
        text = text[:MAX_READ_CHARS].replace("’", "'")
        found: list[tuple[int, Holder]] = []
        for pair in present & self._pairs:
            for number in self._of_pair[pair]:
                at = _place(text, self._names[number])
                if at >= 0:
                    found.append((at, self._holder(number)))
        found.sort(key=lambda item: (item[0], -len(item[1].name)))
        kept: list[Said] = []
        reach = -1
        for at, holder in found:
            if at >= reach and len(kept) < MAX_PERSONS:
                reach = at + len(holder.name)
                kept.append(_said(text, at, holder))
        return kept


def _place(text: str, name: str) -> int:
    """Where a name first stands as whole words; -1 where it does not."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
            return at
        at = text.find(name, end)
    return -1


def _said(text: str, at: int, holder: Holder) -> Said:
    end = at + len(holder.name)
    before = _CUT.split(text[max(0, at - _BEFORE_CHARS) : at + 1])[-1][:-1].lower()
    after = text[end : end + _AFTER_CHARS].lower()
    after = re.split(r"[.!?;:\n]", after)[0] if after.startswith((",", " (", " mp", " mep")) else ""
    for words, side in ((before, -1), (after, 1)):
        kind = _nearest_kind(words, side)
        if kind is None:
            continue
        terms = holder.terms[holder.kinds == KIND_CODES[kind]]
        if len(terms) == 0 and kind == "minister":
            terms = holder.terms[_is_minister(holder.kinds)]
        if len(terms):
            return Said(joined(terms), "past" if _FORMER.search(words) else "held", at, end, holder.name)
    return Said(joined(holder.terms), "career", at, end, holder.name)


def _nearest_kind(words: str, side: int) -> str | None:
    """The kind of the title nearest to a name: the last one before it (-1), or the first one after it (1)."""
    places = [
        (name, [found.start() if side > 0 else -found.end() for found in pattern.finditer(words)])
        for name, pattern in KINDS
    ]
    near = [(min(starts), order, name) for order, (name, starts) in enumerate(places) if starts]
    return min(near)[2] if near else None


def _is_minister(kinds: Ints) -> npt.NDArray[np.bool_]:
    result: npt.NDArray[np.bool_] = (kinds >= KIND_CODES["foreign"]) & (kinds <= KIND_CODES["minister"])
    return result


def kind_of(words: str) -> str | None:
    """The kind of office that words in lower case name: a title in a text, or the name of an office."""
    return next((name for name, pattern in KINDS if pattern.search(words)), None)


def joined(terms: Terms) -> Terms:
    """Terms with the short pauses between them closed."""
    result: list[list[int]] = []
    for first, last in sorted(terms.tolist()):
        if result and first - result[-1][1] <= GAP_DAYS:
            result[-1][1] = max(result[-1][1], last)
        else:
            result.append([first, last])
    return np.array(result, dtype=np.int64)


def office_factors(text: str, present: Set[Key], offices: Offices | None) -> Iterator[Factor]:
    """Evidence from the holders of offices that a text names.

    Args:
        text: The article.
        present: Its words and pairs of words.
        offices: The table; None where there is none.
    """
    if offices is None:
        return
    said = offices.said(text, present)
    for form in ("held", "past", "career"):
        own = [item for item in said if item.form == form]
        if not own:
            continue
        first = own[0]
        kind = f"{form}_{1 if len(own) == 1 else 2 if len(own) < 4 else 3}"
        label = ", ".join(item.name for item in own[:3])
        yield Factor(kind, _share_bins(own, form, offices.until), span=(first.start, first.end), label=label)
        if form != "past":
            yield Factor(f"{form}_latest", _latest_bins(own), span=(first.start, first.end), label=label)


def _share_bins(said: Sequence[Said], form: str, until: int) -> Callable[[Grid], Ints]:
    """Bins of the share of the holders of whom the day is right; of later days than the table knows, half at least."""

    def bins(grid: Grid) -> Ints:
        is_known = grid.ordinals <= until
        days = np.minimum(grid.ordinals, until)
        total = np.zeros(len(grid))
        for item in said:
            total += np.where(_is_right(item.terms, form, days), 1.0, np.where(is_known, 0.0, 0.5))
        return np.searchsorted(SHARE_EDGES, total / len(said), side="right").astype(np.int64)

    return bins


def _is_right(terms: Terms, form: str, days: Ints) -> npt.NDArray[np.bool_]:
    inside = np.zeros(len(days), dtype=np.bool_)
    if form == "past":
        inside |= days > terms[:, 1].min()
    elif form == "career":
        inside |= (days >= terms[0, 0] - CAREER_DAYS) & (days <= terms[:, 1].max() + CAREER_DAYS)
    else:
        for first, last in terms.tolist():
            inside |= (days >= first) & (days <= last)
    return inside


def _latest_bins(said: Sequence[Said]) -> Callable[[Grid], Ints]:
    """Bins of the days since the latest first beginning: who is new in office tells most."""
    latest = max(int(item.terms[0, 0]) for item in said)
    return lambda grid: np.searchsorted(LATEST_EDGES, grid.ordinals - latest, side="right").astype(np.int64)


@lru_cache(maxsize=2)
def load_offices(path: Path) -> Offices | None:
    """Return the table of a file; None where there is no such file."""
    if not path.is_file():
        return None
    with np.load(path) as stored:
        names = bytes(stored["names"]).decode().split("\n")
        starts = stored["starts"].tolist()
        kinds = stored["kinds"].astype(np.int64)
        until = int(stored["until"]) + BASE_ORDINAL
        terms = np.stack([stored["first"].astype(np.int64), stored["last"].astype(np.int64)], axis=1)
    terms += BASE_ORDINAL
    return Offices(names, kinds, terms, starts, until)
