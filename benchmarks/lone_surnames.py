"""How often the main bearer of a surname is meant: `python benchmarks/lone_surnames.py FOLDER_OR_JSONL...`.

Each article that names one bearer of a surname in full and goes on with the surname is left out in turn. The bearer
who leads in the other articles is compared with the one that the article itself names. People are found by their given
names, so that no recogniser stands between the text and the measure. The alternative printed beside is to take the
leading bearer always.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.enrich.entities.names.clusters import DOMINANT_SHARE, KNOWN_ARTICLES
from pipelines.enrich.entities.names.given_names import is_given_name

PERSON = re.compile(r"\b([A-Z][a-z]+)(?: [A-Z]\.| [A-Z][a-z]+)? ((?:Mc|O')?[A-Z][a-z]+)\b")
NOT_SURNAMES = {
    "Street",
    "Avenue",
    "County",
    "University",
    "House",
    "Park",
    "Court",
    "Times",
    "Post",
    "School",
    "Hotel",
    "City",
    "States",
}
BANDS = (0.6, 0.8, DOMINANT_SHARE, 1.0)


def articles(paths: list[Path]) -> Iterator[str]:
    """The texts: every .txt file of a folder, or `text` or `paragraphs` of each JSONL line."""
    for path in paths:
        if path.is_dir():
            yield from (file.read_text(encoding="utf-8", errors="replace") for file in sorted(path.rglob("*.txt")))
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield record.get("text") or "\n".join(record.get("paragraphs", []))


def people(text: str) -> set[tuple[str, str]]:
    """(given name, surname) of the people whom a text names in full."""
    found = {match.groups() for match in PERSON.finditer(text)}
    return {
        (given, surname) for given, surname in found if is_given_name(given.lower()) and surname not in NOT_SURNAMES
    }


def band(bearers: Counter[tuple[str, str]]) -> str:
    """What is known of a surname: an only bearer, or the share of the leading one."""
    total = sum(bearers.values())
    share = bearers.most_common(1)[0][1] / total
    known = "known" if total >= KNOWN_ARTICLES else "rare"
    return f"{'only bearer' if len(bearers) == 1 else f'share from {max(b for b in (0.0, *BANDS) if share >= b)}'}, {known}"


def main() -> None:
    texts = list(articles([Path(argument) for argument in sys.argv[1:]]))
    named = [people(text) for text in texts]
    bearers: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for found in named:
        for person in found:
            bearers[person[1]][person] += 1
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for text, found in zip(texts, named, strict=True):
        for surname, count in Counter(surname for _, surname in found).items():
            if count != 1 or len(re.findall(rf"(?<![A-Z][a-z] )\b{re.escape(surname)}\b", text)) < 2:
                continue
            meant = next(person for person in found if person[1] == surname)
            others = +(bearers[surname] - Counter([meant]))
            if others:
                for label in (band(others), "always the leading one"):
                    seen[label] += 1
                    right[label] += others.most_common(1)[0][0] == meant
    print(f"{len(texts)} articles")
    for label in sorted(seen):
        print(f"{label:<32} right {right[label]:>5} of {seen[label]:>5}  {right[label] / seen[label]:.3f}")


if __name__ == "__main__":
    main()
