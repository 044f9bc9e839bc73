"""Fits the chance that two mentions tell one event, on ECB+ as the shipped readings see it.

    python -m pipelines.training.events.joining ecbplus.jsonl --out pipelines/models/events/joining.json

Topics are learnt from or kept by a hash of their number; the figures are of those kept.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sklearn.linear_model import LogisticRegression

from pipelines.enrich.events.joining import FEATURES, Floats, JoiningModel, features
from pipelines.evaluation.event_chains import ToldChain, chain_scores, read_chains, said_of_chains

KEPT_SHARE = 3
"""One topic in so many is kept for the figures."""


def is_kept(topic: str) -> bool:
    """Whether a topic is for the figures."""
    return int(hashlib.sha256(topic.encode()).hexdigest(), 16) % KEPT_SHARE == 0


def pairs_of(topics: dict[str, list[ToldChain]]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the features of all pairs of one type within a topic, a row each, and whether the two are of one chain."""
    values, same = [np.zeros((0, len(FEATURES)))], [np.zeros(0, bool)]
    for told in topics.values():
        said = said_of_chains(told)
        kind, chain = said.column("event_type").to_numpy(), np.array([one.chain for one in told])
        one, other = np.tril_indices(len(told), -1)
        is_of_type = kind[one] == kind[other]
        one, other = one[is_of_type], other[is_of_type]
        values.append(np.column_stack(features(said.take(pa.array(one)), said.take(pa.array(other)))))
        same.append(chain[one] == chain[other])
    return np.concatenate(values), np.concatenate(same)


def main() -> None:
    """Fit on most topics, print the scores on the others, store the weights."""
    parser = argparse.ArgumentParser(description="Fit which mentions tell one event.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    topics = read_chains(given.gold)
    values, same = pairs_of({topic: told for topic, told in topics.items() if not is_kept(topic)})
    model = LogisticRegression(C=0.5, max_iter=1000).fit(values, same)
    fitted = JoiningModel(model.coef_[0].astype(np.float64), float(model.intercept_[0]))
    kept = {topic: told for topic, told in topics.items() if is_kept(topic)}
    print(json.dumps({"pairs": len(same), "topics_kept": len(kept), **chain_scores(kept, fitted)}))
    if given.out:
        stored = {
            "intercept": round(fitted.intercept, 4),
            "coefficients": {
                name: round(float(weight), 4) for name, weight in zip(FEATURES, fitted.coefficients, strict=True)
            },
        }
        given.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
