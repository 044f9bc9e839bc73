"""`core.article_occurrences`: documents cut into articles; a structured record is one article by its source's word."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import CONTRACTS
from pipelines.segment.corrections import Corrections
from pipelines.segment.identity import ARTICLE_ID_CHARS, article_id_of
from pipelines.segment.segmenter import Segmenter
from pipelines.segment.spans import ArticleSpan, Merge, SetAside
from pipelines.worker import Json, Tables, Worker

OCCURRENCES, SET_ASIDE, MERGES = "core.article_occurrences", "ops.set_aside_blocks", "ops.doubtful_merges"
DOCUMENTS, TEXTS, CORRECTIONS = "raw.documents", "raw.document_texts", "raw.cut_corrections"


class DocumentCutter(Worker):
    """Cuts dumps with the segmenter, and takes each record for the one article that it is."""

    name: ClassVar[str] = "cuts"
    version: ClassVar[str] = "1"
    tables: ClassVar[tuple[str, ...]] = (OCCURRENCES, SET_ASIDE, MERGES)
    requires: ClassVar[tuple[str, ...]] = (DOCUMENTS, TEXTS, CORRECTIONS)

    def __init__(self, segmenter: Segmenter | None = None) -> None:
        self.segmenter = segmenter or Segmenter()

    def config(self) -> dict[str, Json]:
        """Return the identity of the segmenter."""
        return {"segmenter": self.segmenter.annotator_id}

    def files(self) -> tuple[Path, ...]:
        """Return the segmenter's files."""
        return self.segmenter.files()

    def work(self, batch: Tables) -> Tables:
        """Return the occurrences and the set-aside stretches of whole documents.

        Args:
            batch: Rows of `raw.documents`, and of `raw.cut_corrections` and `raw.document_texts` of these documents.
        """
        documents = batch[DOCUMENTS]
        dumps = documents.filter(documents.column("is_dump"))
        texts = _texts(batch[TEXTS])
        corrections = corrections_by_document(batch[CORRECTIONS])
        occurrences = [self._records(documents.filter(pc.invert(documents.column("is_dump"))))]
        aside: list[dict[str, Any]] = []
        merges: list[dict[str, Any]] = []
        for document_id, external_id in zip(
            *(dumps.column(n).to_pylist() for n in ("document_id", "external_id")), strict=True
        ):
            text = texts.get(document_id, "")
            found = self.segmenter.segment(text, corrections=corrections.get(document_id))
            rows = self.occurrence_rows(document_id, external_id, found.articles, text)
            occurrences.append(CONTRACTS[OCCURRENCES].from_rows(rows))
            aside += self.set_aside_rows(document_id, found.set_aside)
            merges += self.merge_rows(document_id, found.merges)
        return {
            OCCURRENCES: pa.concat_tables(occurrences),
            SET_ASIDE: CONTRACTS[SET_ASIDE].from_rows(aside),
            MERGES: CONTRACTS[MERGES].from_rows(merges),
        }

    def occurrence_rows(
        self,
        document_id: str,
        external_id: str | None,
        articles: Sequence[ArticleSpan],
        text: str,
        *,
        base: int = 0,
        first_ordinal: int = 0,
    ) -> list[dict[str, Any]]:
        """Return the rows of articles that were found in a stretch of a document.

        Args:
            document_id: The document.
            external_id: Its own id, if it has one.
            articles: What was found, in offsets of `text`.
            text: The stretch.
            base: Where the stretch begins in the document.
            first_ordinal: Position of the first article in the document.
        """
        return [
            {
                "article_id": article_id_of(text[article.start : article.end]),
                "document_id": document_id,
                "external_id": external_id,
                "ordinal": ordinal,
                "start_char": base + article.start,
                "end_char": base + article.end,
                "boundary_score": article.score,
                "boundary_basis": article.basis,
                **_span("title", article.title, base),
                **_span("deck", article.deck, base),
                "annotator_id": self.annotator_id,
            }
            for ordinal, article in enumerate(articles, start=first_ordinal)
        ]

    def set_aside_rows(self, document_id: str, blocks: Sequence[SetAside], *, base: int = 0) -> list[dict[str, Any]]:
        """Return the rows of what was set aside in a stretch of a document that begins at `base`."""
        return [
            {
                "document_id": document_id,
                "start_char": base + block.start,
                "end_char": base + block.end,
                "reason_code": block.reason_code,
                "score": block.score,
                "annotator_id": self.annotator_id,
            }
            for block in blocks
        ]

    def merge_rows(self, document_id: str, merges: Sequence[Merge], *, base: int = 0) -> list[dict[str, Any]]:
        """Return the rows of lines that were doubted and not cut in a stretch that begins at `base`."""
        return [
            {
                "document_id": document_id,
                "start_char": base + merge.start,
                "score": merge.score,
                "annotator_id": self.annotator_id,
            }
            for merge in merges
        ]

    def _records(self, records: pa.Table) -> pa.Table:
        """One occurrence per record; its article's id is the hash that `article_id_of` gives."""
        count = records.num_rows
        nothing = pa.nulls(count, pa.int64())
        columns = {
            "article_id": pc.utf8_slice_codeunits(records.column("content_sha256"), 0, ARTICLE_ID_CHARS),
            "document_id": records.column("document_id"),
            "external_id": records.column("external_id"),
            "ordinal": pa.array([0] * count, pa.int64()),
            "start_char": pa.array([0] * count, pa.int64()),
            "end_char": records.column("char_count"),
            "boundary_score": pa.array([1.0] * count, pa.float64()),
            "boundary_basis": pa.array(["document"] * count, pa.string()),
            **{f"{name}_{end}_char": nothing for name in ("title", "deck") for end in ("start", "end")},
            "annotator_id": pa.array([self.annotator_id] * count, pa.string()),
        }
        return CONTRACTS[OCCURRENCES].conform(pa.table(columns))


def corrections_by_document(rows: pa.Table) -> dict[str, Corrections]:
    """Return the corrections of each document that has any, from rows of `raw.cut_corrections`."""
    offsets: dict[str, dict[str, set[int]]] = {}
    columns = (rows.column(name).to_pylist() for name in ("document_id", "action", "start_char"))
    for document_id, action, start in zip(*columns, strict=True):
        offsets.setdefault(document_id, {"cut": set(), "join": set()})[action].add(start)
    return {
        document_id: Corrections(frozenset(found["cut"]), frozenset(found["join"]))
        for document_id, found in offsets.items()
    }


def _texts(parts: pa.Table) -> dict[str, str]:
    pieces: dict[str, list[str]] = {}
    for document_id, text in _ordered(parts):
        pieces.setdefault(document_id, []).append(text)
    return {document_id: "".join(texts) for document_id, texts in pieces.items()}


def _ordered(parts: pa.Table) -> Iterator[tuple[str, str]]:
    ordered = parts.sort_by([("document_id", "ascending"), ("part_index", "ascending")])
    yield from zip(*(ordered.column(name).to_pylist() for name in ("document_id", "text")), strict=True)


def _span(name: str, span: tuple[int, int] | None, base: int) -> dict[str, int | None]:
    start, end = (None, None) if span is None else (base + span[0], base + span[1])
    return {f"{name}_start_char": start, f"{name}_end_char": end}
