"""What the quote network reads of each word: its pieces, how it is written, quotation marks, names, and where lines begin."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.encoder.shapes import code_points
from pipelines.encoder.tokenised import TokenisedWords
from pipelines.enrich.quotes.marks import Quoted

Ints = npt.NDArray[np.int64]

QUOTE_STATES = 10
OUTSIDE, IN_SHORT, IN_LONG, IN_OPEN, OPENING_SHORT, OPENING_LONG, CLOSING_SHORT, CLOSING_LONG, IN_SINGLE, AT_SINGLE = (
    range(QUOTE_STATES)
)
NAME_KINDS = 6
_KIND_OF_TYPE = {"PERSON": 1, "ORG": 2, "GPE": 3, "LOC": 3, "FAC": 3, "NORP": 4}
_OTHER_NAME = 5
_LINE_END = ord("\n")


class Words(NamedTuple):
    """The words of a passage.

    Attributes:
        first_pieces: Id of the first piece of each word.
        last_pieces: Id of its last piece.
        shapes: How it is written (`encoder.shapes`).
        states: Where it stands among quotation marks.
        names: The kind of name that it belongs to.
        begins: 1 for the first word of a line.
        starts: Its first character in the article's text.
        ends: One past its last.
    """

    first_pieces: Ints
    last_pieces: Ints
    shapes: Ints
    states: Ints
    names: Ints
    begins: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def unquoted(self, first: int, end: int) -> "Words":
        """Some of the words, as if no quotation mark stood around them."""
        part = {name: array[first:end] for name, array in self._asdict().items()}
        return Words(**{**part, "states": np.full(end - first, OUTSIDE, np.int64)})


class Looks(NamedTuple):
    """What each character of some texts, one text after the other, is among quotation marks, names and lines.

    Attributes:
        offsets: Where each text begins.
        states: The quote state of each character.
        names: The kind of name that it belongs to.
        lines: Number of line ends before it; one more number than there are characters.
    """

    offsets: Ints
    states: npt.NDArray[np.int8]
    names: npt.NDArray[np.int8]
    lines: npt.NDArray[np.int32]


def looks_of(
    texts: Sequence[str], stretches: Iterable[Sequence[Quoted]], mentions: Iterable[Iterable[tuple[int, int, str]]]
) -> Looks:
    """How the characters of texts look; the mentions of each text are start, end and type."""
    codes = code_points("".join(texts))
    lines = np.zeros(len(codes) + 1, np.int32)
    np.cumsum(codes == _LINE_END, out=lines[1:])
    states, names = np.zeros(len(codes), np.int8), np.zeros(len(codes), np.int8)
    offsets = list(accumulate(map(len, texts), initial=0))[:-1]
    for offset, quoted, named in zip(offsets, stretches, mentions, strict=True):
        for stretch in quoted:
            _mark(states, offset, stretch)
        for start, end, entity_type in named:
            names[offset + start : offset + end] = _KIND_OF_TYPE.get(entity_type, _OTHER_NAME)
    return Looks(np.array(offsets, np.int64), states, names, lines)


def _mark(states: npt.NDArray[np.int8], offset: int, quoted: Quoted) -> None:
    """Note the quote state of the characters of a stretch in a text that begins at `offset`."""
    if quoted.is_single:
        opening, inner, closing = AT_SINGLE, IN_SINGLE, AT_SINGLE
    elif quoted.is_long:
        opening, inner, closing = OPENING_LONG, IN_LONG, CLOSING_LONG
    else:
        opening, inner, closing = OPENING_SHORT, IN_SHORT, CLOSING_SHORT
    start, end = offset + quoted.start, offset + quoted.end
    states[start:end] = inner if quoted.is_closed else IN_OPEN
    states[start] = opening
    if quoted.is_closed:
        states[end - 1] = closing


def words_of(places: Sequence[tuple[int, int]], tokenised: TokenisedWords, looks: Looks) -> list[Words]:
    """The words of passages.

    Args:
        places: Of each passage, the number of its text and its first character there.
        tokenised: The words of the passages.
        looks: How the characters of the texts look.
    """
    if not places:
        return []
    texts, begins = np.array(places, np.int64).T
    counts = tokenised.counts
    shift = np.repeat(begins, counts)
    starts, ends = tokenised.starts + shift, tokenised.ends + shift
    offsets = looks.offsets[texts]
    offset = np.repeat(offsets, counts)
    at, before = starts + offset, np.roll(ends + offset, 1)
    firsts, has_words = np.cumsum(counts) - counts, counts > 0
    before[firsts[has_words]] = (offsets + np.maximum(begins - 1, 0))[has_words]
    begins_line = (looks.lines[at] > looks.lines[before]).astype(np.int64)
    begins_line[firsts[has_words & (begins == 0)]] = 1
    states, names = looks.states[at].astype(np.int64), looks.names[at].astype(np.int64)
    columns = (*tokenised[:3], states, names, begins_line, starts, ends)
    edges = zip(firsts.tolist(), (firsts + counts).tolist(), strict=True)
    return [Words(*(column[first:end] for column in columns)) for first, end in edges]
