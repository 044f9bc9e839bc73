"""An article as a short list of weighted terms: its telling words, the names in it, and its places."""

import math
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.stories.words import Rarity, codes_of, word_counts, words_of

WORDS_KEPT = 40
"""Words of an article that count: with 64 the scores on events left out are the same."""
NAMES_KEPT = 30
TITLE_WEIGHT = 2
"""A word of the title counts as so many of the text."""
PLACE_TYPES = ("GPE", "LOC", "FAC", "NORP")
"""Entity types whose names are places here."""


class Kind(IntEnum):
    """What a term is."""

    WORD = 0
    NAME = 1
    PLACE = 2


class Terms(NamedTuple):
    """Terms of several articles, one element per article and term, in order of article, kind and term.

    Attributes:
        owner: Number of the article.
        kind: See `Kind`.
        term: Hash of the term.
        weight: Frequency times rarity; the squares of an article and kind sum to 1.
    """

    owner: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int32]
    term: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]


def story_terms(
    texts: Sequence[tuple[str | None, str]],
    names: Sequence[Mapping[Kind, Mapping[str, int]]],
    rarity: Rarity,
) -> Terms:
    """Return the terms of articles; those of one do not depend on the others.

    Args:
        texts: Title and text of each.
        names: Of each, how often it mentions names and places.
        rarity: How rare words are.
    """
    parts: list[tuple[int, Kind, npt.NDArray[np.int64], npt.NDArray[np.float64]]] = []
    for number, ((title, text), mentioned) in enumerate(zip(texts, names, strict=True)):
        parts.append((number, Kind.WORD, *_words(title, text, rarity)))
        parts.extend((number, kind, *_names(mentioned.get(kind, {}), rarity)) for kind in (Kind.NAME, Kind.PLACE))
    sizes = [len(term) for _, _, term, _ in parts]
    return Terms(
        np.repeat(np.array([part[0] for part in parts], np.int64), sizes),
        np.repeat(np.array([part[1] for part in parts], np.int32), sizes),
        np.concatenate([part[2] for part in parts] or [np.empty(0, np.int64)]),
        np.concatenate([part[3] for part in parts] or [np.empty(0, np.float64)]),
    )


def _words(title: str | None, text: str, rarity: Rarity) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    counts = dict(word_counts(text))
    for word in words_of(title or ""):
        counts[word] = counts.get(word, 0) + TITLE_WEIGHT
    codes = codes_of(list(counts))
    weights = (1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * rarity.of(codes).astype(np.float64)
    return _strongest(codes, weights, WORDS_KEPT)


def _names(counts: Mapping[str, int], rarity: Rarity) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    names = [" ".join(name.split()) for name in counts]
    weights = [
        (1 + math.log(count)) * _rarest(name, rarity) for name, count in zip(names, counts.values(), strict=True)
    ]
    return _strongest(codes_of(names), np.array(weights, np.float64), NAMES_KEPT)


@lru_cache(maxsize=100_000)
def _rarest(name: str, rarity: Rarity) -> float:
    """The rarity of the rarest word of a name; 1 for a name without words."""
    codes = codes_of(words_of(name))
    return float(rarity.of(codes).max()) if codes.size else 1.0


def _strongest(
    codes: npt.NDArray[np.uint32], weights: npt.NDArray[np.float64], count: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The terms of the largest weights, ordered by hash, each once, of length 1 together."""
    strongest = np.lexsort((codes, -weights))[:count]
    terms, first = np.unique(codes[strongest].astype(np.int64), return_index=True)
    kept = weights[strongest][first]
    length = float(np.sqrt((kept**2).sum()))
    return terms, kept / length if length else kept
