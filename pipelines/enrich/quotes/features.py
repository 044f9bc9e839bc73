"""What the quote network reads of each word: its pieces, how it is written, quotation marks, names, and where lines begin."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.encoder.shapes import code_points
from pipelines.encoder.tokens import TokenisedText
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


def char_states(length: int, stretches: Sequence[Quoted]) -> npt.NDArray[np.int8]:
    """The quote state of each character of a text."""
    states = np.zeros(length, np.int8)
    for quoted in stretches:
        if quoted.is_single:
            opening, inner, closing = AT_SINGLE, IN_SINGLE, AT_SINGLE
        elif quoted.is_long:
            opening, inner, closing = OPENING_LONG, IN_LONG, CLOSING_LONG
        else:
            opening, inner, closing = OPENING_SHORT, IN_SHORT, CLOSING_SHORT
        states[quoted.start : quoted.end] = inner if quoted.is_closed else IN_OPEN
        states[quoted.start] = opening
        if quoted.is_closed:
            states[quoted.end - 1] = closing
    return states


def char_names(length: int, mentions: Sequence[tuple[int, int, str]]) -> npt.NDArray[np.int8]:
    """The kind of name that each character of a text belongs to; `mentions` are start, end and type."""
    kinds = np.zeros(length, np.int8)
    for start, end, entity_type in mentions:
        kinds[start:end] = _KIND_OF_TYPE.get(entity_type, _OTHER_NAME)
    return kinds


class Looks(NamedTuple):
    """What each character of a text is among quotation marks, names and lines.

    Attributes:
        states: Its quote state.
        names: The kind of name that it belongs to.
        lines: Number of line ends before it; one more number than there are characters.
    """

    states: npt.NDArray[np.int8]
    names: npt.NDArray[np.int8]
    lines: npt.NDArray[np.int32]


def looks_of(text: str, stretches: Sequence[Quoted], mentions: Sequence[tuple[int, int, str]]) -> Looks:
    """How the characters of a text look; `mentions` are start, end and type."""
    codes = code_points(text)
    lines = np.zeros(len(codes) + 1, np.int32)
    np.cumsum(codes == _LINE_END, out=lines[1:])
    return Looks(char_states(len(text), stretches), char_names(len(text), mentions), lines)


def words_of(begin: int, tokenised: TokenisedText, looks: Looks) -> Words:
    """The words of the passage that begins at character `begin` of an article's text.

    Args:
        begin: First character of the passage.
        tokenised: The passage's tokens.
        looks: How the characters of the article's text look.
    """
    firsts = tokenised.first_tokens
    starts, ends = tokenised.starts + begin, tokenised.ends + begin
    before = np.concatenate([[max(begin - 1, 0)], ends[:-1]])[: len(starts)]
    begins = looks.lines[starts] > looks.lines[before]
    if begin == 0 and len(begins):
        begins[0] = True
    return Words(
        tokenised.ids[firsts],
        tokenised.ids[tokenised.last_tokens],
        tokenised.shapes[firsts],
        looks.states[starts].astype(np.int64),
        looks.names[starts].astype(np.int64),
        begins.astype(np.int64),
        starts,
        ends,
    )
