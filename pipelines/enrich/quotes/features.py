"""What the quote network reads of each word: its pieces, how it is written, quotation marks, names, and where lines begin."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

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


def char_states(length: int, stretches: Sequence[Quoted]) -> npt.NDArray[np.int8]:
    """The quote state of each character of a text."""
    states = np.zeros(length, np.int8)
    for quoted in stretches:
        inner = (
            IN_SINGLE
            if quoted.is_single
            else IN_OPEN
            if not quoted.is_closed
            else IN_LONG
            if quoted.is_long
            else IN_SHORT
        )
        states[quoted.start : quoted.end] = inner
        states[quoted.start] = AT_SINGLE if quoted.is_single else OPENING_LONG if quoted.is_long else OPENING_SHORT
        if quoted.is_closed:
            states[quoted.end - 1] = (
                AT_SINGLE if quoted.is_single else CLOSING_LONG if quoted.is_long else CLOSING_SHORT
            )
    return states


def char_names(length: int, mentions: Sequence[tuple[int, int, str]]) -> npt.NDArray[np.int8]:
    """The kind of name that each character of a text belongs to; `mentions` are start, end and type."""
    kinds = np.zeros(length, np.int8)
    for start, end, entity_type in mentions:
        kinds[start:end] = _KIND_OF_TYPE.get(entity_type, _OTHER_NAME)
    return kinds


def words_of(
    text: str, begin: int, tokenised: TokenisedText, states: npt.NDArray[np.int8], names: npt.NDArray[np.int8]
) -> Words:
    """The words of the passage that begins at character `begin` of `text`.

    Args:
        text: The article's text.
        begin: First character of the passage.
        tokenised: The passage's tokens.
        states: `char_states` of the text.
        names: `char_names` of the text.
    """
    firsts = tokenised.first_tokens
    lasts = np.concatenate([firsts[1:], [len(tokenised) - 1]]) - 1 if len(firsts) else firsts
    starts, ends = tokenised.starts + begin, tokenised.ends + begin
    before = np.concatenate([[begin - 1], ends[:-1]]) if len(starts) else starts
    begins = np.array(
        [a < 0 or "\n" in text[max(a, 0) : b] for a, b in zip(before.tolist(), starts.tolist(), strict=True)]
    )
    return Words(
        tokenised.ids[firsts],
        tokenised.ids[lasts],
        tokenised.shapes[firsts],
        states[starts].astype(np.int64),
        names[starts].astype(np.int64),
        begins.astype(np.int64),
        starts,
        ends,
    )
