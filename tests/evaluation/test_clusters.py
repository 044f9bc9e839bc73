"""Scores of groupings, on groupings small enough to count by hand."""

import pytest

from pipelines.evaluation.clusters import adjusted_rand, b_cubed


@pytest.mark.parametrize(
    ("found", "precision", "recall", "rand"),
    [
        ("aabb", 1.0, 1.0, 1.0),
        ("aaaa", 0.5, 1.0, 0.0),
        ("abcd", 1.0, 0.5, 0.0),
        ("aaab", 0.6667, 0.75, 0.0),
    ],
    ids=["right", "all in one", "each alone", "one astray"],
)
def test_scores_against_two_pairs(found, precision, recall, rand):
    scores = b_cubed(found, "xxyy")
    assert (scores["precision"], scores["recall"]) == (precision, recall)
    assert scores["f1"] == pytest.approx(2 * precision * recall / (precision + recall), abs=1e-3)
    assert adjusted_rand(found, "xxyy") == rand


def test_nothing_scores_nothing():
    assert b_cubed("", "")["f1"] == 0.0
    assert adjusted_rand("", "") == 1.0
