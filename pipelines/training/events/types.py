"""Fits what tells whether an expression tells an event of its type, from instances that were read by a person.

    python -m pipelines.training.events.types --read read.jsonl --parsed parsed.jsonl --out types.npz

`read.jsonl` has one instance per line: the parsed sentence (as `pipelines.training.events.roles` reads it), `key` (the expression), `type`,
`first` (its first word) and `is_event`. Expressions whose part of speech is another than the parser's are further counter-examples.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.enrich.events.coding import NAMES
from pipelines.enrich.events.features import Sentence, trigger_features
from pipelines.enrich.events.lexicon import Match, load_lexicon, matches
from pipelines.enrich.events.network import Network
from pipelines.enrich.events.phrases import load_actors
from pipelines.training.events.fitting import fit_linear, store
from pipelines.training.events.roles import Parsed, read_sentence, verb_is_verb
from pipelines.training.events.templates import written

STRENGTH = 0.1
"""C of the logistic regression; of .03, .1 and .3 the best area under the curve on outlets left out."""
SHARES = (("b=", 0.5), ("x=", 1.5), ("-3=", 0.3), ("-2=", 0.3), ("2=", 0.3), ("3=", 0.3), ("-2-1=", 0.3))
"""What features of a kind count for: words far away say less than the expression itself."""
CROSSED_SHARE = 0.3
"""What features count for that join two things."""
FOLDS = 5
"""Parts of the outlets; each is scored by a network that has read the others."""
MOST_COUNTER_EXAMPLES = 3000
WRITTEN_WEIGHT = 0.25
"""What a sentence written for training counts for."""
COUNTER_WEIGHT = 0.1
"""What a counter-example of the parser counts for against one read by a person."""

Instance = tuple[str, Sentence, Match, int, float]
"""Outlet, sentence, expression, 1 for an event, and weight."""


def read_instances(path: Path) -> Iterator[Instance]:
    """Yield what a person read."""
    lexicon, actors = load_lexicon(), load_actors()
    for line in path.read_text("utf-8").splitlines():
        row: Mapping[str, Any] = json.loads(line)
        sentence = read_sentence(row, actors)
        for match in matches(sentence.lowers, lexicon):
            if (
                match.first == row["first"]
                and match.expression.key == row["key"]
                and match.expression.event_type == row["type"]
            ):
                yield row["src"], sentence, match, int(row["is_event"]), 1.0


def counter_examples(rows: Sequence[Parsed]) -> Iterator[Instance]:
    """Yield expressions that are another part of speech than they should be."""
    lexicon, actors = load_lexicon(), load_actors()
    for row in rows:
        sentence = read_sentence(row, actors)
        token_at = {offset: token for token, offset in enumerate(row["off"])}
        for match in matches(sentence.lowers, lexicon):
            token = token_at.get(sentence.starts[match.first])
            is_other = token is not None and match.expression.size == 1 and not verb_is_verb(row, token, match)
            if is_other and row["pos"][token] in (
                {"NOUN", "ADJ", "PROPN", "ADP", "ADV"} if match.expression.is_verb else {"VERB"}
            ):
                yield row["src"], sentence, match, 0, COUNTER_WEIGHT


def fold_of(source: str) -> int:
    """The part that an outlet belongs to."""
    return int(hashlib.sha256(source.encode()).hexdigest(), 16) % FOLDS


def share_of(feature: str) -> float:
    """What a feature counts for."""
    for opening, share in SHARES:
        if feature.startswith(opening):
            return share
    return CROSSED_SHARE if "/" in feature[3:] else 1.0


def fitted(instances: Sequence[Instance]) -> Network:
    """Fit a network to instances."""
    sets = [
        {feature: share_of(feature) for feature in trigger_features(sentence, [match], NAMES)[0]}
        for _, sentence, match, _, _ in instances
    ]
    answers, weights = [one[3] for one in instances], [one[4] for one in instances]
    return fit_linear(sets, answers, STRENGTH, weights)


def crossed(read: Sequence[Instance], counter: Sequence[Instance]) -> dict[str, float]:
    """Precision, recall and calibration on outlets that were not learnt from."""
    chances, gold = [], []
    for fold in range(FOLDS):
        network = fitted([one for one in (*read, *counter) if fold_of(one[0]) != fold])
        kept = [one for one in read if fold_of(one[0]) == fold]
        chances += network.chances(
            [trigger_features(sentence, [match], NAMES)[0] for _, sentence, match, _, _ in kept]
        )[:, 1].tolist()
        gold += [answer for *_, answer, _ in kept]
    found, right = np.array(chances) >= 0.5, np.array(gold) == 1
    bins = {
        f"of_{low:.1f}": round(float(right[(np.array(chances) >= low) & (np.array(chances) < low + 0.2)].mean()), 3)
        for low in (0.0, 0.2, 0.4, 0.6, 0.8)
    }
    return {
        "instances": len(gold), "events": int(right.sum()), "precision": round(float(right[found].mean()), 4),
        "recall": round(float(found[right].mean()), 4), **bins,
    }  # fmt: skip


def main() -> None:
    """Print crossed scores, then fit on everything and store."""
    parser = argparse.ArgumentParser(description="Fit what tells whether an expression tells an event.")
    parser.add_argument("--read", type=Path, required=True)
    parser.add_argument("--parsed", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--no-scores", action="store_true")
    given = parser.parse_args()
    read = list(read_instances(given.read))
    rows = [json.loads(line) for line in given.parsed.read_text("utf-8").splitlines()]
    counter = list(counter_examples(rows))
    random.Random(0).shuffle(counter)
    counter = counter[:MOST_COUNTER_EXAMPLES]
    counter += [(source, sentence, match, 1, WRITTEN_WEIGHT) for source, sentence, match in written()]
    if not given.no_scores:
        print(json.dumps(crossed(read, counter)))
    if given.out:
        store(fitted([*read, *counter]), given.out)


if __name__ == "__main__":
    main()
