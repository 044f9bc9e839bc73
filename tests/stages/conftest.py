"""A warehouse and readers small enough to see through."""

from datetime import UTC, datetime
from typing import NamedTuple

import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.segment import ArticleSpan, Segmentation, SetAside
from pipelines.warehouse import Warehouse
from pipelines.worker import Annotator

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def session(tmp_path):
    with Warehouse(tmp_path / "w.duckdb").writer() as opened:
        yield opened


class LineSegmenter:
    """Every line is an article, but lines that begin with `#` are set aside; corrections join a line to the last."""

    annotator_id = "lines@1+0"
    calls = 0

    def config(self):
        return {}

    def segment(self, text, *, corrections=None):
        self.calls += 1
        articles, aside, offset = [], [], 0
        for line in text.split("\n"):
            start, end = offset, offset + len(line)
            offset = end + 1
            if line.startswith("#"):
                aside.append(SetAside(start, end, "comment", 0.9))
            elif line and corrections and start in corrections.forbidden and articles:
                articles[-1] = ArticleSpan(articles[-1].start, end, articles[-1].score, articles[-1].basis)
            elif line:
                articles.append(ArticleSpan(start, end, 0.6 if articles else 1.0, "model" if articles else "document"))
        return Segmentation(articles, aside)


class Dating(NamedTuple):
    dates: pa.Table
    evidence: pa.Table


class RecordDater:
    """Dates an article by its record only."""

    def __init__(self, version="1"):
        self.annotator_id = f"record-dater@{version}+0"

    def config(self):
        return {}

    def date(self, articles):
        dates, evidence = [], []
        for row in articles.to_pylist():
            day = row["metadata_at"].date() if row["metadata_at"] else None
            dates.append(
                {
                    "article_id": row["article_id"],
                    "document_id": row["document_id"],
                    "ordinal": row["ordinal"],
                    "published_date": day,
                    "published_earliest": day,
                    "published_latest": day,
                    "published_basis": "metadata" if day else "none",
                    "published_score": 0.99 if day else None,
                }
            )
            if day:
                evidence.append(
                    {
                        "article_id": row["article_id"],
                        "kind": "metadata",
                        "earliest": day,
                        "latest": day,
                        "weight": 1.0,
                        "annotator_id": self.annotator_id,
                    }
                )
        names = ("published_date", "published_earliest", "published_latest", "published_basis", "published_score")
        types = {name: CONTRACTS["core.articles"].arrow_schema.field(name).type for name in names}
        schema = pa.schema(
            [("article_id", pa.string()), ("document_id", pa.string()), ("ordinal", pa.int64()), *types.items()]
        )
        return Dating(pa.Table.from_pylist(dates, schema=schema), CONTRACTS["core.date_evidence"].from_rows(evidence))


class FirstWord(Annotator):
    """One sentence an article: its first word."""

    name = "first-word"
    version = "1"
    table = "core.sentences"

    def __init__(self, fail_on=None):
        self.read = []
        self._fail_on = fail_on

    def predict(self, batch):
        rows = []
        for article in batch["core.articles"].to_pylist():
            self.read.append(article["text"])
            if self._fail_on and self._fail_on in article["text"]:
                raise RuntimeError("killed here")
            rows.append(
                {
                    "article_id": article["article_id"],
                    "sentence_index": 0,
                    "start_char": 0,
                    "end_char": len(article["text"].split()[0]),
                    "kind": "sentence",
                    "annotator_id": self.annotator_id,
                }
            )
        return CONTRACTS[self.table].from_rows(rows)
