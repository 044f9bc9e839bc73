"""Static text vectors: words and word pairs looked up in a table that was distilled from a sentence encoder.

A text's vector is the damped, weighted sum of its terms' vectors, scaled to length one. There is no network to run, so
thousands of articles per second fit on one core.
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.topics.hashing import Ints
from pipelines.enrich.topics.terms import Vocabulary
from pipelines.worker import MODELS

MODEL_FILE = "topics/classifier.npz"

MAX_TEXT_CHARS = 6_000
"""Characters of an article that are read: about 1,000 words. News says what it is about first."""

LEAD_TOKENS = 80
"""Tokens of the opening that count more than what follows."""

TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 1.6
"""How often a term of the title or of the lead counts, against once for a term of the rest."""

OPENING_TOKENS = 90
"""Tokens of the opening that, with the title, are a view of their own: what an article is about stands there, what else it
touches on comes later."""

Floats = npt.NDArray[np.float32]


class TopicModelError(RuntimeError):
    """The topic model's file is missing or damaged."""


@dataclass(frozen=True, slots=True)
class TextVectors:
    """Vectors of a batch.

    Attributes:
        vectors: One row per text, of length one, or zero for a text without known terms.
        evidence: Distinct known terms a text, weighted by how much they tell.
        openings: The same as `vectors`, of title and opening alone.
    """

    vectors: Floats
    evidence: Floats
    openings: Floats


class Bags(NamedTuple):
    """The distinct terms of each text of a batch.

    Attributes:
        terms: Ids of terms, those of a text together and in order.
        weights: Their damped weights.
        bounds: Where the terms of each text start, and one more number, where the last text's end.
    """

    terms: Ints
    weights: Floats
    bounds: Ints

    def of(self, number: int) -> tuple[Ints, Floats]:
        """The terms of one text and their weights."""
        chosen = slice(self.bounds[number], self.bounds[number + 1])
        return self.terms[chosen], self.weights[chosen]


@dataclass(frozen=True, slots=True)
class Stored:
    """Vectors as a file has them, a quarter of their size as numbers; those that are asked for are worked out.

    Attributes:
        levels: A row per vector.
        scales: What a level of each row is worth.
    """

    levels: npt.NDArray[np.int8]
    scales: Floats

    @property
    def shape(self) -> tuple[int, ...]:
        """How many vectors there are, and how long they are."""
        return self.levels.shape

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return len(self.levels)

    def __getitem__(self, rows: Ints) -> Floats:
        """Return some of the vectors."""
        vectors: Floats = self.levels[rows].astype(np.float32)
        vectors *= self.scales[rows, None]
        return vectors


class Vectoriser:
    """Texts to vectors.

    Args:
        words: The vocabulary's words; a word's position is its id.
        pairs: Ids of two words that stand next to each other and mean something together, one row per pair.
        vectors: One row per word and then one per pair, each scaled by how much the term tells.
    """

    def __init__(self, words: Sequence[str], pairs: npt.NDArray[np.int32], vectors: Floats | Stored) -> None:
        self._vocabulary = Vocabulary(words, pairs)
        self._vectors = vectors
        self.dimensions = vectors.shape[1]

    def bags(self, texts: Sequence[str], titles: Sequence[str | None] | None = None) -> Bags:
        """Terms of texts, each with its title when that is not part of the text."""
        return self._views(texts, titles)[0]

    def _views(self, texts: Sequence[str], titles: Sequence[str | None] | None) -> tuple[Bags, Bags]:
        """The terms of whole texts, and those of their titles and openings."""
        titles = titles or [None] * len(texts)
        parts = [part for pair in zip(titles, texts, strict=True) for part in pair]
        found = self._vocabulary.read([part[:MAX_TEXT_CHARS] if part else "" for part in parts])
        text, is_text = np.divmod(found.part, 2)
        weights = np.where(is_text == 0, TITLE_WEIGHT, np.where(found.position < LEAD_TOKENS, LEAD_WEIGHT, 1.0))
        opens = (is_text == 0) | (found.position < OPENING_TOKENS)
        whole = self._bags(text, found.term, weights, len(texts))
        return whole, self._bags(text[opens], found.term[opens], weights[opens], len(texts))

    def _bags(self, text: Ints, term: Ints, weights: npt.NDArray[np.float64], count: int) -> Bags:
        size = len(self._vectors)
        distinct, inverse = np.unique(text * size + term, return_inverse=True)
        owner, terms = np.divmod(distinct, size)
        damped = np.sqrt(np.bincount(inverse, weights, distinct.size)).astype(np.float32)
        return Bags(terms, damped, np.searchsorted(owner, np.arange(count + 1)))

    def encode(self, texts: Sequence[str], titles: Sequence[str | None] | None = None) -> TextVectors:
        """Vectors of texts, each with its title when that is not part of the text."""
        whole, opening = self._views(texts, titles)
        evidence = np.array([self._strengths(whole.of(row)[0]).sum() for row in range(len(texts))], np.float32)
        return TextVectors(self._sums(whole, len(texts)), evidence, self._sums(opening, len(texts)))

    def _strengths(self, terms: Ints) -> Floats:
        """How much each term tells: the lengths of vectors, taken of the few that a text has."""
        lengths: Floats = np.linalg.norm(self._vectors[terms], axis=1)
        return lengths

    def _sums(self, bags: Bags, count: int) -> Floats:
        vectors = np.zeros((count, self.dimensions), np.float32)
        for row in range(count):
            terms, weights = bags.of(row)
            if terms.size:
                total = weights @ self._vectors[terms]
                length = float(np.linalg.norm(total))
                if length > 0:
                    vectors[row] = total / length
        return vectors


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
    """Strings as bytes, one per line, the way the model's file stores them."""
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
            vectors = Stored(stored["vectors"], stored["scales"].astype(np.float32))
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
