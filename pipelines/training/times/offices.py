"""Compiles the table of offices that dating reads from dated terms of politicians.

    python -m pipelines.training.times.offices POLITICIANS.jsonl.gz OUT.npz [--until 2022-08-01]

One line per person: `names`, `offices` with `position_label`, `start` and `end`, and `enwiki`. Kept are persons with a page of their
own and a term that ended in `FIRST_YEAR` or later; who shares a name is one entry.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import numpy as np

from pipelines.enrich.dating.offices import BASE_ORDINAL, KIND_CODES, OPEN_DAY, kind_of

FIRST_YEAR = 1985
_MEMBER_WORDS = ("representative", "member of", "deputy", "knesset", "teachta", "parliament", "assembly", "congress")


def code_of(label: str) -> int:
    """The code of the kind of an office by its name; -1 for offices without a title that news prints."""
    lower = label.lower()
    if lower.startswith(("member of the senate", "member of the state senate")):
        return KIND_CODES["senator"]
    if lower.startswith("president of the") and any(
        word in lower for word in ("council", "senate", "parliament", "assembly")
    ):
        return -1
    kind = kind_of(lower)
    if kind is None and any(word in lower for word in _MEMBER_WORDS):
        kind = "deputy"
    return KIND_CODES[kind] if kind else -1


def compiled(persons: Iterable[Mapping[str, object]], until: date) -> dict[str, np.ndarray]:
    """Return the arrays of the file, of a table that knows nothing after a day."""
    terms: dict[str, set[tuple[int, int, int]]] = {}
    for person in persons:
        if not person.get("enwiki"):
            continue
        own = {found for office in person["offices"] if (found := _term(office)) is not None}  # type: ignore[attr-defined]
        if own and max(last for _, _, last in own) >= date(FIRST_YEAR, 1, 1).toordinal() - BASE_ORDINAL:
            for name in {str(person["enwiki"]).partition(" (")[0], *person["names"]}:  # type: ignore[misc]
                if " " in name and name.isprintable():
                    terms.setdefault(name.replace("’", "'"), set()).update(own)
    names = sorted(terms)
    rows = [row for name in names for row in sorted(terms[name], key=lambda row: row[1:])]
    return {
        "until": np.array(until.toordinal() - BASE_ORDINAL),
        "names": np.frombuffer("\n".join(names).encode(), np.uint8),
        "starts": np.cumsum([0, *(len(terms[name]) for name in names)]).astype(np.uint32),
        "kinds": np.array([kind for kind, _, _ in rows], np.int8),
        "first": np.array([first for _, first, _ in rows], np.uint16),
        "last": np.array([last for _, _, last in rows], np.uint16),
    }


def _term(office: Mapping[str, str]) -> tuple[int, int, int] | None:
    """Kind, first and last day of a term; None without a beginning since 1900."""
    label, start, end = office.get("position_label"), office.get("start"), office.get("end")
    if not label or not start or len(start) != len("2000-01-01"):
        return None
    first = date.fromisoformat(start).toordinal() - BASE_ORDINAL
    last = date.fromisoformat(end).toordinal() - BASE_ORDINAL if end and len(end) == len(start) else OPEN_DAY
    return (code_of(label), first, last) if 0 <= first <= last <= OPEN_DAY else None


def main() -> None:
    """Read the persons, write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--until", type=date.fromisoformat, default=date(2022, 8, 1))
    arguments = parser.parse_args()
    with gzip.open(arguments.source, "rt", encoding="utf-8") as file:
        arrays = compiled(map(json.loads, file), arguments.until)
    np.savez_compressed(arguments.out, **arrays)
    print(arguments.out, arguments.out.stat().st_size, {name: array.size for name, array in arrays.items()})


if __name__ == "__main__":
    main()
