"""What the words of a text say of its half-month: learned from dated articles of many outlets, with a share for 'none of these'.

Two views of the same words are mixed. The smooth one multiplies word vectors with half-month vectors (a softmax over half-months,
low rank). The sharp one finds the dated articles that share rare words with the text and spreads over their days. A gate,
learned on outlets that neither view had seen, says how far to trust which; a second one, learned on years that neither view
had seen, says how likely the text is from a time that no learned article covers: that share goes to every day alike.
"""

from collections.abc import Callable, Set
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.enrich.dating.bins import Factor
from pipelines.enrich.dating.grid import Floats, Grid

PROFILE_FILE = "profile.npz"
KIND = "profile"
NEIGHBOURS = 40
"""Articles that the sharp view looks at."""
TOP_WORDS = 60
"""Rarest words of a text that the sharp view looks up."""
MIN_WORDS = 12
"""A text with fewer known words says nothing."""
FLOOR = 1e-4
"""Least likelihood, as a share of the even one: the words alone never rule a day out."""
TAUGHT_NOVEL_SHARE = 0.15
"""Share of texts from times that no learned article covers among those that the second gate learned from."""
COVERED_ARTICLES = 5.0
"""A half-month with so many learned articles in it and the two on each side is half covered. Chosen on the outlets for
calibration (`pipelines.training.times.report`)."""
SHARPNESS, CROWD = 30.0, 0.5
"""How much the nearest articles count for more than others, and how much less each of a crowded time."""
_EPSILON = 1e-9

Key = str | tuple[str, str]
Floats32 = npt.NDArray[np.float32]


class Profile:
    """Word vectors, half-month vectors and the rare words of dated articles.

    Args:
        arrays: The arrays of the weight file, by name.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        words = bytes(arrays["words"]).decode().split("\n")
        self._rows: dict[Key, int] = {}
        for row, word in enumerate(words):
            first, _, second = word.partition(" ")
            self._rows[(first, second) if second else word] = row
        self._known = frozenset(self._rows)
        self.first_half_month = int(arrays["first_half_month"])
        self._vectors, self._scales = arrays["vectors"], arrays["scales"].astype(np.float32)
        self._idf, self._rarity = arrays["idf"].astype(np.float32), arrays["rarity"].astype(np.float32)
        self._times, self._bias = arrays["times"].astype(np.float32), arrays["bias"].astype(np.float32)
        self._starts = arrays["posting_starts"].astype(np.int64)
        self._articles, self._shares = arrays["posting_articles"].astype(np.int64), arrays["posting_shares"]
        self._bins, self._density = arrays["article_bins"].astype(np.int64), arrays["density"].astype(np.float32)
        self._gate, self._novel = arrays["gate"].astype(np.float64), arrays["novel"].astype(np.float64)
        self._kernel = spread_kernel()

    @cached_property
    def _covered(self) -> Floats:
        return covered(self._bins, len(self._bias))

    def log_likelihood(self, present: Set[Key]) -> Floats | None:
        """Return the log-likelihood of each half-month against an even one, and last that of a time of which no article was learned.

        None where too few words are known. A half-month that no article was learned from is as likely as the second gate says that the text is of such a time: how
        many texts are from then is for the prior over ages to say, not for the words.

        Args:
            present: The words of the text, and its pairs of adjacent words.
        """
        rows = self.rows_of(present)
        return None if rows is None else self.log_likelihood_of(rows)

    def rows_of(self, present: Set[Key]) -> npt.NDArray[np.int64] | None:
        """Return the rows of those words and pairs that are known, ascending; None where they are too few."""
        known = present & self._known
        if len(known) < MIN_WORDS:
            return None
        rows = np.fromiter(map(self._rows.__getitem__, known), np.int64, len(known))
        rows.sort()
        return rows

    def log_likelihood_of(self, rows: npt.NDArray[np.int64]) -> Floats:
        """Return what `log_likelihood` does, from the rows of words."""
        smooth = self._smooth(rows)
        similar, sharp = self._sharp(rows)
        features = _features(smooth, sharp, similar, len(rows))
        gate = _logistic(float(features @ self._gate))
        novel = _logistic(float(features @ self._novel))
        view = (1.0 - gate) * smooth + gate * sharp
        result: Floats = likelihood(view[None], np.array([[novel]]), self._covered)[0]
        return result

    def _smooth(self, rows: npt.NDArray[np.int64]) -> Floats:
        weights = self._idf[rows]
        vector = (weights[:, None] * self._vectors[rows]).sum(axis=0) * self._scales
        logits = (vector / (np.sqrt((weights * weights).sum()) + _EPSILON)) @ self._times + self._bias
        logits = logits - CROWD * self._density
        values = np.exp(logits.astype(np.float64) - logits.max())
        result: Floats = values / values.sum()
        return result

    def _sharp(self, rows: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Similarities of the nearest articles, falling, and how they spread over the half-months."""
        weights = self._rarity[rows]
        if len(rows) > TOP_WORDS:
            top = np.argsort(-weights, kind="stable")[:TOP_WORDS]
            rows, weights = rows[top], weights[top]
        weights = weights / (np.sqrt((weights * weights).sum()) + _EPSILON)
        counts = self._starts[rows + 1] - self._starts[rows]
        owners = np.repeat(np.arange(len(rows)), counts)
        places = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts) + self._starts[rows][owners]
        shares = self._shares[places].astype(np.float64) / 255.0
        similar = np.zeros(len(self._bins))
        similar += np.bincount(self._articles[places], weights[owners] * shares, minlength=len(self._bins))
        nearest = np.argpartition(-similar, NEIGHBOURS)[:NEIGHBOURS]
        nearest = nearest[np.argsort(-similar[nearest], kind="stable")]
        near = similar[nearest]
        at = self._bins[nearest]
        logits = SHARPNESS * near - CROWD * self._density[at]
        votes = np.exp(logits - logits.max())
        spread = np.bincount(at, votes / votes.sum(), minlength=len(self._bias))
        reach = len(self._kernel) // 2
        return near, np.convolve(spread, self._kernel)[reach : reach + len(spread)]


def covered(bins: npt.NDArray[np.int64], size: int) -> Floats:
    """How far the articles learned from, by their half-months, cover each half-month, 0 to 1."""
    counts = np.convolve(np.bincount(bins, minlength=size), np.ones(5), "same")
    shares: Floats = counts / (counts + COVERED_ARTICLES)
    return shares


def likelihood(views: Floats, novel: Floats, shares: Floats) -> Floats:
    """Log-likelihoods of half-months from the views of texts, one row per text, and last that of an unlearned time.

    Args:
        views: Shares of the half-months, which sum to 1.
        novel: The second gate's probability that the text is of a time that no learned article covers; one column.
        shares: How far each half-month is covered.
    """
    known = (1.0 - novel) / (1.0 - TAUGHT_NOVEL_SHARE) * views * shares.sum()
    unknown = novel / TAUGHT_NOVEL_SHARE
    mixed = np.concatenate([shares * known + (1.0 - shares) * unknown, unknown], axis=1)
    result: Floats = np.log(mixed + FLOOR)
    return result


def spread_kernel() -> Floats:
    """Return how an article speaks for the 20 half-months before and after its own; sums to 1."""
    offsets = np.arange(-20, 21)
    kernel = np.exp(-0.5 * (offsets / 0.7) ** 2) + 0.02 * np.exp(-np.abs(offsets) / 6.0)
    shares: Floats = kernel / kernel.sum()
    return shares


def _features(smooth: Floats, sharp: Floats, similar: Floats, word_count: int) -> Floats:
    """What the two gates see: how near the nearest articles are, how sure the views are, and whether they agree."""
    first = similar[0] * 4
    agreement = np.log((smooth * sharp).sum() + 1e-6)
    return np.array(
        [
            1.0, first, similar[1] * 4, similar[:10].mean() * 6, similar[20:].mean() * 10,
            -(smooth * np.log(smooth + _EPSILON)).sum() * 0.3, smooth.max() * 3, np.log(word_count + 1.0) * 0.3, agreement * 0.3,
            (sharp * sharp).sum() * 3, first * first, agreement * similar[0],
        ],
    )  # fmt: skip


def _logistic(value: float) -> float:
    return float(1.0 / (1.0 + np.exp(-value)))


@lru_cache(maxsize=2)
def load_profile(path: Path) -> Profile | None:
    """Return the profile of a file; None where there is no such file."""
    if not path.is_file():
        return None
    with np.load(path) as stored:
        return Profile({name: stored[name] for name in stored.files})


def profile_factor(present: Set[Key], profile: Profile | None) -> Factor | None:
    """The factor that the words of a text are; None where they say nothing.

    What they say is read when it is asked for: the words of an article that carries its date are only noted.
    """
    rows = profile.rows_of(present) if profile else None
    if profile is None or rows is None:
        return None
    read = profile

    @cache
    def by_half_month() -> Callable[[Grid], Floats]:
        values = read.log_likelihood_of(rows)
        return half_month_scores(values[:-1], read.first_half_month, float(values[-1]))

    def scores(grid: Grid) -> Floats:
        return by_half_month()(grid)

    return Factor(KIND, _no_bin, scores=scores)


def half_month_scores(values: Floats, first_half_month: int, outside: float) -> Callable[[Grid], Floats]:
    """Scores of days by their half-month; days outside all half-months get that of a time without learned articles."""

    def scores(grid: Grid) -> Floats:
        at = grid.month_index * 2 + (grid.day > 15) - first_half_month
        inside = (at >= 0) & (at < len(values))
        result: Floats = np.where(inside, values[np.clip(at, 0, len(values) - 1)], outside)
        return result

    return scores


def _no_bin(grid: Grid) -> npt.NDArray[np.int64]:
    return np.zeros(len(grid), dtype=np.int64)
