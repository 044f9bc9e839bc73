"""Scores stories against articles grouped by happening.

JSONL, one article a line: `{"id", "title", "text" or "paragraphs", "published_at" or "date", "story" or "event"}`. A folder
of such files is one stream; stories of two files are never the same. The shipped entity reader finds the names. Measures:
B-cubed precision, recall and F1, and the adjusted Rand index.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.stories import LinkModel, Links, Rarity, Window, grouped, links_of, story_terms
from pipelines.enrich.stories.terms import PLACE_TYPES, Kind
from pipelines.evaluation.clusters import adjusted_rand, b_cubed
from pipelines.evaluation.gold import GoldError, read_gold_jsonl

BATCH = 16

Names = Mapping[Kind, Mapping[str, int]]


class GoldArticle(NamedTuple):
    """An article with its right story."""

    article_id: str
    title: str | None
    text: str
    published_date: date | None
    story: str


def evaluate(gold: Path) -> dict[str, object]:
    """B-cubed and adjusted Rand index of the shipped rules.

    Args:
        gold: A JSONL file, or a folder of them that are one stream.

    Raises:
        GoldError: If the gold data cannot be read, naming the file and the place.
    """
    articles = articles_of(gold)
    return scores(articles, names_of(articles))


def articles_of(gold: Path) -> list[GoldArticle]:
    """The articles of a file or folder, in order of their days, those of unknown day last.

    Raises:
        GoldError: If there is nothing to read, or an article lacks its text or its story.
    """
    files = sorted(gold.rglob("*.jsonl")) if gold.is_dir() else [gold]
    if not files:
        raise GoldError(gold, "expected JSONL files (*.jsonl) in this folder")
    found = [article for path in files for article in _articles(path)]
    return sorted(
        found, key=lambda item: (item.published_date is None, item.published_date or date.max, item.article_id)
    )


def _articles(path: Path) -> Iterator[GoldArticle]:
    for number, row in read_gold_jsonl(path):
        where = f"line {number}"
        paragraphs = row.get("paragraphs")
        text = row.get("text") or ("\n\n".join(paragraphs) if isinstance(paragraphs, list) else None)
        story = row.get("story", row.get("event"))
        if not isinstance(text, str):
            raise GoldError(path, "expected a string `text` or a list `paragraphs`", place=where)
        if story is None:
            raise GoldError(path, "expected `story` or `event`, what the article tells", place=where)
        stated = row.get("published_at") or row.get("date")
        try:
            day = date.fromisoformat(str(stated)[:10]) if stated else None
        except ValueError as error:
            raise GoldError(path, f"expected a day such as 2026-03-17, got {stated!r}", place=where) from error
        yield GoldArticle(
            str(row.get("id", f"{path.stem}-{number}")), row.get("title"), text, day, f"{path.stem}:{story}"
        )


def names_of(articles: Sequence[GoldArticle]) -> list[Names]:
    """What the shipped reader finds in each article."""
    from pipelines.enrich.entities import load_recogniser
    from pipelines.segment import SentenceSplitter

    reader, splitter = load_recogniser(), SentenceSplitter()
    found: list[dict[Kind, dict[str, int]]] = [{Kind.NAME: {}, Kind.PLACE: {}} for _ in articles]
    for start in range(0, len(articles), BATCH):
        table = _table(articles[start : start + BATCH], start)
        sentences = splitter.work({"core.articles": table})["core.sentences"]
        for row in reader.predict({"core.articles": table, "core.sentences": sentences}).to_pylist():
            kind = Kind.PLACE if row["entity_type"] in PLACE_TYPES else Kind.NAME
            counts, name = found[int(row["article_id"])][kind], row["local_name"].lower()
            counts[name] = counts.get(name, 0) + (2 if row["field"] == "title" else 1)
    return list(found)


def _table(articles: Sequence[GoldArticle], start: int) -> pa.Table:
    rows = [
        {
            "article_id": str(start + index), "title": item.title, "text": item.text, "is_title_in_text": False,
            "word_count": 0, "published_date": item.published_date, "published_basis": "metadata", "annotator_id": "gold",
        }
        for index, item in enumerate(articles)
    ]  # fmt: skip
    return CONTRACTS["core.articles"].from_rows(rows)


def window_of(articles: Sequence[GoldArticle], names: Sequence[Names]) -> Window:
    """All articles as one window."""
    days = np.array([item.published_date.toordinal() if item.published_date else np.nan for item in articles])
    lengths = np.array([len(item.text.split()) for item in articles], np.float64)
    terms = story_terms([(item.title, item.text) for item in articles], names, Rarity.load())
    return Window(days, lengths, terms)


def scores(
    articles: Sequence[GoldArticle], names: Sequence[Names], model: LinkModel | None = None
) -> dict[str, object]:
    """Return counts and scores of articles in order of their days."""
    window = window_of(articles, names)
    found = links_of(window, np.ones(len(articles), np.bool_), model or LinkModel.load())
    links = Links.of(
        link for left, right, score in found for link in zip(left.tolist(), right.tolist(), score.tolist(), strict=True)
    )
    days = [item.published_date.toordinal() if item.published_date else None for item in articles]
    story = {item: number for number, group in enumerate(grouped(days, links, {})) for item in group}
    made, gold = [story[number] for number in range(len(articles))], [item.story for item in articles]
    return {
        "articles": len(articles),
        "gold_stories": len(set(gold)),
        "found_stories": len(set(made)),
        "b_cubed": b_cubed(made, gold),
        "adjusted_rand": adjusted_rand(made, gold),
    }
