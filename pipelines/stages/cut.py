"""`raw.documents` into `core.article_occurrences`: dumps through the segmenter, records as they are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.segment import ArticleSpan, Corrections, Segmentation, Segmenter, SetAside, article_id_of
from pipelines.sqlfiles import load_sql
from pipelines.stages.increments import Report, pending_units
from pipelines.stages.texts import document_text
from pipelines.warehouse import Session

TABLE = "core.article_occurrences"
RECORD_ANNOTATOR_ID = "record@1+00000000"
"""Who "cuts" a structured record, which is one article by its source's own word."""
RECORD_UNITS = 20_000
"""Records that one transaction turns into articles."""
WINDOW_CHARS = 2_000_000
"""Text that is cut at a time, beside an article that is still open."""
CARRY_CHARS = 8_000_000
"""An article that is still open after so many characters is closed: memory stays bounded whatever comes."""


@dataclass(slots=True)
class CutCounts:
    """What one call did."""

    document_count: int = 0
    occurrence_count: int = 0
    set_aside_count: int = 0


def cut_documents(session: Session, segmenter: Segmenter, *, report: Report | None = None) -> CutCounts:
    """Brings `core.article_occurrences` and `ops.set_aside_blocks` up to date, one transaction a document."""
    counts = CutCounts()
    _cut_records(session, counts)
    pending = pending_units(session, TABLE, segmenter.annotator_id)
    if pending.num_rows:
        session.note_annotator(segmenter.annotator_id, segmenter.config())
    for done, unit in enumerate(pending.to_pylist(), start=1):
        occurrences, set_aside = _cut_dump(session, segmenter, unit["unit_id"])
        with session.transaction():
            for name, rows in ((TABLE, occurrences), ("ops.set_aside_blocks", set_aside)):
                session.replace(name, rows, unit_column="document_id", unit_ids=[unit["unit_id"]])
            session.note_done(TABLE, pending.slice(done - 1, 1), segmenter.annotator_id)
        counts.document_count += 1
        counts.occurrence_count += occurrences.num_rows
        counts.set_aside_count += set_aside.num_rows
        if report:
            report(done, pending.num_rows)
    return counts


def _cut_records(session: Session, counts: CutCounts) -> None:
    """One occurrence for each record that has none; the id is the same hash that `article_id_of` gives."""
    statement = load_sql("core", "record_occurrences").statement
    while True:
        rows = session.query(statement, {"annotator_id": RECORD_ANNOTATOR_ID, "row_limit": RECORD_UNITS})
        if not rows.num_rows:
            return
        if not counts.document_count:
            session.note_annotator(RECORD_ANNOTATOR_ID, {})
        session.append(TABLE, rows)
        counts.document_count += rows.num_rows
        counts.occurrence_count += rows.num_rows


def _cut_dump(session: Session, segmenter: Segmenter, document_id: str) -> tuple[pa.Table, pa.Table]:
    corrections = _corrections(session, document_id)
    external_id = session.scalar("select external_id from raw.documents where document_id = $id", {"id": document_id})
    given = {"document_id": document_id, "annotator_id": segmenter.annotator_id}
    occurrences, set_aside = [CONTRACTS[TABLE].empty()], [CONTRACTS["ops.set_aside_blocks"].empty()]
    ordinal = 0
    for base, text, segmentation in _segmented_windows(session, segmenter, document_id, corrections):
        rows = [
            _occurrence_row(article, base, text) | given | {"external_id": external_id, "ordinal": number}
            for number, article in enumerate(segmentation.articles, start=ordinal)
        ]
        ordinal += len(rows)
        occurrences.append(CONTRACTS[TABLE].from_rows(rows))
        blocks = [_set_aside_row(block, base) | given for block in segmentation.set_aside]
        set_aside.append(CONTRACTS["ops.set_aside_blocks"].from_rows(blocks))
    return pa.concat_tables(occurrences), pa.concat_tables(set_aside)


def _segmented_windows(
    session: Session, segmenter: Segmenter, document_id: str, corrections: Corrections
) -> Iterator[tuple[int, str, Segmentation]]:
    """The document's segmentation, a part at a time: each part's last article is cut again with the next part."""
    windows = list(_windows(session, document_id))
    base, text = 0, ""
    opening: ArticleSpan | None = None
    for number, (start, end) in enumerate(windows, start=1):
        text += document_text(session, document_id, start, end)
        segmentation = segmenter.segment(text, corrections=corrections.within(base, base + len(text)))
        articles = segmentation.articles
        if opening and articles:
            articles = [replace(articles[0], score=opening.score, basis=opening.basis), *articles[1:]]
        if number == len(windows) or not articles or len(text) > CARRY_CHARS:
            yield base, text, Segmentation(articles, segmentation.set_aside)
            base, text = base + len(text), ""
            opening = replace(articles[-1], score=0.0, basis="model") if articles else None
        else:
            opening = articles[-1]
            keep = opening.start
            settled = [block for block in segmentation.set_aside if block.end <= keep]
            yield base, text, Segmentation(articles[:-1], settled)
            base, text = base + keep, text[keep:]


def _windows(session: Session, document_id: str) -> Iterator[tuple[int, int]]:
    """Stretches of a document, in offsets of its text, that end where stored parts end."""
    parts = session.query(load_sql("raw", "document_texts").statement, {"document_id": document_id}).to_pylist()
    start = 0
    for part in parts:
        if part["end_char"] - start >= WINDOW_CHARS or part is parts[-1]:
            yield start, part["end_char"]
            start = part["end_char"]


def _occurrence_row(article: ArticleSpan, base: int, text: str) -> dict[str, object]:
    title, deck = article.title or (None, None), article.deck or (None, None)
    return {
        "article_id": article_id_of(text[article.start : article.end]),
        "start_char": base + article.start,
        "end_char": base + article.end,
        "boundary_score": article.score,
        "boundary_basis": article.basis,
        "title_start_char": None if title[0] is None else base + title[0],
        "title_end_char": None if title[1] is None else base + title[1],
        "deck_start_char": None if deck[0] is None else base + deck[0],
        "deck_end_char": None if deck[1] is None else base + deck[1],
    }


def _set_aside_row(block: SetAside, base: int) -> dict[str, object]:
    return {
        "start_char": base + block.start,
        "end_char": base + block.end,
        "reason_code": block.reason_code,
        "score": block.score,
    }


def _corrections(session: Session, document_id: str) -> Corrections:
    rows = session.query(load_sql("raw", "cut_corrections").statement, {"document_id": document_id}).to_pylist()
    return Corrections(
        frozenset(row["start_char"] for row in rows if row["action"] == "cut"),
        frozenset(row["start_char"] for row in rows if row["action"] == "join"),
    )
