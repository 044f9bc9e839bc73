"""Fits the chance that a claim is right, on rows that a person read and on written sentences.

    python -m pipelines.training.events.claims DATA [--out claims.json]

`claims_read.tsv` has one row per claim that was read: kind, data set, article, span, what is claimed, its number, and whether the text
says so (1 or 0); no text. The articles are those of `DATA/segmentation`. A row that is not found any more is left out and counted.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.enrich.events.claims import reader as reading
from pipelines.enrich.events.claims.reader import ClaimReader
from pipelines.evaluation.event_reading import read_tables

READ, WRITTEN = (Path(__file__).with_name(f"claims_{name}.tsv") for name in ("read", "written"))
STEPS, RIDGE, DECIMALS, LEAST = 60, 1.0, 3, 2
"""Newton's steps; what holds weights near 0; digits that are stored; rows that a feature needs."""
BINS = (0.0, 0.5, 0.7, 0.85, 1.01)
Floats = npt.NDArray[np.float64]
Example = tuple[str, list[str], bool, str]
"""Kind of a claim, its features, whether it is right, and the article that it is of."""


def main() -> None:
    """Fit, print how reliable the scores are on articles left out in turn, store the weights."""
    parser = argparse.ArgumentParser(description="Fit the chance that a claim is right.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    examples = [*read_examples(given.data), *written_examples()]
    weights = {}
    for kind in ("control", "casualties"):
        chosen = [one for one in examples if one[0] == kind]
        names = sorted({name for _, features, _, _ in chosen for name in features})
        names = [name for name in names if sum(name in features for _, features, _, _ in chosen) >= LEAST]
        matrix = np.array([[1.0, *(float(name in features) for name in names)] for _, features, _, _ in chosen])
        right = np.array([float(is_right) for _, _, is_right, _ in chosen])
        print(kind, json.dumps(reliability(matrix, right, [article for *_, article in chosen])))
        found = logistic(matrix, right)
        weights[kind] = {
            name: round(float(value), DECIMALS) for name, value in zip(["bias", *names], found, strict=True)
        }
    if given.out:
        given.out.write_text(json.dumps({"weights": weights}, indent=1, sort_keys=True) + "\n", "utf-8")


def read_examples(data: Path) -> Iterator[Example]:
    """Yield the claims that were read, with what the reading sees in them now."""
    judged: dict[tuple[str, ...], bool] = {}
    for line in READ.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            *key, is_right = line.split("\t")
            judged[tuple(key)] = is_right == "1"
    texts = dict(_articles(data, {(key[1], key[2]) for key in judged}))
    found = 0
    for (name, article), row, features in _claims(list(texts), list(texts.values())):
        number = row["count_surface"] or ""
        key = (row["kind"], name, article, str(row["start_char"]), str(row["end_char"]), row["predicate"], number)
        if key in judged:
            found += 1
            yield row["kind"], features, judged[key], article
    print(f"read {len(judged)}, found again {found}")


def written_examples() -> Iterator[Example]:
    """Yield the claims found in the written sentences; one is right when its sentence is listed with it."""
    lines = [line.partition("\t") for line in WRITTEN.read_text("utf-8").splitlines() if not line.startswith("#")]
    wanted = {text: {part.strip() for part in claims.split(";")} for text, _, claims in lines}
    for (_, text), row, features in _claims([("written", text) for text in wanted], list(wanted)):
        told = [one for one in wanted[text] if one.endswith(f" {row['predicate']}")]
        is_right = any(one.startswith("!") == row["is_denied"] and _names(one, row) for one in told)
        if told or row["kind"] == "control" or not wanted[text] - {""}:
            yield row["kind"], features, is_right and not _is_open(text), text


def _names(claim: str, row: Mapping[str, Any]) -> bool:
    what = claim.lstrip("!").rpartition(" ")[0]
    return what in row["surface"] if row["kind"] == "control" else what == str(row["count_lowest"])


def _is_open(text: str) -> bool:
    """Whether a written sentence tells of what is only vowed, feared or supposed."""
    return text.startswith("If ") or any(f" {word} " in text for word in ("vowed to", "would", "could", "may", "might"))


def _claims(
    names: Sequence[tuple[str, str]], texts: Sequence[str]
) -> Iterator[tuple[tuple[str, str], dict[str, Any], list[str]]]:
    """Yield each claim of some texts with the name of its text and its features."""
    seen: list[list[str]] = []
    features_of = reading.features_of

    def noted(*given: Any) -> list[str]:  # noqa: ANN401 whatever the function takes
        seen.append(features_of(*given))
        return seen[-1]

    reading.features_of = noted
    claims = ClaimReader()
    for tables in read_tables(texts):
        seen.clear()
        for row, features in zip(claims.predict(tables).to_pylist(), list(seen), strict=True):
            yield names[int(row["article_id"])], row, features
    reading.features_of = features_of


def _articles(data: Path, wanted: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for name in sorted({name for name, _ in wanted}):
        with gzip.open(data / "segmentation" / name / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if (name, row["id"]) in wanted:
                    yield (name, row["id"]), "\n\n".join(row["paragraphs"])


def logistic(matrix: Floats, right: Floats) -> Floats:
    """The weights of a logistic function by Newton's steps, held near 0; the first column is the constant."""
    weights, hold = np.zeros(matrix.shape[1]), np.full(matrix.shape[1], RIDGE)
    hold[0] = RIDGE / 1000
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - chances) - hold * weights
        curve = (matrix * (chances * (1 - chances))[:, None]).T @ matrix + np.diag(hold)
        weights += np.linalg.solve(curve, slope)
    return weights


def reliability(matrix: Floats, right: Floats, articles: Sequence[str]) -> dict[str, Any]:
    """How scores by the other articles compare with what is right, by ranges of the score."""
    chances, names = np.zeros(len(right)), np.array(articles)
    for article in sorted(set(articles)):
        held = names == article
        chances[held] = 1 / (1 + np.exp(-matrix[held] @ logistic(matrix[~held], right[~held])))
    bins = [
        {
            "from": low,
            "rows": int(part.sum()),
            "mean_score": round(float(chances[part].mean()), 2),
            "right": round(float(right[part].mean()), 2),
        }
        for low, high in pairwise(BINS)
        if (part := (chances >= low) & (chances < high)).any()
    ]
    return {
        "rows": len(right),
        "right": round(float(right.mean()), 3),
        "brier": round(float(((chances - right) ** 2).mean()), 4),
        "bins": bins,
    }


if __name__ == "__main__":
    main()
