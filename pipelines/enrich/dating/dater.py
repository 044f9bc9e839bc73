"""Dates articles: the record's own date, else a date the text states as its own, else inference from the text."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.dating.bins import Factor, circle_bins
from pipelines.enrich.dating.inference import Inference, Reading, source_files
from pipelines.enrich.dating.intervals import Estimate
from pipelines.enrich.dating.stated import HEAD_CHARS, stated_dates
from pipelines.enrich.dating.told import Told
from pipelines.timex.calendar import day
from pipelines.timex.orders import date_order, ordered
from pipelines.timex.timex import Timex
from pipelines.worker import MODELS, Json, Tables, Worker

TOLERANCE = dt.timedelta(days=1)
"""A record's date may lie this far after the collection: time zones, and files written before midnight."""
FIRST_YEAR = 1600
"""No newspaper is older; an earlier year is a default value of some software or a slip."""
UNSET_DAYS = frozenset({dt.date(1970, 1, 1), dt.date(1900, 1, 1), dt.date(1899, 12, 30), dt.date(1601, 1, 1)})
"""Days that software writes when it knows none."""
MAX_TITLE_CHARS = 1_000
"""A longer title is a text."""
METADATA_SCORE = 0.99
STATED_SCORES = {"dateline": 0.93, "byline": 0.97, "date_line": 0.93, "updated": 0.85}
"""Share of such dates that are right within a day."""

_DATES_SCHEMA = pa.schema(
    [
        pa.field("article_id", pa.string()),
        pa.field("document_id", pa.string()),
        pa.field("ordinal", pa.int64()),
        pa.field("published_date", pa.date32()),
        pa.field("published_earliest", pa.date32()),
        pa.field("published_latest", pa.date32()),
        pa.field("published_basis", pa.string()),
        pa.field("published_score", pa.float64()),
    ],
)


class Dating(NamedTuple):
    """Dates of articles, and what they rest on.

    Attributes:
        dates: article_id, document_id, ordinal and the `published_` columns of `core.articles`, one row an input row.
        evidence: Rows of `core.date_evidence`.
    """

    dates: pa.Table
    evidence: pa.Table


@dataclass(slots=True)
class Article:
    """One input row."""

    article_id: str
    document_id: str
    ordinal: int
    title: str
    text: str
    metadata_day: dt.date | None
    bound: dt.date
    uri: str
    told: Sequence[Told] = ()


class ArticleDater(Worker):
    """Finds when articles were published, as a best day, an interval and the evidence for them.

    Args:
        use_neighbours: Let articles of one document inform one another: dumps are mostly collected at one time.
        min_score: A date is given only when it is right within a day with at least this probability; below, the
            interval alone is given.
        max_interval_days: A wider interval places an article nowhere and is left NULL; its evidence stays.
        models: Folder from which weights and tables are read.
        weights: File of learned weights, for scoring others than those that ship.
    """

    name: ClassVar[str] = "article-dater"
    version: ClassVar[str] = "8"
    tables: ClassVar[tuple[str, ...]] = ("core.articles", "core.date_evidence")

    def __init__(
        self,
        *,
        use_neighbours: bool = True,
        min_score: float = 0.65,
        max_interval_days: int = 400,
        models: Path = MODELS,
        weights: Path | None = None,
    ) -> None:
        self._use_neighbours = use_neighbours
        self._min_score = min_score
        self._max_interval_days = max_interval_days
        self._inference = Inference(use_neighbours=use_neighbours, models=models, weights=weights)
        self._files = (*source_files(models), *([weights] if weights else []))

    def config(self) -> dict[str, Json]:
        """Everything that can change the output and is not in `version`."""
        return {
            "use_neighbours": self._use_neighbours,
            "min_score": self._min_score,
            "max_interval_days": self._max_interval_days,
        }

    def files(self) -> tuple[Path, ...]:
        """Weights, knowledge, days of birth, events and the profile of words."""
        return tuple(path for path in self._files if path.is_file())

    def work(self, batch: Tables) -> Tables:
        """Date the articles of whole documents.

        Args:
            batch: `articles` as `date` takes them.

        Returns:
            `core.articles` with the columns of the dates alone, one row per input row, and `core.date_evidence`.
        """
        dating = self.date(batch["articles"])
        return {"core.articles": dating.dates, "core.date_evidence": dating.evidence}

    def date(self, articles: pa.Table) -> Dating:
        """Dates for the articles of whole documents.

        Args:
            articles: Columns article_id, document_id, ordinal, title, text, metadata_at, collected_at and uri; all
                articles of a document together. A column `told`, where there is one, holds the dated articles of the
                warehouse that print names of an article: structs of `pipelines.enrich.dating.told.Told`.

        Returns:
            One row of dates for each input row, in order, and the evidence. No date is after `collected_at`.
        """
        rows = [_article(row) for row in articles.to_pylist()]
        readings = [self._inference.read(row.text, row.uri, row.bound, title=row.title, told=row.told) for row in rows]
        documents: dict[str, list[int]] = {}
        for index, row in enumerate(rows):
            documents.setdefault(row.document_id, []).append(index)
        order_of = cache(lambda document_id: date_order([rows[i].text for i in documents[document_id]]))
        known = [self._known(row, reading, order_of) for row, reading in zip(rows, readings, strict=True)]
        estimates: dict[int, Estimate | None] = {}
        for indexes in documents.values():
            fixed = [known[i][0] if known[i] else None for i in indexes]  # type: ignore[index]
            estimates.update(
                zip(indexes, self._inference.estimate([readings[i] for i in indexes], fixed), strict=True),
            )
        dates = [self._row(rows[i], readings[i], known[i], estimates[i]) for i in range(len(rows))]
        return Dating(pa.Table.from_pylist(dates, schema=_DATES_SCHEMA), self._evidence(rows, readings))

    def _known(
        self, row: Article, reading: Reading, order_of: Callable[[str], str | None]
    ) -> tuple[dt.date, str, float] | None:
        """The record's own date, or a full one that the text states; None when neither is there and possible.

        A stated day without a year joins the evidence: the rest of it must tell the year. Digits such as 03/04/2024 are read in
        the order that other dates of the document tell, and are no date where none does.

        Args:
            row: The article.
            reading: Its evidence, which gains what is found.
            order_of: The order in which a document writes day and month, read when a date needs it.
        """
        own = row.metadata_day
        if own is not None:
            if is_possible(own, row.bound):
                reading.add("metadata", own.isoformat(), own, own, METADATA_SCORE)
                return min(own, row.bound), "metadata", METADATA_SCORE
            reading.add("metadata_refused", own.isoformat(), own, own, 0.0)
        for stated in stated_dates(row.text):
            timex = stated.timex
            surface = row.text[timex.start : timex.end]
            if timex.is_swappable:
                ordered(timex, order_of(row.document_id))
            if timex.is_swappable:
                reading.add(f"{stated.kind}_swappable", surface, *_both_orders(timex), 0.0, timex.start, timex.end)
                continue
            month, number = timex.month or 1, timex.day or 1
            if timex.year is None:
                factor = Factor("stated_day", circle_bins(month, number), span=(timex.start, timex.end))
                reading.factors.append(factor)
                reading.stated_month_day = month, number
                reading.add(stated.kind, surface, None, None, STATED_SCORES[stated.kind], timex.start, timex.end)
                return None
            when = day(timex.year, month, number)
            if when is not None and is_possible(when, row.bound):
                score = STATED_SCORES[stated.kind]
                reading.add(stated.kind, surface, when, when, score, timex.start, timex.end)
                return min(when, row.bound), "dateline", score
        return None

    def _row(
        self, row: Article, reading: Reading, known: tuple[dt.date, str, float] | None, estimate: Estimate | None
    ) -> dict[str, object]:
        result: dict[str, object] = {
            "article_id": row.article_id, "document_id": row.document_id, "ordinal": row.ordinal,
            "published_basis": "none",
        }  # fmt: skip
        if known is not None:
            when, basis, score = known
            return {
                **result, "published_date": when, "published_earliest": when, "published_latest": when,
                "published_basis": basis, "published_score": score,
            }  # fmt: skip
        stated = reading.stated_month_day
        is_stated = stated is not None and estimate is not None and is_near(estimate.best, *stated)
        return result | self.given(estimate, is_stated=is_stated)

    def given(self, estimate: Estimate | None, *, is_stated: bool = False) -> dict[str, object]:
        """The columns of an article that an estimate is good enough for.

        Args:
            estimate: What the evidence says; None without any.
            is_stated: The text states this month and day without a year.
        """
        result: dict[str, object] = {
            "published_date": None, "published_earliest": None, "published_latest": None, "published_basis": "none",
        }  # fmt: skip
        if estimate is None or (estimate.latest - estimate.earliest).days >= self._max_interval_days:
            return result
        result |= {"published_earliest": estimate.earliest, "published_latest": estimate.latest}
        if estimate.score >= self._min_score:
            result |= {"published_date": estimate.best, "published_basis": "dateline" if is_stated else "text"}
        result["published_score"] = estimate.score
        return result

    def _evidence(self, rows: Sequence[Article], readings: Sequence[Reading]) -> pa.Table:
        contract = CONTRACTS["core.date_evidence"]
        seen: set[tuple[object, ...]] = set()
        result = []
        for row, reading in zip(rows, readings, strict=True):
            for item in reading.evidence:
                record = {**item, "article_id": row.article_id, "document_id": row.document_id}
                record["annotator_id"] = self.annotator_id
                key = (row.document_id, *(record[name] for name in contract.key))
                if key not in seen:
                    seen.add(key)
                    result.append(record)
        return contract.from_rows(result)


def _both_orders(timex: Timex) -> tuple[dt.date | None, dt.date | None]:
    """The earlier and the later reading of digits whose order nothing tells."""
    year, month, number = timex.year or 1, timex.month or 1, timex.day or 1
    days = sorted(when for when in (day(year, month, number), day(year, number, month)) if when)
    return (days[0], days[-1]) if days else (None, None)


def is_near(when: dt.date, month: int, number: int) -> bool:
    """True when a day is within a day of a month and day."""
    return any((when + dt.timedelta(days=shift)).timetuple()[1:3] == (month, number) for shift in (-1, 0, 1))


def is_possible(when: dt.date, bound: dt.date) -> bool:
    """True when a record's date can be one: not before newspapers, no software default, not after the collection."""
    return when.year >= FIRST_YEAR and when not in UNSET_DAYS and when <= bound + TOLERANCE


def _article(row: Mapping[str, object]) -> Article:
    metadata_at, collected_at = row["metadata_at"], row["collected_at"]
    if not isinstance(collected_at, dt.datetime):
        raise TypeError(f"article {row['article_id']}: collected_at is {collected_at!r}; expected a timestamp")
    title, text = str(row["title"] or ""), str(row["text"])
    return Article(
        str(row["article_id"]), str(row["document_id"]), int(row["ordinal"]),  # type: ignore[call-overload]
        "" if title in text[: len(title) + HEAD_CHARS] else title[:MAX_TITLE_CHARS], text,
        metadata_at.date() if isinstance(metadata_at, dt.datetime) else None, collected_at.date(), str(row["uri"] or ""),
        tuple(Told(**item) for item in row.get("told") or ()),  # type: ignore[attr-defined]
    )  # fmt: skip
