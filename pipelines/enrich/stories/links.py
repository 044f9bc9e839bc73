"""Pairs of articles that may tell one happening, each with a probability that follows from the two articles alone."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.stories.terms import Kind, Terms
from pipelines.worker import MODELS

MODEL_FILE = "stories/links.json"
WINDOW_DAYS = 21
"""Articles further apart are not compared. An article of unknown day is compared with others of unknown day."""
LEAST_SCORE = 0.05
"""Pairs that are less likely to tell one happening are not kept."""
SOUGHT_WORDS, SOUGHT_NAMES = 12, 6
"""The strongest terms of an article, by which others are found."""
LEAST_COMMON = 2
"""Of these, so many must be common to a pair."""
MOST_LINKS = 500
"""Links of an article with articles before it, the strongest; bounds what pages of nothing but site furniture cost."""
LONG_WORDS = 500
"""Words above which a text is just long."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_KINDS = len(Kind)


class LinkModel(NamedTuple):
    """A logistic regression on what two articles have in common.

    Attributes:
        coefficients: One per feature, in the order of `features`.
        intercept: The constant.
    """

    coefficients: Floats
    intercept: float

    @classmethod
    @lru_cache(maxsize=2)
    def load(cls, models: Path = MODELS) -> "LinkModel":
        """Load the weights that ship."""
        stored = json.loads((models / MODEL_FILE).read_text("utf-8"))
        return cls(np.array(list(stored["coefficients"].values()), np.float64), float(stored["intercept"]))

    def scores(self, values: Floats) -> Floats:
        """Return a probability per row of features."""
        result: Floats = 1 / (1 + np.exp(-(values @ self.coefficients + self.intercept)))
        return result


FEATURES = (
    *("words", "names", "places", "gap", "is_undated", "length", "lacks_names", "lacks_places"),
    *("words_names", "words_places", "words_words", "words_gap", "words_undated", "names_undated", "words_length"),
)


def features(common: Floats, gap: Floats, length: Floats, lacks: npt.NDArray[np.bool_]) -> Floats:
    """Return one row of features per pair, columns as `FEATURES` says.

    Args:
        common: Cosine of words, names and places.
        gap: Days between; NaN when unknown.
        length: Words of the shorter one.
        lacks: Whether one of the two has no names, and no places.
    """
    words, names, places = common.T
    undated = np.isnan(gap)
    apart = np.log1p(np.where(undated, 0.0, gap))
    size = np.log(np.clip(length, 1, LONG_WORDS) / 100)
    return np.column_stack(
        [
            *(words, names, places, apart, undated, size, lacks[:, 0], lacks[:, 1]),
            *(words * names, words * places, words**2, words * apart, words * undated, names * undated, words * size),
        ]
    )


class Window:
    """Articles among which links are looked for, in order of their days, those of unknown day last.

    Args:
        days: Day of each as a number; NaN when unknown.
        lengths: Words of each.
        terms: Terms of all of them.
    """

    def __init__(self, days: Floats, lengths: Floats, terms: Terms) -> None:
        self.days, self.lengths = days, lengths
        self.dated_count = int(np.count_nonzero(~np.isnan(days)))
        count = days.size
        order = np.lexsort((terms.term, terms.kind, terms.owner))
        owner, self.kind = terms.owner[order], terms.kind[order].astype(np.int64)
        packed = terms.term[order] * _KINDS + self.kind
        self.vocabulary, self.term = np.unique(packed, return_inverse=True)
        self.weight = terms.weight[order]
        self.bounds = np.searchsorted(owner, np.arange(count + 1))
        self.lacks = np.stack([np.bincount(owner[self.kind == k], minlength=count) == 0 for k in (1, 2)], axis=1)
        strong = _strong(owner, self.kind, self.weight)
        self._sought = self.term[strong], np.searchsorted(owner[strong], np.arange(count + 1))
        self._postings = np.sort(self.term[strong] * (count + 1) + owner[strong])

    def near(self, number: int) -> tuple[int, int]:
        """Return the range of articles whose day is near that of one."""
        if number >= self.dated_count:
            return self.dated_count, self.days.size
        day, dated = self.days[number], self.days[: self.dated_count]
        first = np.searchsorted(dated, day - WINDOW_DAYS, side="left")
        return int(first), int(np.searchsorted(dated, day + WINDOW_DAYS, side="right"))

    def candidates(self, number: int) -> Ints:
        """Return the articles near in time that share enough of the strongest terms with one."""
        terms, bounds = self._sought
        base = terms[bounds[number] : bounds[number + 1]] * (self.days.size + 1)
        first, last = self.near(number)
        starts = np.searchsorted(self._postings, base + first)
        ends = np.searchsorted(self._postings, base + last)
        found = [
            self._postings[start:end] - term
            for start, end, term in zip(starts.tolist(), ends.tolist(), base.tolist(), strict=True)
        ]
        if not found:
            return np.empty(0, np.int64)
        counts = np.bincount(np.concatenate(found) - first, minlength=1)
        return np.flatnonzero(counts >= LEAST_COMMON) + first


def links_of(window: Window, is_wanted: npt.NDArray[np.bool_], model: LinkModel) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Yield the links of wanted articles, each pair once: numbers of both articles, and scores.

    Args:
        window: The articles.
        is_wanted: Which articles' links are asked for; links between others are left out.
        model: Scores a pair.
    """
    dense = np.zeros(window.vocabulary.size, np.float64)
    for number in np.flatnonzero(is_wanted).tolist():
        others = window.candidates(number)
        others = others[(others != number) & (~is_wanted[others] | (others < number))]
        if not others.size:
            continue
        own = slice(window.bounds[number], window.bounds[number + 1])
        dense[window.term[own]] = window.weight[own]
        common = _cosines(window, others, dense)
        dense[window.term[own]] = 0.0
        gap = np.abs(window.days[others] - window.days[number])
        length = np.minimum(window.lengths[others], window.lengths[number])
        scores = model.scores(features(common, gap, length, window.lacks[others] | window.lacks[number]))
        kept = np.flatnonzero(scores >= LEAST_SCORE)
        if kept.size > MOST_LINKS:
            kept = kept[np.argsort(-scores[kept], kind="stable")[:MOST_LINKS]]
        if kept.size:
            yield np.full(kept.size, number), others[kept], scores[kept]


def _cosines(window: Window, others: Ints, dense: Floats) -> Floats:
    """Cosine of words, names and places of one article, spread out, with others."""
    starts, sizes = window.bounds[others], window.bounds[others + 1] - window.bounds[others]
    ends = np.cumsum(sizes)
    place = np.arange(ends[-1]) + np.repeat(starts - (ends - sizes), sizes)
    slot = np.repeat(np.arange(others.size) * _KINDS, sizes) + window.kind[place]
    products = dense[window.term[place]] * window.weight[place]
    sums: Floats = np.bincount(slot, products, minlength=others.size * _KINDS).astype(np.float64)
    return sums.reshape(-1, _KINDS)


def strongest(terms: Terms) -> Terms:
    """Return the strongest words and names of each article, in order of article: only by these a pair is found."""
    order = np.lexsort((terms.term, terms.kind, terms.owner))
    chosen = order[_strong(terms.owner[order], terms.kind[order].astype(np.int64), terms.weight[order])]
    return Terms(terms.owner[chosen], terms.kind[chosen], terms.term[chosen], terms.weight[chosen])


def _strong(owner: Ints, kind: Ints, weight: Floats) -> Ints:
    """Where the strongest words and names of each article stand, in order of article."""
    order = np.lexsort((-weight, kind, owner))
    group = owner[order] * _KINDS + kind[order]
    is_new = np.concatenate([[True], group[1:] != group[:-1]]) if group.size else np.empty(0, np.bool_)
    first = np.maximum.accumulate(np.where(is_new, np.arange(group.size), 0))
    most = np.array([SOUGHT_WORDS, SOUGHT_NAMES, 0])[kind[order]]
    strong: Ints = np.sort(order[np.arange(group.size) - first < most])
    return strong
