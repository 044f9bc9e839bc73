"""Statements inside statements: "Moe said that Lund had warned her that it would rain" has two.

The network gives each word one tag, so what is said is read once more on its own where a verb of saying stands in it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.quotes.attributions import Attribution, joined
from pipelines.enrich.quotes.chain import TaggedSpan
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.tags import CONTENT, CUE, SOURCE

MIN_WORDS = 6
"""A shorter statement holds no other with a speaker, a verb and something said."""
MIN_CHANCE = 0.1
"""The network's own chance that each part of a statement inside another must have: of those outside with so much, four of five are right,
and nobody marked such statements to learn from."""

_SAYING = [
    "said",
    "says",
    "saying",
    "told",
    "tells",
    "telling",
    "asked",
    "asks",
    "warned",
    "warns",
    "claimed",
    "claims",
    "wrote",
    "writes",
    "announced",
    "insisted",
    "denied",
    "promised",
    "admitted",
    "confirmed",
    "explained",
    "suggested",
    "stated",
    "replied",
    "accused",
    "vowed",
    "urged",
    "added",
    "argued",
    "called",
    "ordered",
    "testified",
]


class Nesting:
    """Finds what of statements has to be read once more.

    Args:
        tokens: The tokeniser, whose ids tell the verbs of saying.
    """

    def __init__(self, tokens: TokenEncoder) -> None:
        self._is_verb = np.zeros(tokens.vocabulary_size, bool)
        self._is_verb[sorted(tokens.ids_of(_SAYING))] = True

    def inner_passages(self, statements: Sequence[Attribution], words: Words) -> list[tuple[int, Words]]:
        """The words of those contents in which somebody may say something, with the number of their statement.

        Args:
            statements: The statements of a passage.
            words: The passage's words; marks of quotation are left out of account in what is returned.
        """
        verbs = words.starts[self._is_verb[words.first_pieces]].tolist()
        if not verbs:
            return []
        found = []
        for number, statement in enumerate(statements):
            for start, end in statement.contents:
                at = bisect_left(verbs, start)
                if at < len(verbs) and verbs[at] < end:
                    first, last = np.searchsorted(words.starts, [start, end]).tolist()
                    if last - first >= MIN_WORDS:
                        found.append((number, words.unquoted(first, last)))
        return found


def inner_statements(spans: Sequence[TaggedSpan], words: Words, parent: int) -> Iterator[Attribution]:
    """The statements inside one content that have a speaker, a cue and something said, all of them likely."""
    for made in joined(spans, words):
        if made.source and made.cue and all(made.chances[role] >= MIN_CHANCE for role in (CONTENT, CUE, SOURCE)):
            yield replace(made, parent=parent)
