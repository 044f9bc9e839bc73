"""A full base of a generated Wikidata dump: time of the processor, memory, size, and look-ups.

    python benchmarks/knowledge_dump.py 1000000

Writes a gzipped `latest-all.json` of so many items (people with offices, places, organisations), installs it as `dateline knowledge install
--from-dump` does, and asks it for names. Prints JSON.
"""

import gzip
import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.install import install_dump
from pipelines.knowledge.names import full_keys
from pipelines.knowledge.shelf import packs_folder

SYLLABLES = [
    "an",
    "bel",
    "cor",
    "dan",
    "el",
    "fir",
    "gol",
    "hen",
    "ir",
    "jas",
    "kov",
    "lem",
    "mar",
    "nov",
    "or",
    "pet",
    "qui",
    "ros",
    "sel",
    "tov",
    "ul",
    "vas",
    "wen",
    "xi",
    "yar",
    "zol",
]
LOOK_UPS = 10_000


def name(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def claim(value: object, qualifiers: object = None) -> dict[str, object]:
    return {"rank": "normal", "mainsnak": {"datavalue": {"value": value}}, "qualifiers": qualifiers or {}}


def item(number: int, rng: random.Random) -> tuple[dict[str, object], str]:
    kind = rng.choice(("person", "person", "place", "organisation"))
    claims = {"P31": [claim({"id": "Q5" if kind == "person" else "Q1"})], "P27": [claim({"id": "Q2"})]}
    label = f"{name(rng, 2)} {name(rng, 3)}"
    if kind == "person":
        time_of = {"P580": [{"datavalue": {"value": {"time": f"+{rng.randint(1990, 2025)}-01-01T00:00:00Z"}}}]}
        claims["P39"] = [claim({"id": f"Q{rng.randint(3, 20_000)}"}, time_of)]
    claims |= {"place": {"P625": [claim({})]}, "organisation": {"P159": [claim({})]}}.get(kind, {})
    links = {f"w{n}": {} for n in range(min(int(rng.expovariate(0.3)), 50))}
    aliases = {"en": [{"language": "en", "value": f"{name(rng, 1)} {label}"}]}
    labels = {"en": {"language": "en", "value": label}}
    return {
        "id": f"Q{number}", "labels": labels, "aliases": aliases, "sitelinks": links, "claims": claims, "modified": "2026-01-02T00:00:00Z",
    }, label  # fmt: skip


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rng, asked = random.Random(7), []
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "latest-all.json.gz"
        with gzip.open(dump, "wt", compresslevel=1, encoding="utf-8") as lines:
            lines.write("[\n")
            for number in range(1, count + 1):
                record, label = item(number, rng)
                lines.write(json.dumps(record) + (",\n" if number < count else "\n"))
                if number % max(count // LOOK_UPS, 1) == 0:
                    asked.append(label)
            lines.write("]\n")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        manifest = install_dump(dump, Path(folder) / "home")
        installing = time.process_time() - started
        pack = packs_folder(Path(folder) / "home") / manifest.name
        started = time.process_time()
        base = KnowledgeBase(pack)
        opening = time.process_time() - started
        started = time.process_time()
        found = sum(bool(base.rows(full_keys(label))) for label in asked)
        asking = time.process_time() - started
        print(json.dumps({
            "items": count,
            "dump_mb": round(dump.stat().st_size / 1e6, 1),
            "installing_processor_s": round(installing, 1),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "peak_before_mb": round(before / 1024),
            "pack_mb": round(sum(path.stat().st_size for path in pack.iterdir()) / 1e6, 1),
            "opening_processor_s": round(opening, 3),
            "look_ups": len(asked),
            "found": found,
            "look_up_us": round(asking / len(asked) * 1e6, 1),
        }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
