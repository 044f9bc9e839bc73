"""Scores linking against gold with Wikidata ids, from raw text on.

JSONL as ELEVANT has it: `id`, `text`, optionally `title` and `published_at`, and `labels`, each with `span` ([start, end]),
`entity_id` (`Q...`, or another word for what no base has) and optionally `type`, `optional`, `parent`. A prediction is right
when span and id are those of a label. The texts are read as one warehouse: names are canonical across them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.linking import EntityLinker
from pipelines.evaluation.gold import GoldError, read_gold_jsonl
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.shelf import SHIPPED_KNOWLEDGE
from pipelines.knowledge.tables import item_number
from pipelines.worker import Tables

if TYPE_CHECKING:
    from pipelines.enrich.dating import ArticleDater

BATCH_TEXTS = 32
_TIME = pa.timestamp("us", tz="UTC")
_DAYS = ["published_date", "published_earliest", "published_latest"]
LATEST = datetime(2024, 1, 1, tzinfo=UTC)
"""No text of a gold set that states no day is taken to be from later."""
TYPES = {
    "Q215627": "person", "Q5": "person", "Q27096213": "place", "Q43229": "organisation", "Q41710": "ethnicity", "Q1656682": "event",
}  # fmt: skip
"""ELEVANT's types of labels; the first that is here counts."""
OTHER = "other"


class Label(NamedTuple):
    """A gold mention: its span, its id (None where no base has it), its type, and whether it may be left out."""

    start: int
    end: int
    wikidata_id: str | None
    type_name: str
    is_optional: bool


class GoldText(NamedTuple):
    """A text with its labels."""

    text_id: str
    title: str | None
    text: str
    day: date | None
    labels: tuple[Label, ...]


class Prediction(NamedTuple):
    """A linked mention."""

    text_id: str
    start: int
    end: int
    wikidata_id: str
    entity_type: str


def evaluate(gold: Path, packs: Sequence[Path] = (SHIPPED_KNOWLEDGE,)) -> dict[str, object]:
    """Precision of given links, recall and F1, with coverage by type.

    Args:
        gold: The JSONL file.
        packs: Folders of the packs; the shipped one by default.

    Raises:
        GoldError: If the gold is not in this form; the message names file and line.
        PackError: If a pack cannot be used.
    """
    texts = read_gold(gold)
    bases = [KnowledgeBase(folder) for folder in packs]
    return score(texts, read_texts(texts), EntityLinker(bases), known_ids(bases, texts))


def read_gold(path: Path) -> list[GoldText]:
    """Return the texts with their labels.

    Raises:
        GoldError: If a line is not as this task expects.
    """
    found = []
    for number, row in read_gold_jsonl(path):
        where = f"line {number}"
        if not isinstance(row.get("text"), str) or not isinstance(row.get("labels"), list):
            raise GoldError(path, "expected a string `text` and a list `labels`", place=where)
        try:
            labels = tuple(_label(label) for label in row["labels"])
            day = date.fromisoformat(str(row["published_at"])[:10]) if row.get("published_at") else None
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(
                path, f"expected labels with `span` [start, end] and `entity_id` ({error})", place=where
            ) from error
        inner = tuple(
            label for label, record in zip(labels, row["labels"], strict=True) if record.get("parent") is None
        )
        found.append(GoldText(f"{number}", row.get("title") or None, row["text"], day, inner))
    if not found:
        raise GoldError(path, "expected at least one text")
    return found


def _label(record: Mapping[str, Any]) -> Label:
    start, end = (int(value) for value in record["span"])
    entity_id = str(record["entity_id"])
    names = str(record.get("type", "")).split("|")
    type_name = next((TYPES[name] for name in names if name in TYPES), OTHER)
    return Label(
        start, end, entity_id if item_number(entity_id) is not None else None, type_name, bool(record.get("optional"))
    )


def read_texts(texts: Sequence[GoldText]) -> dict[str, pa.Table]:
    """Return the tables that linking reads, made by the shipped readings."""
    from pipelines.enrich.dating import ArticleDater
    from pipelines.enrich.entities import load_recogniser
    from pipelines.enrich.places import PlaceResolver
    from pipelines.gazetteer import Gazetteer
    from pipelines.segment import SentenceSplitter

    splitter, reader, resolver = SentenceSplitter(), load_recogniser(), PlaceResolver(gazetteer=Gazetteer.load(None))
    dater = ArticleDater(use_neighbours=False)
    parts: dict[str, list[pa.Table]] = {}
    for start in range(0, len(texts), BATCH_TEXTS):
        part = texts[start : start + BATCH_TEXTS]
        batch = {"core.articles": articles_table(part, _dates(part, dater))}
        for worker in (splitter, reader, resolver):
            batch |= worker.work(batch)
        for name, table in batch.items():
            parts.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables) for name, tables in parts.items()}


def _dates(texts: Sequence[GoldText], dater: "ArticleDater") -> list[dict[str, object]]:
    """Return the columns of each text's day: the one that the gold states, else the day or interval that the text itself tells."""
    count = len(texts)
    ids = pa.array([text.text_id for text in texts])
    read = dater.date(pa.table({
        "article_id": ids, "document_id": ids, "ordinal": pa.array([0] * count), "title": pa.array([t.title for t in texts], pa.string()),
        "text": pa.array([text.text for text in texts]), "metadata_at": pa.nulls(count, _TIME),
        "collected_at": pa.array([LATEST] * count, _TIME), "uri": pa.nulls(count, pa.string()),
    }))  # fmt: skip
    told = read.dates.select(_DAYS).to_pylist()
    return [dict.fromkeys(_DAYS, text.day) if text.day else days for text, days in zip(texts, told, strict=True)]


def articles_table(texts: Sequence[GoldText], dates: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return rows of `core.articles`."""
    return CONTRACTS["core.articles"].from_rows([
        {
            "article_id": text.text_id, "title": text.title, "text": text.text, "is_title_in_text": False,
            "word_count": len(text.text.split()), "language_code": "en", **days,
            "published_basis": "text" if days["published_date"] else "none", "annotator_id": "gold",
        }
        for text, days in zip(texts, dates, strict=True)
    ])  # fmt: skip


def with_entities(tables: Tables) -> dict[str, pa.Table]:
    """Return the tables with canonical entities across all texts, as a warehouse has them."""
    from pipelines.enrich.entities.names.worker import CanonicalNames

    mentions = tables["core.entity_mentions"]
    made = CanonicalNames().work({
        "core.entity_mentions": mentions,
        "core.entities": CONTRACTS["core.entities"].empty(),
        "core.entity_aliases": CONTRACTS["core.entity_aliases"].empty(),
    })  # fmt: skip
    aliases = made["core.entity_aliases"].select(["alias", "entity_type", "entity_id"]).to_pylist()
    entity_of = {(row["alias"], row["entity_type"]): row["entity_id"] for row in aliases}
    names = zip(mentions["local_name"].to_pylist(), mentions["entity_type"].to_pylist(), strict=True)
    ids = pa.array([entity_of[name] for name in names], pa.string())
    place = mentions.column_names.index("entity_id")
    return {
        **tables,
        "core.entities": made["core.entities"],
        "core.entity_mentions": mentions.set_column(place, "entity_id", ids),
    }


def predictions(tables: Tables, linker: EntityLinker) -> Iterator[Prediction]:
    """Yield each linked mention of texts (not of titles), given the tables that linking reads."""
    whole = with_entities(tables)
    links = {
        (row["article_id"], row["entity_id"]): row["wikidata_id"]
        for row in linker.work(whole)["core.entity_links"]
        .select(["article_id", "entity_id", "wikidata_id"])
        .to_pylist()
    }
    for row in whole["core.entity_mentions"].to_pylist():
        wikidata_id = links.get((row["article_id"], row["entity_id"]))
        if wikidata_id and row["field"] == "text":
            yield Prediction(row["article_id"], row["start_char"], row["end_char"], wikidata_id, row["entity_type"])


def known_ids(packs: Iterable[KnowledgeBase], texts: Iterable[GoldText]) -> frozenset[str]:
    """Return the ids of the gold that packs have."""
    wanted = {label.wikidata_id for text in texts for label in text.labels if label.wikidata_id}
    return frozenset(wanted & {entry_id for pack in packs for entry_id in pack.wikidata_ids()})


def score(texts: Sequence[GoldText], tables: Tables, linker: EntityLinker, known: frozenset[str]) -> dict[str, object]:
    """Return the scores of links.

    A prediction that overlaps no label, or a label that no base has, is wrong where the gold annotates everything; labels that
    are optional count neither for nor against.
    """
    gold = {(text.text_id, label.start, label.end): label for text in texts for label in text.labels}
    spans: dict[str, list[Label]] = {text.text_id: list(text.labels) for text in texts}
    wanted = [label for label in gold.values() if label.wikidata_id and not label.is_optional]
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for item in predictions(tables, linker):
        label = gold.get((item.text_id, item.start, item.end))
        if label and label.wikidata_id == item.wikidata_id:
            right[label.type_name if not label.is_optional else "optional"] += 1
        elif label:
            wrong["another id" if label.wikidata_id else "not in any base"] += not label.is_optional
        else:
            meets = any(other.start < item.end and item.start < other.end for other in spans[item.text_id])
            wrong["another span" if meets else "no mention there"] += 1
    hits = sum(count for name, count in right.items() if name != "optional")
    given = hits + sum(wrong.values())
    precision, recall = hits / given if given else 0.0, hits / len(wanted) if wanted else 0.0
    total = Counter(label.type_name for label in wanted)
    in_base = Counter(label.type_name for label in wanted if label.wikidata_id in known)
    return {
        "texts": len(texts),
        "packs": [pack.pack_id for pack in linker.packs],
        "labels": len(wanted),
        "given": given,
        "right": hits,
        "wrong": dict(wrong),
        "precision": round(precision, 4),
        "precision_where_annotated": _share(hits, hits + wrong["another id"] + wrong["not in any base"]),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4) if hits else 0.0,
        "coverage": {
            name: {"labels": total[name], "in_packs": in_base[name], "linked_right": right[name]}
            for name in sorted(total)
        },
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
