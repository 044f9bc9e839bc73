"""The classic ways to cut a text into topics, small, to compare with: TextTiling and C99.

Both take units (lines or sentences) and give the indices of the units that open a segment. Words are lower-cased, short
and frequent ones left out, and cut to six letters in place of a stemmer.
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP_WORDS = """
the and for that with was were from has have had his her its are but not this they which said who
will would been their about after more also than one two
"""
_STOP = frozenset(_STOP_WORDS.split())
_STEM_CHARS = 6


def text_tiling(units: Sequence[str], *, block: int = 4, smoothing: int = 1) -> list[int]:
    """Hearst (1997): cut where the similarity of the blocks on both sides is in a deep valley.

    Args:
        units: Lines or sentences.
        block: Units on each side of a gap.
        smoothing: Neighbours that a similarity is averaged with.
    """
    counts = _counts(units)
    n = len(units)
    if n < 3:
        return []
    sums = np.concatenate([np.zeros((1, counts.shape[1])), np.cumsum(counts, axis=0)])
    similarity = np.array(
        [_cosine(sums[i] - sums[max(0, i - block)], sums[min(n, i + block)] - sums[i]) for i in range(1, n)]
    )
    kernel = np.ones(2 * smoothing + 1)
    smooth = np.convolve(similarity, kernel, "same") / np.convolve(np.ones(n - 1), kernel, "same")
    depth = np.array([_climb(smooth, i, -1) + _climb(smooth, i, 1) - 2 * smooth[i] for i in range(n - 1)])
    least = depth.mean() - depth.std() / 2
    return [i + 1 for i in range(n - 1) if depth[i] > max(least, 0) and depth[i] == depth[max(0, i - 1) : i + 2].max()]


def c99(units: Sequence[str], *, rank: int = 11, segments: int | None = None) -> list[int]:
    """Choi (2000): rank the similarities locally, then split where the density inside segments grows most.

    Args:
        units: Lines or sentences; the cost grows with the square of their number.
        rank: Side of the square in which a similarity is ranked.
        segments: How many segments to make; by default as many as the gain in density suggests.
    """
    counts = _counts(units)
    n = len(units)
    if n < 2:
        return []
    norms = np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)
    ranked = _ranked((counts / norms) @ (counts / norms).T, rank)
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = ranked.cumsum(axis=0).cumsum(axis=1)
    cuts, densities = [0, n], [_density(sums, [0, n])]
    order: list[int] = []
    limit = min(n, segments) if segments else n
    while len(cuts) - 1 < limit and len(order) < n - 1:
        best = max((i for i in range(1, n) if i not in cuts), key=lambda i: _density(sums, sorted([*cuts, i])))
        cuts = sorted([*cuts, best])
        order.append(best)
        densities.append(_density(sums, cuts))
        if not segments and len(order) > 12 + n // 4:
            break
    if segments:
        return sorted(order[: segments - 1])
    gains = np.diff(densities)
    smooth = np.convolve(gains, [1 / 3, 1 / 3, 1 / 3], "same") if len(gains) > 3 else gains
    kept = int((smooth > smooth.mean() + 1.2 * smooth.std()).sum())
    return sorted(order[:kept])


def _counts(units: Sequence[str]) -> npt.NDArray[np.float64]:
    index: dict[str, int] = {}
    rows = [
        [index.setdefault(w[:_STEM_CHARS], len(index)) for w in _WORD.findall(u.lower()) if w not in _STOP]
        for u in units
    ]
    counts = np.zeros((len(units), max(1, len(index))))
    for i, row in enumerate(rows):
        np.add.at(counts[i], row, 1)
    return counts


def _cosine(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    return float(a @ b / max(1e-9, float(np.linalg.norm(a) * np.linalg.norm(b))))


def _climb(values: npt.NDArray[np.float64], i: int, step: int) -> float:
    high = values[i]
    while 0 <= i + step < len(values) and values[i + step] >= high:
        i += step
        high = values[i]
    return float(high)


def _ranked(similarity: npt.NDArray[np.float64], side: int) -> npt.NDArray[np.float64]:
    """The share of neighbours in a square that each similarity exceeds."""
    n, reach = len(similarity), side // 2
    padded = np.pad(similarity, reach, constant_values=np.nan)
    less, seen = np.zeros((n, n)), np.zeros((n, n))
    for dx in range(side):
        for dy in range(side):
            other = padded[dx : dx + n, dy : dy + n]
            inside = ~np.isnan(other)
            less += inside & (np.nan_to_num(other) < similarity)
            seen += inside
    ranked: npt.NDArray[np.float64] = less / np.maximum(seen - 1, 1)
    return ranked


def _density(sums: npt.NDArray[np.float64], cuts: Sequence[int]) -> float:
    a, b = np.array(cuts[:-1]), np.array(cuts[1:])
    inside = sums[b, b] - sums[a, b] - sums[b, a] + sums[a, a]
    return float(inside.sum() / ((b - a) ** 2).sum())
