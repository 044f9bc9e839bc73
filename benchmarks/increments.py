"""What ten new articles cost in a small and in a large warehouse, and what nothing new costs, entry by entry.

    python -m benchmarks.increments [SMALL] [LARGE] [--folder FOLDER] [--save]    (defaults 200 and 20000)

Processor seconds of this process; the articles are composed of names, places and days of this file, so that names meet,
pairs repeat and days fill as they do in news. Building the large warehouse takes minutes: with `--folder` it stays, and the next call adds to it.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.settings import Settings

ADDED = 10
DAYS = 365
FIRST = (
    "Anna",
    "Boris",
    "Clara",
    "David",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Irina",
    "Jonas",
    "Karim",
    "Lucia",
    "Marek",
)
LAST = (
    *("Adler", "Bondar", "Costa", "Dimitrov", "Evans", "Fischer", "Greco", "Haddad", "Ivanova", "Jansen", "Kovacs"),
    *(
        "Lopez",
        "Marchenko",
        "Novak",
        "Okafor",
        "Petrov",
        "Quinn",
        "Rossi",
        "Santos",
        "Tanaka",
        "Ueda",
        "Vargas",
        "Weber",
    ),
)
PLACES = ("Kyiv", "Cairo", "Lima", "Paris", "Warsaw", "Nairobi", "Ankara", "Manila", "Quito", "Tunis", "Oslo", "Lagos")
ORGS = ("the European Union", "the United Nations", "the World Bank", "NATO", "the Red Cross", "Greenpeace", "the IMF")
SENTENCES = (
    "{person} said in {place} on Monday that talks with {org} would go on until the end of the week.",
    "Officials of {org} met {person} and {other} in {place} to speak about prices, wheat and new roads.",
    "A court in {place} sentenced {person} to two years after a trial that {other} called unfair.",
    "{other}, who leads the mission of {org}, told reporters that schools near {place} would open again.",
)


SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu")
OWN_WORDS = 40
"""Words of each article that no other shares, so that none is taken for a copy of another."""


def records(start: int, count: int) -> list[dict[str, str]]:
    """Records of some 50 words; the same number gives the same record."""
    found = []
    for number in range(start, start + count):
        source = random.Random(number)
        names = [f"{source.choice(FIRST)} {source.choice(LAST)}" for _ in range(2)]
        fields = {"person": names[0], "other": names[1], "place": source.choice(PLACES), "org": source.choice(ORGS)}
        told = [sentence.format(**fields) for sentence in source.sample(SENTENCES, 3)]
        own = " ".join("".join(source.choices(SYLLABLES, k=3)) for _ in range(OWN_WORDS))
        text = f"{told[0]} {own.capitalize()}. {told[1]} {told[2]}"
        day = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=source.randrange(DAYS))
        found.append({"id": str(number), "text": f"{text} Report {number}.", "published_at": day.isoformat()})
    return found


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def brought_in(settings: "Settings", path: Path, *, clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """Ingests a file and brings every table up to date; gives seconds by step, of this process's processor unless another clock is given."""
    from pipelines.catalogue import CATALOGUE, Ingested
    from pipelines.warehouse import open_warehouse
    from pipelines.work.between_steps import kept_between_steps
    from pipelines.work.ingest import ingest, utc_now
    from pipelines.work.run import bring_up_to_date

    seconds: dict[str, float] = {}
    warehouse = open_warehouse(settings)
    with kept_between_steps():  # as a run does
        start = clock()
        ingest(warehouse, [str(path)], now=utc_now)
        seconds["raw.documents"] = clock() - start
        readings = list(CATALOGUE.readings())
        for entry in CATALOGUE.entries:
            if isinstance(entry, Ingested) or entry in readings[1:]:
                continue
            start = clock()
            bring_up_to_date(warehouse, settings, readings if entry in readings else [entry], lambda *_: None)
            seconds["readings" if entry in readings else entry.name] = clock() - start
    return seconds


def measured(folder: Path, size: int) -> dict[str, dict[str, float]]:
    from pipelines.settings import Settings

    settings = Settings(warehouse=folder / f"w{size}.duckdb", home=folder / "home", executor="inline", threads=1)
    told = folder / f"done{size}.txt"
    done = int(told.read_text(encoding="utf-8")) if told.is_file() else 0
    results = {}
    if not done:
        results["all"] = brought_in(settings, write(folder / f"base{size}.jsonl", records(0, size)))
        done = size
    # the first ten load the models, and bring up to date what was made by another version
    brought_in(settings, write(folder / f"warm{size}.jsonl", records(done, ADDED)))
    results["ten"] = brought_in(settings, write(folder / f"more{size}.jsonl", records(done + ADDED, ADDED)))
    results["nothing"] = brought_in(settings, folder / f"more{size}.jsonl")
    told.write_text(str(done + 2 * ADDED), encoding="utf-8")
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("small", type=int, nargs="?", default=200)
    parser.add_argument("large", type=int, nargs="?", default=20_000)
    parser.add_argument("--folder", type=Path, help="where the warehouses are, or are made and stay")
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    given = parser.parse_args()
    small, large = given.small, given.large
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        of_small, of_large = measured(folder, small), measured(folder, large)
    print(f"{'processor s':28} {'+10 to ' + str(small):>12} {'+10 to ' + str(large):>13} {'nothing new':>12}")
    for step in of_small["ten"]:
        row = (of_small["ten"][step], of_large["ten"][step], of_large["nothing"][step])
        print(f"{step:28} {row[0]:12.2f} {row[1]:13.2f} {row[2]:12.2f}")
    totals = [sum(values.values()) for values in (of_small["ten"], of_large["ten"], of_large["nothing"])]
    print(f"{'all':28} {totals[0]:12.2f} {totals[1]:13.2f} {totals[2]:12.2f}")
    print(f"ratio {totals[1] / totals[0]:.2f}")
    if "all" in of_large:
        print(f"the {large:,} took {sum(of_large['all'].values()):.0f} s")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    if given.save:
        keep(small, large, of_small, of_large)


def keep(small: int, large: int, of_small: dict[str, dict[str, float]], of_large: dict[str, dict[str, float]]) -> None:
    """Keep the table for docs/performance.md, marts as one line."""
    from benchmarks.saving import save

    columns = {
        f"ten into {small:,}, s": of_small["ten"],
        f"ten into {large:,}, s": of_large["ten"],
        f"nothing new in {large:,}, s": of_large["nothing"],
    }
    steps = [step for step in of_small["ten"] if not step.startswith("marts.")]
    rows: list[dict[str, object]] = [
        {"step": step, **{name: round(values[step], 2) for name, values in columns.items()}} for step in steps
    ]
    for step, prefix in (("all marts", "marts."), ("all", "")):
        sums = {name: sum(v for s, v in values.items() if s.startswith(prefix)) for name, values in columns.items()}
        rows.append({"step": step, **{name: round(value, 2) for name, value in sums.items()}})
    ratio = sum(of_large["ten"].values()) / sum(of_small["ten"].values())
    save(
        "increments",
        title="Ten new articles",
        what=f"Processor seconds for ten new articles of some 100 words in a warehouse of {small:,} and in one of {large:,}, whose texts are "
        f"composed of 24 surnames, 12 places and four sentences: each meets many. Ratio {ratio:.2f}.",
        rows=rows,
        command=f"python -m benchmarks.increments {small} {large} --save",
    )


if __name__ == "__main__":
    main()
