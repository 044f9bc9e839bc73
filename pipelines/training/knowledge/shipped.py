"""Fit the weights of linking that ship, from the gold sets on: halves, bases and fit in one command.

    python -m pipelines.training.knowledge.shipped ELEVANT OUT.json

`ELEVANT` is the folder of its benchmarks. AIDA test, Reuters-128 and RSS-500 give the weights for packs that know some kinds of things
only; AIDA test in two halves and Reuters-128 give those for whole bases (`gold_base.bases_of`). AIDA dev and KORE50, on which scores are
reported, are not read.
"""

import argparse
import json
import tempfile
from pathlib import Path

from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.shelf import SHIPPED_KNOWLEDGE
from pipelines.training.knowledge.fit import content_of, part_of
from pipelines.training.knowledge.gold_base import bases_of

AIDA, REUTERS, RSS = (f"{name}.benchmark.jsonl" for name in ("aida-conll-test", "reuters-128", "rss-500"))
PRECISION = 0.93
"""Share of given links that must be right where a pack knows some kinds of things only."""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description="Fit the weights of linking that ship.")
    parser.add_argument("elevant", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    shipped = KnowledgeBase(SHIPPED_KNOWLEDGE)
    partial = [part_of(given.elevant / name, shipped) for name in (AIDA, REUTERS, RSS)]
    with tempfile.TemporaryDirectory() as folder:
        sets = bases_of(given.elevant / AIDA, given.elevant / REUTERS, Path(folder))
        complete = [part_of(gold, KnowledgeBase(base)) for gold, base in sets]
        content = content_of(partial, complete, PRECISION)
    given.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
