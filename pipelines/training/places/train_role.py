# ruff: noqa: ANN001, ANN201, D103 offline scripts over untyped libraries
"""Trains the role model; reports F1 of both roles on GeoWebNews, cross-validated by article.

python -m pipelines.training.places.train_role --data DIR [--mentions FILE]
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from pipelines.enrich.places.gazetteer import Gazetteer
from pipelines.enrich.places.role_context import ContextEncoder, encoder_digest
from pipelines.enrich.places.role_cues import role_cues
from pipelines.enrich.places.roles import (
    CONTEXT_FILE,
    CONTEXT_WEIGHTS_FILE,
    MODEL_FOLDER,
    OPEN_LOGIT,
    ROLE_FILE,
    entity_cues,
    form_of,
)
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


VECTOR_SCALE = 0.06
"""Of a standardised vector's entries against features of 1: how strongly the encoder is held back."""


def collect(args, index, encoder):
    """Cues, vectors, labels and article numbers of the gold, then those of the sentences written here (article -1)."""
    mentions = load_mentions(args.mentions)
    corpus = next(c for c in load_corpora(args.data) if c.name == "geowebnews")
    texts = []
    for number, article in enumerate(corpus.articles):
        entities = mentions.get((corpus.name, article.article_id), [])
        texts += [(article.text, t.start, t.end, entities, t.role == "associative", number) for t in article.toponyms]
    for text, marks in own_sentences():
        texts += [(text, start, end, [], is_associative, -1) for start, end, is_associative in marks]
    rows = [cues_of(text, start, end, entities, index) for text, start, end, entities, _, _ in texts]
    found = [encoder.vector(text, start, end) for text, start, end, _, _, _ in texts]
    width = next(len(v) for v in found if v is not None)
    vectors = np.array([v if v is not None else np.zeros(width) for v in found])
    return rows, vectors, np.array([t[4] for t in texts]), np.array([t[5] for t in texts])


def fit_both(rows, vectors, labels):
    """The model of the words, and that of words and vectors with its scaling."""
    mean, deviation = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    vocabulary, words = fit(rows, labels, np.ones(len(rows)))
    both = LogisticRegression(C=REGULARISATION, max_iter=500, fit_intercept=False)
    both.fit(
        hstack([matrix(rows, vocabulary), csr_matrix((vectors - mean) / deviation * VECTOR_SCALE)]).tocsr(), labels
    )
    vector = both.coef_[0, len(vocabulary) :] * VECTOR_SCALE / deviation
    return vocabulary, words.coef_[0], both.coef_[0, : len(vocabulary)], vector, -float(vector @ mean)


def logits(model, rows, vectors):
    """Sums of the words alone, and of words and vectors."""
    vocabulary, words, both, vector, bias = model
    x = matrix(rows, vocabulary)
    return x @ words, x @ both + vectors @ vector + bias


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--mentions", type=Path)
    parser.add_argument("--gazetteer", type=Path)
    args = parser.parse_args()
    index = SurfaceIndex(Gazetteer.load(args.gazetteer))
    rows, vectors, labels, groups = collect(args, index, ContextEncoder())
    gold = groups >= 0
    print(gold.sum(), "gold", (~gold).sum(), "own", vectors.shape, flush=True)
    folds = np.where(gold, np.random.default_rng(1).integers(0, FOLDS, groups.max() + 1)[groups], -1)
    words, both = np.zeros(len(labels)), np.zeros(len(labels))
    for fold in range(FOLDS):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        model = fit_both([rows[i] for i in train], vectors[train], labels[train])
        words[test], both[test] = logits(model, [rows[i] for i in test], vectors[test])
    for name, totals in (
        ("words", words),
        ("words and vectors", both),
        ("vectors where open", np.where(np.abs(words) < OPEN_LOGIT, both, words)),
    ):
        is_associative = totals[gold] > 0
        accuracy = round(float((labels[gold] == is_associative).mean()), 3)
        print(name, scores(labels[gold], is_associative), "accuracy", accuracy, flush=True)
    print("open", round(float((np.abs(words[gold]) < OPEN_LOGIT).mean()), 3))
    vocabulary, word_weights, both_weights, vector, bias = fit_both(rows, vectors, labels)
    write(args.out / ROLE_FILE.name, {"weights": named(vocabulary, word_weights)})
    context = {"encoder": encoder_digest(), "bias": round(bias, 5), "weights": named(vocabulary, both_weights)}
    write(args.out / CONTEXT_WEIGHTS_FILE.name, context)
    np.savez_compressed(args.out / CONTEXT_FILE.name, vector=vector.astype(np.float32))


def named(vocabulary, weights):
    return {c: round(float(weights[i]), 3) for c, i in vocabulary.items() if abs(weights[i]) >= 0.005}


def write(path: Path, content) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
