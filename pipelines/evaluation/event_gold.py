"""Gold data for events, in the forms in which it is published: one item per text, with whatever the set says of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.evaluation.gold import GoldError, read_gold_jsonl, read_gold_text

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
"""PLOVER's four classes of its sixteen types."""
OLDER_NAMES = {
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "CRIME": "ASSAULT",
    "YIELD": "CONCEDE",
}  # fmt: skip
"""Names of earlier versions of PLOVER."""
QUAD_CODES = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}
NOT_CODED = frozenset({"DOCUMENT"})


class GoldEvent(NamedTuple):
    """What a set says of one text.

    Attributes:
        item_id: Which text.
        text: The text, one sentence or more.
        event_type: PLOVER type of the main event; None when the set does not say.
        quad: Its class of four; None when the set does not say.
        actors: Texts of those who do it; None when the set does not mark them.
        targets: Texts of those to whom it is done; None when the set does not mark them.
        labels: Further labels, as the set names them; None when it has none.
    """

    item_id: str
    text: str
    event_type: str | None = None
    quad: str | None = None
    actors: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None
    labels: frozenset[str] | None = None


def read_items(path: Path) -> Iterator[GoldEvent]:
    """Yield the texts of a file: PLOVER's records (a JSON list), or JSONL in one of the forms that `evaluate` names.

    Raises:
        GoldError: If the file is in none of them.
    """
    if read_gold_text(path).lstrip().startswith("["):
        yield from _records(path)
        return
    for number, row in read_gold_jsonl(path):
        place = f"line {number}"
        if isinstance(row.get("tags"), list) and isinstance(row.get("tokens"), list):
            yield _tagged(row, place)
        elif isinstance(row.get("sentences"), list):
            for sentence in row["sentences"]:
                yield GoldEvent(
                    f"{row.get('id', number)}:{sentence['id']}", sentence["text"], labels=frozenset(sentence["labels"])
                )
        elif isinstance(row.get("text"), str) and ("event_type" in row or "event" in row):
            yield _plain(row, place)
        else:
            raise GoldError(
                path,
                "expected `text` with `event_type`, `tokens` with `tags`, or `sentences` with `labels`",
                place=place,
            )


def _records(path: Path) -> Iterator[GoldEvent]:
    try:
        rows = json.loads(read_gold_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise GoldError(path, f"expected a JSON list of records ({error})") from error
    for number, row in enumerate(rows):
        if row.get("event") not in NOT_CODED:
            yield _plain(row, f"record {number}")


def _plain(row: dict[str, Any], place: str) -> GoldEvent:
    event_type = row.get("event_type") or row["event"]
    event_type = OLDER_NAMES.get(event_type, event_type)
    actors, targets = (
        _texts(row.get(one, row.get(other))) for one, other in (("actor", "source"), ("target", "target"))
    )
    return GoldEvent(str(row.get("id", place)), row["text"], event_type, QUADS.get(event_type), actors, targets)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, list):
        return tuple(str(one["actorText"] if isinstance(one, dict) else one).strip() for one in value)
    return ()


def _tagged(row: dict[str, Any], place: str) -> GoldEvent:
    spans: dict[str, list[list[str]]] = {"S": [], "T": []}
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        mark, _, kind = tag.partition("-")
        if kind in spans:
            if mark == "B" or not spans[kind]:
                spans[kind].append([])
            spans[kind][-1].append(token)
    actors, targets = (tuple(" ".join(words) for words in spans[kind]) for kind in "ST")
    return GoldEvent(
        str(row.get("id", place)), row["text"], None, QUAD_CODES.get(str(row.get("quad_class"))), actors, targets
    )
