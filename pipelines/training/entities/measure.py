"""Scores the shipped recogniser on a CoNLL file, end to end: `python -m pipelines.training.entities.measure FILE [--errors N]`.

Types fold to PER, ORG and LOC; anything else is left out on both sides. Documents are kept whole, since mentions of one
name in an article settle each other's type.
"""

import argparse
from collections import Counter
from pathlib import Path

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities import recogniser as shipped
from pipelines.enrich.entities.recogniser import EntityRecogniser
from pipelines.training.entities.corpora import Sentence, tagged_spans
from pipelines.training.entities.examples import rendered
from pipelines.worker import MODELS

FOLD = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
Span = tuple[int, int, str]


def documents(path: Path) -> list[tuple[str, set[Span]]]:
    """Each document's text, a sentence a line, and its gold spans."""
    made: list[tuple[str, set[Span]]] = [("", set())]
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        parts = line.split()
        if parts and parts[0] != "-DOCSTART-":
            words.append(parts[0])
            tags.append(parts[-1])
            continue
        if words:
            example = rendered(Sentence(words, tagged_spans(tags)))
            text, spans = made[-1]
            base = len(text)
            made[-1] = (
                text + example.text + "\n",
                spans | {(base + s, base + e, label) for s, e, label in example.spans},
            )
            words, tags = [], []
        if parts and made[-1][0]:
            made.append(("", set()))
    return [document for document in made if document[0]]


def main() -> None:
    """Prints precision, recall and F1 by type and over all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--no-agreement", action="store_true")
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--temperature", type=float, default=shipped.TEMPERATURE)
    options = parser.parse_args()
    shipped.TEMPERATURE = options.temperature
    gold = documents(options.file)
    rows = [
        {
            "article_id": str(i),
            "text": text,
            "is_title_in_text": False,
            "word_count": 1,
            "published_basis": "none",
            "annotator_id": "gold",
        }
        for i, (text, _) in enumerate(gold)
    ]
    found: dict[int, set[Span]] = {}
    scores: list[tuple[float, bool]] = []
    recogniser = EntityRecogniser(threads=1, agreement=not options.no_agreement, models=options.models)
    for row in recogniser.predict({"core.articles": CONTRACTS["core.articles"].from_rows(rows)}).to_pylist():
        if row["entity_type"] in FOLD:
            span = (row["start_char"], row["end_char"], FOLD[row["entity_type"]])
            found.setdefault(int(row["article_id"]), set()).add(span)
            scores.append((row["score"], span in gold[int(row["article_id"])][1]))
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    wrong = []
    for i, (text, spans) in enumerate(gold):
        kept = {span for span in spans if span[2] in {"PER", "ORG", "LOC"}}
        got = found.get(i, set())
        wanted.update(label for *_, label in kept)
        given.update(label for *_, label in got)
        right.update(label for *_, label in got & kept)
        wrong += [("missed", text[s:e], label, text[max(0, s - 40) : e + 40]) for s, e, label in sorted(kept - got)]
        wrong += [("false", text[s:e], label, text[max(0, s - 40) : e + 40]) for s, e, label in sorted(got - kept)]
    for label in ("PER", "ORG", "LOC"):
        p, r = right[label] / max(1, given[label]), right[label] / max(1, wanted[label])
        print(
            f"{label} P {p:.3f} R {r:.3f} F1 {2 * right[label] / max(1, given[label] + wanted[label]):.3f} gold {wanted[label]}"
        )
    print(
        f"micro F1 {2 * right.total() / (given.total() + wanted.total()):.4f} over {wanted.total()} spans in {len(gold)} documents"
    )
    for low in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        part = [ok for score, ok in scores if low <= score < {0.3: 0.5, 0.95: 1.1, 0.9: 0.95}.get(low, low + 0.1)]
        print(f"score from {low}: {len(part)} spans, {sum(part) / max(1, len(part)):.2f} right")
    error = sum(abs(sum(ok - score for score, ok in scores if int(score * 10) == low)) for low in range(11)) / max(
        1, len(scores)
    )
    print(f"expected calibration error {error:.3f} at temperature {options.temperature}")
    for row in wrong[:: max(1, len(wrong) // options.errors)] if options.errors else []:
        print(row)


if __name__ == "__main__":
    main()
