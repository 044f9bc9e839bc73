# ruff: noqa: ANN001, ANN201, D103 offline scripts over untyped libraries
"""Trains the two passes of the ranker and its calibration; reports by article and by corpus.

python -m pipelines.training.places.train_ranker --data DIR --settled FILE [--report-only]
"""

import argparse
import json
import time
from pathlib import Path

import lightgbm as lgb
import numpy as np
from sklearn.isotonic import IsotonicRegression

from pipelines.enrich.places.containers import with_containers
from pipelines.enrich.places.evidence import EVIDENCE_FEATURES, belief_of
from pipelines.enrich.places.layout import GROUP_FEATURES, Layout, lay_out
from pipelines.enrich.places.ranking import (
    HOME_FEATURES,
    MODEL_DIR,
    SHORT_NAMES,
    features_of,
    of_short_items,
    settled_before,
)
from pipelines.enrich.places.recognition import ToponymFinder
from pipelines.enrich.places.surfaces import STATIC_FEATURES, SurfaceIndex
from pipelines.gazetteer import Gazetteer
from pipelines.training.places.corpora import (
    HIT_KM,
    gold_reading,
    great_circle_km,
    load_corpora,
    load_found,
    load_mentions,
)
from pipelines.training.places.export import export
from pipelines.training.places.rank_report import hits, summary
from pipelines.training.places.short_items import items_of, settled_items

FEATURES = (*STATIC_FEATURES, *GROUP_FEATURES, *EVIDENCE_FEATURES, *HOME_FEATURES)
PARAMS = {
    "objective": "binary",
    "num_leaves": 24,
    "learning_rate": 0.1,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "verbose": -1,
    "seed": 7,
    "deterministic": True,
}
ROUNDS = 80
"""Forty at twice the rate lose half a point on LGL."""
FOLDS = 5
CORPUS_WEIGHTS = {"lgl": 0.35, "geovirus": 1.0, "geowebnews": 1.6}
"""Local news of one country must not teach that every name is a small town of that country."""
SETTLED_WEIGHT = 0.5
"""Of a sentence of news whose places a ranker settled."""
LOCAL = "lgl"
"""No short items of local news: without their outlet they say nothing, and would teach that anything is there."""


def label(layout: Layout, gold_of_mention: list, gazetteer: Gazetteer):
    """Labels (1 hit, 0 miss, -1 unlabelled) of the candidates, and weight of each group: its located gold mentions."""
    point = np.full((len(layout.group_articles), 2), np.nan)
    weight = np.zeros(len(layout.group_articles))
    for group, gold in zip(layout.mention_groups.tolist(), gold_of_mention, strict=True):
        if gold is not None and gold.is_located:
            point[group] = (gold.latitude, gold.longitude)
            weight[group] += 1
    at = point[layout.candidate_groups]
    km = great_circle_km(gazetteer.latitude[layout.rows], gazetteer.longitude[layout.rows], at[:, 0], at[:, 1])
    labels = np.where(np.isnan(km), -1, (km <= HIT_KM).astype(int))
    return labels, weight


def fit(features, labels, weights, rounds=ROUNDS):
    known = labels >= 0
    data = lgb.Dataset(features[known], labels[known], weight=weights[known], feature_name=list(FEATURES))
    return lgb.train(PARAMS, data, num_boost_round=rounds)


def weights_of(layout, group_weight, corpus_weight):
    """A name said often weighs more, but less than in proportion; a candidate weighs as its name."""
    return corpus_weight * np.sqrt(np.maximum(group_weight, 0.0))[layout.candidate_groups] + 1e-3


def two_pass(train_sets, index):
    """The two passes fitted on some sets. Second-pass training data comes from cross-fitted first passes."""
    first_model, first = cross_fit_first(train_sets, index)
    seconds = [second_data(one, oof, index) for one, oof in zip(train_sets, first, strict=True)]
    return first_model, fit(*stack(seconds))


def apply(models, one, index):
    model1, model2, model_short = models
    layout = one["layout"]
    features = features_of(layout, belief_of(layout, layout.priors), index)
    p = model1.predict(features, num_threads=1).astype(np.float32)
    short = of_short_items(layout)
    if short.any():
        p[short] = model_short.predict(features[short], num_threads=1)
    layout, chances = with_containers(layout, belief_of(layout, p), index)
    p2 = model2.predict(features_of(layout, belief_of(layout, chances), index), num_threads=1).astype(np.float32)
    return layout, belief_of(layout, settled_before(layout, chances, p2))


def first_data(one, index):
    if "first" not in one:
        layout = one["layout"]
        x = features_of(layout, belief_of(layout, layout.priors), index)
        y, w = label(layout, one["gold"], index.gazetteer)
        one["first"] = (x, y, weights_of(layout, w, one["weight"]))
    return one["first"]


def stack(parts):
    return tuple(np.concatenate([p[i] for p in parts]) for i in range(3))


def cross_fit_first(sets, index):
    """A first-pass model on all sets, and out-of-fold first-pass chances for each set."""
    data = [first_data(one, index) for one in sets]
    oof = [np.zeros(len(d[0]), np.float32) for d in data]
    rng = np.random.default_rng(3)
    folds = [rng.integers(0, FOLDS, len(one["layout"].openings)) for one in sets]
    of_candidate = [
        f[one["layout"].group_articles[one["layout"].candidate_groups]] for f, one in zip(folds, sets, strict=True)
    ]
    for fold in range(FOLDS):
        parts = [tuple(a[c != fold] for a in d) for d, c in zip(data, of_candidate, strict=True)]
        model = fit(*stack(parts))
        for o, d, c in zip(oof, data, of_candidate, strict=True):
            o[c == fold] = model.predict(d[0][c == fold], num_threads=1)
    return fit(*stack(data)), oof


def second_data(one, chances, index):
    layout = one["layout"]
    layout, chances = with_containers(layout, belief_of(layout, chances), index)
    x = features_of(layout, belief_of(layout, chances), index)
    y, w = label(layout, one["gold"], index.gazetteer)
    return x, y, weights_of(layout, w, one["weight"])


def short_items(name, triples, index):
    """The sentences of a corpus with few names as short items, laid out; None for local news."""
    if name == LOCAL:
        return None
    items = [item for reading, gold, _ in triples for item in items_of(reading, gold) if is_short(item[0])]
    return laid_out(name, items, index)


def is_short(reading):
    return len({mention.surface for mention in reading.mentions}) <= SHORT_NAMES


def fit_short(sets, index):
    """The trees of short items."""
    return fit(*stack([first_data(one, index) for one in sets if one is not None]))


def laid_out(name, triples, index, weight=None):
    """Readings with their gold, laid out."""
    gold = [g for _, golds, _ in triples for g in golds]
    is_located = np.array([g is not None and g.is_located for g in gold])
    found = np.array([f for _, _, founds in triples for f in founds])
    return {
        "layout": lay_out([r for r, _, _ in triples], index),
        "gold": gold,
        "found": found[is_located],
        "weight": CORPUS_WEIGHTS[name] if weight is None else weight,
    }


def oracle(one, index):
    y, w = label(one["layout"], one["gold"], index.gazetteer)
    hit = np.zeros(len(w))
    np.maximum.at(hit, one["layout"].candidate_groups, (y == 1).astype(float))
    return float((hit * w).sum() / w.sum())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_DIR)
    parser.add_argument("--mentions", type=Path)
    parser.add_argument("--found", type=Path)
    parser.add_argument("--settled", type=Path, required=True, help="what short_items wrote")
    parser.add_argument("--cv", default="corpus,article")
    parser.add_argument("--report-only", action="store_true")
    parser.add_argument("--gazetteer", type=Path)
    args = parser.parse_args()
    started = time.time()
    gazetteer = Gazetteer.load(args.gazetteer)
    index = SurfaceIndex(gazetteer)
    finder, mentions = ToponymFinder(index), load_mentions(args.mentions)
    corpora = load_corpora(args.data)
    found = load_found(args.found)
    triples = [
        [
            gold_reading(
                a, finder, mentions.get((c.name, a.article_id), []), found and found.get((c.name, a.article_id), set())
            )
            for a in c.articles
        ]
        for c in corpora
    ]
    sets = [laid_out(c.name, t, index) for c, t in zip(corpora, triples, strict=True)]
    shorts = [short_items(c.name, t, index) for c, t in zip(corpora, triples, strict=True)]
    items = [item for item in settled_items(args.settled) if is_short(item[0])]
    settled = laid_out("settled", items, index, weight=SETTLED_WEIGHT)
    print("laid out", [len(s["layout"].rows) for s in sets], f"{time.time() - started:.0f}s", flush=True)
    for corpus, one in zip(corpora, sets, strict=True):
        prior = belief_of(one["layout"], one["layout"].priors)
        errors = hits(one["layout"], prior, one["gold"], index)
        print(corpus.name, "prior", summary(errors, one["found"]), f"oracle {oracle(one, index):.3f}", flush=True)
    if "corpus" in args.cv:
        for held, corpus in enumerate(corpora):
            others = [i for i in range(len(corpora)) if i != held]
            two = two_pass([sets[i] for i in others], index)
            models = (*two, fit_short([*(shorts[i] for i in others), settled], index))
            for kind, one in (("articles", sets[held]), ("short items", shorts[held])):
                if one is not None:
                    layout, belief = apply(models, one, index)
                    errors = hits(layout, belief, one["gold"], index)
                    print(corpus.name, "by corpus", kind, summary(errors, one["found"]), flush=True)
    curves = by_article(corpora, triples, index, settled) if "article" in args.cv else None
    print(f"{time.time() - started:.0f}s", flush=True)
    if args.report_only:
        return
    model1, model2 = two_pass(sets, index)
    export(model1, args.out / "ranker_first.onnx")
    export(model2, args.out / "ranker_second.onnx")
    export(fit_short([*shorts, settled], index), args.out / "ranker_short.onnx")
    if curves:
        write_calibration(curves, args.out / "ranker.json")
    gains = sorted(zip(model2.feature_importance("gain"), FEATURES, strict=True), reverse=True)
    print([(n, int(g)) for g, n in gains])
    print(f"{time.time() - started:.0f}s")


def by_article(corpora, triples, index, settled):
    """Cross-validation by article: prints the scores, gives raw scores and whether they were right, of articles and short items."""
    rng = np.random.default_rng(5)
    folds = [rng.integers(0, FOLDS, len(c.articles)) for c in corpora]
    results: dict[tuple[str, str], list] = {}
    curves = {"articles": [], "short items": []}
    for fold in range(FOLDS):
        kept = [[x for x, f in zip(t, fs, strict=True) if f != fold] for t, fs in zip(triples, folds, strict=True)]
        left = [[x for x, f in zip(t, fs, strict=True) if f == fold] for t, fs in zip(triples, folds, strict=True)]
        two = two_pass([laid_out(c.name, t, index) for c, t in zip(corpora, kept, strict=True)], index)
        short = [short_items(c.name, t, index) for c, t in zip(corpora, kept, strict=True)]
        models = (*two, fit_short([*short, settled], index))
        for corpus, t in zip(corpora, left, strict=True):
            tests = (("articles", laid_out(corpus.name, t, index)), ("short items", short_items(corpus.name, t, index)))
            for kind, test in tests:
                if test is None:
                    continue
                layout, belief = apply(models, test, index)
                errors = hits(layout, belief, test["gold"], index)
                results.setdefault((corpus.name, kind), []).append((errors, test["found"]))
                pairs = zip(layout.mention_groups.tolist(), test["gold"], strict=True)
                best = belief.best[[group for group, g in pairs if g is not None and g.is_located]]
                raw = np.where(best >= 0, belief.chances[np.maximum(best, 0)], np.nan)
                curves[kind].append((raw, errors <= HIT_KM))
    for (name, kind), parts in results.items():
        print(name, "by article", kind, summary(*(np.concatenate(p) for p in zip(*parts, strict=True))), flush=True)
    return curves


def write_calibration(curves, path: Path) -> None:
    """The isotonic curves from raw to calibrated scores, at evenly spaced knots, of articles and of short items."""
    knots = np.linspace(0, 1, 41)
    content = {"raw": [round(float(k), 4) for k in knots]}
    for name, kind in (("calibrated", "articles"), ("calibrated_short", "short items")):
        raw, right = (np.concatenate(parts) for parts in zip(*curves[kind], strict=True))
        keep = ~np.isnan(raw)
        curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(raw[keep], right[keep].astype(float))
        content[name] = [round(float(v), 4) for v in np.maximum.accumulate(curve.predict(knots))]
    path.write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
