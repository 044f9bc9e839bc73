"""Examples as the arrays a network trains on; the same tokens and shapes that the recogniser reads at run time."""

from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from pipelines.encoder.shapes import char_kinds, word_shapes
from pipelines.training.entities.examples import Example
from pipelines.training.entities.labels import IGNORED, OTHER_NAME, TAG_INDEX, span_tags

MAX_TOKENS = 128


@dataclass
class Features:
    """Token ids, shapes and tags of one example; tags stand at each word's first token."""

    ids: np.ndarray
    shapes: np.ndarray
    tags: np.ndarray
    weight: float


def features(example: Example, tokenizer: Tokenizer) -> Features:
    """The arrays of one example, cut at the longest length trained on."""
    encoding = tokenizer.encode(example.text)
    ids = np.array(encoding.ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64)
    word_ids = np.array([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
    inside = word_ids >= 0
    first = inside & np.concatenate([[True], word_ids[1:] != word_ids[:-1]])
    first_positions = np.flatnonzero(first)
    starts = offsets[first, 0]
    ends = np.array([offsets[word_ids == w, 1].max() for w in word_ids[first]], dtype=np.int64)
    shapes = np.zeros(len(ids), dtype=np.int64)
    if len(starts):
        shapes[inside] = word_shapes(char_kinds(example.text), starts, ends)[np.cumsum(first)[inside] - 1]
    tags = np.full(len(ids), IGNORED, dtype=np.int64)
    word_tags = np.full(len(starts), TAG_INDEX["O"], dtype=np.int64)
    for start, end in example.masked:
        word_tags[(starts < end) & (ends > start)] = IGNORED
    for start, end, label in example.spans:
        covered = np.flatnonzero((starts < end) & (ends > start))
        if len(covered) and label == "MISC":
            word_tags[covered] = OTHER_NAME
        elif len(covered):
            word_tags[covered[0] : covered[-1] + 1] = span_tags(covered[0], covered[-1], label)
    tags[first_positions] = word_tags
    return Features(ids[:MAX_TOKENS], shapes[:MAX_TOKENS], tags[:MAX_TOKENS], example.weight)
