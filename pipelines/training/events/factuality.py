"""Fits what tells whether an event is a fact.

    python -m pipelines.training.events.factuality uw_meantime.jsonl --unseen sentences.txt [--taught taught.jsonl] --out factuality.npz

The first file has one sentence per line with tokens and event words, each with a factuality of -3 to 3. `--unseen` names the ids of
sentences that are kept for the figures (of another corpus than the rest), one per line. `--taught` is what a teacher says of other
sentences (`factuality_teacher.py`).
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from pipelines.enrich.events.coding import NAMES
from pipelines.enrich.events.cues import status_features
from pipelines.enrich.events.status import MOST_FACTUAL
from pipelines.evaluation.event_facts import examples_of, fact_scores, quoted_flags, words_of_tokens
from pipelines.training.events.fitting import Plan, fit, store

PLAN = Plan(answers=1, hidden=48, epochs=10, rate=3e-3, decay=1e-4, dropout=0.25, least=4, is_regression=True)
TAUGHT_WEIGHT = 0.2
"""What a word that the teacher spoke of counts for against one that people judged."""
_PLAIN_MARKS = str.maketrans("“”", '""')


def taught_examples(path: Path) -> Iterator[tuple[list[str], float]]:
    """Features and factuality of each word that a teacher spoke of."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            words = words_of_tokens(" ".join(row["words"]).translate(_PLAIN_MARKS))
            features = status_features([word.lower for word in words], row["index"], quoted_flags(words), NAMES)
            yield features, min(MOST_FACTUAL, max(-MOST_FACTUAL, row["value"]))


def main() -> None:
    """Fit on all but the unseen sentences, print the scores on these, store the network."""
    parser = argparse.ArgumentParser(description="Fit what tells whether an event is a fact.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--unseen", type=Path, required=True)
    parser.add_argument("--taught", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()]
    unseen = set(given.unseen.read_text("utf-8").split())
    seen = [pair for row in rows if row["id"] not in unseen for pair in examples_of(row)]
    told = list(taught_examples(given.taught)) if given.taught else []
    weights = [1.0] * len(seen) + [TAUGHT_WEIGHT] * len(told)
    network = fit([features for features, _ in (*seen, *told)], [value for _, value in (*seen, *told)], PLAN, weights)
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
