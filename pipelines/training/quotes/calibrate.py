"""Fits the weights by which the network's own chances become the score of a row.

    python -m pipelines.training.quotes.calibrate GOLD MODELS

GOLD is a folder of marked articles that the network was not trained on, MODELS a models folder. Every second article is fitted on, and
the table of reliability is of the others. Writes `quotes/scores.json` of MODELS.
"""

import json
import sys
from pathlib import Path

import numpy as np

from pipelines.enrich.quotes import reader as reading
from pipelines.enrich.quotes.attributions import Attribution
from pipelines.enrich.quotes.scores import SCORES_FILE, features
from pipelines.enrich.quotes.speakers import Speaker
from pipelines.enrich.quotes.tagger import FOLDER
from pipelines.evaluation.quotes import paired, read, reliability
from pipelines.evaluation.quotes_gold import read_quotes

STEPS = 60
RIDGE = 1.0
DECIMALS = 4


class Recorder:
    """Stands in for the scores, and gives each row its number instead of a chance."""

    def __init__(self) -> None:
        self.seen: list[dict[str, float]] = []
        self.files = ()

    def of(self, statement: Attribution, speaker: Speaker, kind: str) -> float:
        """The number of the row."""
        self.seen.append(features(statement, speaker, kind))
        return float(len(self.seen) - 1)


def main(gold: Path, models: Path) -> None:
    """Fit, print how reliable the scores are, and store the weights."""
    recorder = Recorder()
    reading.Scores = lambda _: recorder
    texts = read_quotes(gold)
    pairs = [paired(text, found) for text, found in zip(texts, read(texts, models), strict=True)]
    names = sorted({name for row in recorder.seen for name in row})
    columns = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(recorder.seen), len(names)))
    for number, row in enumerate(recorder.seen):
        for name, value in row.items():
            matrix[number, columns[name]] = value
    fitted = [p for number, part in enumerate(pairs) if number % 2 == 0 for p in part if p.found]
    rows = [int(p.found.score) for p in fitted]
    weights = logistic(matrix[rows], np.array([p.has_speaker for p in fitted], float))
    chances = 1 / (1 + np.exp(-matrix @ weights))
    others = [
        p._replace(found=p.found._replace(score=float(chances[int(p.found.score)])))
        for number, part in enumerate(pairs)
        if number % 2
        for p in part
        if p.found
    ]
    right, given = np.array([p.has_speaker for p in others], float), np.array([p.found.score for p in others])
    print(json.dumps(reliability(others), indent=1))
    print(
        f"rows {len(others)}, Brier {np.mean((right - given) ** 2):.4f}, of a constant {right.mean() * (1 - right.mean()):.4f}"
    )
    stored = {"weights": {name: round(float(w), DECIMALS) for name, w in zip(names, weights, strict=True)}}
    (models / FOLDER / SCORES_FILE).write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def logistic(matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights of a logistic function, by Newton's steps, held near 0."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - chances) - RIDGE * weights
        curve = (matrix * (chances * (1 - chances))[:, None]).T @ matrix + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
