"""How much the lines on the two sides of a gap have in common, in words, in names and in meaning.

Hearst (1997), TextTiling, and Choi (2000), C99, compare windows of words; here the words are weighted by how rare they
are in news and in the document, and hashed into a few hundred dimensions so that a gap costs a handful of products.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
WINDOWS = (1, 2, 4, 8)  # lines on each side of a gap
HASH_DIMS = 512
_EPSILON = 1e-6


def hashed(
    line: npt.NDArray[np.int64], word: npt.NDArray[np.uint32], weight: npt.NDArray[np.float32], count: int
) -> Vectors:
    """One vector a line: its words' weights, each word in one of `HASH_DIMS` dimensions with one of two signs."""
    spread = (word.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)
    dims = (spread % np.uint64(HASH_DIMS)).astype(np.int64)
    signs = np.where((spread >> np.uint64(12)) & np.uint64(1), 1.0, -1.0)
    flat = np.bincount(line * HASH_DIMS + dims, weights=weight * signs, minlength=count * HASH_DIMS)
    return flat.reshape(count, HASH_DIMS).astype(np.float32)


def window_cosines(prefix: str, vectors: Vectors) -> Iterator[tuple[str, Vectors]]:
    """Named features of every gap (above line i): cosines of windows, how deep the valley is, and of line i itself."""
    count = len(vectors)
    sums = np.concatenate(
        [np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0, dtype=np.float64).astype(np.float32)]
    )
    at = np.arange(count)
    for size in WINDOWS:
        left = sums[at] - sums[np.maximum(at - size, 0)]
        right = sums[np.minimum(at + size, count)] - sums[at]
        gap = cosine(left, right)
        yield f"{prefix}_window{size}", gap
        yield f"{prefix}_depth{size}", _depth(gap, size)
    before8 = sums[at] - sums[np.maximum(at - 8, 0)]
    after8 = sums[np.minimum(at + 9, count)] - sums[np.minimum(at + 1, count)]
    yield f"{prefix}_line_left8", cosine(vectors, before8)
    yield f"{prefix}_line_right8", cosine(vectors, after8)
    yield f"{prefix}_echo", cosine(vectors, _shifted(vectors, -1))
    yield f"{prefix}_echo2", cosine(vectors, _shifted(vectors, -2))
    yield f"{prefix}_next_left8", cosine(_shifted(vectors, -1), before8)
    yield (
        f"{prefix}_above_left8",
        cosine(_shifted(vectors, 1), sums[np.maximum(at - 1, 0)] - sums[np.maximum(at - 9, 0)]),
    )


def _depth(gap: Vectors, size: int) -> Vectors:
    """How much lower a gap's cosine is than the highest ones near it on both sides (TextTiling's depth)."""
    reach = size + 3
    padded = np.pad(gap, reach, mode="edge")
    views = np.lib.stride_tricks.sliding_window_view(padded, reach + 1)
    left, right = views[: len(gap)].max(axis=1), views[reach : reach + len(gap)].max(axis=1)
    depth: Vectors = (left + right - 2 * gap).astype(np.float32)
    return depth


def _shifted(vectors: Vectors, by: int) -> Vectors:
    """Row i holds row i - by; zeros beyond the ends."""
    moved = np.zeros_like(vectors)
    if by > 0:
        moved[by:] = vectors[:-by]
    else:
        moved[:by] = vectors[-by:]
    return moved


def cosine(a: Vectors, b: Vectors) -> Vectors:
    """Cosine of each row of `a` with the same row of `b`; 0 where either is empty."""
    norms = np.sqrt(np.einsum("ij,ij->i", a, a) * np.einsum("ij,ij->i", b, b))
    product: Vectors = np.einsum("ij,ij->i", a, b) / np.maximum(norms, _EPSILON)
    return product.astype(np.float32)


def segment_cosines(prefix: str, vectors: Vectors, cuts: npt.NDArray[np.bool_]) -> Iterator[tuple[str, Vectors]]:
    """Named features of every gap: what lies between it and the nearest cuts on both sides, compared."""
    count = len(vectors)
    sums = np.concatenate(
        [np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0, dtype=np.float64).astype(np.float32)]
    )
    at = np.arange(count)
    marked = np.maximum.accumulate(np.where(cuts, at, 0))
    last = np.concatenate([[0], marked[:-1]])[:count]
    following = np.minimum.accumulate(np.where(cuts, at, count)[::-1])[::-1]
    next_ = np.concatenate([following[1:], [count]])[:count] if count else following
    left, right = sums[at] - sums[last], sums[next_] - sums[at]
    yield f"{prefix}_segments", cosine(left, right)
    yield f"{prefix}_line_segment", cosine(vectors, left)
    before = sums[last] - sums[np.concatenate([[0], last[:-1]])[last]] if count else left
    yield f"{prefix}_skip", cosine(right, before)
