"""Writes template sentences and name-swapped gold sentences: `python -m ...augment SETS_FOLDER COUNT`."""

import random
import sys
from pathlib import Path

from pipelines.training.entities.examples import read, write
from pipelines.training.entities.results import sports_lines
from pipelines.training.entities.templates import generated, swapped

SEED = 12


def main() -> None:
    """Writes templates.jsonl, and each gold set again with names swapped."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    print("templates", write(folder / "templates.jsonl", generated(count, SEED)))
    print("results", write(folder / "results.jsonl", sports_lines(count, SEED)))
    for name in ("wikigold", "politics", "annotated"):
        rng = random.Random(SEED)
        print(name, write(folder / f"{name}_swapped.jsonl", (swapped(e, rng) for e in read(folder / f"{name}.jsonl"))))


if __name__ == "__main__":
    main()
