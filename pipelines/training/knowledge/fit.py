"""Fit the weights of linking on texts with gold ids, and choose each threshold by cross-validation over texts.

    python -m pipelines.training.knowledge.fit OUT.json GOLD.jsonl... --precision 0.93 --complete BASE=GOLD.jsonl ...

`--complete` names bases that `gold_base` made, each with its gold: from these come the weights for packs that know their
rivals, with the thresholds at which F1 is best.

Each candidate of an entity that is a gold mention is an example: right when it is the label's id. Mentions whose label no
pack has teach what a namesake looks like. The texts that scores are reported on are not among the gold.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from pipelines.enrich.linking.features import FEATURES
from pipelines.enrich.linking.linker import MARGIN, EntityLinker
from pipelines.enrich.linking.model import GROUPS, OTHER, LinkingModel, Weights
from pipelines.enrich.linking.reading import articles_of
from pipelines.evaluation.linking import GoldText, read_gold, read_texts, with_entities
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.shelf import SHIPPED_KNOWLEDGE

FOLDS = 8
ROUNDS = 2
"""The company that an entity keeps depends on the weights, so they are fitted again with the first ones."""
INVERSE_STRENGTH = 1.0
LEAST_THRESHOLD = 0.5
UNMAPPED = {"person": 0.5, "place": 0.0, OTHER: 0.5}
"""What a label without an id weighs: the gold's maker found none, also for things that have one now (all of "Turkey")."""
LEAST_EXAMPLES = 40
CAUTIOUS_THRESHOLD = 0.85
"""For a group with fewer examples: the weights that fitting begins with, and links only where all speaks for one."""
EXPECTED = {
    "likeness": 3.0, "is_exact": 1.5, "is_lone": -1.5, "popularity": 1.5, "rivals": -0.5, "lead": 1.5, "family": -1.0,
    "country_share": 1.0, "is_elsewhere": -1.0, "is_office_said": 0.7, "is_government_said": 0.5, "is_in_office": 1.0,
    "is_near_office": 0.4, "is_long_gone": -1.5, "government": 0.3, "sport": -0.5, "company": 0.5, "is_placed": 2.0,
    "is_other_place": -1.5, "is_kind_fitting": 0.7, "is_sport_said": -0.5,
}  # fmt: skip
EXPECTED_BIAS = -5.0
"""What each feature should mean before an example is seen: where fitting begins, and what it is drawn to."""
BIAS_PULL = 0.02
UNMAPPED_COMPLETE = {"person": 1.0, "place": 0.3, OTHER: 1.0}
"""What a label without an id weighs for complete bases, which lack what the gold's maker found none for."""
LEAST_COMPLETE, MOST_COMPLETE = 0.15, 0.6
MISSED = 1.3
"""Labels per entity with a right candidate: what recognition and look-up miss counts against recall too."""


Part = tuple[Sequence[GoldText], dict, KnowledgeBase]
"""A gold set, the tables that linking reads of it, and the pack that is asked."""


class Example(NamedTuple):
    """An entity with candidates and a label: its features, and which candidate is right."""

    group: str
    text_id: str
    rows: np.ndarray
    is_right: np.ndarray
    weight: float


def start_model() -> LinkingModel:
    """Return plausible weights to begin with."""
    weights = np.array([EXPECTED.get(name, 0.0) for name in FEATURES])
    groups = {group: Weights(weights, EXPECTED_BIAS, LEAST_THRESHOLD) for group in UNMAPPED}
    return LinkingModel(groups, groups)


def examples(texts: Sequence[GoldText], whole: dict, linker: EntityLinker) -> Iterator[Example]:
    """Yield an example per entity with candidates and a label."""
    gold = {(text.text_id, label.start, label.end): label for text in texts for label in text.labels}
    truths: dict[tuple[str, str], list[str | None]] = {}
    for row in whole["core.entity_mentions"].to_pylist():
        label = gold.get((row["article_id"], row["start_char"], row["end_char"]))
        if row["field"] == "text" and label and not label.is_optional:
            truths.setdefault((row["article_id"], row["entity_id"]), []).append(label.wikidata_id)
    for (article, entity, found), rows in linker.options(list(articles_of(whole, linker.packs))).each():
        labels = truths.get((article.article_id, entity.entity_id))
        if labels:
            truth = max(sorted(set(labels), key=str), key=labels.count)
            is_right = np.array([candidate.entry.wikidata_id == truth for candidate in found])
            group = GROUPS.get(entity.entity_type, OTHER)
            yield Example(group, article.article_id, rows, is_right, weight=1.0 if truth else 0.0)


def fitted(found: Sequence[Example]) -> tuple[np.ndarray, float]:
    """Return weights and bias that are likely given the examples and what is expected (`EXPECTED`) together.

    Each entity counts once, however many candidates it has. What the examples do not tell of (nearly all are of one year)
    stays as expected.
    """
    rows = np.concatenate([np.c_[e.rows, np.ones(len(e.rows))] for e in found])
    truths = np.concatenate([e.is_right for e in found]).astype(float)
    counts = np.concatenate([np.full(len(e.rows), e.weight / len(e.rows) ** 0.5) for e in found])
    expected = np.array([*(EXPECTED.get(name, 0.0) for name in FEATURES), EXPECTED_BIAS])
    pull = np.array([1.0 / INVERSE_STRENGTH] * len(FEATURES) + [BIAS_PULL])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = rows @ weights
        value = counts @ (np.logaddexp(0.0, margin) - truths * margin) + 0.5 * pull @ (weights - expected) ** 2
        slope = rows.T @ (counts * (1.0 / (1.0 + np.exp(-margin)) - truths)) + pull * (weights - expected)
        return value, slope

    weights = minimize(loss, expected, jac=True, method="L-BFGS-B").x
    return weights[:-1], float(weights[-1])


def outcomes_of(found: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return score and truth of the best candidate of each entity, by weights that its text had no part in."""
    outcomes = []
    for train, test in GroupKFold(FOLDS).split(found, groups=[e.text_id for e in found]):
        weights = Weights(*fitted([found[i] for i in train]), LEAST_THRESHOLD)
        for index in test:
            scores = weights.scores(found[index].rows)
            order = np.argsort(-scores)
            if len(order) == 1 or scores[order[0]] - scores[order[1]] >= MARGIN:
                outcomes.append((float(scores[order[0]]), bool(found[index].is_right[order[0]])))
    return sorted(outcomes, reverse=True)


def threshold_for(found: Sequence[Example], precision: float) -> tuple[float, dict[str, float]]:
    """Return the least threshold at which links of left-out texts are right as often as wanted."""
    outcomes = outcomes_of(found)
    best, right = 1.0, 0
    for count, (score, is_right) in enumerate(outcomes, start=1):
        right += is_right
        if right / count >= precision:
            best = score
    best = max(best, LEAST_THRESHOLD)
    given = [is_right for score, is_right in outcomes if score >= best]
    possible = sum(bool(e.is_right.any()) for e in found)
    shares = {"precision": sum(given) / max(len(given), 1), "recall": sum(given) / max(possible, 1)}
    return best, {**shares, "given": len(given), "possible": possible, "examples": len(found)}


def best_threshold(found: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Return the threshold at which links of left-out texts have the best F1."""
    possible = sum(bool(e.is_right.any()) for e in found)
    right, best, threshold = 0, 0.0, LEAST_COMPLETE
    for count, (score, is_right) in enumerate(outcomes_of(found), start=1):
        right += is_right
        f1 = 2 * right / (count + possible * MISSED)
        if f1 > best:
            best, threshold = f1, score
    threshold = min(max(threshold, LEAST_COMPLETE), MOST_COMPLETE)
    return threshold, {"examples": len(found), "possible": possible}


def fit(parts: Sequence[Part], choose: Callable, unmapped: dict[str, float]) -> dict:
    """Return weights and threshold of each group, as the file has them."""
    wholes = [(texts, with_entities(tables), pack) for texts, tables, pack in parts]
    model, content = start_model(), {}
    for _ in range(ROUNDS):
        found = [
            example._replace(text_id=f"{number}-{example.text_id}", weight=example.weight or unmapped[example.group])
            for number, (texts, whole, pack) in enumerate(wholes)
            for example in examples(texts, whole, EntityLinker([pack], model=model))
        ]
        groups = {}
        for group in UNMAPPED:
            own = [example for example in found if example.group == group and example.weight]
            if len(own) < LEAST_EXAMPLES:
                groups[group] = Weights(model.groups[group].weights, model.groups[group].bias, CAUTIOUS_THRESHOLD)
                left_out = {"examples": len(own)}
            else:
                weights, bias = fitted(own)
                threshold, left_out = choose(own)
                groups[group] = Weights(weights, bias, threshold)
            made = groups[group]
            content[group] = {
                "weights": [round(weight, 4) for weight in made.weights.tolist()],
                "bias": round(made.bias, 4),
                "threshold": round(made.threshold, 4),
                "left_out": left_out,
            }
        model = LinkingModel(groups, groups)
    return content


def part_of(gold: Path, pack: KnowledgeBase) -> Part:
    """Return a gold set as it is fitted on: read by the shipped readings, with the pack that is asked."""
    texts = read_gold(gold)
    return texts, read_texts(texts), pack


def content_of(partial: Sequence[Part], complete: Sequence[Part], precision: float) -> dict:
    """Return what the file of weights holds.

    Args:
        partial: Gold sets with packs that know some kinds of things only.
        complete: Gold sets with whole bases.
        precision: Share of given links of `partial` that must be right.
    """
    return {
        "features": list(FEATURES),
        "groups": fit(partial, lambda own: threshold_for(own, precision), UNMAPPED),
        "complete": fit(complete, best_threshold, UNMAPPED_COMPLETE),
    }


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description="Fit the weights of linking.")
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--precision", type=float, default=0.93)
    parser.add_argument("--pack", type=Path, default=SHIPPED_KNOWLEDGE)
    parser.add_argument("--complete", nargs="+", default=[], metavar="BASE=GOLD")
    given = parser.parse_args()

    shipped = KnowledgeBase(given.pack)
    partial = [part_of(path, shipped) for path in given.gold]
    pairs = (pair.partition("=") for pair in given.complete)
    complete = [part_of(Path(gold), KnowledgeBase(Path(base))) for base, _, gold in pairs]
    content = content_of(partial, complete, given.precision)
    given.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
