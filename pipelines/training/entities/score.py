"""Scores a checkpoint on a CoNLL file, for choosing between trainings: `python -m ...score MODEL.pt FILE [SOURCE]`.

Word-level decoding as at run time; types are folded to PER, ORG, LOC and MISC is left out on both sides.
"""

import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from pipelines.training.entities.corpora import Sentence, measure
from pipelines.training.entities.examples import Example, rendered
from pipelines.training.entities.features import features
from pipelines.training.entities.labels import TAGS
from pipelines.training.entities.network import Tagger, load
from pipelines.training.entities.train import padded, tokenizer

FOLD = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def transitions() -> np.ndarray:
    """Log-cost matrix: 0 where one tag may follow another, a large negative number where it may not."""
    allowed = np.zeros((len(TAGS), len(TAGS)))
    for i, a in enumerate(TAGS):
        for j, b in enumerate(TAGS):
            opens = a[0] in "BI"
            fine = b[0] in "IE" and a[2:] == b[2:] if opens else b[0] in "OBS"
            allowed[i, j] = 0 if fine else -1e4
    return allowed


def viterbi(scores: np.ndarray) -> list[int]:
    """The best valid tag sequence of log probabilities (words, tags)."""
    steps = transitions() if not hasattr(viterbi, "table") else viterbi.table
    viterbi.table = steps
    start = np.array([0.0 if t[0] in "OBS" else -1e4 for t in TAGS])
    stop = np.array([0.0 if t[0] in "OES" else -1e4 for t in TAGS])
    best = scores[0] + start
    back = []
    for row in scores[1:]:
        candidates = best[:, None] + steps
        back.append(candidates.argmax(0))
        best = candidates.max(0) + row
    path = [int((best + stop).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def tag_spans(path: list[int]) -> list[tuple[int, int, str]]:
    """Spans (first, end, type) of a valid tag sequence."""
    spans, start = [], 0
    for i, t in enumerate(path):
        tag = TAGS[t]
        if tag[0] in "BS":
            start = i
        if tag[0] in "ES":
            spans.append((start, i + 1, tag[2:]))
    return spans


def predict(
    model: Tagger, examples: list[Example], temperature: float = 1.0
) -> list[list[tuple[int, int, str, float]]]:
    """Character spans with the mean tag probability, for each example."""
    made = tokenizer()
    items = [features(e, made) for e in examples]
    order = sorted(range(len(items)), key=lambda i: len(items[i].ids))
    found: list[list[tuple[int, int, str, float]]] = [[] for _ in items]
    with torch.inference_mode():
        for begin in range(0, len(order), 48):
            group = order[begin : begin + 48]
            ids, mask, shapes, _, _ = padded([items[i] for i in group])
            logs = torch.log_softmax(model(ids, mask, shapes)[0] / temperature, -1).numpy()
            for row, i in enumerate(group):
                encoding = made.encode(examples[i].text)
                words = np.array([-1 if w is None else w for w in encoding.word_ids])[: len(items[i].ids)]
                first = np.flatnonzero((words >= 0) & np.concatenate([[True], words[1:] != words[:-1]]))
                if not len(first):
                    continue
                path = viterbi(logs[row, first])
                starts = [encoding.offsets[p][0] for p in first]
                last = [*(p - 1 for p in first[1:]), max(p for p in range(len(words)) if words[p] >= 0)]
                ends = [encoding.offsets[p][1] for p in last]
                for s, e, label in tag_spans(path):
                    p = float(np.exp(np.mean([logs[row, first[k], path[k]] for k in range(s, e)])))
                    found[i].append((starts[s], ends[e - 1], label, p))
    return found


def main() -> None:
    """Prints precision, recall and F1 by type."""
    torch.set_num_threads(1)
    model = load(Path(sys.argv[1]))
    model.eval()
    sentences = [Sentence(w, s) for w, s in measure(Path(sys.argv[2]))]
    if len(sys.argv) > 3:
        sentences = sentences[:: int(sys.argv[3])]
    examples = [rendered(s) for s in sentences]
    found = predict(model, examples)
    right, given, wanted = Counter(), Counter(), Counter()
    wrong = []
    for example, spans in zip(examples, found, strict=True):
        gold = {(s, e, lab) for s, e, lab in example.spans if lab in {"PER", "ORG", "LOC"}}
        got = {(s, e, FOLD[lab]) for s, e, lab, _ in spans if lab in FOLD}
        for g in gold:
            wanted[g[2]] += 1
        for g in got:
            given[g[2]] += 1
            right[g[2]] += g in gold
        wrong += (
            [
                (
                    example.text,
                    sorted((example.text[s:e], lab) for s, e, lab in gold - got),
                    sorted((example.text[s:e], lab) for s, e, lab in got - gold),
                )
            ]
            if gold != got
            else []
        )
    for name in ("PER", "ORG", "LOC"):
        print(
            name,
            f"P {right[name] / max(1, given[name]):.3f} R {right[name] / wanted[name]:.3f} F1 {2 * right[name] / (given[name] + wanted[name]):.3f} n {wanted[name]}",
        )
    print("micro", f"{2 * right.total() / (given.total() + wanted.total()):.4f}", len(examples), "sentences")
    if len(sys.argv) > 4:
        for row in wrong[:: max(1, len(wrong) // int(sys.argv[4]))]:
            print(row)


if __name__ == "__main__":
    main()
