"""Writes the given names that tell a woman from a man, from persons whose gender is known.

python -m pipelines.training.quotes.given_names politicians.jsonl.gz OUT.json
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from pipelines.enrich.quotes.genders import folded

MIN_PERSONS = 3
"""A name that fewer bear tells too little."""
MIN_SHARE = 0.93
"""Share of its bearers that are of one gender."""


def main(source: Path, out: Path) -> None:
    """Write the names, by gender, in order."""
    counts: dict[str, Counter[str]] = {}
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            person = json.loads(line)
            gender, names = person.get("gender"), person.get("names", [])
            if gender in ("male", "female"):
                for given in {folded(name.split()[0]) for name in names if " " in name}:
                    counts.setdefault(given, Counter())[gender] += 1
    found = {
        gender: sorted(
            n
            for n, c in counts.items()
            if len(n) > 1 and sum(c.values()) >= MIN_PERSONS and c[gender] / sum(c.values()) >= MIN_SHARE
        )
        for gender in ("female", "male")
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print({gender: len(names) for gender, names in found.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
