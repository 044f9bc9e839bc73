"""Hard-wrapped text: which lines go on with the line above, asked of each pair of lines.

A program that wraps text breaks a line exactly where the next word would not have fitted. So each line that was broken
says between which widths the column lies, and the width that most of them agree on is the column of the stretch. Text that
was not wrapped has lines of every length, which agree on nothing.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

MIN_COLUMN, MAX_COLUMN = 30, 140  # widths at which newspapers' columns, mail, wires and terminals break lines
LONG_CHARS = 2 * MAX_COLUMN  # a longer line was never wrapped, and ends a stretch
MIN_FULL_LINES = 3  # broken lines that a stretch needs
MIN_FULL_SHARE = 0.5  # of the pairs of lines of a stretch that stand below one another
MIN_CLEAR_SHARE, MIN_CLEAR_LOWER, MAX_CLEAR_ENDED = 0.3, 0.6, 0.1
"""Short paragraphs of news fill a line or two: then fewer pairs will do, if the lines below go on in small letters and hardly one broken line ends a sentence."""
MAX_ENDED_SHARE = 0.45  # of the broken lines that end a sentence: in wrapped prose one in six or so
MIN_INSIDE_SHARE = 0.35  # of the lines below them that begin inside a sentence; headlines begin with a capital
STRETCH_LINES = 400  # lines that share one column at most, so that parts of a file may be wrapped differently
SLACK_CHARS = 1  # trailing marks and hyphens that a wrapper counts otherwise
INDENT_CHARS = 2  # spaces that open a paragraph in wire copy
MIN_PAGES = 3  # a line that comes back so often runs along with pages, or is stated: it is part of no paragraph
COUNTED_SHARE = 0.6  # of the steps between lines that count up
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
MAX_INDENT = 12  # columns; a line that begins further in is centred
_FIELD = re.compile(r"[A-Z][A-Z-]{3,20}:\s|[A-Z]{2,3}\s{3}")  # a field of an export begins here
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")


class Row(NamedTuple):
    """A non-blank line, or a paragraph made of several.

    Attributes:
        text: Without surrounding white space.
        start: Offset of its first visible character.
        end: Offset after the last one.
        blanks: Blank lines just above.
        number: Number of the line in the document, from 1.
        fed: Whether a form feed stands between this line and the one above.
        indent: Columns of white space before it.
        level: Level of the heading that a tag round it states, 1 the highest; 0 for none.
    """

    text: str
    start: int
    end: int
    blanks: int
    number: int
    fed: bool
    indent: int
    level: int = 0


def unwrapped(rows: Sequence[Row]) -> list[Row]:
    """The rows with the lines of each wrapped paragraph joined; what is not wrapped stays as it is."""
    out: list[Row] = []
    alone = _running(rows)
    for first, end in _stretches(rows, alone):
        stretch = rows[first:end]
        spacing = min((row.blanks for row in stretch[1:]), default=0)
        column = _column(stretch, spacing)
        out += _joined(stretch, column, spacing) if column else stretch
    return out


def _running(rows: Sequence[Row]) -> frozenset[str]:
    """Forms of the lines that run along with the pages of a print-out: they come back, and a number in them counts up."""
    numbers: dict[str, list[list[int]]] = defaultdict(list)
    for row in rows:
        if len(row.text) <= MAX_COLUMN and any(map(str.isdigit, row.text)):
            numbers[form_of(row.text)].append([int(n[:9]) for n in _NUMBER.findall(row.text)])
    return frozenset(form for form, found in numbers.items() if len(found) >= MIN_PAGES and counts_up(found))


def counts_up(numbers: Sequence[Sequence[int]]) -> bool:
    """Whether a number of lines of one form goes up by one from most of them to the next.

    Args:
        numbers: The numbers of each line.
    """
    steps = [
        sum(below[k] - above[k] == 1 for above, below in itertools.pairwise(numbers)) for k in range(len(numbers[0]))
    ]
    return max(steps, default=0) >= COUNTED_SHARE * (len(numbers) - 1)


def form_of(text: str) -> str:
    """The line with `#` for every number, so that the headers of two pages are alike."""
    return _NUMBER.sub("#", text)


def _stretches(rows: Sequence[Row], alone: frozenset[str]) -> list[tuple[int, int]]:
    """Runs of lines without a long one or one of form `alone` in them, none longer than `STRETCH_LINES` unless no break offers itself."""
    bounds, start = [], 0
    for i, row in enumerate(rows):
        if len(row.text) > LONG_CHARS or (alone and form_of(row.text) in alone):
            bounds += [(start, i)] * (i > start) + [(i, i + 1)]
            start = i + 1
        elif (i - start >= STRETCH_LINES and row.blanks) or i - start >= 2 * STRETCH_LINES:
            bounds.append((start, i))
            start = i
    return bounds + [(start, len(rows))] * (len(rows) > start)


def _column(rows: Sequence[Row], spacing: int) -> int:
    """The width at which the stretch is wrapped; 0 when it is not."""
    votes = np.zeros(MAX_COLUMN + 32, np.int64)
    pairs = 0
    for above, below in itertools.pairwise(rows):
        if below.blanks > spacing or below.fed:
            continue
        pairs += 1
        low, high = _width(above), _width(above) + 1 + _first_word(below.text)
        if low <= MAX_COLUMN:
            votes[max(low, MIN_COLUMN) : min(max(high, MIN_COLUMN), len(votes))] += 1
    column = int(np.argmax(votes))
    if votes[column] < max(MIN_FULL_LINES, MIN_CLEAR_SHARE * pairs):
        return 0
    broken = [(a.text, b.text) for a, b in itertools.pairwise(rows) if _goes_on(a, b, column, spacing)]
    ended = sum(bool(_SENTENCE_END.search(above[-6:])) for above, _ in broken)
    inside = sum(not below[0].isupper() or above.isupper() for above, below in broken)
    if votes[column] < MIN_FULL_SHARE * pairs:
        lower = sum(below[0].islower() for _, below in broken)
        return column if lower >= MIN_CLEAR_LOWER * len(broken) and ended <= MAX_CLEAR_ENDED * len(broken) else 0
    return column if ended <= MAX_ENDED_SHARE * len(broken) and inside >= MIN_INSIDE_SHARE * len(broken) else 0


def _goes_on(above: Row, below: Row, column: int, spacing: int) -> bool:
    """Whether `above` was broken because the first word of `below` did not fit."""
    if below.blanks > spacing or below.fed or _width(above) > column + SLACK_CHARS:
        return False
    if _width(below) > column + SLACK_CHARS and not below.text[0].islower():
        return False
    if below.indent >= above.indent + INDENT_CHARS and not below.text[0].islower():
        return False
    if _FIELD.match(below.text):
        return False
    if above.text.isupper() != below.text.isupper() and any(map(str.isalpha, below.text)):
        return False
    return _width(above) + 1 + _first_word(below.text) > column - SLACK_CHARS


def _is_headline(above: Row, row: Row, following: Row | None, column: int) -> bool:
    """Whether a line below the full last line of a paragraph is one of its own: it ends early, and not as a sentence does."""
    if not _SENTENCE_END.search(above.text[-6:]) or row.text[0].islower() or _SENTENCE_END.search(row.text[-6:]):
        return False
    return following is None or _width(row) + 1 + _first_word(following.text) <= column - SLACK_CHARS


def _width(row: Row) -> int:
    """Columns that the line takes, a paragraph's indent counted; a line indented further is centred."""
    return len(row.text) + (row.indent if row.indent <= MAX_INDENT else 0)


def _first_word(text: str) -> int:
    return len(text.split(None, 1)[0][:32])


def _joined(rows: Sequence[Row], column: int, spacing: int) -> list[Row]:
    groups: list[list[Row]] = []
    for row, following in itertools.zip_longest(rows, rows[1:]):
        if (
            groups
            and _goes_on(groups[-1][-1], row, column, spacing)
            and not _is_headline(groups[-1][-1], row, following, column)
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [
        group[0]._replace(text=_text_of(group), end=group[-1].end, blanks=max(0, group[0].blanks - spacing))
        for group in groups
    ]


def _text_of(rows: Sequence[Row]) -> str:
    """The lines as one, words that were broken over two lines whole again."""
    text = rows[0].text
    for row in rows[1:]:
        broken = _HYPHENATED.search(text) and row.text[0].islower()
        text = text[:-1] + row.text if broken else f"{text} {row.text}"
    return " ".join(text.split())
