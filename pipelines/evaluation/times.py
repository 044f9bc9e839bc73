"""Scores time expressions against TimeML documents or JSONL.

TimeML: a `.tml` or `.xml` file or a folder of them, `<TIMEX3>` inside `<TEXT>`, the creation time as anchor. JSONL: one
article per line, `{"id", "text", "published_at", "timexes": [{"start", "end", "type", "value"}]}`.

Measures as in TempEval-3 (UzZaman et al. 2013): strict F1 asks for the same characters, relaxed F1 for an overlap; type and
value F1 count the overlapping pairs whose type, or value, is the same.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.evaluation.gold import GoldError, read_gold_jsonl, read_gold_text

_SUFFIXES = (".tml", ".xml")
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
"""Declarations that could make a document grow without bound. A plain document type is harmless: it is never fetched."""


class Span(NamedTuple):
    """One time expression: characters, TIMEX3 type and value."""

    start: int
    end: int
    timex_type: str
    value: str


class Document(NamedTuple):
    """A text with its day of publication and its gold time expressions."""

    name: str
    text: str
    published: date | None
    spans: tuple[Span, ...]


def evaluate(gold: Path) -> dict[str, object]:
    """Strict, relaxed, type and value scores of the shipped tagger.

    Args:
        gold: TimeML file, folder of TimeML files, or JSONL file.

    Raises:
        GoldError: If the gold data cannot be read, naming the file and the place.
    """
    documents = list(documents_of(gold))
    found = tagged(documents)
    return {"documents": len(documents), **scores([d.spans for d in documents], found)}


def documents_of(gold: Path) -> Iterator[Document]:
    """The documents of a TimeML file or folder, or of a JSONL file.

    Raises:
        GoldError: If there is nothing to read, or a document is not what the format says.
    """
    if gold.is_dir():
        files = sorted(path for path in gold.rglob("*") if path.suffix in _SUFFIXES)
        if not files:
            raise GoldError(gold, "expected TimeML files (*.tml, *.xml) in this folder")
        for path in files:
            yield timeml(path)
    elif gold.suffix in _SUFFIXES:
        yield timeml(gold)
    else:
        for number, row in read_gold_jsonl(gold):
            yield _record(gold, number, row)


def timeml(path: Path) -> Document:
    """One TimeML document. Entities of its own are refused.

    Raises:
        GoldError: If it is not XML, or has no `<TEXT>`.
    """
    raw = read_gold_text(path)
    if _ENTITIES.search(raw):
        raise GoldError(path, "expected TimeML without entity declarations of its own")
    try:
        root = ET.fromstring(raw)  # noqa: S314 declared entities are refused above; document types are not fetched
    except ET.ParseError as error:
        raise GoldError(path, f"expected well-formed TimeML ({error})") from error
    body = root if root.tag == "TEXT" else root.find(".//TEXT")
    if body is None:
        raise GoldError(path, "expected a <TEXT> element, as TimeML has")
    created = next(
        (t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None
    )
    parts: list[str] = []
    spans: list[Span] = []
    _walk(body, parts, 0, spans)
    return Document(path.stem, "".join(parts), _day_of(created), tuple(s for s in spans if s.end > s.start))


def _walk(node: ET.Element, parts: list[str], position: int, spans: list[Span]) -> int:
    """Append the text under a node and its time expressions; return the position after it, without its tail."""
    start = position
    if node.text:
        parts.append(node.text)
        position += len(node.text)
    for child in node:
        position = _walk(child, parts, position, spans)
        if child.tail:
            parts.append(child.tail)
            position += len(child.tail)
    if node.tag == "TIMEX3" and node.get("functionInDocument") != "CREATION_TIME":
        spans.append(Span(start, position, node.get("type", ""), node.get("value", "")))
    return position


def _record(path: Path, number: int, row: dict[str, object]) -> Document:
    where = f"line {number}"
    text, timexes = row.get("text"), row.get("timexes")
    if not isinstance(text, str):
        raise GoldError(path, "expected a string `text`", place=where)
    if not isinstance(timexes, list):
        raise GoldError(path, "expected `timexes`, a list of {start, end, type, value}", place=where)
    spans = []
    for item in timexes:
        if not isinstance(item, dict) or not isinstance(item.get("start"), int) or not isinstance(item.get("end"), int):
            raise GoldError(path, f"expected whole numbers `start` and `end`, got {item!r}", place=where)
        if not 0 <= item["start"] < item["end"] <= len(text):
            raise GoldError(
                path,
                f"expected a span inside the text, got {item['start']}..{item['end']} of {len(text)} characters",
                place=where,
            )
        spans.append(Span(item["start"], item["end"], str(item.get("type", "")), str(item.get("value", ""))))
    published = row.get("published_at")
    return Document(
        str(row.get("id", number)), text, _day_of(published if isinstance(published, str) else None), tuple(spans)
    )


def _day_of(value: str | None) -> date | None:
    """The day at the head of an ISO or TIMEX3 value; None when there is none."""
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", value or "")
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def tagged(documents: Sequence[Document]) -> list[list[Span]]:
    """What the shipped tagger finds in each document, given its day of publication."""
    from pipelines.enrich.times import TimeTagger

    rows = [
        {
            "article_id": str(index), "text": document.text, "is_title_in_text": False, "word_count": 0,
            "published_date": document.published, "published_basis": "metadata", "annotator_id": "gold",
        }
        for index, document in enumerate(documents)
    ]  # fmt: skip
    articles: pa.Table = CONTRACTS["core.articles"].from_rows(rows)
    found: list[list[Span]] = [[] for _ in documents]
    for row in TimeTagger().predict({"core.articles": articles}).to_pylist():
        found[int(row["article_id"])].append(Span(row["start_char"], row["end_char"], row["timex_type"], row["value"]))
    return found


def scores(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> dict[str, object]:
    """Precision, recall and F1 by measure; each gold span is paired with at most one found span that overlaps it."""
    strict = relaxed = same_type = same_value = 0
    for gold_spans, found_spans in zip(gold, found, strict=True):
        exact = {(s.start, s.end) for s in gold_spans}
        strict += sum((s.start, s.end) in exact for s in found_spans)
        for expected, got in pairs(gold_spans, found_spans):
            relaxed += 1
            same_type += expected.timex_type == got.timex_type
            same_value += canonical(expected.value) == canonical(got.value)
    gold_count, found_count = sum(map(len, gold)), sum(map(len, found))
    counts = {"strict": strict, "relaxed": relaxed, "type": same_type, "value": same_value}
    result: dict[str, object] = {"gold": gold_count, "found": found_count}
    for name, count in counts.items():
        precision = count / found_count if found_count else 0.0
        recall = count / gold_count if gold_count else 0.0
        total = gold_count + found_count
        result[name] = {
            "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(2 * count / total, 4) if total else 0.0,
        }  # fmt: skip
    return result


def pairs(gold: Sequence[Span], found: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Gold and found spans that overlap, one to one, in text order."""
    rest = sorted(found)
    index = 0
    for expected in sorted(gold):
        while index < len(rest) and rest[index].end <= expected.start:
            index += 1
        if index < len(rest) and rest[index].start < expected.end:
            yield expected, rest[index]
            index += 1


def canonical(value: str) -> str:
    """A value with the spellings of one meaning made equal: '1998-W7' is '1998-W07', '2024-01-01T9' is '...T09'."""
    value = re.sub(r"-W(\d)(?!\d)", r"-W0\1", value.strip())
    return re.sub(r"T(\d)(?!\d)", r"T0\1", value)
