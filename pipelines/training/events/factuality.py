"""Fits what tells whether an event is a fact.

    python -m pipelines.training.events.factuality uw_meantime.jsonl --unseen sentences.txt --out factuality.npz

The first file has one sentence per line with tokens and event words, each with a factuality of -3 to 3. `--unseen` names the ids of
sentences that are kept for the figures (of another corpus than the rest), one per line.
"""

import argparse
import json
from pathlib import Path

from pipelines.evaluation.event_facts import examples_of, fact_scores, words_of_tokens
from pipelines.training.events.fitting import Plan, fit, store

PLAN = Plan(answers=1, hidden=32, epochs=14, rate=3e-3, decay=1e-4, dropout=0.25, least=2, is_regression=True)


def main() -> None:
    """Fit on all but the unseen sentences, print the scores on these, store the network."""
    parser = argparse.ArgumentParser(description="Fit what tells whether an event is a fact.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--unseen", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()]
    unseen = set(given.unseen.read_text("utf-8").split())
    seen = [pair for row in rows if row["id"] not in unseen for pair in examples_of(row)]
    network = fit([features for features, _ in seen], [value for _, value in seen], PLAN)
    kept = [row for row in rows if row["id"] in unseen]
    print(
        json.dumps(
            fact_scores(
                [
                    (words_of_tokens(row["text"]), [(one["span"][0], one["factuality"]) for one in row["targets"]])
                    for row in kept
                ],
                network,
            )
        )
    )
    if given.out:
        store(network, given.out)


if __name__ == "__main__":
    main()
