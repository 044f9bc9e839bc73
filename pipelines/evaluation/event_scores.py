"""Scores of events that were read against what a gold set says of each text."""

import re
from collections.abc import Sequence
from typing import Any

from pipelines.enrich.events.words import listed
from pipelines.evaluation.event_gold import QUADS, GoldEvent

Row = dict[str, Any]
COUNTED_FROM = 0.5
"""Score from which a row counts, as users are told."""
_WORD = re.compile(r"\w+")
_LITTLE = listed("the a an of in and to for on at by with his her its their")


def main_event(rows: Sequence[Row]) -> Row | None:
    """Return the row that a text is most about: the likeliest, the first of equals; None without any over the score that counts."""
    counted = [row for row in rows if row["score"] >= COUNTED_FROM]
    return max(counted, key=lambda row: (row["score"], -row["start_char"]), default=None)


def f1(right: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 from counts."""
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    total = precision + recall
    return {
        "precision": round(precision, 4), "recall": round(recall, 4),
        "f1": round(2 * precision * recall / total if total else 0.0, 4), "gold": gold,
    }  # fmt: skip


def type_scores(items: Sequence[GoldEvent], found: Sequence[Sequence[Row]]) -> dict[str, object]:
    """Score types: of the main row of each text, and of all rows of a text against its one gold type."""
    typed = [(item, rows) for item, rows in zip(items, found, strict=True) if item.event_type]
    if not typed:
        return {}
    mains = [(item.event_type, main_event(rows)) for item, rows in typed]
    right = sum(row is not None and row["event_type"] == gold for gold, row in mains)
    kinds = [
        ({row["event_type"] for row in rows if row["score"] >= COUNTED_FROM}, item.event_type) for item, rows in typed
    ]
    return {
        "type_of_main_event": f1(right, sum(row is not None for _, row in mains), len(typed)),
        "type_among_all_events": f1(
            sum(gold in kind for kind, gold in kinds), sum(len(kind) for kind, _ in kinds), len(typed)
        ),
    }


def quad_scores(items: Sequence[GoldEvent], found: Sequence[Sequence[Row]]) -> dict[str, object]:
    """Score the class of four of the main row of each text."""
    mains = [(item.quad, main_event(rows)) for item, rows in zip(items, found, strict=True) if item.quad]
    if not mains:
        return {}
    right = sum(row is not None and QUADS[row["event_type"]] == gold for gold, row in mains)
    return {"class_of_main_event": f1(right, sum(row is not None for _, row in mains), len(mains))}


def party_scores(items: Sequence[GoldEvent], found: Sequence[Sequence[Row]]) -> dict[str, object]:
    """Share of texts whose actor, and whose target, is right, of those whose main row has the right type or class.

    A party is right when its words and those of one of the gold parties share a word that says something; where the set marks
    none, none must be found.
    """
    counts = {"actor": [0, 0], "target": [0, 0]}
    for item, rows in zip(items, found, strict=True):
        row = _typed_row(item, rows)
        if row is None or item.actors is None or item.targets is None:
            continue
        for name, gold in (("actor", item.actors), ("target", item.targets)):
            if gold:
                counts[name][1] += 1
                surface = row[f"{name}_surface"]
                counts[name][0] += surface is not None and any(_same(surface, one) for one in gold)
    right, total = (sum(pair[i] for pair in counts.values()) for i in (0, 1))
    if not total:
        return {}
    shares = {f"{name}_right": round(pair[0] / pair[1], 4) for name, pair in counts.items() if pair[1]}
    return {**shares, "parties_right": round(right / total, 4), "parties": total}


def _typed_row(item: GoldEvent, rows: Sequence[Row]) -> Row | None:
    """The likeliest row that agrees with the gold type, or class, of a text; the main row where it has neither."""
    counted = [row for row in rows if row["score"] >= COUNTED_FROM]
    if item.event_type:
        counted = [row for row in counted if row["event_type"] == item.event_type]
    elif item.quad:
        counted = [row for row in counted if QUADS[row["event_type"]] == item.quad]
    return main_event(counted)


def _same(one: str, other: str) -> bool:
    return bool(_words(one) & _words(other))


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if word not in _LITTLE}
