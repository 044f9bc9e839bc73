"""Static text vectors: words and word pairs looked up in a table that was distilled from a sentence encoder.

A text's vector is the damped, weighted sum of its terms' vectors, scaled to length one. There is no network to run, so
thousands of articles a second fit on one core.
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.worker import MODELS

MODEL_FILE = "topics/classifier.npz"

MAX_TEXT_CHARS = 6_000
"""Characters of an article that are read: about 1,000 words. News says what it is about first."""

LEAD_TOKENS = 80
"""Tokens of the opening that count more than what follows."""

TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 1.6
"""How often a term of the title or of the lead counts, against once for a term of the rest."""

_WORD_BYTES = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))
"""Maps everything but ASCII letters and digits to a space; `bytes.split` then beats any regular expression."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class TopicModelError(RuntimeError):
    """The topic model's file is missing or damaged."""


@dataclass(frozen=True, slots=True)
class TextVectors:
    """Vectors of a batch.

    Attributes:
        vectors: One row a text, of length one, or zero for a text without known terms.
        evidence: Distinct known terms a text, weighted by how much they tell.
    """

    vectors: Floats
    evidence: Floats


class _WordIds(dict[bytes, int]):
    """Ids of words; -1 for any other."""

    def __missing__(self, word: bytes) -> int:
        return -1


class Vectoriser:
    """Texts to vectors.

    Args:
        words: The vocabulary's words; a word's position is its id.
        pairs: Ids of two words that stand next to each other and mean something together, one row a pair.
        vectors: One row a word and then one a pair, each scaled by how much the term tells.
    """

    def __init__(self, words: Sequence[str], pairs: npt.NDArray[np.int32], vectors: Floats) -> None:
        self._ids = _WordIds((word.encode("ascii"), index) for index, word in enumerate(words))
        self._word_count = len(words)
        keys = pairs[:, 0].astype(np.int64) * self._word_count + pairs[:, 1]
        order = np.argsort(keys)
        self._pair_keys = np.append(keys[order], np.iinfo(np.int64).max)
        self._pair_ids = np.append(order + self._word_count, 0)
        self._vectors = vectors
        self._strength = np.linalg.norm(vectors, axis=1)
        self.dimensions = vectors.shape[1]

    def terms(self, text: str) -> list[int]:
        """Ids of the text's words in order; -1 for a word that the vocabulary lacks."""
        lowered = text[:MAX_TEXT_CHARS].lower().replace("’", "'").replace("'s", "")
        return list(map(self._ids.__getitem__, lowered.encode("ascii", "replace").translate(_WORD_BYTES).split()))

    def encode(self, texts: Sequence[str], titles: Sequence[str | None] | None = None) -> TextVectors:
        """Vectors of texts, each with its title when that is not part of the text."""
        titles = titles or [None] * len(texts)
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        evidence = np.zeros(len(texts), np.float32)
        for row, (text, title) in enumerate(zip(texts, titles, strict=True)):
            title_terms = self.terms(title) if title else []
            ids, weights = self._weigh(title_terms, self.terms(text))
            if ids.size:
                total = weights @ self._vectors[ids]
                length = float(np.linalg.norm(total))
                if length > 0:
                    vectors[row] = total / length
                evidence[row] = self._strength[ids].sum()
        return TextVectors(vectors, evidence)

    def _weigh(self, title: list[int], text: list[int]) -> tuple[Ints, Floats]:
        """Distinct term ids of an article and their damped weights."""
        words = np.array([*title, -1, *text], np.int64)
        weights = np.ones(words.size, np.float32)
        weights[: len(title)] = TITLE_WEIGHT
        weights[len(title) : len(title) + 1 + LEAD_TOKENS] = LEAD_WEIGHT
        left, right = words[:-1], words[1:]
        keys = np.where((left < 0) | (right < 0), -1, left * self._word_count + right)
        found = np.searchsorted(self._pair_keys, keys)
        is_pair = self._pair_keys[found] == keys
        ids = np.concatenate([words, self._pair_ids[found[is_pair]]])
        weights = np.concatenate([weights, weights[:-1][is_pair]])
        known = ids >= 0
        distinct, inverse = np.unique(ids[known], return_inverse=True)
        return distinct, np.sqrt(np.bincount(inverse, weights[known], distinct.size)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Everything that the classifier's file holds.

    Attributes:
        vectoriser: Texts to vectors.
        top_codes: Top-level topics; one more row of `top_weights` stands for text without a topic.
        node_codes: Topics below the top.
        top_weights: A row a top-level topic, then one for no topic; the last column is the intercept.
        node_weights: A row a topic below the top; the last column is the intercept.
        node_thresholds: Lowest probability at which each topic below the top is given.
    """

    vectoriser: Vectoriser
    top_codes: tuple[str, ...]
    node_codes: tuple[str, ...]
    top_weights: Floats
    node_weights: Floats
    node_thresholds: Floats


def _strings(blob: npt.NDArray[np.uint8]) -> list[str]:
    return blob.tobytes().decode("utf-8").split("\n")


def pack_strings(strings: Iterable[str]) -> npt.NDArray[np.uint8]:
    """Strings as bytes, one a line, the way the model's file stores them."""
    return np.frombuffer("\n".join(strings).encode("utf-8"), np.uint8)


@lru_cache(maxsize=2)
def load_topic_model(models: Path = MODELS) -> TopicModel:
    """The model in a folder of models, loaded at most once per process.

    Raises:
        TopicModelError: If the file is missing or is not such a model.
    """
    path = models / MODEL_FILE
    try:
        with np.load(path, allow_pickle=False) as stored:
            vectors = stored["vectors"].astype(np.float32) * stored["scales"].astype(np.float32)[:, None]
            return TopicModel(
                Vectoriser(_strings(stored["words"]), stored["pairs"], vectors),
                tuple(_strings(stored["top_codes"])),
                tuple(_strings(stored["node_codes"])),
                stored["top_weights"].astype(np.float32),
                stored["node_weights"].astype(np.float32),
                stored["node_thresholds"].astype(np.float32),
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise TopicModelError(f"{path}: not a usable topic model ({error}); reinstall dateline") from error
