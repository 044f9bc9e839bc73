"""A complete base for measuring: the entities of a gold set among 100,000 others.

    python -m pipelines.training.knowledge.gold_base OUT GOLD.jsonl --seen OTHER.jsonl...

Of the gold it takes ids, labels and types, never how its texts call them: other names, and how often an entity is meant, come from the
other gold sets (`--seen`), as they would from a base with aliases and counts of pages. The others are those of the shipped pack.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.evaluation.gold import read_gold_jsonl
from pipelines.knowledge.base import Entry, KnowledgeBase
from pipelines.knowledge.compiling.builder import Held, Name, Thing, tables_of, write_pack
from pipelines.knowledge.manifest import Manifest, Source
from pipelines.knowledge.shelf import SHIPPED_KNOWLEDGE
from pipelines.knowledge.tables import item_number

KINDS = (("Q215627", "person"), ("Q27096213", "place"), ("Q43229", "organisation"))
OFTEN = 100
"""An entity that other gold means so often has popularity 1."""
QUIET = 0.3
"""What the popularity of the others is multiplied by: few of them are in the news."""


def things(gold: Path, seen: Sequence[Path], shipped: KnowledgeBase) -> list[Thing]:
    """Return the entities of the gold, with the others."""
    meant: Counter[int] = Counter()
    surfaces: dict[int, Counter[str]] = defaultdict(Counter)
    labels: dict[int, tuple[str, str]] = {}
    for path in (gold, *seen):
        for _, row in read_gold_jsonl(path):
            for label in row["labels"]:
                number = item_number(str(label["entity_id"]))
                if number is None:
                    continue
                labels.setdefault(number, (str(label["name"]), _kind(str(label.get("type", "")))))
                if path is not gold:
                    meant[number] += 1
                    surfaces[number][row["text"][slice(*label["span"])]] += 1
    found = {entry.number: _of_entry(entry) for entry in shipped.entries()}
    for number, (name, kind) in labels.items():
        names = [Name(name), *(Name(surface) for surface, _ in surfaces[number].most_common())]
        known = found.get(number)
        popularity = min(math.log1p(meant[number]) / math.log1p(OFTEN), 1.0)
        if known:
            found[number] = replace(
                known, names=_once([*names, *known.names]), popularity=max(popularity, known.popularity)
            )
        else:
            found[number] = Thing(number=number, kind=kind, names=_once(names), popularity=popularity)
    return list(found.values())


def _kind(types: str) -> str:
    return next((kind for name, kind in KINDS if name in types.split("|")), "other")


def _of_entry(entry: Entry) -> Thing:
    return Thing(
        number=entry.number, kind=entry.kind, names=[Name(name) for name in entry.names],
        popularity=entry.popularity * (1.0 if entry.kind == "country" else QUIET), country=entry.country,
        geonames_id=entry.geonames_id, born=entry.born, died=entry.died,
        offices=[Held(o.label, o.number, o.country, o.first_day, o.last_day) for o in entry.offices],
    )  # fmt: skip


def _once(names: Iterable[Name]) -> list[Name]:
    return list({name.text: name for name in names}.values())


def write(out: Path, gold: Path, seen: Sequence[Path]) -> Manifest:
    """Write the base of a gold set."""
    manifest = Manifest(
        name="gold-base", kind="knowledge", version="1", date=date(2023, 3, 31), licence="for measuring only",
        sources=(Source("ELEVANT", "for measuring only"),), popularity_basis="mentions",
    )  # fmt: skip
    return write_pack(
        out, manifest, tables_of(things(gold, seen, KnowledgeBase(SHIPPED_KNOWLEDGE))), is_compressed=False
    )


def halves(gold: Path, folder: Path) -> list[Path]:
    """Write the first half of a gold set's texts to one file, and the second to another.

    News that stands near each other is of the same happenings: texts in turn would know each other's names better than a base
    knows those of tomorrow.
    """
    lines = gold.read_text(encoding="utf-8").splitlines(keepends=True)
    middle = (len(lines) + 1) // 2
    found = []
    for number, part in enumerate((lines[:middle], lines[middle:])):
        half = folder / f"half-{number}.jsonl"
        half.write_text("".join(part), encoding="utf-8")
        found.append(half)
    return found


def bases_of(large: Path, small: Path, folder: Path) -> list[tuple[Path, Path]]:
    """Write whole bases to fit on; return each gold set with its base.

    The large set is cut in two halves: the base of each has the names that the other half's texts use and not its own. That of
    the small one has the names of the large one.
    """
    one, other = halves(large, folder)
    found = []
    for number, (gold, seen) in enumerate(((one, other), (other, one), (small, large))):
        base = folder / f"base-{number}"
        write(base, gold, [seen])
        found.append((gold, base))
    return found


def main() -> None:
    """Write a base."""
    parser = argparse.ArgumentParser(description="Write a complete base of a gold set, for measuring.")
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--seen", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    print(write(given.out, given.gold, given.seen).pack_id)


if __name__ == "__main__":
    main()
