"""Runs the quote network: passages in, spans of sources, cues and contents out."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.encoder import load_model
from pipelines.encoder.batching import length_batches
from pipelines.enrich.quotes.chain import Chain, TaggedSpan
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.lanes import lanes_of
from pipelines.enrich.quotes.tags import TAG_COUNT
from pipelines.enrich.quotes.vectors import VECTORS_FILE, WordVectors

FOLDER = "quotes"
"""Folder of the weights within the models."""
NEAR_FILE, FAR_FILE = "near.onnx", "far.onnx"
CHAIN_FILE = "chain.json"

WORDS_PER_GROUP = 1 << 15
"""Padded words that are read in one go: a step over words costs the same for ten passages as for a hundred."""
PLACES_PER_CALL = 1 << 11
"""Places of a call of the near layers, at least those of one lane: few enough that what they give stays in the cache (48,000 took 60 % longer)."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class QuoteTagger:
    """The network with the chain that says which tag may follow which.

    Args:
        models: The models folder.
    """

    def __init__(self, models: Path) -> None:
        self.files = tuple(models / FOLDER / name for name in (NEAR_FILE, FAR_FILE, VECTORS_FILE, CHAIN_FILE))
        self._near, self._far = (load_model(path, 1) for path in self.files[:2])
        self._vectors = WordVectors(self.files[2])
        self._chain = Chain(np.array(json.loads(self.files[3].read_text(encoding="utf-8"))["steps"], np.float32))

    def spans(self, passages: Sequence[Words]) -> list[list[TaggedSpan]]:
        """The spans of each passage, in order; what one passage gives does not depend on the others."""
        found: list[list[TaggedSpan]] = [[] for _ in passages]
        filled = [number for number, words in enumerate(passages) if len(words)]
        lengths = [len(passages[number]) for number in filled]
        for group in length_batches(lengths, lengths, WORDS_PER_GROUP):
            chosen = [passages[filled[i]] for i in group]
            counts = np.array([len(words) for words in chosen])
            for i, spans in zip(group, self._chain.spans(self._scores(chosen, counts), counts), strict=True):
                found[filled[i]] = spans
        return found

    def _scores(self, passages: Sequence[Words], lengths: Ints) -> Floats:
        """Tag scores (passages, words, tags); those beyond a passage's end mean nothing."""
        lanes = lanes_of(lengths.tolist())
        words = lanes.words(lengths)
        mask = (words < lengths.sum()).astype(np.float32)[:, :, None]
        levels = np.concatenate(list(self._levels(passages, words, mask)), axis=1)
        scores = self._far.run({"levels": levels, "mask": mask}, ["scores"])["scores"]
        flat: Floats = scores.astype(np.float32, copy=False).reshape(-1, TAG_COUNT)
        places = lanes.begins[:, None] + np.arange(lengths.max()) * lanes.lane_count
        result: Floats = flat.take(places, axis=0, mode="clip")
        return result

    def _levels(self, passages: Sequence[Words], words: Ints, mask: Floats) -> Iterator[npt.NDArray[np.generic]]:
        """What the near layers make of the words, some lanes at a time."""
        rows = self._vectors.rows(passages)
        places, count = words.shape
        width = max(1, PLACES_PER_CALL // places)
        for first in range(0, count, width):
            part = slice(first, first + width)
            vectors = self._vectors.of(rows, words[:, part])
            yield self._near.run({"vectors": vectors, "mask": mask[:, part]}, ["levels"])["levels"]
