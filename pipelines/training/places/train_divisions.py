# ruff: noqa: ANN001, ANN201, D103 offline scripts over untyped libraries
"""Trains the choice between a division and the town in it that bears the same name; writes `divisions.json`.

python -m pipelines.training.places.train_divisions --data DIR --mentions FILE [--models DIR] [--report-only]

Learns from the mentions of the corpora whose gold point is that of one of the two and not of the other. Reports the share
that is right by names that were not trained on, against taking the town always and against the better score.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipelines.enrich.places.cues import KindCue
from pipelines.enrich.places.divisions import DIVISIONS_FILE, MODEL_DIR, cues_of, pair_of
from pipelines.enrich.places.ranking import Ranker
from pipelines.enrich.places.recognition import ToponymFinder
from pipelines.enrich.places.resolver import KEPT_CANDIDATES
from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.gazetteer import Gazetteer
from pipelines.gazetteer.normalise import normalise_name
from pipelines.training.places.corpora import gold_reading, great_circle_km, load_corpora, load_mentions

APART_KM, NEAR_KM = 3.0, 40.0
"""Least difference between the two distances to the gold point, and the most that the nearer one may have."""
FOLDS = 6
DEFINITION_WEIGHT = 0.2
"""Of a mention that is read once more with a word of division or town beside it."""
BATCH = 100


def examples(data, mentions, index, models):
    """(name, cues, whether the gold point is the division's, scores of both) of each mention that tells."""
    finder, ranker = ToponymFinder(index, model_dir=models), Ranker(index, model_dir=models)
    for corpus in load_corpora(data):
        for first in range(0, len(corpus.articles), BATCH):
            articles = corpus.articles[first : first + BATCH]
            triples = [gold_reading(a, finder, mentions.get((corpus.name, a.article_id), [])) for a in articles]
            yield from of_batch(triples, ranker.rank([t[0] for t in triples]), index.gazetteer)


def of_batch(triples, ranked, gazetteer):
    layout, scores = ranked.layout, ranked.scores.astype(np.float64)
    named = {}
    for group, best in enumerate(ranked.best.tolist()):
        if best >= 0:
            named.setdefault(int(layout.group_articles[group]), set()).add(int(layout.rows[best]))
    bounds = np.searchsorted(layout.candidate_groups, np.arange(len(layout.group_articles) + 1))
    gold_of = [
        (m.surface, gold) for reading, golds, _ in triples for m, gold in zip(reading.mentions, golds, strict=True)
    ]
    for (surface, gold), group in zip(gold_of, layout.mention_groups.tolist(), strict=True):
        if gold is None or not gold.is_located or ranked.best[group] < 0:
            continue
        order = sorted(range(bounds[group], bounds[group + 1]), key=lambda at: -scores[at])[:KEPT_CANDIDATES]
        pair = pair_of(order, layout, scores, gazetteer)
        if pair is None:
            continue
        rows = layout.rows[list(pair)]
        km = great_circle_km(gazetteer.latitude[rows], gazetteer.longitude[rows], gold.latitude, gold.longitude)
        if abs(km[0] - km[1]) > APART_KM and km.min() < NEAR_KM:
            others = named[int(layout.group_articles[group])] - {int(layout.rows[ranked.best[group]])}
            cues = cues_of(pair, group, layout, scores, gazetteer=gazetteer, others=others)
            yield normalise_name(surface), cues, bool(km[0] < km[1]), scores[list(pair)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--mentions", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=MODEL_DIR)
    parser.add_argument("--report-only", action="store_true")
    args = parser.parse_args()
    index = SurfaceIndex(Gazetteer.load(), folder=args.models)
    found = list(examples(args.data, load_mentions(args.mentions), index, args.models))
    names, cues, labels, scores = zip(*found, strict=True)
    labels, scores = np.array(labels), np.array(scores)
    vectoriser = DictVectorizer(sparse=False)
    x = vectoriser.fit_transform(list(cues))
    numbers = np.unique(np.array(names), return_inverse=True)[1]
    predicted = np.zeros(len(labels), bool)
    for train, test in GroupKFold(FOLDS).split(x, labels, numbers):
        predicted[test] = fit([cues[i] for i in train], labels[train], vectoriser).predict(x[test])
    print(
        f"{len(labels)} mentions, division {labels.mean():.3f}; right: learnt {(predicted == labels).mean():.3f}, town always"
        f" {(~labels).mean():.3f}, better score {((scores[:, 0] > scores[:, 1]) == labels).mean():.3f}"
    )
    if args.report_only:
        return
    model = fit(list(cues), labels, vectoriser)
    weights = dict(zip(vectoriser.feature_names_, (round(float(w), 3) for w in model.coef_[0]), strict=True))
    content = {"bias": round(float(model.intercept_[0]), 3), "weights": {n: w for n, w in weights.items() if w}}
    path = args.models / DIVISIONS_FILE.name
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def fit(cues, labels, vectoriser):
    """The choice, taught besides that a word of division or town beside the name says by definition which is meant."""
    weights, rows, answers = [1.0] * len(cues), list(cues), list(labels)
    for kind, is_division in ((KindCue.AREA, True), (KindCue.TOWN, False)):
        for row in cues:
            rows.append({n: v for n, v in row.items() if not n.startswith("cue ")} | {f"cue {int(kind)}": 1.0})
            answers.append(is_division)
            weights.append(DEFINITION_WEIGHT)
    return LogisticRegression(max_iter=2000).fit(vectoriser.transform(rows), answers, sample_weight=weights)


if __name__ == "__main__":
    main()
