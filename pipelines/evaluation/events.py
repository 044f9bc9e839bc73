"""Scores events against gold data.

    dateline evaluate events GOLD

`GOLD` is a file, or a folder of files that are scored together, of one of these forms; the first record says which:

- JSONL `{"text", "event_type", "actor": [...], "target": [...]}`, or a JSON list of PLOVER's own records (`event`, `source`, `target`):
  type of the main event, its class of four, actor and target;
- JSONL `{"text", "tokens", "tags", "quad_class"}`, tags `B-S`/`I-S` for the source and `B-T`/`I-T` for the target: class, actor and target;
- JSONL `{"sentences": [{"id", "text", "labels"}]}` with labels KILL and ARREST for what the police do;
- JSONL `{"text", "targets": [{"span", "factuality"}]}`, tokens by blanks: whether event words are facts, -3 to 3;
- JSONL with `paragraphs` and `event_mentions` that have a `chain`, as ECB+ has them: which mentions are joined into one event.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipelines.evaluation import event_chains, event_facts, event_police
from pipelines.evaluation.event_gold import read_items
from pipelines.evaluation.event_reading import events_of
from pipelines.evaluation.event_scores import party_scores, quad_scores, type_scores
from pipelines.evaluation.gold import GoldError, read_gold_jsonl, read_gold_text

Scorer = Callable[[list[Path]], Mapping[str, object]]


def evaluate(gold: Path) -> dict[str, object]:
    """Score the shipped readings on gold data.

    Args:
        gold: A file, or a folder of files of one form.

    Raises:
        GoldError: If the gold data cannot be read, naming the file and the place.
    """
    files = (
        sorted(path for path in gold.rglob("*") if path.suffix in {".jsonl", ".json", ".txt"})
        if gold.is_dir()
        else [gold]
    )
    if not files:
        raise GoldError(gold, "expected JSONL or JSON files in this folder")
    return dict(_scorer(files[0])(files))


def _scorer(path: Path) -> Scorer:
    if read_gold_text(path).lstrip().startswith("["):
        return _texts
    first: dict[str, Any] = next((row for _, row in read_gold_jsonl(path)), {})
    if "event_mentions" in first:
        return _chains
    if "targets" in first:
        return event_facts.evaluate_files
    if "sentences" in first:
        return event_police.evaluate_files
    return _texts


def _texts(files: list[Path]) -> Mapping[str, object]:
    items = [item for path in files for item in read_items(path)]
    found = events_of([item.text for item in items])
    return {
        "texts": len(items), "events": sum(map(len, found)),
        **type_scores(items, found), **quad_scores(items, found), **party_scores(items, found),
    }  # fmt: skip


def _chains(files: list[Path]) -> Mapping[str, object]:
    topics: dict[str, list[event_chains.ToldChain]] = {}
    for path in files:
        topics |= {f"{path.stem}:{topic}": told for topic, told in event_chains.read_chains(path).items()}
    return {"topics": len(topics), **event_chains.chain_scores(topics)}
