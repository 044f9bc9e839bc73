"""How far a grouping of items agrees with another: B-cubed and the adjusted Rand index."""

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> dict[str, float]:
    """Return B-cubed precision, recall and F1 (Bagga and Baldwin 1998).

    Args:
        found: Group of each item.
        gold: Its right group.
    """
    both, by_found, by_gold = Counter(zip(found, gold, strict=True)), Counter(found), Counter(gold)
    count = max(len(gold), 1)
    precision = sum(n * n / by_found[group] for (group, _), n in both.items()) / count
    recall = sum(n * n / by_gold[group] for (_, group), n in both.items()) / count
    total = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / total, 4) if total else 0.0,
    }


def adjusted_rand(found: Sequence[Hashable], gold: Sequence[Hashable]) -> float:
    """Return the adjusted Rand index (Hubert and Arabie 1985): 1 for the same grouping, about 0 for a random one."""
    together = sum(comb(n, 2) for n in Counter(zip(found, gold, strict=True)).values())
    left, right = (sum(comb(n, 2) for n in Counter(groups).values()) for groups in (found, gold))
    pairs = comb(len(gold), 2)
    expected = left * right / pairs if pairs else 0.0
    most = (left + right) / 2
    return round((together - expected) / (most - expected), 4) if most != expected else 1.0
