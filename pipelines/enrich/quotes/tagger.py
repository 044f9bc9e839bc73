"""Runs the quote network: passages in, spans of sources, cues and contents out."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.encoder import load_model
from pipelines.encoder.batching import length_batches
from pipelines.enrich.quotes.chain import Chain, TaggedSpan
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.tags import TAG_COUNT
from pipelines.enrich.quotes.vectors import VECTORS_FILE, WordVectors

FOLDER = "quotes"
"""Folder of the weights within the models."""
NETWORK_FILE = "tagger.onnx"
CHAIN_FILE = "chain.json"

WORDS_PER_BATCH = 1024
"""Padded words of one call: rows enough for the matrix kernels, few enough that states stay in the cache (4,096 took 5 % longer)."""
WORDS_PER_CHAIN = 1 << 16
"""Padded words whose best tags are found in one go: a step over words costs the same for ten passages as for a hundred."""
LEAST_ROWS = 2
"""Passages of a call, filled up with nothing: a matrix of one row takes another kernel, whose last digits differ."""

Floats = npt.NDArray[np.float32]


class QuoteTagger:
    """The network with the chain that says which tag may follow which.

    Args:
        models: The models folder.
    """

    def __init__(self, models: Path) -> None:
        self.files = tuple(models / FOLDER / name for name in (NETWORK_FILE, VECTORS_FILE, CHAIN_FILE))
        self._network = load_model(self.files[0], 1)
        self._vectors = WordVectors(self.files[1])
        self._chain = Chain(np.array(json.loads(self.files[2].read_text(encoding="utf-8"))["steps"], np.float32))

    def spans(self, passages: Sequence[Words]) -> list[list[TaggedSpan]]:
        """The spans of each passage, in order; what one passage gives does not depend on the others."""
        found: list[list[TaggedSpan]] = [[] for _ in passages]
        filled = [number for number, words in enumerate(passages) if len(words)]
        for group in _batches([passages[i] for i in filled], WORDS_PER_CHAIN):
            chosen = [passages[filled[i]] for i in group]
            scores = np.zeros((len(chosen), len(chosen[0]), TAG_COUNT), np.float32)
            for batch in _batches(chosen, WORDS_PER_BATCH):
                part = self._scores([chosen[i] for i in batch])
                scores[batch, : part.shape[1]] = part
            lengths = np.array([len(words) for words in chosen])
            for i, spans in zip(group, self._chain.spans(scores, lengths), strict=True):
                found[filled[i]] = spans
        return found

    def _scores(self, passages: Sequence[Words]) -> Floats:
        width, rows = len(passages[0]), max(LEAST_ROWS, len(passages))
        vectors = np.zeros((width, rows, self._vectors.width), np.float32)
        lengths = np.ones(rows, np.int32)
        for row, words in enumerate(passages):
            lengths[row] = len(words)
            vectors[: len(words), row] = self._vectors.of(words)
        mask = (np.arange(width)[:, None] < lengths).astype(np.float32)[:, :, None]
        inputs = {"vectors": vectors, "mask": mask, "lengths": lengths}
        scores = self._network.run(inputs, ["scores"])["scores"]
        return scores[: len(passages)].astype(np.float32, copy=False)


def _batches(passages: Sequence[Words], words: int) -> list[list[int]]:
    """Indices of passages in groups of at most so many padded words, in order of falling length."""
    lengths = [len(passage) for passage in passages]
    return length_batches(lengths, lengths, words)
