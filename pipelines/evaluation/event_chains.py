"""Scores which mentions are joined into one event against chains of mentions, as ECB+ has them.

JSONL, one article per line: `id`, `topic`, `event` (which of a topic's happenings the article tells), `sentence_ids`, `paragraphs` (one
tokenised sentence each) and `event_mentions` with `sent`, `tokens` and `chain`. Mentions that the reader finds are scored, at the
places where the set has one too.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.enrich.events.joining import COUNTED_FROM, THRESHOLD, JoiningModel
from pipelines.enrich.events.said import TOLD, said_of
from pipelines.enrich.stories import Links, grouped
from pipelines.evaluation.clusters import b_cubed
from pipelines.evaluation.event_reading import read_tables
from pipelines.evaluation.gold import GoldError, read_gold_jsonl

LEAST_LINK = 0.02
"""Pairs that are less likely to be one event are not looked at."""


class ToldChain(NamedTuple):
    """A mention that was found where the set has one.

    Attributes:
        row: What it says, columns of `TOLD`.
        chain: The set's chain.
    """

    row: Mapping[str, Any]
    chain: str


class _GoldText(NamedTuple):
    text: str
    topic: str
    event: str
    spans: list[tuple[int, int, str]]


def read_chains(path: Path) -> dict[str, list[ToldChain]]:
    """Return by topic the mentions that the shipped readings find where the set has one.

    Raises:
        GoldError: If the file is not in the form above.
    """
    texts = [_gold_text(path, number, row) for number, row in read_gold_jsonl(path)]
    return told_chains(texts, read_tables([one.text for one in texts]))


def told_chains(texts: Sequence[_GoldText], batches: Any) -> dict[str, list[ToldChain]]:  # noqa: ANN401 an iterator of tables
    """Return by topic the mentions found in texts whose tables are given."""
    from pipelines.enrich.events.reader import EventReader

    reader, found = EventReader(), defaultdict(list)
    for tables in batches:
        names = _names(tables["core.entity_mentions"])
        for row in reader.predict(tables).to_pylist():
            gold = texts[int(row["article_id"])]
            chain = next(
                (chain for start, end, chain in gold.spans if start < row["end_char"] and row["start_char"] < end), None
            )
            if chain is None or row["score"] < COUNTED_FROM:
                continue
            sentence = gold.text[row["sentence_start_char"] : row["sentence_end_char"]]
            entities = {f"{name}_entity_id": _entity(names, row, name) for name in ("actor", "target")}
            told = {**row, **entities, "story_id": gold.event, "sentence": sentence}
            found[gold.topic].append(ToldChain(told, chain))
    return dict(found)


def _names(mentions: pa.Table) -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in mentions.to_pylist():
        if row["field"] == "text":
            found[row["article_id"]].append((row["start_char"], row["end_char"], row["local_name"].lower()))
    return found


def _entity(names: dict[str, list[tuple[int, int, str]]], row: dict[str, Any], party: str) -> str | None:
    start, end = row[f"{party}_start_char"], row[f"{party}_end_char"]
    if start is None:
        return None
    inside = [name for begin, stop, name in names.get(row["article_id"], ()) if start <= begin and stop <= end]
    return inside[-1] if inside else None


def _gold_text(path: Path, number: int, row: dict[str, Any]) -> _GoldText:
    try:
        text, offsets = "", {}
        for sentence_id, paragraph in zip(row["sentence_ids"], row["paragraphs"], strict=True):
            text += "\n" if text else ""
            spans = []
            for token in paragraph.split(" "):
                spans.append((len(text), len(text) + len(token)))
                text += token + " "
            text = text[:-1]
            offsets[str(sentence_id)] = spans
        marked = []
        for mention in row["event_mentions"]:
            spans = offsets.get(str(mention["sent"]), [])
            places = [spans[token] for token in mention["tokens"] if token < len(spans)]
            if places:
                marked.append((min(start for start, _ in places), max(end for _, end in places), mention["chain"]))
        return _GoldText(text, str(row["topic"]), str(row["event"]), marked)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(
            path, f"expected an article with sentences and chains ({error})", place=f"line {number}"
        ) from error


def said_of_chains(told: Sequence[ToldChain]) -> pa.RecordBatch:
    """Return what mentions say, rows of `SAID`."""
    return said_of(pa.Table.from_pylist([one.row for one in told], schema=TOLD))


def chain_scores(
    topics: dict[str, list[ToldChain]], model: JoiningModel | None = None, threshold: float = THRESHOLD
) -> dict[str, object]:
    """Return B-cubed of the mentions of some topics, and of joining all of one type and story, and none."""
    model = model or JoiningModel.load()
    found: list[object] = []
    gold: list[object] = []
    plain: list[object] = []
    for topic, told in topics.items():
        later, earlier = np.tril_indices(len(told), -1)
        chances = model.chances(said_of_chains(told), earlier, later)
        is_kept = chances > LEAST_LINK
        links = Links(earlier[is_kept], later[is_kept], chances[is_kept])
        group_of = {
            item: number
            for number, group in enumerate(grouped([None] * len(told), links, {}, threshold=threshold))
            for item in group
        }
        found += [(topic, group_of[index]) for index in range(len(told))]
        gold += [(topic, one.chain) for one in told]
        plain += [(topic, one.row["event_type"], one.row["story_id"]) for one in told]
    return {
        "mentions": len(gold), "chains": len(set(gold)), "joined": b_cubed(found, gold),
        "by_type_and_story": b_cubed(plain, gold), "none_joined": b_cubed(list(range(len(gold))), gold),
    }  # fmt: skip
