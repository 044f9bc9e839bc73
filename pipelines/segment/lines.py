"""The lines of a document, as the units between which an article can begin."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"  # marks that look like nothing and would hide that a line is empty
FORM_FEED = "\f"
MIN_WRAPPED_LINES = 12  # fewer lines do not tell a wrapped text from a list of short paragraphs
MIN_WRAP_COLUMN, MAX_WRAP_COLUMN = 40, 140  # columns at which mail, wires and terminals break lines
WRAPPED_SHARE = 0.6  # share of lines that end without a full stop near the column, in a hard-wrapped text
INDENT_CHARS = 2  # spaces that open a paragraph in wire copy


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines (or, in a hard-wrapped text, the paragraphs) of a document.

    Attributes:
        texts: Each line without surrounding white space.
        starts: Offset of each line's first visible character.
        ends: Offset after its last one.
        blanks: Blank lines just above each line.
        numbers: Number of each line in the document, from 1, blank lines counted.
        after_form_feed: Whether a form feed stands between this line and the one above.
    """

    texts: list[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    blanks: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]
    after_form_feed: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.texts)


def lines_of(text: str) -> Lines:
    """The non-blank lines of `text`; hard-wrapped lines are joined to the paragraph they are part of."""
    rows: list[tuple[str, int, int, int, int, bool]] = []
    indents: list[int] = []
    offset = blanks = 0
    fed = False
    for number, raw in enumerate(text.split("\n"), start=1):
        body = raw.rstrip().rstrip(INVISIBLE).rstrip() if raw else raw
        stripped = body.lstrip().lstrip(INVISIBLE).lstrip()
        fed = fed or FORM_FEED in raw
        if stripped:
            start = offset + len(body) - len(stripped)
            rows.append((stripped, start, start + len(stripped), blanks, number, fed))
            indents.append(len(body) - len(stripped))
            blanks, fed = 0, False
        else:
            blanks += 1
        offset += len(raw) + 1
    if _is_wrapped(rows):
        rows = _unwrapped(text, rows, indents)
    texts, starts, ends, above, numbers, feeds = zip(*rows, strict=True) if rows else ((), (), (), (), (), ())
    return Lines(
        texts=list(texts),
        starts=np.array(starts, np.int64),
        ends=np.array(ends, np.int64),
        blanks=np.array(above, np.int64),
        numbers=np.array(numbers, np.int64),
        after_form_feed=np.array(feeds, np.bool_),
    )


def _is_wrapped(rows: list[tuple[str, int, int, int, int, bool]]) -> bool:
    """True when most lines break near one column in the middle of a sentence."""
    if len(rows) < MIN_WRAPPED_LINES:
        return False
    lengths = np.array([len(row[0]) for row in rows])
    column = float(np.quantile(lengths, 0.9))
    if not MIN_WRAP_COLUMN <= column <= MAX_WRAP_COLUMN or lengths.max() > 2 * MAX_WRAP_COLUMN:
        return False
    near = lengths >= 0.75 * column
    follows = np.zeros(len(rows), bool)
    follows[:-1] = [row[3] == 0 for row in rows[1:]]
    opened = np.array([row[0][-1] not in '.!?"”’:' for row in rows])
    return bool(np.mean(near & opened & follows) >= WRAPPED_SHARE)


def _unwrapped(
    text: str, rows: list[tuple[str, int, int, int, int, bool]], indents: list[int]
) -> list[tuple[str, int, int, int, int, bool]]:
    """Paragraphs of a hard-wrapped text: a blank line, an indent or a line that stops short begins a new one."""
    margin = int(np.median(indents))
    column = float(np.quantile([len(row[0]) for row in rows], 0.9))
    paragraphs: list[tuple[str, int, int, int, int, bool]] = []
    short = False
    for row, indent in zip(rows, indents, strict=True):
        begins = not paragraphs or row[3] > 0 or row[5] or indent >= margin + INDENT_CHARS or short
        if begins:
            paragraphs.append(row)
        else:
            _, start, _, blanks, number, fed = paragraphs[-1]
            paragraphs[-1] = ("", start, row[2], blanks, number, fed)
        short = len(row[0]) < 0.5 * column
    return [(" ".join(text[row[1] : row[2]].split()), *row[1:]) for row in paragraphs]
