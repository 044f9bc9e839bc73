"""Scores whether events are told as facts: mean absolute error of factuality, and asserted or not."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.enrich.events.coding import NAMES
from pipelines.enrich.events.cues import status_features
from pipelines.enrich.events.network import Network
from pipelines.enrich.events.reader import FACTUALITY_FILE
from pipelines.enrich.events.status import ASSERTED_FROM, bounded
from pipelines.enrich.events.words import Word
from pipelines.evaluation.gold import GoldError, read_gold_jsonl

_EITHER = '"'
PRINTED_AS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
"""How news prints what corpora of words write otherwise."""


def evaluate_files(files: Sequence[Path]) -> dict[str, object]:
    """Score all sentences of some files.

    Raises:
        GoldError: If a sentence is not in the form that `evaluate events` names.
    """
    rows = []
    for path in files:
        for number, row in read_gold_jsonl(path):
            try:
                rows.append(
                    (
                        words_of_tokens(row["text"]),
                        [(int(one["span"][0]), float(one["factuality"])) for one in row["targets"]],
                    )
                )
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise GoldError(
                    path,
                    f"expected `text` and `targets` with `span` and `factuality` ({error!r})",
                    place=f"line {number}",
                ) from error
    return fact_scores(rows)


def fact_scores(
    rows: Sequence[tuple[Sequence[Word], Sequence[tuple[int, float]]]], network: Network | None = None
) -> dict[str, object]:
    """Score event words of sentences; beside it what saying `certain` of all would get."""
    network = network or Network.load(FACTUALITY_FILE)
    found, gold = [], []
    for words, targets in rows:
        flags = quoted_flags(words)
        lowers = [word.lower for word in words]
        sets = [status_features(lowers, first, flags, NAMES) for first, _ in targets]
        for (first, value), answer in zip(targets, network.answers(sets)[:, 0] if sets else (), strict=True):
            found.append(bounded(lowers, first, float(answer)))
            gold.append(value)
    told, right = np.array(found), np.array(gold)
    return {
        "sentences": len(rows), "events": len(gold),
        "mean_absolute_error": round(float(np.abs(told - right).mean()), 4),
        "mean_absolute_error_of_always_certain": round(float(np.abs(3 - right).mean()), 4),
        "asserted_accuracy": round(float(((told >= ASSERTED_FROM) == (right >= ASSERTED_FROM)).mean()), 4),
        "asserted_share": round(float((right >= ASSERTED_FROM).mean()), 4),
        "positive_accuracy": round(float(((told > 0) == (right > 0)).mean()), 4),
    }  # fmt: skip


def words_of_tokens(text: str) -> list[Word]:
    """Words of a tokenised sentence, as the readings see them."""
    words, at = [], 0
    for token in text.split(" "):
        words.append(Word(PRINTED_AS.get(token, token).lower(), at, at + len(token), token[:1].isupper()))
        at += len(token) + 1
    return words


def quoted_flags(words: Sequence[Word]) -> list[bool]:
    """Whether each word stands between quotation marks."""
    flags, inside = [], False
    for word in words:
        if word.lower == _EITHER:
            inside = not inside
        flags.append(inside)
    return flags


def examples_of(row: Mapping[str, Any]) -> list[tuple[list[str], float]]:
    """Features and factuality of each event word of a sentence."""
    words = words_of_tokens(row["text"])
    flags, lowers = quoted_flags(words), [word.lower for word in words]
    return [
        (status_features(lowers, target["span"][0], flags, NAMES), target["factuality"]) for target in row["targets"]
    ]
