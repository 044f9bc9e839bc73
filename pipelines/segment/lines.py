"""The lines of a document, as the units between which an article can begin."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.segment.markup import unmarked
from pipelines.segment.unwrap import Row, unwrapped

INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"  # marks that look like nothing and would hide that a line is empty
FORM_FEED = "\f"
QUOTED_SHARE = 0.8  # of the lines that begin with `>`: the whole text was quoted in mail
TAB_COLUMNS = 4


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
        levels: Level of the heading that a tag round each line states, 1 the highest; 0 for none.
    """

    texts: list[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    blanks: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]
    after_form_feed: npt.NDArray[np.bool_]
    levels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.texts)


def lines_of(text: str) -> Lines:
    """The non-blank lines of `text`; hard-wrapped lines are joined to the paragraph they are part of."""
    rows = unwrapped(unmarked(_rows(text)))
    return Lines(
        texts=[row.text for row in rows],
        starts=np.array([row.start for row in rows], np.int64),
        ends=np.array([row.end for row in rows], np.int64),
        blanks=np.array([row.blanks for row in rows], np.int64),
        numbers=np.array([row.number for row in rows], np.int64),
        after_form_feed=np.array([row.fed for row in rows], np.bool_),
        levels=np.array([row.level for row in rows], np.int64),
    )


def _rows(text: str) -> list[Row]:
    raws = text.split("\n")
    quote = ">" if _is_quoted(raws) else ""
    rows: list[Row] = []
    offset = blanks = 0
    fed = False
    for number, raw in enumerate(raws, start=1):
        body = raw.rstrip().rstrip(INVISIBLE).rstrip() if raw else raw
        unquoted = body.lstrip("> ") if quote else body
        stripped = unquoted.lstrip().lstrip(INVISIBLE).lstrip()
        fed = fed or FORM_FEED in raw
        if stripped:
            margin = len(body) - len(stripped)
            indent = margin + (TAB_COLUMNS - 1) * body.count("\t", 0, margin)
            rows.append(Row(stripped, offset + margin, offset + len(body), blanks, number, fed, indent))
            blanks, fed = 0, False
        else:
            blanks += 1
        offset += len(raw) + 1
    return rows


def _is_quoted(raws: list[str]) -> bool:
    quoted = sum(raw.startswith(">") for raw in raws)
    return quoted > 1 and quoted >= QUOTED_SHARE * sum(bool(raw.strip()) for raw in raws)
