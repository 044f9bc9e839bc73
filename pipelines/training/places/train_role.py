# ruff: noqa: ANN001, ANN003, ANN201, ANN204, D102, D103 offline scripts over untyped libraries
"""Trains the role model and the head that reads `literal_score`; reports F1 of both roles, cross-validated by article.

python -m pipelines.training.places.train_role --data DIR [--report-only]

Run it again whenever the recogniser's network changes: it reads the corpus through the recogniser's own code, which
takes a minute.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from pipelines.contracts import CONTRACTS
from pipelines.encoder.heads import span_vectors, write_head
from pipelines.enrich.entities import load_recogniser
from pipelines.enrich.entities.recogniser import MODEL_FILE
from pipelines.enrich.entities.recogniser import MODEL_FOLDER as RECOGNISER_FOLDER
from pipelines.enrich.places.mentions import EntitySpan
from pipelines.enrich.places.recognition import ToponymFinder
from pipelines.enrich.places.resolver import entity_spans
from pipelines.enrich.places.role_cues import role_cues
from pipelines.enrich.places.roles import (
    HEAD_TYPES,
    LITERAL_HEAD_FILE,
    MODEL_FOLDER,
    ROLE_FILE,
    entities_over,
    entity_cue,
    stored_weights,
)
from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.gazetteer import Gazetteer
from pipelines.training.places.corpora import load_corpora, load_found

SENTENCES = Path(__file__).parent / "role_sentences.tsv"
OUTER_FOLDS, INNER_FOLDS = 10, 5
REGULARISATION = 0.5
VECTOR_SCALE = 0.07
"""Of a standardised vector's entries against features of 1: how strongly the head is held back."""
LOGIT_SCALE = 0.8
"""Of the head's log odds against features of 1."""
MIN_COUNT = 2
_MARK = re.compile(r"\[([LA]):([^\]]+)\]")


class Recorder:
    """Stands in for the head: keeps each mention's vectors and gives their number as its score."""

    types = frozenset(HEAD_TYPES)
    digest = "recorder"

    def __init__(self):
        self.vectors = []

    def score(self, words, first, end):
        self.vectors.append(span_vectors(words, first, end))
        return float(len(self.vectors) - 1)


class Examples:
    """Mentions with cues, the number of their vectors (-1 for none), roles and groups (-1 for the project's own)."""

    def __init__(self, index, vectors):
        self.index, self.vectors = index, vectors
        self.cues, self.numbers, self.labels, self.groups, self.keys = [], [], [], [], []

    def add(self, text, spans, entities, labels, group):
        over = entities_over([EntitySpan(*span, "", 0.0) for span in spans], entities)
        for (start, end), label, entity in zip(spans, labels, over, strict=True):
            name = self.index.name_of(text[start:end])
            self.cues.append(role_cues(text, start, end, name, entity_cue(start, end, entity)))
            has_vectors = entity is not None and entity.literal_score is not None
            self.numbers.append(int(entity.literal_score) if has_vectors else -1)
            self.labels.append(label)
            self.groups.append(group)
            self.keys.append((group, start, end))

    def done(self):
        self.numbers, self.groups = np.array(self.numbers, int), np.array(self.groups, int)
        self.labels = np.array(self.labels, float)
        return self


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


def entities_of(recogniser, texts):
    """The recogniser's mentions of each text."""
    rows = [
        {
            "article_id": str(number),
            "text": text,
            "is_title_in_text": False,
            "word_count": 0,
            "published_basis": "none",
            "annotator_id": "gold",
        }
        for number, text in enumerate(texts)
    ]
    spans = entity_spans(recogniser.predict({"core.articles": CONTRACTS["core.articles"].from_rows(rows)}))
    return [spans.get((str(number), "text"), []) for number in range(len(texts))]


def collect(data, index, found_spans):
    """Gold mentions of the corpus with the project's own sentences, and what the pipeline finds in the corpus."""
    recorder = Recorder()
    recogniser = load_recogniser(threads=1, literal_head=recorder)
    corpus = next(c for c in load_corpora(data) if c.name == "geowebnews")
    gold, found = Examples(index, recorder.vectors), Examples(index, recorder.vectors)
    finder = ToponymFinder(index)
    entities = entities_of(recogniser, [a.text for a in corpus.articles])
    for number, (article, spans) in enumerate(zip(corpus.articles, entities, strict=True)):
        marks = [((t.start, t.end), t.role == "associative") for t in article.toponyms]
        gold.add(article.text, [m for m, _ in marks], spans, [label for _, label in marks], number)
        if found_spans is None:
            mentions = [(m.start, m.end) for m in finder.find("text", article.text, spans)]
        else:
            mentions = sorted(found_spans.get((corpus.name, article.article_id), ()))
        found.add(article.text, mentions, spans, [0.0] * len(mentions), number)
    own = list(own_sentences())
    for (text, marks), spans in zip(own, entities_of(recogniser, [text for text, _ in own]), strict=True):
        gold.add(text, [(s, e) for s, e, _ in marks], spans, [label for _, _, label in marks], -1)
    return gold.done(), found.done(), np.array(recorder.vectors)


def matrix(cues, vocabulary):
    columns, bounds = [], [0]
    for row in cues:
        columns += [vocabulary[key] for key in enumerate(row) if key in vocabulary]
        bounds.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(cues), len(vocabulary)))


def logistic(x, labels, **options):
    return LogisticRegression(C=REGULARISATION, max_iter=1000, **options).fit(x, labels)


def fit_words(cues, labels, extra=None):
    """Vocabulary and model over cues that were seen often enough, and one more column."""
    counts = {}
    for row in cues:
        for key in enumerate(row):
            counts[key] = counts.get(key, 0) + (key[1] is not None)
    vocabulary = {key: i for i, key in enumerate(sorted((k for k, n in counts.items() if n >= MIN_COUNT), key=repr))}
    x = matrix(cues, vocabulary)
    return vocabulary, logistic(x if extra is None else hstack([x, csr_matrix(extra[:, None] * LOGIT_SCALE)]), labels)


def fit_head(vectors, labels):
    """Weights (a row for each part of `span_vectors`) and bias of the chance that a mention is literal."""
    flat = vectors.reshape(len(vectors), -1)
    mean, deviation = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    model = logistic((flat - mean) / deviation * VECTOR_SCALE, 1.0 - labels)
    weights = model.coef_[0] * VECTOR_SCALE / deviation
    return weights.reshape(vectors.shape[1:]), float(model.intercept_[0] - weights @ mean)


def head_logits(head, vectors):
    return (vectors * head[0]).sum(axis=(1, 2)) + head[1]


def fit_all(examples, vectors, chosen):
    """The model of the words, the head, and the model of both, on the chosen examples."""
    labels, cues = examples.labels[chosen], [examples.cues[i] for i in chosen]
    words = fit_words(cues, labels)
    seen = chosen[examples.numbers[chosen] >= 0]
    of, y = vectors[examples.numbers[seen]], examples.labels[seen]
    rng = np.random.default_rng(3)
    fold_of_group = rng.integers(0, INNER_FOLDS, examples.groups.max() + 1)
    groups = examples.groups[seen]
    folds = np.where(groups >= 0, fold_of_group[groups], rng.integers(0, INNER_FOLDS, len(seen)))
    logits = np.zeros(len(seen))
    for fold in range(INNER_FOLDS):
        logits[folds == fold] = head_logits(fit_head(of[folds != fold], y[folds != fold]), of[folds == fold])
    return words, fit_head(of, y), fit_words([examples.cues[i] for i in seen], y, logits)


def predict(models, examples, vectors, chosen):
    """Sums of the words alone, and of what the pipeline uses; positive means associative."""
    (words, word_model), head, (vocabulary, model) = models
    cues = [examples.cues[i] for i in chosen]
    alone = word_model.decision_function(matrix(cues, words))
    both = alone.copy()
    at = np.flatnonzero(examples.numbers[chosen] >= 0)
    if len(at):
        logits = head_logits(head, vectors[examples.numbers[chosen[at]]])
        x = hstack([matrix([cues[i] for i in at], vocabulary), csr_matrix(logits[:, None] * LOGIT_SCALE)]).tocsr()
        both[at] = model.decision_function(x)
    return alone, both


def f1(hits, given, wanted):
    return round(float(2 * hits / max(1, given + wanted)), 3)


def role_scores(labels, predicted):
    """F1 of literal and associative; `predicted` has None for a gold mention that was not found."""
    scores = {}
    for name, value in (("literal", 0.0), ("associative", 1.0)):
        hits = sum(p is not None and p == y == value for y, p in zip(labels, predicted, strict=True))
        scores[name] = f1(hits, sum(p == value for p in predicted if p is not None), sum(y == value for y in labels))
    return scores


def report(gold, found, vectors):
    """Prints the cross-validated scores on gold spans, and end to end on the spans that the pipeline finds."""
    fold_of = np.random.default_rng(1).integers(0, OUTER_FOLDS, gold.groups.max() + 1)
    folds, found_folds = np.where(gold.groups >= 0, fold_of[gold.groups], -1), fold_of[found.groups]
    alone, both = np.zeros(len(folds)), np.zeros(len(folds))
    of_found = np.zeros(len(found_folds))
    for fold in range(OUTER_FOLDS):
        models = fit_all(gold, vectors, np.flatnonzero(folds != fold))
        test = np.flatnonzero(folds == fold)
        alone[test], both[test] = predict(models, gold, vectors, test)
        test = np.flatnonzero(found_folds == fold)
        of_found[test] = predict(models, found, vectors, test)[1]
    is_gold = gold.groups >= 0
    labels = gold.labels[is_gold]
    read = (gold.numbers[is_gold] >= 0).mean()
    print(f"gold spans {is_gold.sum()}, own {(~is_gold).sum()}, with a literal score {read:.3f}")
    for name, totals in (("words", alone), ("words and literal score", both)):
        predicted = (totals[is_gold] > 0).astype(float)
        print(f"{name}: {role_scores(labels, predicted)} accuracy {(labels == predicted).mean():.3f}")
    role_of = {key: float(total > 0) for key, total in zip(found.keys, of_found, strict=True)}
    predicted = [role_of.get(key) for key, gold_one in zip(gold.keys, is_gold, strict=True) if gold_one]
    print(
        f"end to end: {role_scores(labels, predicted)} found {np.mean([p is not None for p in predicted]):.3f},"
        f" of literal {np.mean([p is not None for p, y in zip(predicted, labels, strict=True) if y == 0]):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--found", type=Path)
    parser.add_argument("--report-only", action="store_true")
    args = parser.parse_args()
    index = SurfaceIndex(Gazetteer.load(args.gazetteer))
    gold, found, vectors = collect(args.data, index, load_found(args.found))
    report(gold, found, vectors)
    if args.report_only:
        return
    words, head, context = fit_all(gold, vectors, np.arange(len(gold.labels)))
    content = {"words": stored(words), "context": stored(context)}
    content["context"]["literal_logit"] = round(float(context[1].coef_[0, -1]) * LOGIT_SCALE, 4)
    path = args.out / ROLE_FILE.name
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    write_head(args.out / LITERAL_HEAD_FILE.name, *head, HEAD_TYPES, RECOGNISER_FOLDER / MODEL_FILE)


def stored(model):
    vocabulary, fitted = model
    weights = [
        (template, cue, round(float(fitted.coef_[0, column]), 3))
        for (template, cue), column in vocabulary.items()
        if abs(fitted.coef_[0, column]) >= 0.005
    ]
    return {"bias": round(float(fitted.intercept_[0]), 4), "weights": stored_weights(weights)}


if __name__ == "__main__":
    main()
