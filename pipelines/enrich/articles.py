"""Occurrences into articles: text, title, language and date of each, and the best of them where several hold one text."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.worker import Json, Tables, Worker

if TYPE_CHECKING:
    from pipelines.enrich.dating import ArticleDater

ARTICLES, EVIDENCE = "core.articles", "core.date_evidence"
OCCURRENCES = "occurrences"
"""Name of the one table that the worker reads; `sql/core/occurrence_details.sql` and a column `text` say what it holds."""
STRETCH_CHARS = 1_000_000
"""The articles of a longer dump are dated in stretches of this length, which bounds memory."""
MOST_DOCUMENTS = 8
"""Documents that are asked for the date of one article: nobody's tenth copy knows better."""
_BASIS_RANK: Mapping[str, int] = {"metadata": 3, "dateline": 2, "text": 1, "none": 0}
_DATER_TYPES = {
    "ordinal": pa.int64(),
    "metadata_at": pa.timestamp("us", tz="UTC"),
    "collected_at": pa.timestamp("us", tz="UTC"),
}
_DATER_COLUMNS = ("article_id", "document_id", "ordinal", "title", "text", "metadata_at", "collected_at", "uri")
_DATE_COLUMNS = ("published_date", "published_earliest", "published_latest", "published_basis", "published_score")

Row = dict[str, Any]


class ArticleMaker(Worker):
    """Gives each occurrence its article's row; the occurrences of a document are dated together.

    Args:
        dater: Dates the articles of whole documents.
        detect_language: Text to ISO 639-1 code, or None; the detector that ships when left out.
    """

    name: ClassVar[str] = "articles"
    version: ClassVar[str] = "1"
    tables: ClassVar[tuple[str, ...]] = (ARTICLES, EVIDENCE)
    requires: ClassVar[tuple[str, ...]] = (OCCURRENCES,)

    def __init__(self, dater: "ArticleDater", detect_language: Callable[[str], str | None] | None = None) -> None:
        from pipelines.enrich.language import detect_language as shipped
        from pipelines.enrich.language import language_detector_id

        self._dater = dater
        self._detect_language = detect_language or shipped
        self._language_id = getattr(detect_language, "__name__", "") if detect_language else language_detector_id()

    def config(self) -> dict[str, Json]:
        """Return the identities of the dater and of language detection."""
        return {"dater": self._dater.annotator_id, "language": self._language_id}

    def files(self) -> tuple[Path, ...]:
        """Return nothing: the dater's identity counts its files."""
        return ()

    def work(self, batch: Tables) -> Tables:
        """Return one row of `core.articles` per occurrence, several of one article where it stands several times.

        Args:
            batch: `occurrences` with the texts, all of a document together, and in `told` what dated articles tell of them.
        """
        rows = [_titled(_on_its_day(row)) for row in batch[OCCURRENCES].to_pylist()]
        table = pa.table(
            {
                name: pa.array([row[name] for row in rows], _DATER_TYPES.get(name, pa.string()))
                for name in _DATER_COLUMNS
            }
        )
        if "told" in batch[OCCURRENCES].column_names:
            table = table.append_column("told", batch[OCCURRENCES]["told"])
        dating = self._dater.date(table)
        dates = {(row["article_id"], row["document_id"], row["ordinal"]): row for row in dating.dates.to_pylist()}
        articles = [self._article(row, dates[row["article_id"], row["document_id"], row["ordinal"]]) for row in rows]
        return {ARTICLES: CONTRACTS[ARTICLES].from_rows(articles), EVIDENCE: dating.evidence}

    def _article(self, row: Row, date: Row) -> Row:
        return {
            "article_id": row["article_id"],
            "title": row["title"],
            "deck": row["deck"],
            "text": row["text"],
            "is_title_in_text": row["is_title_in_text"],
            "word_count": len(row["text"].split()),
            "language_code": row["language_code"] or self._detect_language(row["text"]),
            **{name: date[name] for name in _DATE_COLUMNS},
            "annotator_id": self.annotator_id,
            "is_current": True,
            "document_id": row["document_id"],
        }


def best_articles(articles: pa.Table, evidence: pa.Table, wanted: Collection[str]) -> dict[str, pa.Table]:
    """Return one row for each wanted article, by the occurrence that dates it best, and the evidence of that one.

    A record's date beats a dateline, a dateline an inference, and a higher score a lower one; of equals the document with
    the smaller id counts. So the rows do not depend on the order in which documents came.

    Args:
        articles: Rows of `core.articles` by occurrence.
        evidence: Rows of `core.date_evidence` of all of them.
        wanted: Ids of articles; others are left out.
    """
    best: dict[str, Row] = {}
    for row in articles.to_pylist():
        known = best.get(row["article_id"])
        if row["article_id"] in wanted and (known is None or _rank(row) < _rank(known)):
            best[row["article_id"]] = row
    contract = CONTRACTS[EVIDENCE]
    unique = {
        tuple(row[name] for name in contract.key): row
        for row in evidence.to_pylist()
        if row["article_id"] in best and row["document_id"] == best[row["article_id"]]["document_id"]
    }
    return {
        ARTICLES: CONTRACTS[ARTICLES].from_rows([best[key] for key in sorted(best)]),
        EVIDENCE: contract.from_rows(list(unique.values())),
    }


def _rank(row: Row) -> tuple[int, float, str]:
    return -_BASIS_RANK[row["published_basis"]], -(row["published_score"] or 0.0), row["document_id"]


def _on_its_day(row: Row) -> Row:
    """The occurrence with its record's date on the day that the record's own zone has, noon being on it everywhere."""
    day = row["metadata_on"]
    return row if day is None else row | {"metadata_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC)}


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
