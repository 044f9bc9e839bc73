# ruff: noqa: ANN001, ANN201, ANN204, D102, D103 offline scripts over untyped libraries
"""Trains the role model and the head that reads `literal_score`; reports both roles, cross-validated by article and outlet.

python -m pipelines.training.places.train_role --data DIR --news DIR [--report-only] [--held]

`--held` also scores the outlets that are left out of training; look there last.

Run it again whenever the recogniser's network changes: it reads the corpus through the recogniser's own code, which
takes a minute.
"""

import argparse
import json
import re
from collections import Counter
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
from pipelines.training.places.role_news import HELD, HELD_DOMESTIC, TRAIN, TRAIN_HARD, role_articles
from pipelines.training.places.role_report import report, report_held

CORPUS, OWN = "geowebnews", "own"
TRAINED = (CORPUS, OWN, TRAIN, TRAIN_HARD)
SENTENCES = Path(__file__).parent / "role_sentences.tsv"
OUTER_FOLDS, INNER_FOLDS = 8, 5
REGULARISATION = 0.5
VECTOR_SCALE = 0.07
"""Of a standardised vector's entries against features of 1: how strongly the head is held back."""
LOGIT_SCALE = 0.8
"""Of the head's log odds against features of 1."""
MIN_COUNT = 2
CORPUS_WEIGHT = 1.8
"""Of a mention of GeoWebNews against one of the annotated news, which are more."""
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
    """Mentions with cues, the number of their vectors (-1 for none), roles, groups (-1 for the project's own) and sources."""

    def __init__(self, index, vectors):
        self.index, self.vectors = index, vectors
        self.cues, self.numbers, self.labels, self.groups, self.keys, self.sources = [], [], [], [], [], []

    def add(self, text, spans, entities, labels, *, group, source):
        over = entities_over([EntitySpan(*span, "", 0.0) for span in spans], entities)
        for (start, end), label, entity in zip(spans, labels, over, strict=True):
            name = self.index.name_of(text[start:end])
            self.cues.append(role_cues(text, start, end, name, entity_cue(start, end, entity)))
            has_vectors = entity is not None and entity.literal_score is not None
            self.numbers.append(int(entity.literal_score) if has_vectors else -1)
            self.labels.append(label)
            self.groups.append(group)
            self.keys.append((group, start, end))
            self.sources.append(source)

    def done(self):
        self.numbers, self.groups = np.array(self.numbers, int), np.array(self.groups, int)
        self.labels, self.sources = np.array(self.labels, float), np.array(self.sources)
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


def collect(data, news, index, found_spans):
    """Gold mentions of the corpus, of the annotated news and of the project's own sentences, and what is found in the corpus."""
    recorder = Recorder()
    recogniser = load_recogniser(threads=1, literal_head=recorder)
    corpus = next(c for c in load_corpora(data) if c.name == "geowebnews")
    gold, found = Examples(index, recorder.vectors), Examples(index, recorder.vectors)
    finder = ToponymFinder(index)
    entities = entities_of(recogniser, [a.text for a in corpus.articles])
    for number, (article, spans) in enumerate(zip(corpus.articles, entities, strict=True)):
        marks = [((t.start, t.end), t.role == "associative") for t in article.toponyms]
        gold.add(article.text, [m for m, _ in marks], spans, [label for _, label in marks], group=number, source=CORPUS)
        if found_spans is None:
            mentions = [(m.start, m.end) for m in finder.find("text", article.text, spans)]
        else:
            mentions = sorted(found_spans.get((corpus.name, article.article_id), ()))
        found.add(article.text, mentions, spans, [0.0] * len(mentions), group=number, source=CORPUS)
    add_marked(gold, recogniser, [(text, marks, -1, OWN) for text, marks in own_sentences()])
    annotated = role_articles(news)
    group_of = {
        outlet: at for at, outlet in enumerate(dict.fromkeys(a.outlet for a in annotated), len(corpus.articles))
    }
    add_marked(gold, recogniser, [(a.text, a.spans, group_of[a.outlet], a.part) for a in annotated])
    return gold.done(), found.done(), np.array(recorder.vectors)


def add_marked(examples, recogniser, texts):
    """Adds (text, (start, end, is_associative) marks, group, source) to the examples."""
    for (text, marks, group, source), spans in zip(texts, entities_of(recogniser, [t[0] for t in texts]), strict=True):
        examples.add(
            text, [(s, e) for s, e, _ in marks], spans, [label for _, _, label in marks], group=group, source=source
        )


def matrix(cues, vocabulary):
    columns, bounds = [], [0]
    for row in cues:
        columns += [vocabulary[key] for key in row if key in vocabulary]
        bounds.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(cues), len(vocabulary)))


def logistic(x, labels, weights):
    return LogisticRegression(C=REGULARISATION, max_iter=1000).fit(x, labels, sample_weight=weights)


def fit_words(cues, labels, weights, extra=None):
    """Vocabulary and model over cues that were seen often enough, and one more column."""
    counts = Counter(key for row in cues for key in row)
    vocabulary = {key: i for i, key in enumerate(sorted((k for k, n in counts.items() if n >= MIN_COUNT), key=repr))}
    x = matrix(cues, vocabulary)
    return vocabulary, logistic(
        x if extra is None else hstack([x, csr_matrix(extra[:, None] * LOGIT_SCALE)]), labels, weights
    )


def fit_head(vectors, labels, weights):
    """Weights (a row for each part of `span_vectors`) and bias of the chance that a mention is literal."""
    flat = vectors.reshape(len(vectors), -1)
    mean, deviation = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    model = logistic((flat - mean) / deviation * VECTOR_SCALE, 1.0 - labels, weights)
    weights = model.coef_[0] * VECTOR_SCALE / deviation
    return weights.reshape(vectors.shape[1:]), float(model.intercept_[0] - weights @ mean)


def head_logits(head, vectors):
    return (vectors * head[0]).sum(axis=(1, 2)) + head[1]


def fit_all(examples, vectors, chosen):
    """The model of the words, the head, and the model of both, on the chosen examples."""
    labels, cues = examples.labels[chosen], [examples.cues[i] for i in chosen]
    weights = np.where(examples.sources[chosen] == CORPUS, CORPUS_WEIGHT, 1.0)
    words = fit_words(cues, labels, weights)
    seen = chosen[examples.numbers[chosen] >= 0]
    of, y, w = vectors[examples.numbers[seen]], examples.labels[seen], weights[examples.numbers[chosen] >= 0]
    rng = np.random.default_rng(3)
    fold_of_group = rng.integers(0, INNER_FOLDS, examples.groups.max() + 1)
    groups = examples.groups[seen]
    folds = np.where(groups >= 0, fold_of_group[groups], rng.integers(0, INNER_FOLDS, len(seen)))
    logits = np.zeros(len(seen))
    for fold in range(INNER_FOLDS):
        logits[folds == fold] = head_logits(
            fit_head(of[folds != fold], y[folds != fold], w[folds != fold]), of[folds == fold]
        )
    return words, fit_head(of, y, w), fit_words([examples.cues[i] for i in seen], y, w, logits)


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


def cross_validated(gold, found, vectors):
    """Sums of the words and of both for the gold mentions, and of both for the found ones, by models that have not seen the group."""
    fold_of = np.random.default_rng(1).integers(0, OUTER_FOLDS, gold.groups.max() + 1)
    folds, found_folds = np.where(gold.groups >= 0, fold_of[gold.groups], -1), fold_of[found.groups]
    alone, both, of_found = np.zeros(len(folds)), np.zeros(len(folds)), np.zeros(len(found_folds))
    trained = np.isin(gold.sources, TRAINED)
    for fold in range(OUTER_FOLDS):
        models = fit_all(gold, vectors, np.flatnonzero(trained & (folds != fold)))
        test = np.flatnonzero(trained & (folds == fold))
        alone[test], both[test] = predict(models, gold, vectors, test)
        test = np.flatnonzero(found_folds == fold)
        of_found[test] = predict(models, found, vectors, test)[1]
    return alone, both, of_found


def steepness(totals, labels):
    """What cross-validated sums are multiplied with to be log odds."""
    return float(LogisticRegression(C=1e6, fit_intercept=False).fit(totals[:, None], labels).coef_[0, 0])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--found", type=Path)
    parser.add_argument("--report-only", action="store_true")
    parser.add_argument("--held", action="store_true")
    args = parser.parse_args()
    index = SurfaceIndex(Gazetteer.load(args.gazetteer))
    gold, found, vectors = collect(args.data, args.news, index, load_found(args.found))
    alone, both, of_found = cross_validated(gold, found, vectors)
    scored = np.flatnonzero(np.isin(gold.sources, (CORPUS, TRAIN)))
    read = scored[gold.numbers[scored] >= 0]
    scales = steepness(alone[scored], gold.labels[scored]), steepness(both[read], gold.labels[read])
    both *= np.where(gold.numbers >= 0, scales[1], scales[0])
    report(gold, found, (alone * scales[0], both, of_found), (CORPUS, TRAIN))
    if args.report_only and not args.held:
        return
    models = fit_all(gold, vectors, np.flatnonzero(np.isin(gold.sources, TRAINED)))
    for source in (HELD, HELD_DOMESTIC) if args.held else ():
        chosen = np.flatnonzero(gold.sources == source)
        totals = predict(models, gold, vectors, chosen)[1]
        report_held(gold.labels[chosen], totals * np.where(gold.numbers[chosen] >= 0, scales[1], scales[0]), source)
    if not args.report_only:
        write(args.out, models, scales)


def write(folder, models, scales):
    """Stores the models, their sums made steep or flat enough to be log odds on articles that were not trained on."""
    words, head, context = models
    content = {"words": stored(words, scales[0]), "context": stored(context, scales[1])}
    content["context"]["literal_logit"] = round(float(context[1].coef_[0, -1]) * LOGIT_SCALE * scales[1], 4)
    path = folder / ROLE_FILE.name
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    write_head(folder / LITERAL_HEAD_FILE.name, *head, HEAD_TYPES, RECOGNISER_FOLDER / MODEL_FILE)


def stored(model, scale):
    vocabulary, fitted = model
    weights = [
        (template, cue, round(float(fitted.coef_[0, column]) * scale, 3))
        for (template, cue), column in vocabulary.items()
        if abs(fitted.coef_[0, column]) >= 0.005
    ]
    return {"bias": round(float(fitted.intercept_[0]) * scale, 4), "weights": stored_weights(weights)}


if __name__ == "__main__":
    main()
