"""Both stages of trees over the rows of `gaps`: `python -m pipelines.training.segment.boosting FOLDER MODELS`.

The first stage learns from the dumps of both halves of the outlets. So does the second, each half with the scores of first-stage trees
that saw the other half only, so that these are as sure and as wrong as they are on outlets that nobody has seen.
"""

import argparse
import json
import random
import shutil
from pathlib import Path
from typing import NamedTuple

import lightgbm as lgb
import numpy as np
import onnx

from pipelines.segment.typography import typography_columns
from pipelines.training.segment.export import onnx_of
from pipelines.training.segment.trees import PARAMS, load, pinned, second_rows, weights

FIRST_ROUNDS = 320
PARTS = {"other": "one", "one": "other", "short": "one", "few": "one"}
"""Files of dumps that the second stage learns from, and the half whose first-stage trees score each."""
SECOND = (
    (PARAMS, 400, (1.0, 1.0, 1.0, 0.0)),
    (PARAMS | {"seed": 5}, 360, (1.0, 1.0, 6.0, 0.4)),
)
"""Settings, rounds, and how much a row of each of `PARTS` weighs, of the two sets of trees whose mean is the second stage.

Two that err apart are right a little more often. Dumps of few lines hold few rows; files of one to three articles at full weight
cost cuts between short articles (25 of 72 missed, 11 before)."""
ALIKE_SHARE = 0.3  # of dumps whose quotation marks a word processor or an export made alike
_STRAIGHT = str.maketrans("“”‘’—–", "\"\"''--")
_CURLY = str.maketrans("\"'", "”’")


def bounds_of(dump: np.ndarray) -> list[tuple[int, int]]:
    """First and last row of each dump."""
    starts = np.flatnonzero(np.append(True, dump[1:] != dump[:-1]))
    return list(zip(starts.tolist(), [*starts[1:].tolist(), len(dump)], strict=True))


def typography_rows(bounds: list[tuple[int, int]], lines: Path) -> tuple[np.ndarray, list[str]]:
    """The columns of typography of all dumps; a share of the dumps is read as if a word processor had made its marks alike."""
    rng = random.Random(29)
    kept = lines.with_suffix(".typography.npz")
    if kept.exists():
        stored = np.load(kept)
        return stored["x"], list(map(str, stored["names"]))
    pieces, names = [], []
    with lines.open(encoding="utf-8") as file:
        for row, (start, end) in zip(file, bounds, strict=True):
            texts = json.loads(row)
            if rng.random() < ALIKE_SHARE:
                table = rng.choice((_CURLY, _STRAIGHT))
                texts = [text.translate(table) for text in texts]
            columns = dict(typography_columns(texts))
            names = list(columns)
            pieces.append(np.stack(list(columns.values()), axis=1)[: end - start])
    x = np.concatenate(pieces)
    np.savez(kept, x=x, names=np.array(names))
    return x, names


class Part(NamedTuple):
    """Rows of the second stage."""

    x: np.ndarray
    y: np.ndarray
    w: np.ndarray
    names: list[str]


def second_part(base: Path, honest: lgb.Booster) -> Part:
    """The rows of the second stage for one file of dumps."""
    data = load(base.with_suffix(".npz"))
    lines = base.with_suffix(".lines.jsonl")
    chance = pinned(honest.predict(data["x"]), data)
    x, names = second_rows(data, chance)
    extra, found = typography_rows(bounds_of(data["dump"]), lines)
    x = np.concatenate([x, extra], axis=1)
    return Part(x, data["y"].astype(float), weights(data), list(map(str, names + found)))


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("models", type=Path)
    given = parser.parse_args()
    one, other = load(given.folder / "one.npz"), load(given.folder / "other.npz")
    names = list(map(str, other["names"]))
    fit = lambda x, y, w, n, params, rounds: lgb.train(params, lgb.Dataset(x, y, weight=w, feature_name=n), rounds)  # noqa: E731
    first_path = given.folder / "first.txt"
    honest = {}
    for half, rows in (("one", one), ("other", other)):
        path = given.folder / f"first_{half}.txt"
        if not path.exists():
            fit(rows["x"], rows["y"].astype(float), weights(rows), names, PARAMS, FIRST_ROUNDS).save_model(str(path))
            print("first stage of half", half, flush=True)
        honest[half] = lgb.Booster(model_file=str(path))
    if not first_path.exists():
        x, y = np.concatenate([one["x"], other["x"]]), np.concatenate([one["y"], other["y"]]).astype(float)
        both = np.concatenate([weights(one), weights(other)])
        fit(x, y, both, names, PARAMS, FIRST_ROUNDS).save_model(str(first_path))
        print("first", flush=True)
    parts = [second_part(given.folder / name, honest[half]) for name, half in PARTS.items()]
    second_names = parts[0].names
    x, y = (np.concatenate([getattr(part, field) for part in parts]) for field in ("x", "y"))
    second = []
    for params, rounds, shares in SECOND:
        w = np.concatenate([part.w * share for part, share in zip(parts, shares, strict=True)])
        second.append(fit(x, y, w, second_names, params, rounds))
    gains = sorted(zip(second[0].feature_importance("gain"), second_names, strict=True), reverse=True)
    print([f"{n} {g:.0f}" for g, n in gains[:25]])
    first = lgb.Booster(model_file=str(first_path))
    onnx.save(onnx_of(first), str(given.models / "boundaries_first.onnx"))
    onnx.save(onnx_of(*second), str(given.models / "boundaries_second.onnx"))
    described = {"first": names, "second": list(map(str, second_names)), "slope": 1.0, "shift": 0.0}
    (given.models / "boundaries.json").write_text(json.dumps(described, indent=0), encoding="utf-8")
    shutil.copy(given.folder / "style.npz", given.models / "style.npz")


if __name__ == "__main__":
    main()
