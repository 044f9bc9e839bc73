"""Examples as the arrays a network trains on; the same tokens, shapes and kept tokens that the recogniser reads at run time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.encoder.tokens import TokenEncoder
from pipelines.enrich.entities.candidates import Candidates
from pipelines.training.entities.examples import Example
from pipelines.training.entities.labels import IGNORED, OTHER_NAME, TAG_INDEX, span_tags

MAX_TOKENS = 128


@dataclass
class Features:
    """Token ids, shapes and tags of one example; tags stand at each word's first token.

    `words` is each token's word, counted from 0 (-1 for a word's later tokens and the marks); `kept` are the tokens that the upper layers of a student read.
    """

    ids: np.ndarray
    shapes: np.ndarray
    tags: np.ndarray
    words: np.ndarray
    kept: np.ndarray
    weight: float

    def __len__(self) -> int:
        return len(self.ids)


def features(examples: Sequence[Example], encoder: TokenEncoder) -> list[Features]:
    """The arrays of each example; `encoder` cuts at the longest length trained on."""
    candidates = Candidates(encoder)
    made = []
    for example, text in zip(examples, encoder.encode([e.text for e in examples]), strict=True):
        word_tags = np.full(len(text.starts), TAG_INDEX["O"], dtype=np.int64)
        for start, end in example.masked:
            word_tags[(text.starts < end) & (text.ends > start)] = IGNORED
        for start, end, label in example.spans:
            covered = np.flatnonzero((text.starts < end) & (text.ends > start))
            if len(covered) and label == "MISC":
                word_tags[covered] = OTHER_NAME
            elif len(covered):
                word_tags[covered[0] : covered[-1] + 1] = span_tags(covered[0], covered[-1], label)
        tags = np.full(len(text), IGNORED, dtype=np.int64)
        tags[text.first_tokens] = word_tags
        words = np.full(len(text), -1, dtype=np.int64)
        words[text.first_tokens] = np.arange(len(text.first_tokens))
        made.append(Features(text.ids, text.shapes, tags, words, candidates.kept(text), example.weight))
    return made
