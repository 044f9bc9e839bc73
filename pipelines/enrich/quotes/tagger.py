"""Runs the quote network: passages in, spans of sources, cues and contents out."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.encoder import load_model
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.tags import KINDS, TAG_COUNT

FOLDER = "quotes"
"""Folder of the weights within the models."""
NETWORK_FILE = "tagger.onnx"
CHAIN_FILE = "chain.json"

WORDS_PER_BATCH = 4096
"""Padded words of one call: rows enough for the matrix kernels, and no more memory than some 20 MB."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class TaggedSpan(NamedTuple):
    """A span of words of a passage.

    Attributes:
        first: Its first word.
        end: One past its last.
        kind: Number of its kind in `tags.KINDS`.
        chance: The network's own chance of its edges, not calibrated.
    """

    first: int
    end: int
    kind: int
    chance: float


class QuoteTagger:
    """The network with the chain that says which tag may follow which.

    Args:
        models: The models folder.
    """

    def __init__(self, models: Path) -> None:
        self.files = (models / FOLDER / NETWORK_FILE, models / FOLDER / CHAIN_FILE)
        self._network = load_model(self.files[0], 1)
        chain = json.loads(self.files[1].read_text(encoding="utf-8"))
        self._steps = np.array(chain["steps"], np.float32)
        self._opening = np.zeros(TAG_COUNT, np.float32)
        self._opening[2::2] = self._steps.min()

    def spans(self, passages: Sequence[Words]) -> list[list[TaggedSpan]]:
        """The spans of each passage, in order; what one passage gives does not depend on the others."""
        found: list[list[TaggedSpan]] = [[] for _ in passages]
        order = sorted((i for i in range(len(passages)) if len(passages[i])), key=lambda i: len(passages[i]))
        while order:
            width = len(passages[order[-1]])
            count = max(1, WORDS_PER_BATCH // width)
            group, order = order[-count:], order[:-count]
            scores = self._scores([passages[i] for i in group], width)
            lengths = np.array([len(passages[i]) for i in group])
            for index, path, chances in zip(group, *self._best_paths(scores, lengths), strict=True):
                found[index] = _spans(path, chances)
        return found

    def _scores(self, passages: Sequence[Words], width: int) -> Floats:
        rows = max(2, len(passages))
        inputs = {
            name: np.zeros((rows, width), np.int64)
            for name in ("first_pieces", "last_pieces", "shapes", "states", "names", "begins")
        }
        lengths = np.ones(rows, np.int32)
        for row, words in enumerate(passages):
            lengths[row] = len(words)
            for name, array in inputs.items():
                array[row, : len(words)] = getattr(words, name)
        mask = (np.arange(width) < lengths[:, None]).astype(np.float32)[:, :, None]
        scores = self._network.run({**inputs, "lengths": lengths, "mask": mask}, ["scores"])["scores"]
        return scores[: len(passages)].astype(np.float32, copy=False)

    def _best_paths(self, scores: Floats, lengths: Ints) -> tuple[list[Ints], list[Floats]]:
        """The best tags of each passage (Viterbi over all passages at once), and each word's chance of its tag."""
        count, width, _ = scores.shape
        back = np.zeros((width, count, TAG_COUNT), np.int8)
        best = scores[:, 0] + self._opening
        finals = best.copy()
        steps = self._steps.T[None]
        for word in range(1, width):
            candidates = best[:, None, :] + steps
            pointers = candidates.argmax(2)
            back[word] = pointers
            best = np.take_along_axis(candidates, pointers[:, :, None], 2)[:, :, 0] + scores[:, word]
            ending = lengths == word + 1
            finals[ending] = best[ending]
        paths = np.zeros((count, width), np.int64)
        tag = finals.argmax(1)
        rows = np.arange(count)
        final_tag = tag.copy()
        for word in range(width - 1, -1, -1):
            tag = np.where(lengths == word + 1, final_tag, tag)
            paths[:, word] = tag
            if word:
                tag = np.where(lengths > word, back[word, rows, tag], tag)
        chances = np.exp(scores - scores.max(2, keepdims=True))
        chances /= chances.sum(2, keepdims=True)
        own = np.take_along_axis(chances, paths[:, :, None], 2)[:, :, 0]
        sizes = lengths.tolist()
        return [paths[i, :n] for i, n in enumerate(sizes)], [own[i, :n] for i, n in enumerate(sizes)]


def _spans(path: Ints, chances: Floats) -> list[TaggedSpan]:
    """The spans that a passage's tags make up; a span's chance is that of its least sure edge."""
    found: list[TaggedSpan] = []
    tagged = np.flatnonzero(path)
    if not len(tagged):
        return found
    tags, places = path[tagged].tolist(), tagged.tolist()
    first = last = -2
    kind = -1
    for place, tag in zip([*places, len(path) + 1], [*tags, 1], strict=True):
        if first >= 0 and (tag % 2 == 1 or place != last + 1):
            edges = [first, last, last + 1] if last + 1 < len(path) else [first, last]
            found.append(TaggedSpan(first, last + 1, kind, float(chances[edges].min())))
            first = -2
        if tag % 2 == 1 and place < len(path):
            first, kind = place, (tag - 1) // 2
        last = place
    return found


def role_of(span: TaggedSpan) -> str:
    """What a span is: `source`, `cue` or `content`."""
    return KINDS[span.kind][0]
