"""Scores the dating of articles against their true days.

JSONL, one article a line: `{"id", "text", "published_at"}`, with an optional `document` (articles of one dump, in order) and an
optional `collected_at`; without it the gold file's own time of last change bounds the dates, as it does in a run.

Three readings: `alone`, each article as a document of its own; `composed`, dumps of articles from the same week put
together from the set; `documents`, the dumps that the gold states.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyarrow as pa

from pipelines.evaluation.gold import GoldError, read_gold_jsonl

COMPOSED_ARTICLES = 15
"""Articles in a composed dump."""
_SEED = 7
_TIMESTAMP = pa.timestamp("us", tz="UTC")
_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()), ("document_id", pa.string()), ("ordinal", pa.int64()), ("title", pa.string()),
        ("text", pa.string()), ("metadata_at", _TIMESTAMP), ("collected_at", _TIMESTAMP), ("uri", pa.string()),
    ],
)  # fmt: skip


class Dated(NamedTuple):
    """An article, its true day, its dump and when it was collected."""

    article_id: str
    text: str
    published: date
    document: str | None
    collected_at: datetime


def evaluate(gold: Path, composed: int = COMPOSED_ARTICLES) -> dict[str, object]:
    """Share of articles given a date, how near the dates are, and whether the intervals hold.

    Args:
        gold: JSONL as the module says.
        composed: Articles in each composed dump; 0 for none.

    Raises:
        GoldError: If the gold data cannot be read, naming the line.
    """
    articles = list(articles_of(gold))
    if not articles:
        raise GoldError(gold, "expected at least one article")
    result: dict[str, object] = {
        "articles": len(articles),
        "alone": score(articles, [(article.article_id,) for article in articles]),
    }
    stated = _stated_in_documents(articles)
    if stated:
        result["documents"] = score([a for a in articles if a.document is not None], stated)
    dumps = list(composed_dumps(articles, composed)) if composed else []
    if dumps:
        used = {article_id for dump in dumps for article_id in dump}
        result["composed"] = {"dumps": len(dumps), **score([a for a in articles if a.article_id in used], dumps)}
    return result


def articles_of(gold: Path) -> Iterator[Dated]:
    """The articles of a gold file.

    Raises:
        GoldError: If a line lacks its text or a date that can be read.
    """
    written = datetime.fromtimestamp(gold.stat().st_mtime, UTC) if gold.is_file() else datetime.now(UTC)
    seen: set[str] = set()
    for number, row in read_gold_jsonl(gold):
        place = f"line {number}"
        text, article_id = row.get("text"), str(row.get("id", number))
        if not isinstance(text, str):
            raise GoldError(gold, "expected a string `text`", place=place)
        if article_id in seen:
            raise GoldError(gold, f"expected each `id` once, got {article_id!r} again", place=place)
        seen.add(article_id)
        published = _moment(row.get("published_at"), gold, place, "published_at")
        collected = _moment(row["collected_at"], gold, place, "collected_at") if row.get("collected_at") else written
        document = row.get("document")
        yield Dated(
            article_id, text, published.date(), None if document is None else str(document), max(collected, published)
        )


def _moment(value: object, gold: Path, place: str, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise GoldError(gold, f"expected `{name}` as ISO 8601 text, got {value!r}", place=place)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stated_in_documents(articles: Sequence[Dated]) -> list[tuple[str, ...]]:
    dumps: dict[str, list[str]] = {}
    for article in articles:
        if article.document is not None:
            dumps.setdefault(article.document, []).append(article.article_id)
    return [tuple(ids) for ids in dumps.values()]


def composed_dumps(articles: Sequence[Dated], size: int) -> Iterator[tuple[str, ...]]:
    """Dumps of `size` articles from the same ISO week, each article in at most one, drawn with a fixed seed."""
    weeks: dict[tuple[int, int], list[str]] = {}
    for article in articles:
        iso = article.published.isocalendar()
        weeks.setdefault((iso.year, iso.week), []).append(article.article_id)
    rng = random.Random(_SEED)  # noqa: S311 a draw that can be repeated, no secret
    for week in sorted(weeks):
        ids = sorted(weeks[week])
        rng.shuffle(ids)
        for start in range(0, len(ids) - size + 1, size):
            yield tuple(ids[start : start + size])


def score(articles: Sequence[Dated], dumps: Sequence[Sequence[str]]) -> dict[str, object]:
    """The measures for articles that stand in these dumps."""
    from pipelines.enrich.times import ArticleDater

    known = {article.article_id: article for article in articles}
    dater = ArticleDater()
    rows: list[Mapping[str, object]] = []
    for dump in dumps:
        rows.extend(dater.date(_table([known[i] for i in dump])).dates.to_pylist())
    return measures([(row, known[str(row["article_id"])].published) for row in rows])


def _table(dump: Sequence[Dated]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "article_id": article.article_id, "document_id": dump[0].article_id, "ordinal": ordinal, "title": None,
                "text": article.text, "metadata_at": None, "collected_at": article.collected_at, "uri": "",
            }
            for ordinal, article in enumerate(dump)
        ],
        schema=_SCHEMA,
    )  # fmt: skip


def measures(rows: Sequence[tuple[Mapping[str, object], date]]) -> dict[str, object]:
    """Measures of rows of dates beside the true days.

    `within_*_days` counts among the articles that were given a date; coverage and width among those with an interval.
    """
    errors: list[int] = []
    widths: list[int] = []
    covered = 0
    bases: dict[str, int] = {}
    for row, truth in rows:
        published, earliest, latest = row["published_date"], row["published_earliest"], row["published_latest"]
        bases[str(row["published_basis"])] = bases.get(str(row["published_basis"]), 0) + 1
        if isinstance(published, date):
            errors.append(abs((published - truth) // timedelta(days=1)))
        if isinstance(earliest, date) and isinstance(latest, date):
            widths.append((latest - earliest).days + 1)
            covered += earliest <= truth <= latest
    return {
        "share_dated": _share(len(errors), len(rows)),
        "within_0_days": _share(sum(e == 0 for e in errors), len(errors)),
        "within_1_day": _share(sum(e <= 1 for e in errors), len(errors)),
        "within_7_days": _share(sum(e <= 7 for e in errors), len(errors)),
        "share_with_interval": _share(len(widths), len(rows)),
        "interval_coverage": _share(covered, len(widths)),
        "median_interval_days": median(widths) if widths else None,
        "bases": dict(sorted(bases.items())),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
