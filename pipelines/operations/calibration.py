"""Whether readings are as good as their scores promise, on a few texts with right answers that ship with the package.

A score is the probability that a row is right. A model, a gazetteer or a setting that was changed for the worse shows here
before it shows in the news: fewer rows are right than the scores say, or what stands in the texts is no longer found.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.catalogue import CATALOGUE
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.work.chain import Job, run_job

TEXTS = Path(__file__).parent / "gold" / "texts.jsonl"
"""One text a line, with its day of publication; `[surface|KIND|value]` is a right answer, and there are no others."""
ANY = "?"
"""The value of a place whose id another gazetteer has otherwise: what a row says there is neither right nor wrong."""
CHECK = "as_sure_as_right"
ENTITIES, PLACES, TIMES = "core.entity_mentions", "core.place_mentions", "core.time_mentions"
READINGS = (ENTITIES, PLACES, TIMES)
TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
LEAST_GAP = 0.1
"""Ten points between what scores promise and what is right, as the warnings against what was before have it."""
ERRORS = 3.0
"""Standard errors beyond which a gap is no chance."""
LEAST_FOUND = 0.75
"""The shipped models find more than four of five names in news of others; three of four, less chance, is no longer theirs."""
MOST_EXAMPLES = 5

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)(?:\|([^|\]]+))?\]")
Span = tuple[str, int, int, str]
"""Text, start, end and the right value: a type, a place or a day."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a reading did on the texts.

    Attributes:
        table: The reading's table.
        row_count: Rows that it wrote.
        right_share: Share of them that are right.
        promised_share: Mean of their scores.
        found_share: Share of the right answers that are among them.
        examples: Rows that are wrong, the surest first, and answers that are missing, five at most.
        is_passed: False when far fewer are right than promised, or far fewer are found than the shipped models find.
    """

    table: str
    row_count: int
    right_share: float
    promised_share: float
    found_share: float
    examples: tuple[str, ...]
    is_passed: bool


def calibrations(settings: Settings, tables: Sequence[str] = READINGS) -> Iterator[Calibration]:
    """Read the texts as a run would and compare with the right answers, table by table.

    Raises:
        OSError: If a model or the gazetteer is not there.
    """
    articles, answers = gold()
    entries = tuple(entry.name for entry in CATALOGUE.readings() if entry.name in READINGS)
    table = CONTRACTS["core.articles"].from_rows(list(articles.values()))
    done = run_job(settings, Job(entries, "article_id", tuple(articles), {"core.articles": table}))
    texts = {key: str(article["text"]) for key, article in articles.items()}
    for name in tables:
        rows = done.tables[name].to_pylist() if name in done.tables else []
        yield compared(name, [row for row in rows if row["field"] == "text"], answers[name], texts)


def compared(table: str, rows: Sequence[Mapping[str, Any]], wanted: set[Span], texts: Mapping[str, str]) -> Calibration:
    """Compare rows with the right answers of their table."""
    left_open = {span[:3] for span in wanted if span[3] == ANY}
    wanted = {span for span in wanted if span[:3] not in left_open}
    found = ((span, float(row["score"])) for row in rows if (span := _span(table, row)))
    scored = {span: score for span, score in found if span[:3] not in left_open}
    right = scored.keys() & wanted
    promised, count = sum(scored.values()), len(scored)
    chance = ERRORS * math.sqrt(sum(score * (1 - score) for score in scored.values()))
    is_too_sure = promised - len(right) > max(LEAST_GAP * count, chance)
    few = LEAST_FOUND * len(wanted) - ERRORS * math.sqrt(LEAST_FOUND * (1 - LEAST_FOUND) * len(wanted))
    wrong = sorted(scored.keys() - wanted, key=lambda span: (-scored[span], span))
    told = [f"wrong, {scored[span]:.2f}: {_told(span, texts)}" for span in wrong]
    told += [f"not found: {_told(span, texts)}" for span in sorted(wanted - right)]
    return Calibration(
        table,
        count,
        round(len(right) / count, 4) if count else 0.0,
        round(promised / count, 4) if count else 0.0,
        round(len(right) / len(wanted), 4),
        tuple(told[:MOST_EXAMPLES]),
        is_passed=not is_too_sure and len(right) >= few,
    )


def gold() -> tuple[dict[str, dict[str, Any]], dict[str, set[Span]]]:
    """Return the texts as rows of `core.articles` by their ids, and the right answers by table."""
    articles: dict[str, dict[str, Any]] = {}
    answers: dict[str, set[Span]] = {name: set() for name in READINGS}
    for number, line in enumerate(TEXTS.read_text(encoding="utf-8").splitlines(), 1):
        record, key, text, end = json.loads(line), f"gold{number}", "", 0
        for mark in _MARK.finditer(record["text"]):
            text += record["text"][end : mark.start()]
            surface, kind, value = mark.groups()
            span = (key, len(text), len(text) + len(surface))
            if kind == "DATE":
                answers[TIMES].add((*span, value))
            else:
                answers[ENTITIES].add((*span, kind))
            if value and kind != "DATE":
                answers[PLACES].add((*span, value))
            text, end = text + surface, mark.end()
        text += record["text"][end:]
        day = date.fromisoformat(record["published"])
        articles[key] = {
            "article_id": key,
            "text": text,
            "is_title_in_text": False,
            "language_code": "en",
            "word_count": len(text.split()),
            "published_date": day,
            "published_earliest": day,
            "published_latest": day,
            "published_basis": "metadata",
            "published_score": 1.0,
            "annotator_id": "gold",
        }
    return articles, answers


def _span(table: str, row: Mapping[str, Any]) -> Span | None:
    """What a row says, where answers are given: five types of names, places of the gazetteer, days and other dates."""
    place = (str(row["article_id"]), int(row["start_char"]), int(row["end_char"]))
    if table == ENTITIES:
        return (*place, row["entity_type"]) if row["entity_type"] in TYPES else None
    if table == PLACES:
        return (*place, row["place_id"]) if row["place_id"] else None
    return (*place, row["value"]) if row["timex_type"] == "DATE" and row["value"] else None


def _told(span: Span, texts: Mapping[str, str]) -> str:
    key, start, end, value = span
    return f"{texts[key][start:end]!r} as {value} in {texts[key]!r}"
