"""Precision and recall of canonical names on hand-labelled pairs: `python benchmarks/name_pairs.py [--errors PART]`.

Each part is scored twice: every pair as a warehouse of its own, and all names of the part as one warehouse, where other
bearers of a surname are around.
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import canonicalise

PAIRS = Path(__file__).parent / "data" / "name_pairs.tsv"


def entity_ids(names: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(entity type, name) -> entity id, all names in one warehouse and equally frequent."""
    ordered = sorted(names)
    table = pa.table({
        "local_name": [name for _, name in ordered],
        "entity_type": [entity_type for entity_type, _ in ordered],
        "mention_count": pa.array([1] * len(ordered), pa.int64()),
        "article_count": pa.array([1] * len(ordered), pa.int64()),
    })  # fmt: skip
    empty = (CONTRACTS["core.entities"].empty(), CONTRACTS["core.entity_aliases"].empty())
    aliases = canonicalise(table, *empty).aliases.to_pylist()
    return {(row["entity_type"], row["alias"]): row["entity_id"] for row in aliases}


def predictions(rows: list[dict[str, str]], *, is_joint: bool) -> list[bool]:
    """Whether each pair comes out as one entity."""
    if is_joint:
        ids = entity_ids({(row["entity_type"], row[column]) for row in rows for column in ("name", "other_name")})
    found = []
    for row in rows:
        pair = [(row["entity_type"], row[column]) for column in ("name", "other_name")]
        if not is_joint:
            ids = entity_ids(set(pair))
        found.append(ids[pair[0]] == ids[pair[1]])
    return found


def line(label: str, rows: list[dict[str, str]], found: list[bool]) -> str:
    """One line of the report."""
    wanted = [row["is_same"] == "1" for row in rows]
    hits = sum(w and f for w, f in zip(wanted, found, strict=True))
    precision = hits / max(sum(found), 1)
    recall = hits / max(sum(wanted), 1)
    return f"{label:<28} pairs {len(rows):>4}  same {sum(wanted):>4}  precision {precision:.3f}  recall {recall:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", choices=("dev", "held_out"), help="list the pairs of a part that come out wrong")
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    arguments = parser.parse_args()
    with arguments.pairs.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((text for text in file if not text.startswith("#")), delimiter="\t"))
    parts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        parts[row["part"]].append(row)
    for part, its in sorted(parts.items()):
        for is_joint in (False, True):
            found = predictions(its, is_joint=is_joint)
            print(line(f"{part} {'joint' if is_joint else 'single'}", its, found))
            for entity_type in ("PERSON", "ORG", "GPE"):
                kept = [(row, hit) for row, hit in zip(its, found, strict=True) if row["entity_type"] == entity_type]
                print(line(f"    {entity_type}", [row for row, _ in kept], [hit for _, hit in kept]))
            if arguments.errors == part:
                for row, hit in zip(its, found, strict=True):
                    if hit != (row["is_same"] == "1"):
                        print(
                            f"    {'JOINED' if hit else 'APART '}  {row['entity_type']:<7}{row['name']}  |  {row['other_name']}"
                        )


if __name__ == "__main__":
    main()
