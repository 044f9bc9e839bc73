"""Which tokens of a text can belong to a name: the upper layers of the recogniser read no others."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipelines.encoder.shapes import CAPITALISED, GLUED, INITIAL, SHAPE_COUNT
from pipelines.encoder.tokenised import Ints, TokenisedText
from pipelines.encoder.tokens import TokenEncoder

RADIUS = 2
"""Words read on each side of a word that may be a name: "Bank of the West" holds together, and so do a name's cues."""

_FUNCTION_WORDS = """a about above according across after again against all almost along also although always am among an and
    another any anyone are around as asked at away back be because been before being below between both but by can cannot could
    did do does doing down during each earlier either else enough even ever every everyone few first following for from further
    get had has have having he her here hers him his how however i if in inside instead into is it its itself just last later
    least less let like many maybe me meanwhile more moreover most much must my near nearly neither never nevertheless next no
    nobody none nor not nothing now of off often on once one only onto or other others otherwise our out outside over
    people perhaps quite rather recently right same say says she should since so some somebody someone something sometimes soon
    still such than that the their them then there therefore these they this those though three through throughout thus to today
    together tomorrow tonight too toward towards two under unless unlike until up upon us very was we well were what whatever
    when whenever where whereas whether which while who whom whose why with within without would yes yesterday yet you your
    monday tuesday wednesday thursday friday saturday sunday january february september october november december
    police officials authorities""".split()  # noqa: SIM905 a word list reads better as prose

_IS_RAISED = np.isin(np.arange(SHAPE_COUNT) % GLUED, (CAPITALISED, INITIAL))
"""Shapes of words with their first letter alone in capitals."""


class Kept(NamedTuple):
    """What is read of a text.

    Attributes:
        tokens: Indices of the tokens, ascending, the opening mark first.
        words: Numbers of the words that they belong to.
        rows: Where the first token of each of these words stands in `tokens`.
    """

    tokens: Ints
    words: Ints
    rows: Ints


class Candidates:
    """Tells the tokens that may belong to a name, by how their words are written.

    A word with a capital may be (or be part of) a name, unless it is a common function word, a weekday or a month with only its first letter
    raised; so may its neighbours up to `RADIUS`.

    Args:
        tokens: The tokeniser, whose ids tell the function words.
    """

    def __init__(self, tokens: TokenEncoder) -> None:
        common = sorted(tokens.ids_of(_FUNCTION_WORDS))
        self._is_common = np.zeros(tokens.vocabulary_size, dtype=bool)
        self._is_common[common] = True

    def kept(self, text: TokenisedText) -> Ints:
        """Indices of the tokens to read, ascending, the opening mark first."""
        return self.kept_of([text])[0].tokens

    def kept_of(self, texts: Sequence[TokenisedText]) -> list[Kept]:
        """What to read of each text."""
        if not texts:
            return []
        sizes = np.array([len(text) for text in texts])
        words = np.array([len(text.first_tokens) for text in texts])
        begins = np.cumsum(sizes) - sizes
        ids, shapes = (np.concatenate(parts) for parts in zip(*((t.ids, t.shapes) for t in texts), strict=True))
        firsts = np.concatenate([text.first_tokens for text in texts]) + np.repeat(begins, words)
        capitals = np.concatenate([text.capitals for text in texts])
        named = capitals & ~(_IS_RAISED[shapes[firsts]] & self._is_common[ids[firsts]])
        text_of = np.repeat(np.arange(len(texts)), words)
        near = named.copy()
        for distance in range(1, RADIUS + 1):
            same = text_of[distance:] == text_of[:-distance]
            near[distance:] |= named[:-distance] & same
            near[:-distance] |= named[distance:] & same
        is_first = np.zeros(len(ids), dtype=bool)
        is_first[firsts] = True
        word_of = np.cumsum(is_first)
        keep = np.concatenate([[False], near])[word_of]
        keep[begins + sizes - 1] = False
        keep[begins] = True
        tokens = np.flatnonzero(keep)
        rows = np.flatnonzero(is_first[tokens])
        numbers = word_of[tokens[rows]] - 1
        edges = [*np.searchsorted(tokens, begins).tolist(), len(tokens)]
        row_edges = np.searchsorted(rows, edges).tolist()
        bases = zip(begins.tolist(), (np.cumsum(words) - words).tolist(), strict=True)
        return [
            Kept(tokens[a:b] - begin, numbers[c:d] - base, rows[c:d] - a)
            for (a, b), (c, d), (begin, base) in zip(pairwise(edges), pairwise(row_edges), bases, strict=True)
        ]
