# ruff: noqa: ANN001, ANN201, ANN202, C901, D103, PLR0912, PLR0917 offline scripts over untyped libraries
"""Trains the filter of dictionary matches; reports recognition by article and by corpus.

python -m pipelines.training.places.train_toponyms --data DIR [--mentions FILE] [--new-words] [--report-only]
"""

import argparse
import csv
import json
import re
from collections import Counter
from pathlib import Path

import lightgbm as lgb
import numpy as np

from pipelines.enrich.places.boundaries import dictionary_matches
from pipelines.enrich.places.recognition import (
    MODEL_DIR,
    forced_mentions,
)
from pipelines.enrich.places.span_features import SPAN_FEATURES, span_features
from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.gazetteer import Gazetteer
from pipelines.training.places.corpora import load_corpora, load_mentions, write_found
from pipelines.training.places.export import export
from pipelines.training.places.learn_homes import news

PARAMS = {
    "objective": "binary",
    "num_leaves": 12,
    "learning_rate": 0.06,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "verbose": -1,
    "seed": 7,
    "deterministic": True,
}
ROUNDS = 150
FOLDS = 5
MIN_COUNT = 4
"""Words seen less often keep no statistics."""
CORPUS_WEIGHTS = {"lgl": 0.5, "geovirus": 0.7, "geowebnews": 1.5}
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")


def word_statistics(data: Path, gazetteer: Gazetteer) -> dict[str, list[float]]:
    """Of a dictionary word in training news: share of lower case, and of GMB's labels, shares of persons and places."""
    lower, upper = Counter(), Counter()
    person, place, other = Counter(), Counter(), Counter()
    for _, text in news(data.parent / "segmentation", data.parent / "topics"):
        for word in _WORD.findall(text):
            (lower if word.islower() else upper)[word.lower()] += 1
    with (data.parent / "ner/gmb/ner_dataset.csv").open(encoding="cp1252") as rows:
        for _, word, _, tag in csv.reader(rows):
            key = word.lower()
            if word.islower():
                lower[key] += 1
            elif tag.endswith("per"):
                person[key] += 1
            elif tag[2:] in {"geo", "gpe"}:
                place[key] += 1
            elif word[:1].isupper():
                other[key] += 1
    statistics = {}
    for key in sorted(set(lower) | set(upper) | set(person) | set(place) | set(other)):
        named = person[key] + place[key] + other[key]
        total = lower[key] + upper[key] + named
        if total < MIN_COUNT or not gazetteer.matches_in(key.title()):
            continue
        ratios = [
            lower[key] / total,
            person[key] / named if named >= 3 else 0.0,
            place[key] / named if named >= 3 else -1.0,
        ]
        statistics[key] = [round(r, 2) for r in ratios]
    return statistics


def examples(corpus, index, words, mentions):
    """Features, labels, article of each dictionary match; and per article the gold and the forced spans."""
    xs, ys, articles, spans, golds, givens = [], [], [], [], [], []
    for number, article in enumerate(corpus.articles):
        entities = mentions.get((corpus.name, article.article_id), [])
        all_matches = dictionary_matches(article.text, index)
        given = [(m.start, m.end) for m in forced_mentions("text", article.text, entities, all_matches, index)]
        gold = {(t.start, t.end) for t in article.toponyms}
        golds.append(gold)
        givens.append(given)
        covered = np.zeros(len(article.text) + 1, bool)
        for s, e in given:
            covered[s:e] = True
        matches = [m for m in all_matches if not covered[m.start_char : m.end_char].any()]
        if not matches:
            continue
        xs.append(span_features(article.text, matches, entities, index, words))
        for m in matches:
            span = (m.start_char, m.end_char)
            is_demonym = m.name_kind == "demonym"
            label = float(span in gold)
            if corpus.name == "geovirus" and is_demonym:
                label = -1.0
            ys.append(label)
            articles.append(number)
            spans.append(span)
    return np.concatenate(xs), np.array(ys), np.array(articles), spans, golds, givens


def fit(parts):
    x = np.concatenate([p[0] for p in parts])
    y = np.concatenate([p[1] for p in parts])
    w = np.concatenate([p[2] for p in parts])
    keep = y >= 0
    return lgb.train(PARAMS, lgb.Dataset(x[keep], y[keep], weight=w[keep], feature_name=list(SPAN_FEATURES)), ROUNDS)


def f1(spans, articles, scores, golds, givens, threshold, only=None):
    tp = fp = total = 0
    kept: dict[int, set] = {}
    for span, article, score in zip(spans, articles.tolist(), scores, strict=True):
        if score >= threshold:
            kept.setdefault(article, set()).add(span)
    for number, gold in enumerate(golds):
        if only is not None and not only[number]:
            continue
        found = kept.get(number, set()) | set(givens[number])
        tp += len(found & gold)
        fp += len(found - gold)
        total += len(gold)
    p, r = tp / max(1, tp + fp), tp / max(1, total)
    return p, r, 2 * p * r / max(1e-9, p + r)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_DIR)
    parser.add_argument("--mentions", type=Path)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--write-found", type=Path)
    parser.add_argument("--new-words", action="store_true")
    parser.add_argument("--report-only", action="store_true")
    args = parser.parse_args()
    gazetteer = Gazetteer.load(args.gazetteer)
    index = SurfaceIndex(gazetteer)
    cache = args.out / "toponyms.json"
    if args.new_words:
        words = word_statistics(args.data, gazetteer)
    else:
        words = json.loads((MODEL_DIR / "toponyms.json").read_text())["words"]
    print("words", len(words), flush=True)
    mentions = load_mentions(args.mentions)
    corpora = load_corpora(args.data)
    data = [examples(c, index, words, mentions) for c in corpora]
    parts = [(d[0], d[1], np.full(len(d[1]), CORPUS_WEIGHTS[c.name])) for c, d in zip(corpora, data, strict=True)]
    if args.mentions:
        parts = _both_ways(corpora, index, words, parts)
    found = {}
    for held, (corpus, d) in enumerate(zip(corpora, data, strict=True)):
        scores = fit([p for i, p in enumerate(parts) if i % len(corpora) != held]).predict(d[0])
        for t in (0.3, 0.4, 0.5, 0.6):
            print(corpus.name, "by corpus", t, [f"{v:.3f}" for v in f1(d[3], d[2], scores, d[4], d[5], t)], flush=True)
        for number, article in enumerate(corpus.articles):
            found[corpus.name, article.article_id] = set(d[5][number])
        for span, number, score in zip(d[3], d[2].tolist(), scores, strict=True):
            if score >= args.threshold:
                found[corpus.name, corpus.articles[number].article_id].add(span)
    if args.write_found:
        write_found(args.write_found, found)
    rng = np.random.default_rng(11)
    for corpus_number, (corpus, d) in enumerate(zip(corpora, data, strict=True)):
        fold_of = rng.integers(0, FOLDS, len(corpus.articles))
        scores = np.zeros(len(d[1]))
        for fold in range(FOLDS):
            test = fold_of[d[2]] == fold
            train = [
                tuple(a[~test] for a in p) if i % len(corpora) == corpus_number and len(p[1]) == len(test) else p
                for i, p in enumerate(parts)
                if i % len(corpora) != corpus_number or len(p[1]) == len(test)
            ]
            scores[test] = fit(train).predict(d[0][test])
        for t in (0.3, 0.4, 0.5, 0.6):
            print(corpus.name, "by article", t, [f"{v:.3f}" for v in f1(d[3], d[2], scores, d[4], d[5], t)], flush=True)
        print(corpus.name, "recogniser alone", [f"{v:.3f}" for v in f1(d[3], d[2], scores, d[4], d[5], 2.0)])
    if args.report_only:
        return
    model = fit(parts)
    export(model, args.out / "toponyms.onnx")
    cache.write_text(json.dumps({"threshold": args.threshold, "words": words}, separators=(",", ":")) + "\n")
    print(sorted(zip(model.feature_importance("gain").astype(int).tolist(), SPAN_FEATURES, strict=True), reverse=True))


def _both_ways(corpora, index, words, parts):
    """With and without the recogniser, so that the filter also serves where none has run."""
    alone = [examples(c, index, words, {}) for c in corpora]
    return parts + [
        (d[0], d[1], np.full(len(d[1]), 0.3 * CORPUS_WEIGHTS[c.name])) for c, d in zip(corpora, alone, strict=True)
    ]


if __name__ == "__main__":
    main()
