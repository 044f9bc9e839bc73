"""The weighted mean of two topic models with one vocabulary and one set of topics.

    python -m pipelines.training.topics.mean OUT.npz A.npz:0.4 B.npz:0.6

What a model learnt from more articles and what it was before lie near each other, since both begin from the same vectors:
between them lie weights that keep what either does well.
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

SAME = ("words", "pairs", "top_codes", "node_codes", "node_thresholds")
HEADS = ("top_weights", "node_weights")
LARGEST = 127
"""Components of a vector are stored in 8 bits, under one scale a vector."""

Arrays = dict[str, npt.NDArray[np.generic]]


def arrays(path: Path) -> Arrays:
    """Return the arrays of a model, its vectors in full precision."""
    with np.load(path) as stored:
        found: Arrays = {name: stored[name] for name in stored.files}
    found["vectors"] = found["vectors"].astype(np.float32) * found["scales"].astype(np.float32)[:, None]
    return found


def mean(parts: list[tuple[Arrays, float]]) -> Arrays:
    """Return the mean of models as a model stores it.

    Raises:
        ValueError: The shares do not add up to 1, or the models differ in their words or topics.
    """
    if abs(sum(share for _, share in parts) - 1) > 1e-6:
        raise ValueError(f"shares {[share for _, share in parts]} must add up to 1")
    first = parts[0][0]
    for name in SAME:
        if any(not np.array_equal(first[name], other[name]) for other, _ in parts):
            raise ValueError(f"the models differ in {name}; train both from the same `collect` and `prototypes.txt`")
    result = {name: first[name] for name in SAME}
    vectors = np.sum([part["vectors"].astype(np.float32) * share for part, share in parts], axis=0)
    scales = (np.abs(vectors).max(axis=1) / LARGEST).astype(np.float16)
    steps = np.round(vectors / np.maximum(scales.astype(np.float32), 1e-8)[:, None])
    result |= {"vectors": steps.clip(-LARGEST, LARGEST).astype(np.int8), "scales": scales}
    for name in HEADS:
        result[name] = np.sum([part[name].astype(np.float32) * share for part, share in parts], axis=0).astype(
            np.float16
        )
    return result


def main() -> None:
    """Write the mean."""
    out, *specs = sys.argv[1:]
    pairs = [spec.rsplit(":", 1) for spec in specs]
    np.savez_compressed(Path(out), **mean([(arrays(Path(path)), float(share)) for path, share in pairs]))


if __name__ == "__main__":
    main()
