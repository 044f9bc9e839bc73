# ruff: noqa: ANN001, ANN201, D103 offline scripts over untyped libraries
"""What the trainer of roles prints: precision, recall, F1 and how far the scores can be trusted."""

import numpy as np


def f1(hits, given, wanted):
    return round(float(2 * hits / max(1, given + wanted)), 3)


def role_scores(labels, predicted):
    """Precision, recall and F1 of literal and associative; `predicted` has None for a gold mention that was not found."""
    scores = {}
    for name, value in (("literal", 0.0), ("associative", 1.0)):
        hits = sum(p is not None and p == y == value for y, p in zip(labels, predicted, strict=True))
        given, wanted = sum(p == value for p in predicted if p is not None), sum(y == value for y in labels)
        scores[name] = (round(hits / max(1, given), 3), round(hits / max(1, wanted), 3), f1(hits, given, wanted))
    return scores


def reliability(labels, totals):
    """By tenth of the role's score: how many literal and associative mentions were called so, and the share that were right."""
    chances = 1.0 / (1.0 + np.exp(-np.abs(totals)))
    rows = []
    for low, high in ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        row = f"{low:.1f}"
        for is_associative in (False, True):
            chosen = (chances >= low) & (chances < high) & ((totals > 0) == is_associative)
            right = (labels[chosen] == is_associative).mean() if chosen.any() else float("nan")
            row += f" {'associative' if is_associative else 'literal'} {chosen.sum()} {right:.3f}"
        rows.append(row)
    return rows


def report(gold, found, sums, sources):
    """Prints the cross-validated scores on gold spans, and of the first source end to end on the spans that the pipeline finds."""
    alone, both, of_found = sums
    for source in sources:
        chosen = gold.sources == source
        labels, read = gold.labels[chosen], (gold.numbers[chosen] >= 0).mean()
        print(f"{source}: {chosen.sum()} mentions, with a literal score {read:.3f}; precision, recall, F1")
        for name, totals in (("words", alone), ("words and literal score", both)):
            predicted = (totals[chosen] > 0).astype(float)
            print(f"  {name}: {role_scores(labels, predicted)} accuracy {(labels == predicted).mean():.3f}")
        print("  " + "\n  ".join(reliability(labels, both[chosen])))
    role_of = {key: float(total > 0) for key, total in zip(found.keys, of_found, strict=True)}
    is_corpus = gold.sources == sources[0]
    labels = gold.labels[is_corpus]
    predicted = [role_of.get(key) for key, is_one in zip(gold.keys, is_corpus, strict=True) if is_one]
    print(
        f"end to end: {role_scores(labels, predicted)} found {np.mean([p is not None for p in predicted]):.3f},"
        f" of literal {np.mean([p is not None for p, y in zip(predicted, labels, strict=True) if y == 0]):.3f}"
    )


def report_held(labels, totals, name):
    """Prints the scores of mentions of outlets that are not trained on."""
    print(f"{name}: {len(labels)} mentions {role_scores(labels, (totals > 0).astype(float))}")
    print("  " + "\n  ".join(reliability(labels, totals)))
