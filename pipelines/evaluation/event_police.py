"""Scores what the police do, sentence by sentence: whether they kill, and whether they arrest."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.evaluation.event_gold import read_items
from pipelines.evaluation.event_reading import events_of
from pipelines.evaluation.event_scores import f1

COUNTED_FROM = 0.5
ARRESTING = re.compile(
    r"^(?:arrest|detain|apprehend|nab|round up|take .*into custody|pick up|detention|hold in custody|put .*house arrest|place .*house arrest"
    r"|remand|lock up|book|put .*behind bars|catch by|hold in connection|send .*(?:jail|prison)|lodge in)"
)
"""Expressions of the mode `arrest` that are arrests; the others are charges, trials and sentences."""
_OFFICERS = r"police|cops?|policem[ae]n|policewom[ae]n|constables?|officers?|troops?|army|soldiers?|jawans?|(?:security|paramilitary) forces|inspector|guards?"
OFFICERS = re.compile(rf"\b(?:{_OFFICERS})\b", re.IGNORECASE)
"""Those who kill, or are killed, for the state."""
POLICE = re.compile(rf"\b(?:{_OFFICERS}|firing)\b", re.IGNORECASE)
FIRING = re.compile(
    r"\b(?:firing|fired|open(?:ed)? fire|bullets?|encounter|gunned down|shot|clash(?:es|ed)?|lathi[- ]?charged?|exchange)\b",
    re.IGNORECASE,
)
"""Words for how the police kill; without them a sentence that names the police tells of others' deeds."""
DEADLY = frozenset({"kill", "assassinate"})


def evaluate_files(files: Sequence[Path]) -> dict[str, object]:
    """Score the sentences of some files for the labels KILL and ARREST.

    Raises:
        GoldError: If a file is not in the form that `evaluate events` names.
    """
    items = [item for path in files for item in read_items(path)]
    found = events_of([item.text for item in items])
    return police_scores([(item.text, item.labels or frozenset()) for item in items], found)


def police_scores(
    sentences: Sequence[tuple[str, frozenset[str]]],
    found: Sequence[Sequence[Mapping[str, Any]]],
) -> dict[str, object]:
    """Precision, recall and F1 per label."""
    scores: dict[str, object] = {"sentences": len(sentences)}
    for label, holds in (("ARREST", arrests), ("KILL", kills)):
        told = [holds(text, rows) for (text, _), rows in zip(sentences, found, strict=True)]
        gold = [label in labels for _, labels in sentences]
        scores[label.lower()] = f1(sum(a and b for a, b in zip(told, gold, strict=True)), sum(told), sum(gold))
    return scores


def arrests(text: str, rows: Sequence[Mapping[str, Any]]) -> bool:  # noqa: ARG001 one shape for both
    """Whether a sentence tells an arrest."""
    return any(
        row["score"] >= COUNTED_FROM
        and row["mode"] == "arrest"
        and row["status"] in {"asserted", "claimed"}
        and ARRESTING.match(row["expression"])
        for row in rows
    )


def kills(text: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a sentence tells that the police or the army killed somebody: nobody else did it, and it was not one of them."""
    is_deadly = any(
        row["score"] >= COUNTED_FROM
        and row["mode"] in DEADLY
        and row["status"] in {"asserted", "claimed"}
        and (row["actor_surface"] is None or OFFICERS.search(row["actor_surface"]))
        and (row["target_surface"] is None or not OFFICERS.search(row["target_surface"]))
        for row in rows
    )
    return is_deadly and POLICE.search(text) is not None and FIRING.search(text) is not None
