"""Scoring near-duplicates, and what bad gold is told."""

import json

import numpy as np
import pytest

from pipelines.evaluation.duplicates import evaluate
from pipelines.evaluation.gold import GoldError

WORDS = np.array([f"word{number}" for number in range(900)])


def text(seed):
    return " ".join(np.random.default_rng(seed).choice(WORDS, 200))


def gold(tmp_path, *rows):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_pairs_are_counted_once_and_unsure_ones_not_at_all(tmp_path):
    path = gold(
        tmp_path,
        {"id": 1, "text": text(1), "copies": [2]},
        {"id": 2, "text": "Wire. " + text(1), "copies": [1]},
        {"id": 3, "text": text(3), "copies": [4]},
        {"id": 4, "text": text(4)},
        {"id": 5, "text": text(5), "unsure": [6]},
        {"id": 6, "text": text(5)},
        {"id": 7, "text": text(7)},
        {"id": 8, "text": text(7)},
    )
    assert evaluate(path) == {
        "articles": 8, "gold_pairs": 2, "found_pairs": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "x"}, "expected an `id`"),
        ({"id": 1, "text": 5}, "a string `text`"),
        ({"id": 1, "text": "x", "copies": 2}, "a list of ids"),
        ({"id": 1, "text": "x", "copies": [2]}, "articles in the file"),
    ],
    ids=["no id", "no text", "no list", "unknown article"],
)
def test_bad_gold_is_refused_with_its_place(tmp_path, row, message):
    with pytest.raises(GoldError, match=f"line 1.*{message}"):
        evaluate(gold(tmp_path, row))
