"""A full base of a generated Wikidata dump: time of the processor, memory, size, look-ups, and a try that is killed.

    python -m benchmarks.knowledge_dump [ITEMS] [--kill] [--save]    (1,000,000 items)

Writes a gzipped `latest-all.json` of so many items (people with offices, places, organisations), installs it in a process of its own as `dateline
knowledge install --from-dump` does, and asks the base for names: what was written under a name must be found by it. With `--kill` the process is
killed once half of the dump was read, and started again. Prints JSON.
"""

import argparse
import gzip
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.saving import save
from pipelines.knowledge.base import KnowledgeBase
from pipelines.knowledge.compiling.install import PROGRESS_FILE, install_dump
from pipelines.knowledge.names import full_keys, thing_keys
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
INSTALL = "--install"
"""What this module is called with in the process that installs: the dump and the folder to install in."""
WAIT_S = 0.2


class Asked(NamedTuple):
    """An item that must be found by its name."""

    number: int
    label: str
    kind: str


def name(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def claim(value: object, qualifiers: object = None) -> dict[str, object]:
    return {"rank": "normal", "mainsnak": {"datavalue": {"value": value}}, "qualifiers": qualifiers or {}}


def item(number: int, rng: random.Random) -> tuple[dict[str, object], Asked]:
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
    }, Asked(number, label, kind)  # fmt: skip


def write_dump(path: Path, count: int) -> list[Asked]:
    """Write a dump of so many items; return some of them, spread over it."""
    rng, asked = random.Random(7), []
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as lines:
        lines.write("[\n")
        for number in range(1, count + 1):
            record, of_item = item(number, rng)
            lines.write(json.dumps(record) + (",\n" if number < count else "\n"))
            if number % max(count // LOOK_UPS, 1) == 0:
                asked.append(of_item)
        lines.write("]\n")
    return asked


def install(dump: Path, home: Path, *, kill_at: int | None) -> dict[str, float]:
    """Install in a process of its own, killed once so many lines were read and started again; return what that took."""
    command = [sys.executable, "-m", "benchmarks.knowledge_dump", INSTALL, str(dump), str(home)]
    killed_at = 0
    if kill_at:
        running = subprocess.Popen(command)
        progress = next_progress(home)
        while running.poll() is None and killed_at < kill_at:
            time.sleep(WAIT_S)
            killed_at = lines_read(progress)
        running.send_signal(signal.SIGKILL)
        running.wait()
    subprocess.run(command, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "killed_after_lines": killed_at,
        "installing_processor_s": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def next_progress(home: Path) -> Path:
    """Where an installation notes how far it is."""
    return packs_folder(home) / "wikidata.building.partial" / PROGRESS_FILE


def lines_read(progress: Path) -> int:
    return int(json.loads(progress.read_bytes())["lines"]) if progress.is_file() else 0


def look_ups(base: KnowledgeBase, asked: list[Asked]) -> dict[str, float]:
    """Ask for every name; return how many found their item, and the time of the first and of the second time."""
    keys = [full_keys(one.label) if one.kind == "person" else thing_keys(one.label) for one in asked]
    seconds = []
    for _ in range(2):
        started = time.process_time()
        rows = [base.rows(own) for own in keys]
        seconds.append(time.process_time() - started)
    found = sum(any(base.entry(row).number == one.number for row in own) for one, own in zip(asked, rows, strict=True))
    first, again = (round(value / len(asked) * 1e6, 1) for value in seconds)
    return {"look_ups": len(asked), "found": found, "look_up_us": first, "look_up_again_us": again}


def main() -> None:
    """Write, install, ask, print."""
    if sys.argv[1:2] == [INSTALL]:
        install_dump(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=int, nargs="?", default=1_000_000)
    parser.add_argument(
        "--kill", action="store_true", help="kill the process when half of the dump was read, and go on"
    )
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump, home = Path(folder) / "latest-all.json.gz", Path(folder) / "home"
        asked = write_dump(dump, given.items)
        used = install(dump, home, kill_at=given.items // 2 if given.kill else None)
        pack = packs_folder(home) / "wikidata"
        started = time.process_time()
        base = KnowledgeBase(pack)
        found = {
            "items": given.items,
            "entities": len(base),
            "dump_mb": round(dump.stat().st_size / 1e6, 1),
            **used,
            "pack_mb": round(sum(path.stat().st_size for path in pack.iterdir()) / 1e6, 1),
            "opening_processor_s": round(time.process_time() - started, 3),
            **look_ups(base, asked),
        }
        print(json.dumps(found, indent=1))
    if given.save:
        save(
            "knowledge_dump",
            title="A whole knowledge base",
            what="A generated dump of Wikidata's form, installed in a process that was killed once half of it was read and started again; "
            "processor seconds of both tries, peak memory of the larger, and look-ups by name, each of which must find its item.",
            rows=[{name.replace("_", " "): value for name, value in found.items()}],
            command=f"python -m benchmarks.knowledge_dump {given.items} {'--kill ' if given.kill else ''}--save",
        )


if __name__ == "__main__":
    main()
