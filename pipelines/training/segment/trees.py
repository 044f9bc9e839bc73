"""Train the two stages of trees, and measure them on held-out outlets.

    python -m pipelines.training.segment.trees folder [--more folder] [--export pipelines/models/segment]

Stage one reads each gap; stage two reads it again in the light of what stage one says of the whole dump. Stage two is
trained on scores of stage-one trees that have not seen the dump.
"""

import argparse
import json
import os
from pathlib import Path

import lightgbm as lgb
import numpy as np

from pipelines.segment.cohesion import HASH_DIMS
from pipelines.segment.context import context_columns

PARAMS = {
    "objective": "binary", "learning_rate": 0.07, "num_leaves": 47, "min_data_in_leaf": 60, "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1,
    "lambda_l2": 5.0, "num_threads": int(os.environ.get("THREADS", "1")), "verbose": -1, "max_bin": 127, "force_col_wise": True,
}  # fmt: skip
ROUNDS = (int(os.environ.get("ROUNDS1", "340")), int(os.environ.get("ROUNDS2", "240")))
VECTOR_SLICES = {
    "word": slice(0, HASH_DIMS),
    "name": slice(HASH_DIMS, 2 * HASH_DIMS),
    "meaning": slice(2 * HASH_DIMS, None),
}


def load(path: Path) -> dict[str, np.ndarray]:
    """The rows that `dumps` saved."""
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


def train(x: np.ndarray, y: np.ndarray, w: np.ndarray, names: list[str], rounds: int) -> lgb.Booster:
    """Boosted trees."""
    return lgb.train(PARAMS, lgb.Dataset(x, y, weight=w, feature_name=names, free_raw_data=True), rounds)


def two_stages(data: dict[str, np.ndarray]) -> tuple[lgb.Booster, lgb.Booster, list[str]]:
    """Both stages, trained on `data`."""
    y, w = data["y"].astype(float), weights(data)
    chance = np.zeros(len(y))
    for k in range(2):
        own = data["dump"] % 2 == k
        half = train(data["x"][~own], y[~own], w[~own], list(data["names"]), ROUNDS[0])
        chance[own] = half.predict(data["x"][own])
    first = train(data["x"], y, w, list(data["names"]), ROUNDS[0])
    x, names = second_rows(data, pinned(chance, data))
    return first, train(x, y, w, names, ROUNDS[1]), names


def pinned(chance: np.ndarray, data: dict[str, np.ndarray]) -> np.ndarray:
    """The first line of each dump is a start."""
    return np.where(weights(data) == 0, 1.0, chance)


def report(data: dict[str, np.ndarray], chance: np.ndarray, label: str, threshold: float = 0.5) -> None:
    """Exact F1 over inner cuts, per layout."""
    inner = weights(data) > 0
    layouts = data["layout"][data["dump"]]
    for layout in (*sorted(set(layouts)), "all"):
        rows = inner & ((layouts == layout) | (layout == "all"))
        cut, true = chance[rows] >= threshold, data["y"][rows]
        hit = int((cut & true).sum())
        precision, recall = hit / max(1, int(cut.sum())), hit / max(1, int(true.sum()))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{label:12s} {layout:12s} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} n {int(true.sum())}", flush=True)


def joined(folders: list[Path]) -> dict[str, np.ndarray]:
    """The training rows of several folders as one."""
    parts = [load(folder / "train.npz") for folder in folders]
    offset = 0
    for part in parts:
        part["dump"] = part["dump"] + offset
        offset = int(part["dump"].max()) + 1
    whole = {k: np.concatenate([part[k] for part in parts]) for k in ("x", "y", "dump", "layout", "vectors")}
    return whole | {"names": parts[0]["names"]}


def main() -> None:
    """Train, measure, export."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--export", type=Path)
    given = parser.parse_args()
    data = joined([given.folder, *given.more])
    print(data["x"].shape, flush=True)
    first, second, names = two_stages(data)
    first.save_model(str(given.folder / "first.txt"))
    second.save_model(str(given.folder / "second.txt"))
    gains = sorted(zip(second.feature_importance("gain"), names, strict=True), reverse=True)
    print([f"{n} {g:.0f}" for g, n in gains[:40]])
    if (given.folder / "test.npz").exists():
        test = load(given.folder / "test.npz")
        chance = pinned(first.predict(test["x"]), test)
        report(test, chance, "first")
        x, _ = second_rows(test, chance)
        again = pinned(second.predict(x), test)
        report(test, again, "second")
        np.savez(given.folder / "scores.npz", first=chance, second=again)
    if given.export:
        (given.export / "columns.json").write_text(
            json.dumps({"first": list(map(str, data["names"])), "second": list(map(str, names))}), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
