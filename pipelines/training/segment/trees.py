"""What both stages of trees are trained on: rows of dumps, their weights, and the second stage's features."""

import os
from pathlib import Path

import numpy as np

from pipelines.segment.cohesion import HASH_DIMS
from pipelines.segment.context import context_columns

PARAMS = {
    "objective": "binary", "learning_rate": 0.07, "num_leaves": 47, "min_data_in_leaf": 60, "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1,
    "lambda_l2": 5.0, "num_threads": int(os.environ.get("THREADS", "1")), "verbose": -1, "max_bin": 127, "force_col_wise": True,
}  # fmt: skip
VECTOR_SLICES = {
    "word": slice(0, HASH_DIMS),
    "name": slice(HASH_DIMS, 2 * HASH_DIMS),
    "meaning": slice(2 * HASH_DIMS, None),
}


def load(path: Path) -> dict[str, np.ndarray]:
    """The rows that `gaps` saved."""
    stored = dict(np.load(path, allow_pickle=False))
    stored["vectors"] = np.load(path.with_suffix(".vectors.npy"), mmap_mode="r")
    return stored


def weights(data: dict[str, np.ndarray]) -> np.ndarray:
    """The first line of a dump is always a start and teaches nothing."""
    first = np.append(True, data["dump"][1:] != data["dump"][:-1])
    return np.where(first, 0.0, 1.0)


def second_rows(data: dict[str, np.ndarray], chance: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """The second stage's features of all dumps."""
    names = list(data["names"])
    bounds = np.flatnonzero(np.append(True, data["dump"][1:] != data["dump"][:-1]))
    pieces, found = [], []
    for start, end in zip(bounds, [*bounds[1:], len(data["dump"])], strict=True):
        columns = {name: data["x"][start:end, k] for k, name in enumerate(names)}
        rows = np.asarray(data["vectors"][start:end], np.float32)
        vectors = {kind: rows[:, part] for kind, part in VECTOR_SLICES.items()}
        extra = dict(context_columns(columns, vectors, chance[start:end].astype(np.float32)))
        found = list(extra)
        pieces.append(np.stack([extra[n] for n in found], axis=1))
    return np.concatenate([data["x"], np.concatenate(pieces)], axis=1).astype(np.float32), names + found


def pinned(chance: np.ndarray, data: dict[str, np.ndarray]) -> np.ndarray:
    """The first line of each dump is a start."""
    return np.where(weights(data) == 0, 1.0, chance)
