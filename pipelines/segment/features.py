"""Everything that the boundary model sees of each line, as one matrix."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.segment.cohesion import cosine, hashed, window_cosines
from pipelines.segment.fittings import fitting_columns
from pipelines.segment.names import name_features, names_of
from pipelines.segment.shapes import line_shapes, shape_features
from pipelines.segment.style import CLASSES, style_logits
from pipelines.segment.tokens import SHORT_WORD_CHARS, WORD, Tokens, tokens_of
from pipelines.worker import MODELS

SEGMENT_MODELS = MODELS / "segment"
UNKNOWN_IDF = 8.0  # of a word that the background vocabulary lacks: as rare as its rarest
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Words:
    """Background vocabulary: sorted word hashes, inverse document frequencies in news, static vectors."""

    hashes: npt.NDArray[np.uint32]
    idf: Matrix
    vectors: Matrix

    def rows(self, words: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
        """Row of each word hash; -1 for unknown words."""
        at = np.minimum(np.searchsorted(self.hashes, words), len(self.hashes) - 1)
        return np.where(self.hashes[at] == words, at, -1)


@dataclass(frozen=True, slots=True)
class Style:
    """Weights of the style classifier."""

    table: Matrix
    bias: Matrix


@lru_cache(maxsize=2)
def load_words(path: Path = SEGMENT_MODELS / "words.npz") -> Words:
    """The background vocabulary."""
    with np.load(path, allow_pickle=False) as stored:
        return Words(
            stored["hashes"], stored["idf"].astype(np.float32), stored["vectors"].astype(np.float32) * stored["scale"]
        )


@lru_cache(maxsize=2)
def load_style(path: Path = SEGMENT_MODELS / "style.npz") -> Style:
    """The style classifier."""
    with np.load(path, allow_pickle=False) as stored:
        return Style(stored["table"].astype(np.float32), stored["bias"].astype(np.float32))


class Reading:
    """The lines of a document that may be text of articles, read once.

    Args:
        texts: The lines, residue left out.
        blanks: Blank lines above each.
        residue_above: Lines of residue above each.
        words: Background vocabulary.
        style: Style classifier.

    Attributes:
        vectors: Per kind of evidence (`word`, `name`, `meaning`) one vector a line, once the features are computed.
    """

    def __init__(
        self,
        texts: list[str],
        blanks: npt.NDArray[np.int64],
        residue_above: npt.NDArray[np.int64],
        words: Words,
        style: Style,
    ) -> None:
        self.texts, self._blanks, self._residue_above = texts, blanks, residue_above
        self._words, self._style = words, style
        self.vectors: dict[str, Matrix] = {}

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the lines."""
        return tokens_of(self.texts)

    @cached_property
    def named_columns(self) -> dict[str, Matrix]:
        """All features by name, one value a line."""
        count = len(self.texts)
        columns = dict(shape_features(line_shapes(self.texts), self._blanks, self._residue_above))
        columns.update(fitting_columns(self.texts))
        names, titled = names_of(self.tokens, count)
        columns.update(name_features(names, titled))
        columns.update(self._topic_columns(count))
        columns.update(_style_columns(style_logits(self.tokens, self._style.table, self._style.bias, count)))
        return columns

    def _topic_columns(self, count: int) -> dict[str, Matrix]:
        tokens = self.tokens
        long = np.fromiter((len(s) > SHORT_WORD_CHARS for s in tokens.surface), bool, len(tokens.surface))
        content = (tokens.kind == WORD) & (long | (tokens.is_capital & ~tokens.is_initial))
        line, word = tokens.line[content], tokens.word[content]
        rows = self._words.rows(word)
        idf = np.where(rows >= 0, self._words.idf[rows], UNKNOWN_IDF).astype(np.float32)
        idf *= _local_rarity(line, word, count)
        is_name = (tokens.is_capital & ~tokens.is_initial)[content]
        known = rows >= 0
        dims = self._words.vectors.shape[1]
        meaning = np.zeros((count, dims), np.float32)
        vectors = self._words.vectors[rows[known]]
        if len(vectors):
            at = line[known]
            starts = np.flatnonzero(np.append(True, at[1:] != at[:-1]))
            meaning[at[starts]] = np.add.reduceat(vectors, starts, axis=0)
        self.vectors = {
            "word": hashed(line, word, idf, count),
            "name": hashed(line[is_name], word[is_name], idf[is_name], count),
            "meaning": meaning,
        }
        columns = {
            name: column for kind, vectors in self.vectors.items() for name, column in window_cosines(kind, vectors)
        }
        columns.update(_inner_columns(line, word, idf, columns["word_window1"]))
        return columns


def _inner_columns(
    line: npt.NDArray[np.int64], word: npt.NDArray[np.uint32], idf: Matrix, across: Matrix
) -> dict[str, Matrix]:
    """How much the halves of each line have in common: in a dump of one line per article, more than two lines do."""
    count = len(across)
    size = np.bincount(line, minlength=count)
    first = np.cumsum(size) - size
    later = (np.arange(len(line)) - first[line]) * 2 >= size[line]
    halves = (hashed(line[side], word[side], idf[side], count) for side in (~later, later))
    inner = cosine(*halves)
    above = np.append(np.float32(0), inner[:-1])[:count]
    return {
        "inner_0": inner,
        "inner_-1": above,
        "inner_habit": np.full(count, inner.mean() if count else 0, np.float32),
        "across_habit": np.full(count, across.mean() if count else 0, np.float32),
        "across_against_inner": (across - np.minimum(inner, above)).astype(np.float32),
        "content_words_0": size.astype(np.float32),
    }


def _local_rarity(line: npt.NDArray[np.int64], word: npt.NDArray[np.uint32], count: int) -> Matrix:
    """A factor that plays down words that stand in many lines of the document: they do not tell its articles apart."""
    if not len(word):
        return np.ones(0, np.float32)
    _, inverse = np.unique(word, return_inverse=True)
    pairs = np.unique(inverse.astype(np.int64) * count + line)
    in_lines = np.bincount(pairs // count)
    factor = np.log((count + 20) / (in_lines + 0.5)) / np.log(count + 20)
    rarity: Matrix = factor[inverse].astype(np.float32)
    return rarity


def _style_columns(logits: Matrix) -> dict[str, Matrix]:
    columns: dict[str, Matrix] = {}
    centred = logits - logits.max(axis=1, keepdims=True) if len(logits) else logits
    chance = np.exp(centred)
    chance /= np.maximum(chance.sum(axis=1, keepdims=True), 1e-9)
    for k, name in enumerate(CLASSES):
        columns[f"style_{name}_0"] = centred[:, k]
        for offset in (-2, -1, 1):
            moved = np.full(len(logits), -1, np.float32)
            if offset < 0:
                moved[-offset:] = chance[:offset, k]
            else:
                moved[:-offset] = chance[offset:, k]
            columns[f"style_{name}_{offset:+d}"] = moved
    columns["style_opens"] = (logits[:, [0, 1, 2]].max(axis=1) - logits[:, [3, 4, 5, 6]].max(axis=1)).astype(np.float32)
    columns["style_opens_local"] = (columns["style_opens"] - _neighbour_max(columns["style_opens"], 6)).astype(
        np.float32
    )
    return columns


def _neighbour_max(column: Matrix, reach: int) -> Matrix:
    padded = np.pad(column, reach, constant_values=-9)
    views = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).copy()
    views[:, reach] = -9
    highest: Matrix = views.max(axis=1)
    return highest
