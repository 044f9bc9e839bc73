"""A warehouse, workers small enough to see through, and steps that do one entry."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

import pyarrow as pa
import pytest

from pipelines import catalogue as catalogue_room
from pipelines.catalogue import Catalogue
from pipelines.contracts import CONTRACTS
from pipelines.enrich.articles import ArticleMaker
from pipelines.enrich.times import TimeTagger
from pipelines.segment import ArticleSpan, Segmentation, SetAside
from pipelines.segment.cutting import DocumentCutter
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse
from pipelines.work import chain, days, deriving, marts, reading, run, units
from pipelines.work.ingest import ingest
from pipelines.work.ingest.ingesting import DEFAULT_OPTIONS
from pipelines.worker import Annotator

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
HOUR_NS = 3_600 * 10**9


def write_jsonl(path, *records):
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8")
    return path


def later(path, hours=1):
    """Give a file a later time of last change, as a new version has."""
    stamp = path.stat().st_mtime_ns + hours * HOUR_NS
    os.utime(path, ns=(stamp, stamp))
    return path


class Bench:
    """One warehouse, one set of workers, and a way to do one entry after the other.

    Attributes:
        warehouse: The warehouse; `rows` and `scalar` look into its working file.
        workers: The worker of each table that has another than the one that ships.
    """

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        self.settings = Settings(
            warehouse=folder / "w.duckdb",
            home=folder / "home",
            landing=folder / "landing",
            executor="inline",
            batch_words=6,
        )
        self.warehouse = Warehouse(folder / "w.duckdb")
        self.workers = {
            "core.article_occurrences": DocumentCutter(LineSegmenter()),
            "core.articles": ArticleMaker(RecordDater(), lambda text: "en" if " the " in text else None),
            "core.sentences": FirstWord(),
            "core.time_mentions": TimeTagger(),
        }
        entries = [
            replace(entry, worker=lambda _, name=entry.name: self.workers[name])
            if entry.name in self.workers
            else entry
            for entry in catalogue_room.CATALOGUE.entries
        ]
        self.catalogue = Catalogue(tuple(entries))
        for module in (chain, days, deriving, marts, reading, run, units):
            if hasattr(module, "CATALOGUE"):
                monkeypatch.setattr(module, "CATALOGUE", self.catalogue)
        self.told = []

    def ingest(self, *paths, options=DEFAULT_OPTIONS, report=None):
        return ingest(self.warehouse, [str(path) for path in paths], now=lambda: NOW, options=options, report=report)

    def make(self, *tables):
        """Bring these tables up to date; give what was done for the last of them."""
        entries = [self.catalogue[table] for table in tables]
        done = run.bring_up_to_date(self.warehouse, self.settings, entries, lambda *told: self.told.append(told))
        return done[tables[-1]]

    def bring_in(self, *paths):
        self.ingest(*paths)
        return self.make("core.article_occurrences", "core.articles")

    def rows(self, sql, **parameters):
        with self.warehouse.writer() as session:
            return session.query(sql, parameters or None).to_pylist()

    def scalar(self, sql):
        with self.warehouse.writer() as session:
            return session.scalar(sql)

    def count(self, table):
        return self.scalar(f"select count(*) from {table}")


@pytest.fixture
def bench(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    return Bench(tmp_path, monkeypatch)


class LineSegmenter:
    """Every line is an article, but lines that begin with `#` are set aside; corrections join a line to the last."""

    calls = 0

    def __init__(self, version="1"):
        self.annotator_id = f"lines@{version}+0"

    def files(self):
        return ()

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
                        "document_id": row["document_id"],
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

    def __init__(self, version="1", fail_on=None, error=RuntimeError):
        self.version = version
        self.read = []
        self._fail_on, self._error = fail_on, error

    def predict(self, batch):
        rows = []
        for article in batch["core.articles"].to_pylist():
            self.read.append(article["text"])
            if self._fail_on and self._fail_on in article["text"]:
                raise self._error(f"cannot read {self._fail_on}")
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
