"""Compiles the table of dated public events from the lines that people wrote.

    python -m pipelines.training.times.events OUT.jsonl SOURCE.jsonl...

A source has one JSON object a line: `start`, optional `end`, `name`, `kind` (`happening` or `scheduled`), `need` (groups
of phrases) and `more`. The compiled table is sorted by day and has each event once.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.enrich.dating.events import event_of

KINDS = {"happening": "h", "scheduled": "s"}
MIN_PHRASE_CHARS = 1
MAX_PHRASES = 6
"""Phrases of one group that are kept, the first of them."""
MAX_MORE = 5
"""Further phrases of one event that are kept, the first of them."""
SHARED_GROUPS = 2
NEIGHBOURS = 12
"""Events before one in the order of days that may be the same."""
MAX_DAYS = 130
"""What lasts longer says nothing of a day."""


def compiled(row: dict[str, Any]) -> list[Any]:
    """The compact form of one event.

    Raises:
        ValueError: If the event has no phrases, an impossible day or an unknown kind.
    """
    first, last = date.fromisoformat(row["start"]), date.fromisoformat(row.get("end") or row["start"])
    if (last - first).days > MAX_DAYS:
        last = first
    groups = [
        list(dict.fromkeys(p.strip() for p in group if len(p.strip()) >= MIN_PHRASE_CHARS))[:MAX_PHRASES]
        for group in row["need"]
    ]
    needed = {phrase for group in groups for phrase in group}
    more = [p.strip() for p in row.get("more", []) if len(p.strip()) >= MIN_PHRASE_CHARS and p.strip() not in needed]
    result = [
        first.isoformat(), None if last == first else last.isoformat(), KINDS[row["kind"]], row["name"], groups,
        list(dict.fromkeys(more))[:MAX_MORE],
    ]  # fmt: skip
    event_of(result)
    return result


def is_same(one: list[Any], other: list[Any]) -> bool:
    """True when two lines of about one day mostly need the same: one event that two people wrote down."""
    days = abs((date.fromisoformat(one[0]) - date.fromisoformat(other[0])).days)
    shared = sum(any(not set(group).isdisjoint(known) for known in other[4]) for group in one[4])
    return days <= 1 and shared >= min(SHARED_GROUPS, len(one[4]), len(other[4]))


def main() -> None:
    """Reads the sources, writes the table, names the lines that are left out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("sources", type=Path, nargs="+")
    arguments = parser.parse_args()
    events: dict[tuple[str, str], list[Any]] = {}
    for source in arguments.sources:
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                event = compiled(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                print(f"{source.name}:{number}: {error}", file=sys.stderr)
                continue
            events.setdefault((event[0], json.dumps(event[4])), event)
    rows: list[list[Any]] = []
    for event in sorted(events.values(), key=lambda event: (event[0], event[3])):
        if not any(is_same(event, known) for known in rows[-NEIGHBOURS:]):
            rows.append(event)
    text = "".join(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n" for event in rows)
    arguments.out.write_text(text, encoding="utf-8")
    print(f"{len(rows)} events, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
