"""Scores the topic classifier that ships against gold labels that a user brings.

Gold is one of:

- a JSONL file of `{"id", "title"?, "text", "topics": ["medtop:..."]}`, the main topic first;
- a JSONL file of `{"id", "title"?, "text", "label": "..."}` whose first line is `{"mapping": {"label": "medtop:..."}}`;
- a folder of class folders of `.txt` files, with `mapping.yaml` beside them: `class: medtop:...`, or a list of codes.

A class that maps to several codes is right when any of them is found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics import TopicClassifier, media_topics, top_level
from pipelines.enrich.topics.taxonomy import ancestors
from pipelines.evaluation.gold import GoldError, read_gold_jsonl, read_gold_text

MAPPING_NAME = "mapping.yaml"
BIN_COUNT = 10
"""Bins of the reliability table, equal in width."""

NO_TOPIC = "none"
"""How an article that got no topic is called in the tables."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article of the gold set.

    Attributes:
        article_id: The gold's id.
        title: Its title, or None.
        text: Its text.
        codes: Right topics; the first is the main one.
        label: The class by which recall is averaged.
        is_alternative: True when any one of `codes` is enough, because a class maps to several.
    """

    article_id: str
    title: str | None
    text: str
    codes: tuple[str, ...]
    label: str
    is_alternative: bool


def evaluate(gold: Path) -> dict[str, object]:
    """Accuracy, macro averages, multi-label and hierarchical scores, and calibration.

    `accuracy` is the share of articles whose rank-1 topic has the right top-level ancestor; an article without a topic
    is wrong. Macro figures average over the gold's classes (their main top-level topics where there are no classes).

    Raises:
        GoldError: If the gold set cannot be used.
    """
    articles = _read_folder(gold) if gold.is_dir() else _read_jsonl(gold)
    if not articles:
        raise GoldError(gold, "expected at least one article")
    found = _predict(articles)
    top_gold = [{top_level(code) for code in article.codes} for article in articles]
    firsts = [rows[0] if rows else None for rows in found]
    top_found = [top_level(str(first["topic_code"])) if first else NO_TOPIC for first in firsts]
    allowed = [
        gold_tops if article.is_alternative else {top_level(article.codes[0])}
        for article, gold_tops in zip(articles, top_gold, strict=True)
    ]
    right = [code in tops for code, tops in zip(top_found, allowed, strict=True)]
    labels = [article.label for article in articles]
    result: dict[str, object] = {
        "task": "topics",
        "articles": len(articles),
        "without_topic": top_found.count(NO_TOPIC),
        "accuracy": _ratio(sum(right), len(right)),
        "any_label_accuracy": _ratio(
            sum(code in tops for code, tops in zip(top_found, top_gold, strict=True)), len(articles)
        ),
        **_macro(labels, allowed, top_found, right),
        "calibration": _calibration([float(first["score"]) for first in firsts if first], right, firsts),
    }
    if not any(article.is_alternative for article in articles):
        result |= _multi_label(articles, found)
    return result


def _predict(articles: Sequence[GoldArticle]) -> list[list[dict[str, Any]]]:
    """The IPTC rows of each article, best first."""
    table: pa.Table = CONTRACTS["core.articles"].from_rows(
        [
            {
                "article_id": str(number),
                "title": article.title,
                "text": article.text,
                "is_title_in_text": bool(article.title and article.text.startswith(article.title)),
                "word_count": len(article.text.split()),
                "published_basis": "none",
                "annotator_id": "gold",
            }
            for number, article in enumerate(articles)
        ]
    )
    rows: list[list[dict[str, Any]]] = [[] for _ in articles]
    for row in TopicClassifier().predict({"core.articles": table}).to_pylist():
        rows[int(row["article_id"])].append(row)
    return [sorted(found, key=lambda row: row["rank"]) for found in rows]


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(hits: float, extra: float, missed: float) -> float:
    return _ratio(2 * hits, 2 * hits + extra + missed)


def _macro(
    labels: Sequence[str], allowed: Sequence[set[str]], found: Sequence[str], right: Sequence[bool]
) -> dict[str, object]:
    """Recall, precision and F1 of each class, and their means.

    An article of another class counts against a class when its wrong topic is one that the class maps to.
    """
    size = Counter(labels)
    hits = Counter(label for label, is_right in zip(labels, right, strict=True) if is_right)
    codes: dict[str, set[str]] = {}
    for label, tops in zip(labels, allowed, strict=True):
        codes.setdefault(label, set()).update(tops)
    extra: Counter[str] = Counter()
    for label, code, is_right in zip(labels, found, right, strict=True):
        if not is_right:
            extra.update(other for other, tops in codes.items() if other != label and code in tops)
    f1 = {label: _f1(hits[label], extra[label], size[label] - hits[label]) for label in size}
    recall = {label: _ratio(hits[label], size[label]) for label in size}
    confusions = Counter(
        (label, code) for label, code, is_right in zip(labels, found, right, strict=True) if not is_right
    )
    return {
        "macro_recall": _ratio(sum(recall.values()), len(recall)),
        "macro_f1": _ratio(sum(f1.values()), len(f1)),
        "classes": {
            label: {"articles": size[label], "recall": recall[label], "f1": f1[label]} for label in sorted(size)
        },
        "confusions": [[label, code, count] for (label, code), count in confusions.most_common(10)],
    }


def _calibration(
    scores: Sequence[float], right: Sequence[bool], firsts: Sequence[dict[str, Any] | None]
) -> dict[str, object]:
    """Expected calibration error of rank-1 scores, and the reliability table."""
    outcomes = [is_right for is_right, first in zip(right, firsts, strict=True) if first]
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BIN_COUNT)]
    for score, is_right in zip(scores, outcomes, strict=True):
        bins[min(BIN_COUNT - 1, int(score * BIN_COUNT))].append((score, is_right))
    table, error = [], 0.0
    for number, members in enumerate(bins):
        if members:
            confidence = sum(score for score, _ in members) / len(members)
            accuracy = sum(is_right for _, is_right in members) / len(members)
            error += len(members) / len(scores) * abs(confidence - accuracy)
            table.append(
                {
                    "from": number / BIN_COUNT,
                    "articles": len(members),
                    "mean_score": round(confidence, 4),
                    "accuracy": round(accuracy, 4),
                }
            )
    return {"expected_calibration_error": round(error, 4), "reliability": table}


def _with_ancestors(codes: Iterable[str]) -> set[str]:
    return {broader for code in codes for broader in (code, *ancestors(code))}


def _multi_label(articles: Sequence[GoldArticle], found: Sequence[list[dict[str, Any]]]) -> dict[str, object]:
    """Micro scores on each level of the hierarchy, and over all codes with their ancestors (Kiritchenko et al. 2006)."""
    topics = media_topics()
    pairs = [
        (_with_ancestors(article.codes), _with_ancestors(row["topic_code"] for row in rows))
        for article, rows in zip(articles, found, strict=True)
    ]
    depth = max(topics[code].level for article in articles for code in article.codes)
    levels = {
        f"level_{level}": _micro(
            [
                ({c for c in gold if topics[c].level == level}, {c for c in given if topics[c].level == level})
                for gold, given in pairs
            ]
        )
        for level in range(1, depth + 1)
    }
    return {"micro": levels, "hierarchical": _micro(pairs)}


def _micro(pairs: Iterable[tuple[set[str], set[str]]]) -> dict[str, float]:
    hits = extra = missed = 0
    for gold, given in pairs:
        hits += len(gold & given)
        extra += len(given - gold)
        missed += len(gold - given)
    return {
        "precision": _ratio(hits, hits + extra),
        "recall": _ratio(hits, hits + missed),
        "f1": _f1(hits, extra, missed),
    }


def _codes(path: Path, place: str, value: object) -> tuple[str, ...]:
    """Known IPTC codes, one or a list."""
    codes = value if isinstance(value, list) else [value]
    if not codes:
        raise GoldError(path, "expected at least one `medtop:` code", place=place)
    for code in codes:
        if not isinstance(code, str) or code not in media_topics():
            raise GoldError(path, f"expected an IPTC code such as medtop:16000000, got {code!r}", place=place)
    return tuple(codes)


def _read_jsonl(path: Path) -> list[GoldArticle]:
    mapping: dict[str, tuple[str, ...]] = {}
    articles = []
    for number, record in read_gold_jsonl(path):
        place = f"line {number}"
        if "mapping" in record:
            mapping |= _mapping(path, place, record["mapping"])
            continue
        text, title = record.get("text"), record.get("title")
        if not isinstance(text, str) or not (title is None or isinstance(title, str)):
            raise GoldError(path, "expected `text`, and `title` where there is one, as strings", place=place)
        if "topics" in record:
            codes = _codes(path, place, record["topics"])
            label, is_alternative = top_level(codes[0]), False
        elif isinstance(record.get("label"), str):
            label = record["label"]
            if label not in mapping:
                raise GoldError(path, f"expected `mapping` to hold {label!r} before this line", place=place)
            codes, is_alternative = mapping[label], True
        else:
            raise GoldError(path, "expected `topics`, a list of codes, or `label`, a text", place=place)
        articles.append(GoldArticle(str(record.get("id", number)), title, text, codes, label, is_alternative))
    return articles


def _mapping(path: Path, place: str, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping) or not value:
        raise GoldError(path, "expected a mapping from label to `medtop:` code", place=place)
    return {str(label): _codes(path, f"{place}, {label}", codes) for label, codes in value.items()}


def _read_folder(path: Path) -> list[GoldArticle]:
    import yaml

    mapping_path = path / MAPPING_NAME
    try:
        document = yaml.safe_load(read_gold_text(mapping_path))
    except yaml.YAMLError as error:
        raise GoldError(mapping_path, f"expected YAML ({error})") from error
    mapping = _mapping(mapping_path, "whole file", document)
    articles = []
    for label, codes in mapping.items():
        folder = path / label
        if Path(label).name != label or not folder.is_dir():
            raise GoldError(mapping_path, f"expected a folder of that name beside {MAPPING_NAME}", place=label)
        for file in sorted(folder.glob("*.txt")):
            title, _, text = read_gold_text(file).strip().partition("\n")
            articles.append(
                GoldArticle(f"{label}/{file.stem}", title, text.strip() or title, codes, label, is_alternative=True)
            )
    return articles
