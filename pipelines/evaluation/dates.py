"""Scores the dating of articles against their true days.

JSONL, one article per line: `{"id", "text", "published_at"}` (or `published` or `date`), with an optional `document` (articles of one dump, in order) and an
optional `collected_at`; without it the gold file's own time of last change bounds the dates, as it does in a run.

    dateline evaluate dates GOLD.jsonl
    python -m pipelines.evaluation.dates GOLD.jsonl [--weights FILE] [--composed 15] [--dumps OUT.jsonl]

The second form scores other weights than those that ship, such as some that have not seen the set, and writes the composed
dumps down as gold data that states them.

Three readings: `alone`, each article as a document of its own; `composed`, dumps of articles from the same week put
together from the set; `documents`, the dumps that the gold states.
"""

import argparse
import json
import random
import sys
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
_DAY_NAMES = ("published_at", "published", "date")
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


def evaluate(gold: Path, composed: int = COMPOSED_ARTICLES, weights: Path | None = None) -> dict[str, object]:
    """Share of articles given a date, how near the dates are, and whether the intervals hold.

    Args:
        gold: JSONL as the module says.
        composed: Articles in each composed dump; 0 for none.
        weights: File of learned weights to score in place of those that ship.

    Raises:
        GoldError: If the gold data cannot be read, naming the line.
    """
    articles = list(articles_of(gold))
    if not articles:
        raise GoldError(gold, "expected at least one article")
    result: dict[str, object] = {
        "articles": len(articles),
        "alone": score(articles, [(article.article_id,) for article in articles], weights),
    }
    stated = _stated_in_documents(articles)
    if stated:
        result["documents"] = score([a for a in articles if a.document is not None], stated, weights)
    dumps = list(composed_dumps(articles, composed)) if composed else []
    if dumps:
        used = {article_id for dump in dumps for article_id in dump}
        result["composed"] = {
            "dumps": len(dumps),
            **score([a for a in articles if a.article_id in used], dumps, weights),
        }
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
        when = next((row[name] for name in _DAY_NAMES if name in row), None)
        published = _moment(when, gold, place, "published_at")
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


def score(articles: Sequence[Dated], dumps: Sequence[Sequence[str]], weights: Path | None = None) -> dict[str, object]:
    """The measures for articles that stand in these dumps."""
    from pipelines.enrich.dating import ArticleDater

    known = {article.article_id: article for article in articles}
    dater = ArticleDater(weights=weights) if weights else ArticleDater()
    rows: list[Mapping[str, object]] = []
    told: set[object] = set()
    for dump in dumps:
        dating = dater.date(_table([known[i] for i in dump]))
        told |= set(dating.evidence["article_id"].to_pylist())
        rows.extend(dating.dates.to_pylist())
    result = measures([(row, known[str(row["article_id"])].published) for row in rows])
    return {"share_with_evidence": _share(len(told), len(rows)), **result}


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


def main() -> None:
    """Score, and write the composed dumps where asked."""
    parser = argparse.ArgumentParser(description="Score the dating of articles.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--composed", type=int, default=COMPOSED_ARTICLES)
    parser.add_argument("--dumps", type=Path)
    arguments = parser.parse_args()
    if arguments.dumps:
        articles = {article.article_id: article for article in articles_of(arguments.gold)}
        lines = [
            json.dumps(
                {
                    "id": i, "text": articles[i].text, "published_at": articles[i].published.isoformat(), "document": str(number),
                    "collected_at": articles[i].collected_at.isoformat(),
                },
            )
            for number, dump in enumerate(composed_dumps(list(articles.values()), arguments.composed))
            for i in dump
        ]  # fmt: skip
        arguments.dumps.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    result = evaluate(arguments.gold, arguments.composed, arguments.weights)
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
