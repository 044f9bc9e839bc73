"""Tag scores into entity spans: the best sequence in which every span opens and closes (BIOES), and its probability."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
TAGS = ("O", *(f"{position}-{name}" for name in TYPES for position in "BIES"))
FORBIDDEN = -1e4
"""Log score of a transition that no sequence may make; finite, so that sums stay numbers."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class WordSpan(NamedTuple):
    """An entity over the words that were read: first word, one past the last, type and probability."""

    first: int
    end: int
    entity_type: str
    score: float


@lru_cache(maxsize=1)
def _transitions() -> tuple[Floats, Floats, Floats]:
    """Scores of tag-to-tag steps, of opening tags and of closing tags."""
    steps = np.full((len(TAGS), len(TAGS)), FORBIDDEN, dtype=np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            is_open = before[0] in "BI"
            if (after[0] in "IE" and before[2:] == after[2:]) if is_open else after[0] in "OBS":
                steps[i, j] = 0
    opening = np.array([0 if tag[0] in "OBS" else FORBIDDEN for tag in TAGS], dtype=np.float32)
    closing = np.array([0 if tag[0] in "OES" else FORBIDDEN for tag in TAGS], dtype=np.float32)
    return steps, opening, closing


def log_probabilities(logits: Floats, temperature: float) -> Floats:
    """Log softmax of (words, tags) after division by `temperature`."""
    scaled = logits / np.float32(temperature)
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    result: Floats = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
    return result


def best_path(scores: Floats, greedy: Ints) -> Ints:
    """The tags of the best valid sequence of (words, tags) log probabilities.

    The unconstrained best, `greedy`, is taken where it is valid already, which is nearly always; Viterbi settles the rest.
    """
    steps, opening, closing = _transitions()
    if not opening[greedy[0]] and not closing[greedy[-1]] and not steps[greedy[:-1], greedy[1:]].any():
        return greedy
    best = scores[0] + opening
    pointers = np.zeros(scores.shape, dtype=np.int64)
    for word in range(1, len(scores)):
        candidates = best[:, None] + steps
        pointers[word] = candidates.argmax(axis=0)
        best = candidates.max(axis=0) + scores[word]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = (best + closing).argmax()
    for word in range(len(scores) - 1, 0, -1):
        path[word - 1] = pointers[word, path[word]]
    return path


def spans_of_texts(scores: Floats, words_of: Sequence[Ints]) -> Iterator[list[WordSpan]]:
    """The entities of each text of a batch, as `word_spans` gives them.

    Args:
        scores: Log probabilities (words read, tags) of all texts, one after the other.
        words_of: Numbers of the words read of each text.
    """
    path = scores.argmax(axis=1)
    chances = np.take_along_axis(scores, path[:, None], axis=1)[:, 0].tolist()
    named = np.flatnonzero(path)
    ends = np.cumsum([len(words) for words in words_of])
    cuts = [0, *np.searchsorted(named, ends).tolist()]
    tags, places = path[named].tolist(), named.tolist()
    begin = 0
    for (first, last), end, words in zip(pairwise(cuts), ends.tolist(), words_of, strict=True):
        found = _clear_spans(places[first:last], tags[first:last], chances, words, begin) if last > first else []
        yield word_spans(scores[begin:end], words) if found is None else found
        begin = end


def _clear_spans(
    places: Sequence[int], tags: Sequence[int], chances: Sequence[float], words: Ints, begin: int
) -> list[WordSpan] | None:
    """The spans of the named words of one text where every span opens and closes already; None where one does not."""
    spans: list[WordSpan] = []
    opened, first, before = "", 0, -2
    for place, number in zip(places, tags, strict=True):
        tag = TAGS[number]
        if tag[0] in "BS":
            if opened:
                return None
            first, opened = place, tag[2:]
        elif opened != tag[2:] or place != before + 1 or words[place - begin] != words[before - begin] + 1:
            return None
        if tag[0] in "ES":
            score = math.exp(sum(chances[first : place + 1]) / (place + 1 - first))
            spans.append(WordSpan(first - begin, place + 1 - begin, opened, score))
            opened = ""
        before = place
    return None if opened else spans


def word_spans(scores: Floats, words: Ints) -> list[WordSpan]:
    """The entities of one text.

    Args:
        scores: Log probabilities (words read, tags) in the order of `TAGS`.
        words: Number of each word read in its text, ascending; no entity reaches over a word that was not read.

    Returns:
        Spans in text order, not overlapping, counted in words read; the score is the geometric mean of the tags' probabilities.
    """
    if not len(scores):
        return []
    path = scores.argmax(axis=1)
    for begin, end in _stretches(words):
        if path[begin:end].any():
            path[begin:end] = best_path(scores[begin:end], path[begin:end])
    chances = np.take_along_axis(scores, path[:, None], axis=1)[:, 0].tolist()
    spans: list[WordSpan] = []
    first = 0
    for word, tag in ((word, TAGS[path[word]]) for word in np.flatnonzero(path).tolist()):
        if tag[0] in "BS":
            first = word
        if tag[0] in "ES":
            score = math.exp(sum(chances[first : word + 1]) / (word + 1 - first))
            spans.append(WordSpan(first, word + 1, tag[2:], score))
    return spans


def _stretches(words: Ints) -> Iterator[tuple[int, int]]:
    """Runs of words that stand beside each other, as half-open ranges."""
    gaps = np.flatnonzero(words[1:] - words[:-1] > 1) + 1
    return pairwise([0, *gaps.tolist(), len(words)])
