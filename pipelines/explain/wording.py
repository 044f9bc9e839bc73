"""A row in words: what each column says and means, how sure it is, what it names, and who read it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipelines.contracts import CONTRACTS, TableContract
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

Row = Mapping[str, Any]

SURENESS = ((0.9, "very sure"), (0.7, "fairly sure"), (0.5, "more likely right than wrong"), (0.0, "more likely wrong"))
"""What a probability says, from the highest down; the last one holds for all that are lower."""
SCORED = ("score", "weight", "boundary_score", "published_score")
"""Columns that say how sure a row is, of which a table has one."""
NAMED = {
    "place_id": "name_of_place",
    "entity_id": "name_of_entity",
    "topic_code": "name_of_topic",
    "story_id": "name_of_story",
}
"""The statement that says what an id names, by how its column ends."""
SPANS = ("start_char", "end_char", "surface", "field")
"""Columns that the marked sentence shows."""
SIDE_CHARS = 160
"""Characters shown on both sides of a span that stands in no sentence."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row explained.

    Attributes:
        table_name: Its table.
        grain: What one row of it is.
        passage: The sentence, the span between `[` and `]`; empty for a row without a span.
        says: What each column says, in words.
        sureness: How sure it is; empty for a table without a score.
        evidence: What it rests on, a line each.
        reader: Who read it, with version and configuration; empty for what no annotator writes.
    """

    table_name: str
    grain: str
    passage: str
    says: tuple[str, ...]
    sureness: str
    evidence: tuple[str, ...] = field(default=())
    reader: str = ""


def in_words(session: Session, table_name: str, row: Row, evidence: tuple[str, ...]) -> Explanation:
    """Return a row of a table explained."""
    contract = CONTRACTS[table_name]
    return Explanation(
        table_name=table_name,
        grain=contract.grain,
        passage=passage_of(session, row),
        says=tuple(_columns(session, contract, row)),
        sureness=_sureness(row),
        evidence=(*_candidates(row), *evidence),
        reader=_reader(session, row.get("annotator_id")),
    )


def passage_of(session: Session, row: Row) -> str:
    """Return the sentence in which a row's span stands, with the span marked; empty for a row without one."""
    start, end, article_id = row.get("start_char"), row.get("end_char"), row.get("article_id")
    if start is None or end is None or article_id is None or ("document_id" in row and "ordinal" in row):
        return ""
    found = session.query(
        load_sql("explain", "passage").statement,
        {"article": article_id, "field": row.get("field") or "text", "start": start, "end": end, "side": SIDE_CHARS},
    ).to_pylist()
    if not found or found[0]["passage"] is None:
        return ""
    passage, first = found[0]["passage"], found[0]["first_char"]
    return marked(passage, start - first, end - first)


def marked(text: str, start: int, end: int) -> str:
    """Return a text on one line with the span from `start` to `end` between `[` and `]`."""
    parts = (text[: max(start, 0)], text[max(start, 0) : end], text[end:])
    before, inside, after = (part.replace("\n", " ") for part in parts)
    return f"{before}[{inside}]{after}".strip()


def _columns(session: Session, contract: TableContract, row: Row) -> Iterator[str]:
    hidden = {*SPANS, "candidates", "annotator_id", "article_id", "text", *SCORED}
    for column in contract.columns:
        value = row.get(column.name)
        if column.name in hidden or value is None or column.name.endswith("_start_char"):
            continue
        if column.name.endswith("_end_char"):
            stem = column.name.removesuffix("_end_char")
            words = _stretch(session, row, stem)
            if words:
                yield f"{stem}: {words}"
            continue
        yield f"{column.name}: {_value(session, column.name, value)} ({column.doc})"


def _stretch(session: Session, row: Row, stem: str) -> str:
    """The words of a second span of a row, such as a quote's content."""
    start, end = row.get(f"{stem}_start_char"), row.get(f"{stem}_end_char")
    if start is None or end is None or "ordinal" in row:
        return ""
    cut = session.scalar(
        load_sql("explain", "stretch").statement,
        {"article": row.get("article_id"), "field": row.get("field") or "text", "start": start, "end": end},
    )
    return " ".join(str(cut).split()) if cut else ""


def _value(session: Session, name: str, value: object) -> str:
    naming = next((found for ending, found in NAMED.items() if name == ending or name.endswith(f"_{ending}")), None)
    if naming is None:
        return f"{value:.3f}" if isinstance(value, float) else str(value)
    label = session.scalar(load_sql("explain", naming).statement, {"id": value})
    return f"{label} ({value})" if label else str(value)


def _sureness(row: Row) -> str:
    name = next((name for name in SCORED if row.get(name) is not None), None)
    if name is None:
        return ""
    score = float(row[name])
    words = next((words for least, words in SURENESS if score >= least), SURENESS[-1][1])
    return f"{name} {score:.2f}: {words}"


def _candidates(row: Row) -> Iterator[str]:
    """What else it might have been, where the reading says so."""
    stated = row.get("candidates")
    if not stated:
        return
    for candidate in json.loads(stated):
        chosen = " (chosen)" if candidate.get("place_id") == row.get("place_id") else ""
        yield f"candidate {candidate.get('name')} ({candidate.get('place_id')}), score {candidate.get('score')}{chosen}"


def _reader(session: Session, annotator_id: str | None) -> str:
    if annotator_id is None:
        return ""
    rows = session.rows("ops.annotators", unit_column="annotator_id", units=pa.table({"unit_id": [annotator_id]}))
    if not rows.num_rows:
        return annotator_id
    who = rows.to_pylist()[0]
    return f"{who['name']}, version {who['version']}, {who['config']} ({annotator_id})"
