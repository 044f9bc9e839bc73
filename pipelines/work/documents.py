"""`raw.documents` into `core.article_occurrences`: many small documents at once, a very large one in windows."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from pipelines.catalogue import Annotated
from pipelines.contracts import CONTRACTS
from pipelines.segment.corrections import Corrections
from pipelines.segment.cutting import (
    CORRECTIONS,
    DOCUMENTS,
    MERGES,
    OCCURRENCES,
    SET_ASIDE,
    TEXTS,
    DocumentCutter,
    corrections_by_document,
)
from pipelines.segment.spans import ArticleSpan, Segmentation
from pipelines.settings import Settings
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.commits import ARTICLES, Written, commit
from pipelines.warehouse.marks import note_workers
from pipelines.warehouse.texts import document_text
from pipelines.work.chain import Done, Job
from pipelines.work.exchange import exchange
from pipelines.work.executors import executor_for, expect
from pipelines.work.reading import note_failures
from pipelines.work.turns import Batch, Turns, ours
from pipelines.work.units import Counts, Report, batches_of, clear_away, note_up_to_date, to_do

BATCH_CHARS = 1_000_000
"""Text of one batch at most, code points; records have none here, for only their rows are read."""
WINDOW_CHARS = 2_000_000
"""A longer document is cut so much at a time, beside an article that is still open."""
CARRY_CHARS = 8_000_000
"""An article that is still open after so many characters is closed: memory stays bounded whatever comes."""
CHARS_PER_WORD = 6
_TEXT_CHARS = (
    "select coalesce(sum(char_count), 0)::bigint from raw.documents where document_id in (select unit_id from units)"
)


def cut_documents(
    warehouse: Warehouse,
    settings: Settings,
    entry: Annotated,
    report: Report,
    *,
    among: pa.Table | None = None,
) -> dict[str, Counts]:
    """Bring the occurrences of articles up to date.

    Args:
        warehouse: The warehouse.
        settings: What the cutter is built from.
        entry: The entry of `core.article_occurrences`.
        report: Told after each commit how far it is.
        among: Column `unit_id`: only what is pending of these documents is done; all that is pending when None.
    """
    counts = Counts()
    with warehouse.shares(entry.name) as shares:
        with warehouse.writer() as session:
            (work,) = to_do(session, [entry], settings, among)
            counts.removed = clear_away(session, work)
            if work.pending.units.num_rows:
                note_workers(session, entry.worker(settings))
                chars = session.scalar(_TEXT_CHARS, units=work.pending.units)
                expect(settings, chars // CHARS_PER_WORD, [ARTICLES])
        units = work.pending.units
        is_large = [size > WINDOW_CHARS for size in units.column("size").to_pylist()]
        small = units.filter(pa.array([not flag for flag in is_large], pa.bool_()))
        large = units.filter(pa.array(is_large, pa.bool_()))
        keys = dict(zip(*(units.column(name).to_pylist() for name in ("unit_id", "input_key")), strict=True))
        turns: Turns[Batch] = Turns(shares)

        def load(session: Session, batch: Batch) -> Job | None:
            mine = ours(session, turns, batch, {entry.name: keys})
            return _load(session, entry, mine.units) if mine else None

        def commit_done(session: Session, items: Sequence[Done]) -> None:
            for item in items:
                ids = pa.table({"unit_id": list(item.unit_ids), "input_key": [keys[unit] for unit in item.unit_ids]})
                tables = {name: item.tables.get(name, CONTRACTS[name].empty()) for name in entry.tables}
                _commit(session, Written(tables, entry.worker(settings).annotator_id, ids), item, counts)
                turns.give_back(item.unit_ids)
            report(entry.name, counts.units, units.num_rows)

        with executor_for(settings, sum(small.column("size").to_pylist()) // CHARS_PER_WORD) as executor:
            for planned in turns.rounds(deque(Batch((entry.name,), part) for part in batches_of(small, BATCH_CHARS))):
                exchange(warehouse, executor, planned, load=load, commit=commit_done)
        singly = deque(Batch((entry.name,), large.slice(index, 1)) for index in range(large.num_rows))
        for planned in turns.rounds(singly):
            for batch in planned:
                with warehouse.writer() as session:
                    mine = ours(session, turns, batch, {entry.name: keys})
                if mine:
                    _cut_large(warehouse, settings, entry, mine.units, counts)
                    turns.give_back(mine.units.column("unit_id").to_pylist())
                report(entry.name, counts.units, units.num_rows)
        with warehouse.writer() as session:
            note_up_to_date(session, work)
    return {entry.name: counts}


def _load(session: Session, entry: Annotated, units: pa.Table) -> Job:
    documents = session.rows(DOCUMENTS, unit_column="document_id", units=units)
    dumps = documents.filter(documents.column("is_dump")).select(["document_id"]).rename_columns(["unit_id"])
    tables = {
        DOCUMENTS: documents,
        TEXTS: session.rows(TEXTS, unit_column="document_id", units=dumps),
        CORRECTIONS: session.rows(CORRECTIONS, unit_column="document_id", units=dumps),
    }
    return Job((entry.name,), "document_id", tuple(units.column("unit_id").to_pylist()), tables)


def _commit(session: Session, written: Written, item: Done, counts: Counts) -> None:
    entry_name, units, tables = item.entry_names[0], written.units, written.tables
    with session.transaction():
        commit(session, [written], "document_id")
        note_failures(session, item.failures, [units], [entry_name])
    counts.units += units.num_rows
    counts.rows += tables[entry_name].num_rows
    counts.failed += len(item.failures)


def _cut_large(warehouse: Warehouse, settings: Settings, entry: Annotated, unit: pa.Table, counts: Counts) -> None:
    """Cut one document window by window, in this process; nothing is committed before its end."""
    cutter = entry.worker(settings)
    if not isinstance(cutter, DocumentCutter):
        raise TypeError(f"{entry.name}: expected a DocumentCutter, not {type(cutter).__name__}")
    document_id = unit.column("unit_id").to_pylist()[0]
    with warehouse.writer() as session:
        document = session.rows(DOCUMENTS, unit_column="document_id", units=unit).to_pylist()[0]
        corrections = corrections_by_document(session.rows(CORRECTIONS, unit_column="document_id", units=unit)).get(
            document_id, Corrections()
        )
        windows = _windows(session, document_id)
    occurrences: list[dict[str, object]] = []
    aside: list[dict[str, object]] = []
    merges: list[dict[str, object]] = []
    for base, text, found in _segmented(warehouse, cutter, document_id, windows, corrections):
        occurrences += cutter.occurrence_rows(
            document_id, document["external_id"], found.articles, text, base=base, first_ordinal=len(occurrences)
        )
        aside += cutter.set_aside_rows(document_id, found.set_aside, base=base)
        merges += cutter.merge_rows(document_id, found.merges, base=base)
    tables = {
        OCCURRENCES: CONTRACTS[OCCURRENCES].from_rows(occurrences),
        SET_ASIDE: CONTRACTS[SET_ASIDE].from_rows(aside),
        MERGES: CONTRACTS[MERGES].from_rows(merges),
    }
    done = Done((entry.name,), (document_id,), "")
    with warehouse.writer() as session:
        _commit(session, Written(tables, cutter.annotator_id, unit), done, counts)


def _segmented(
    warehouse: Warehouse,
    cutter: DocumentCutter,
    document_id: str,
    windows: list[tuple[int, int]],
    corrections: Corrections,
) -> Iterator[tuple[int, str, Segmentation]]:
    """Yield the document's segmentation part by part: each part's last article is cut again with the next part."""
    base, text = 0, ""
    opening: ArticleSpan | None = None
    for number, (start, end) in enumerate(windows, start=1):
        with warehouse.writer() as session:
            text += document_text(session, document_id, start, end)
        found = cutter.segmenter.segment(text, corrections=corrections.within(base, base + len(text)))
        articles = found.articles
        if opening and articles:
            articles = [replace(articles[0], score=opening.score, basis=opening.basis), *articles[1:]]
        if number == len(windows) or not articles or len(text) > CARRY_CHARS:
            yield base, text, Segmentation(articles, found.set_aside, found.merges)
            base, text = base + len(text), ""
            opening = replace(articles[-1], score=0.0, basis="model") if articles else None
        else:
            opening = articles[-1]
            keep = opening.start
            settled = [block for block in found.set_aside if block.end <= keep]
            yield base, text, Segmentation(articles[:-1], settled, [m for m in found.merges if m.start < keep])
            base, text = base + keep, text[keep:]


def _windows(session: Session, document_id: str) -> list[tuple[int, int]]:
    """Stretches of a document, in offsets of its text, that end where stored parts end."""
    parts = session.query(load_sql("raw", "document_texts").statement, {"document_id": document_id}).to_pylist()
    windows, start = [], 0
    for part in parts:
        if part["end_char"] - start >= WINDOW_CHARS or part is parts[-1]:
            windows.append((start, part["end_char"]))
            start = part["end_char"]
    return windows
