# ruff: noqa: ANN001, ANN201, D103 offline scripts over untyped libraries
"""Trains the role model; reports F1 of both roles on GeoWebNews, cross-validated by article.

python -m pipelines.training.places.train_role --data DIR [--mentions FILE]
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pipelines.enrich.places.gazetteer import Gazetteer
from pipelines.enrich.places.role_cues import role_cues
from pipelines.enrich.places.roles import ROLE_FILE, entity_cues, form_of
from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.training.places.corpora import load_corpora, load_mentions

SENTENCES = Path(__file__).parent / "role_sentences.tsv"
FOLDS = 10
_MARK = re.compile(r"\[([LA]):([^\]]+)\]")
REGULARISATION = 0.5


def own_sentences():
    """Text and (start, end, is_associative) marks of each sentence."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        text, marks, last = "", [], 0
        for m in _MARK.finditer(line):
            text += line[last : m.start()]
            marks.append((len(text), len(text) + len(m[2]), m[1] == "A"))
            text += m[2]
            last = m.end()
        yield text + line[last:], marks


def cues_of(text, start, end, entities, index):
    form, kind = form_of(index, text[start:end])
    return [*role_cues(text, start, end, form, kind), *entity_cues(start, end, entities)]


def matrix(rows, vocabulary):
    data, cols, ptr = [], [], [0]
    for row in rows:
        ids = {vocabulary[c] for c in row if c in vocabulary}
        cols += ids
        data += [1.0] * len(ids)
        ptr.append(len(cols))
    return csr_matrix((data, cols, ptr), shape=(len(rows), len(vocabulary)))


def fit(rows, labels, weights, min_count=2):
    counts = {}
    for row in rows:
        for c in set(row):
            counts[c] = counts.get(c, 0) + 1
    vocabulary = {c: i for i, c in enumerate(sorted(c for c, n in counts.items() if n >= min_count))}
    model = LogisticRegression(C=REGULARISATION, max_iter=500, fit_intercept=False)
    model.fit(matrix(rows, vocabulary), labels, sample_weight=weights)
    return vocabulary, model


def scores(labels, predicted):
    out = {}
    for name, value in (("literal", 0), ("associative", 1)):
        tp = ((predicted == value) & (labels == value)).sum()
        out[name] = round(float(2 * tp / max(1, (predicted == value).sum() + (labels == value).sum())), 3)
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROLE_FILE)
    parser.add_argument("--mentions", type=Path)
    parser.add_argument("--gazetteer", type=Path)
    args = parser.parse_args()
    index = SurfaceIndex(Gazetteer.load(args.gazetteer))
    mentions = load_mentions(args.mentions)
    rows, labels, groups, texts = [], [], [], []
    corpus = next(c for c in load_corpora(args.data) if c.name == "geowebnews")
    for number, article in enumerate(corpus.articles):
        entities = mentions.get((corpus.name, article.article_id), [])
        for t in article.toponyms:
            rows.append(cues_of(article.text, t.start, t.end, entities, index))
            labels.append(t.role == "associative")
            groups.append(number)
            texts.append(
                (
                    article.text[max(0, t.start - 40) : t.start],
                    article.text[t.start : t.end],
                    article.text[t.end : t.end + 30],
                )
            )
    own_rows, own_labels = [], []
    for text, marks in own_sentences():
        for start, end, is_associative in marks:
            own_rows.append(cues_of(text, start, end, [], index))
            own_labels.append(is_associative)
    labels, groups, own_labels = np.array(labels), np.array(groups), np.array(own_labels)
    print(len(labels), "gold", len(own_labels), "own")
    folds = np.random.default_rng(1).integers(0, FOLDS, groups.max() + 1)[groups]
    for own_weight in (0.0, 0.5, 1.0):
        predicted = np.zeros(len(labels))
        for fold in range(FOLDS):
            train = np.flatnonzero(folds != fold)
            r = [rows[i] for i in train] + (own_rows if own_weight else [])
            y = np.concatenate([labels[train], own_labels if own_weight else []])
            w = np.concatenate([np.ones(len(train)), np.full(len(own_rows) if own_weight else 0, own_weight)])
            vocabulary, model = fit(r, y, w)
            test = np.flatnonzero(folds == fold)
            predicted[test] = model.predict_proba(matrix([rows[i] for i in test], vocabulary))[:, 1]
        print(
            "own weight",
            own_weight,
            scores(labels, predicted > 0.5),
            "accuracy",
            round(float((labels == (predicted > 0.5)).mean()), 3),
        )
    for b in range(5):
        at = (predicted >= b / 5) & (predicted < (b + 1) / 5 + (b == 4))
        print(f"chance {b / 5:.1f}-{(b + 1) / 5:.1f}: n={at.sum()} associative={labels[at].mean():.2f}")
    vocabulary, model = fit(rows + own_rows, np.concatenate([labels, own_labels]), np.ones(len(rows) + len(own_rows)))
    weights = {c: round(float(model.coef_[0, i]), 3) for c, i in vocabulary.items() if abs(model.coef_[0, i]) >= 0.005}
    args.out.write_text(
        json.dumps({"weights": weights}, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(len(weights), "weights")


if __name__ == "__main__":
    main()
