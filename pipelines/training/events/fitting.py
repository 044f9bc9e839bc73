"""Fits a `Network`: the sum of features' vectors, one hidden layer, cross-entropy or absolute error; stores it in eight bits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from pipelines.enrich.events.network import SEPARATOR, Network

BATCH = 256
"""Examples per step."""


class Plan(NamedTuple):
    """How a network is fitted.

    Attributes:
        answers: Numbers that it gives.
        hidden: Size of the features' vectors.
        epochs: Passes over the examples.
        rate: Learning rate.
        decay: Weight decay.
        dropout: Share of features left out of each example.
        least: Examples that a feature must stand in to be kept.
        is_regression: Whether the one answer is a number, held to its absolute error.
        seed: Start of chance.
    """

    answers: int
    hidden: int = 24
    epochs: int = 12
    rate: float = 3e-3
    decay: float = 1e-5
    dropout: float = 0.15
    least: int = 3
    is_regression: bool = False
    seed: int = 0


def fit(
    sets: Sequence[Sequence[str]], targets: Sequence[float], plan: Plan, weights: Sequence[float] | None = None
) -> Network:
    """Fit a network to examples.

    Args:
        sets: Features of each example.
        targets: Right answer of each: its number among the answers, or the number itself.
        plan: How.
        weights: What each example counts for; 1 each by default.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(1)
    counts = Counter(feature for features in sets for feature in set(features))
    names = sorted(name for name, count in counts.items() if count >= plan.least)
    rows = {name: row for row, name in enumerate(names)}
    ids = [torch.tensor([rows[name] for name in features if name in rows], dtype=torch.long) for features in sets]
    bag = nn.EmbeddingBag(len(names), plan.hidden, mode="sum")
    nn.init.normal_(bag.weight, std=0.05)
    bias = nn.Parameter(torch.full((plan.hidden,), 0.1))
    head = nn.Linear(plan.hidden, plan.answers)
    goal = torch.tensor(targets, dtype=torch.float32 if plan.is_regression else torch.long)
    weight = torch.tensor(weights if weights is not None else [1.0] * len(sets))
    optimiser = torch.optim.AdamW([*bag.parameters(), bias, *head.parameters()], lr=plan.rate, weight_decay=plan.decay)
    steps = plan.epochs * (len(sets) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.02, 1 - step / steps))
    for _ in range(plan.epochs):
        for chosen in torch.randperm(len(sets)).split(BATCH):
            kept = [ids[i][torch.rand(len(ids[i])) >= plan.dropout] for i in chosen.tolist()]
            starts = torch.tensor([0, *[len(row) for row in kept][:-1]]).cumsum(0)
            values = head(torch.relu(bag(torch.cat(kept), starts) + bias))
            if plan.is_regression:
                loss = (values[:, 0] - goal[chosen]).abs()
            else:
                loss = nn.functional.cross_entropy(values, goal[chosen], reduction="none", label_smoothing=0.02)
            optimiser.zero_grad()
            (loss * weight[chosen]).mean().backward()
            optimiser.step()
            schedule.step()
    arrays = [part.detach().numpy().astype(np.float32) for part in (bag.weight, bias, head.weight.T, head.bias)]
    # features left out in training make the sum smaller than it is in use
    arrays[0] *= 1 - plan.dropout / 2
    return Network(rows, *arrays)


LIFT = 64.0
"""Added before the hidden layer and taken away behind it, so that a sum of weights passes it whole."""


def fit_linear(
    sets: Sequence[Mapping[str, float]], targets: Sequence[int], strength: float, weights: Sequence[float]
) -> Network:
    """Fit a logistic regression with two answers, as a network of one unit.

    Args:
        sets: Features of each example with what they count for.
        targets: 0 or 1 for each.
        strength: How far weights may go (C of scikit-learn).
        weights: What each example counts for.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=500).fit(
        vectorizer.fit_transform(sets), targets, sample_weight=weights
    )
    scales = {name: value for features in sets for name, value in features.items()}
    found = {
        name: weight * scales[name]
        for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(weight) > LEAST_WEIGHT
    }
    vectors = np.array(list(found.values()), np.float32)[:, None]
    one, two = np.array([[0.0, 1.0]], np.float32), np.array([0.0, float(model.intercept_[0]) - LIFT], np.float32)
    return Network({name: row for row, name in enumerate(found)}, vectors, np.array([LIFT], np.float32), one, two)


LEAST_WEIGHT = 1e-3
"""Weights nearer to nothing are left out."""


def store(network: Network, path: Path) -> None:
    """Store a network, its vectors in eight bits."""
    rows, vectors, bias, weights, offsets = network.parts
    scale = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-6) / 127
    np.savez_compressed(
        path,
        names=np.frombuffer(SEPARATOR.join(rows).encode(), np.uint8),
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=scale.astype(np.float16),
        bias=bias,
        weights=weights,
        offsets=offsets,
    )
