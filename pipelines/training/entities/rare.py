"""Sentences for the types that the corpora hold little of, and headlines that open with a word which is no name.

`python -m pipelines.training.entities.rare OUT.jsonl COUNT`. Names and sentences were written for this project (`rare.json`), from what is
commonly known; they are combined at random, so that a name is learnt from what stands around it.
"""

import json
import random
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipelines.training.entities import names
from pipelines.training.entities.examples import Example, write
from pipelines.training.entities.templates import NO_NAME, SLOTS, WRITTEN, Slots, filled

SEED = 31
HEADLINE_SHARE = 0.3
TITLED_SHARE = 0.15
"""Headlines of which every word opens with a capital."""


@cache
def lists() -> dict[str, list[str]]:
    """Names by kind, sentences by type, and the parts of headlines."""
    stored: dict[str, list[str]] = json.loads(Path(__file__).with_name("rare.json").read_text(encoding="utf-8"))
    return stored


def _listed(kind: str, rng: random.Random) -> str:
    return rng.choice(lists()[kind])


def _ship(rng: random.Random) -> str:
    """A vessel with the prefix of its navy or of merchant ships."""
    name = (
        _listed("ship_names", rng)
        if rng.random() < 0.7
        else rng.choice([names.surname(rng), names.city(rng), names.person(rng)])
    )
    return f"{_listed('ship_prefixes', rng)} {name}"


def _facility(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return _listed("facilities", rng)
    named = rng.choice([names.city, names.surname, names.person])(rng)
    return f"{named} {_listed('facility_heads', rng)}"


def _law(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return _listed("laws", rng)
    return f"{_listed('law_stems', rng)} {rng.choice(['Act', 'Act', 'Bill', 'Law', 'Code', 'Convention', 'Treaty', 'Regulations'])}"


def _event(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return _listed("events", rng)
    where = rng.choice([names.city, names.country])(rng)
    year = f"{rng.randint(1990, 2030)} " if rng.random() < 0.25 else ""
    return f"{year}{where} {_listed('event_heads', rng)}"


def _amount(rng: random.Random) -> str:
    """A sum under a currency's code or sign: no name, though it looks like a model and its number."""
    space = rng.choice(["", " ", " "])
    return f"{_listed('currencies', rng)}{space}{rng.randint(1, 900)}"


SLOTS_HERE: Slots = SLOTS | {
    "MONEY": (NO_NAME, _amount),
    "WATER": ("LOC", lambda rng: _listed("waters", rng)),
    "BAND": ("ORG", lambda rng: _listed("bands", rng)),
    "PAPER": ("ORG", lambda rng: _listed("papers", rng)),
    "WEAPON": ("PRODUCT", lambda rng: _listed("weapons", rng)),
    "SHIP": ("PRODUCT", _ship),
    "BARESHIP": ("PRODUCT", lambda rng: _listed("ship_names", rng)),
    "GOODS": ("PRODUCT", lambda rng: _listed("goods", rng)),
    "FACILITY": ("FAC", _facility),
    "STATUTE": ("LAW", _law),
    "EVENT": ("EVENT", _event),
    "TITLE": ("WORK_OF_ART", lambda rng: _listed("works", rng)),
    "AWARD": ("WORK_OF_ART", lambda rng: _listed("awards", rng)),
}  # fmt: skip


def headline(rng: random.Random) -> Example:
    """A line whose first word is a common noun, alone or before a sentence about someone."""
    noun, rest = _listed("nouns", rng), _listed("predicates", rng)
    made = filled(f"{noun} {rest}", rng, SLOTS_HERE)
    if rng.random() < TITLED_SHARE:
        made = Example(made.text.title(), made.spans, [], WRITTEN, 1.0)
    return made


def generated(count: int, seed: int) -> Iterator[Example]:
    """That many sentences and headlines."""
    rng = random.Random(seed)
    sentences = lists()["sentences"]
    for number in range(count):
        if rng.random() < HEADLINE_SHARE:
            yield headline(rng)
        else:
            yield filled(sentences[number % len(sentences)], rng, SLOTS_HERE)


def main() -> None:
    """Writes the examples."""
    print(write(Path(sys.argv[1]), generated(int(sys.argv[2]), SEED)))


if __name__ == "__main__":
    main()
