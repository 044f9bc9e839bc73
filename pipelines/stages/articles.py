"""`core.article_occurrences` into `core.articles` and `core.date_evidence`: texts, titles, languages and dates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.stages.anchors import use_anchors
from pipelines.stages.increments import Report, pending_units, unit_batches
from pipelines.stages.texts import document_text
from pipelines.warehouse import Session
from pipelines.worker import Json

TABLE = "core.articles"
BATCH_CHARS = 4_000_000
"""Text that is dated together at most, code points; a longer dump is dated in stretches of this length."""
_BASIS_RANK: Mapping[str, int] = {"metadata": 3, "dateline": 2, "text": 1, "none": 0}

Row = dict[str, Any]
DetectLanguage = Callable[[str], str | None]


class Dating(Protocol):
    """Dates of articles, and what they rest on."""

    @property
    def dates(self) -> pa.Table:
        """Columns article_id, document_id, ordinal and the `published_` columns of core.articles."""

    @property
    def evidence(self) -> pa.Table:
        """Rows of core.date_evidence."""


class Dater(Protocol):
    """Reads when articles were published; `pipelines.enrich.dating.ArticleDater` is the one that ships."""

    @property
    def annotator_id(self) -> str:
        """name@version+config hash."""

    def config(self) -> dict[str, Json]:
        """What the id stands for."""

    def date(self, articles: pa.Table, event_anchors: pa.Table | None = None) -> Dating:
        """Dates for the articles of whole documents, with events that dated articles report."""


@dataclass(slots=True)
class ArticleCounts:
    """What one call did."""

    document_count: int = 0
    article_count: int = 0
    removed_count: int = 0
    anchored_count: int = 0


def write_articles(
    session: Session, dater: Dater, detect_language: DetectLanguage, *, report: Report | None = None
) -> ArticleCounts:
    """Brings `core.articles` and `core.date_evidence` up to date, one transaction a batch of documents."""
    counts = ArticleCounts()
    pending = pending_units(session, TABLE, dater.annotator_id)
    if pending.num_rows:
        session.note_annotator(dater.annotator_id, dater.config())
    for units in unit_batches(pending, BATCH_CHARS):
        with session.transaction():
            for occurrences in _slices(session, units):
                articles, evidence = _articles_of(occurrences, dater, detect_language)
                counts.article_count += _merge(session, articles, evidence, dater.annotator_id)
            session.note_done(TABLE, units, dater.annotator_id)
        counts.document_count += units.num_rows
        if report:
            report(counts.document_count, pending.num_rows)
    counts.removed_count = _remove_orphans(session)

    def redate(units: pa.Table, anchors: pa.Table) -> int:
        return _redate(session, dater, detect_language, units, anchors)

    is_changed = bool(counts.document_count or counts.removed_count)
    counts.anchored_count = use_anchors(session, dater.annotator_id, redate, is_changed=is_changed)
    return counts


def _redate(
    session: Session, dater: Dater, detect_language: DetectLanguage, documents: pa.Table, anchors: pa.Table
) -> int:
    """Writes the articles of these documents as the anchors date them, unless a record or dateline does."""
    best: dict[str, Row] = {}
    for units in unit_batches(documents, BATCH_CHARS):
        with session.transaction():
            for occurrences in _slices(session, units):
                rows, evidence = _articles_of(occurrences, dater, detect_language, anchors)
                sure = _sure_ids(session, [row["article_id"] for row in rows])
                fresh: dict[str, Row] = {}
                for row in rows:
                    known = best.get(row["article_id"])
                    if row["article_id"] not in sure and (
                        known is None or _rank(row, dater.annotator_id) > _rank(known, dater.annotator_id)
                    ):
                        best[row["article_id"]] = fresh[row["article_id"]] = row
                _replace(session, fresh, evidence)
    return len(best)


def _sure_ids(session: Session, article_ids: Sequence[str]) -> set[str]:
    """Those of the articles that a record or a dateline dates."""
    table = session.query(
        "select article_id from core.articles "
        "where published_basis in ('metadata', 'dateline') and article_id in (select unit_id from units)",
        units=pa.table({"unit_id": pa.array(article_ids, pa.string())}),
    )
    return set(table["article_id"].to_pylist())


def _slices(session: Session, units: pa.Table) -> Iterator[list[Row]]:
    """The occurrences of these documents with their texts, at most about `BATCH_CHARS` of text at a time."""
    rows = session.query(load_sql("core", "occurrence_details").statement, units=units).to_pylist()
    texts = _short_texts(session, units)
    start = 0
    while start < len(rows):
        end, size = start, 0
        while end < len(rows) and (
            end == start or size + rows[end]["end_char"] - rows[end]["start_char"] <= BATCH_CHARS
        ):
            size += rows[end]["end_char"] - rows[end]["start_char"]
            end += 1
        stretch = rows[start:end]
        for row in stretch:
            known = texts.get(row["document_id"])
            row["text"] = (
                known[row["start_char"] : row["end_char"]]
                if known is not None
                else document_text(session, row["document_id"], row["start_char"], row["end_char"])
            )
        yield stretch
        start = end


def _short_texts(session: Session, units: pa.Table) -> dict[str, str]:
    """Texts of the documents that a batch can hold whole."""
    table = session.query(
        "select document_id, text from raw.document_texts "
        "where document_id in (select unit_id from units where size <= $limit) order by document_id, part_index",
        {"limit": BATCH_CHARS},
        units=units,
    )
    parts: dict[str, list[str]] = {}
    for document_id, text in zip(*(table.column(name).to_pylist() for name in ("document_id", "text")), strict=True):
        parts.setdefault(document_id, []).append(text)
    return {document_id: "".join(texts) for document_id, texts in parts.items()}


def _articles_of(
    occurrences: Sequence[Row], dater: Dater, detect_language: DetectLanguage, anchors: pa.Table | None = None
) -> tuple[list[Row], pa.Table]:
    """Rows of core.articles for these occurrences, and the evidence of their dates."""
    readable = [_titled(row) for row in occurrences]
    names = ("article_id", "document_id", "ordinal", "title", "text", "metadata_at", "collected_at", "uri")
    types = {
        "ordinal": pa.int64(),
        "metadata_at": pa.timestamp("us", tz="UTC"),
        "collected_at": pa.timestamp("us", tz="UTC"),
    }
    table = pa.table({name: pa.array([row[name] for row in readable], types.get(name, pa.string())) for name in names})
    dating = dater.date(table) if anchors is None else dater.date(table, anchors)
    dates = {(row["article_id"], row["document_id"], row["ordinal"]): row for row in dating.dates.to_pylist()}
    articles = []
    for row in readable:
        date = dates[row["article_id"], row["document_id"], row["ordinal"]]
        articles.append(
            {
                "article_id": row["article_id"],
                "title": row["title"],
                "deck": row["deck"],
                "text": row["text"],
                "is_title_in_text": row["is_title_in_text"],
                "word_count": len(row["text"].split()),
                "language_code": row["language_code"] or detect_language(row["text"]),
                "published_date": date["published_date"],
                "published_earliest": date["published_earliest"],
                "published_latest": date["published_latest"],
                "published_basis": date["published_basis"],
                "published_score": date["published_score"],
                "annotator_id": dater.annotator_id,
            }
        )
    return articles, dating.evidence


def _titled(row: Row) -> Row:
    """The occurrence with its title and deck: the record's own, else what opens the text."""

    def inside(name: str) -> str | None:
        start, end = row[f"{name}_start_char"], row[f"{name}_end_char"]
        return None if start is None else row["text"][start - row["start_char"] : end - row["start_char"]]

    own = row["record_title"]
    return row | {
        "title": own or inside("title"),
        "deck": inside("deck"),
        "is_title_in_text": not own and row["title_start_char"] is not None,
    }


def _merge(session: Session, articles: list[Row], evidence: pa.Table, annotator_id: str) -> int:
    """Writes the articles that are new or better dated than what stands; gives their number."""
    if not articles:
        return 0
    ids = list(dict.fromkeys(row["article_id"] for row in articles))
    standing = session.query(
        "select article_id, published_basis, published_score, annotator_id from core.articles "
        "where article_id in (select unit_id from units)",
        units=pa.table({"unit_id": pa.array(ids, pa.string())}),
    )
    best = {row["article_id"]: row for row in standing.to_pylist()}
    written: dict[str, Row] = {}
    for row in articles:
        known = best.get(row["article_id"])
        if known is None or _rank(row, annotator_id) > _rank(known, annotator_id):
            best[row["article_id"]] = written[row["article_id"]] = row
    _replace(session, written, evidence)
    return len(written)


def _replace(session: Session, written: Mapping[str, Row], evidence: pa.Table) -> None:
    """Puts these articles and their evidence in the place of what stands."""
    unit_ids = list(written)
    rows = CONTRACTS[TABLE].from_rows(list(written.values()))
    session.replace(TABLE, rows, unit_column="article_id", unit_ids=unit_ids)
    session.replace(
        "core.date_evidence", _evidence_of(evidence, set(unit_ids)), unit_column="article_id", unit_ids=unit_ids
    )


def _rank(row: Row, annotator_id: str) -> tuple[bool, int, float]:
    return row["annotator_id"] == annotator_id, _BASIS_RANK[row["published_basis"]], row["published_score"] or 0.0


def _evidence_of(evidence: pa.Table, article_ids: set[str]) -> pa.Table:
    contract = CONTRACTS["core.date_evidence"]
    unique = {
        tuple(row[name] for name in contract.key): row
        for row in evidence.to_pylist()
        if row["article_id"] in article_ids
    }
    return contract.from_rows(list(unique.values()))


def _remove_orphans(session: Session) -> int:
    """Removes articles that no document holds any more, with their evidence."""
    gone = "where article_id not in (select article_id from core.article_occurrences)"
    count = int(session.scalar(f"select count(*) from core.articles {gone}"))
    if count:
        with session.transaction():
            session.run(f"delete from core.articles {gone}")
            session.run(f"delete from core.date_evidence {gone}")
    return count
