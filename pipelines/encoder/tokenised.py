"""Texts as an encoder reads them: tokens, and the words that they make up."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """One text as an encoder reads it.

    Attributes:
        ids: Token ids, with the opening and closing marks.
        shapes: The shape class of the word that each token belongs to; 0 for the marks.
        first_tokens: Index of each word's first token.
        starts: First character of each word.
        ends: One past the last character of each word.
        capitals: Whether each word holds a capital, or a letter of a script without case.
    """

    ids: Ints
    shapes: Ints
    first_tokens: Ints
    starts: Ints
    ends: Ints
    capitals: Bools

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def last_tokens(self) -> Ints:
        """Index of each word's last token."""
        following = np.append(self.first_tokens[1:], len(self) - 1)
        return following[: len(self.first_tokens)] - 1


class TokenisedWords(NamedTuple):
    """The words of texts, one text after the other, each by the first and the last of its tokens.

    Attributes:
        first_ids: Id of the first token of each word.
        last_ids: Id of its last token.
        shapes: Its shape class.
        starts: Its first character, in its own text.
        ends: One past its last.
        counts: How many words each text has.
    """

    first_ids: Ints
    last_ids: Ints
    shapes: Ints
    starts: Ints
    ends: Ints
    counts: Ints
