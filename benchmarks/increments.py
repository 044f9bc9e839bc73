"""What ten new articles cost in an empty, a small and a large warehouse, and what nothing new costs: by command, and entry by entry.

    python -m benchmarks.increments [SMALL] [LARGE] [--articles FILE.jsonl] [--folder FOLDER] [--save]    (defaults 200 and 20000)

Processor seconds, of `dateline run` from its start to its end, and of each entry in a process whose models are loaded. The articles
are composed of names, places and days of this file, so that names meet, pairs repeat and days fill as they do in news; with
`--articles` they are the records of a file, which holds some hundred more than the large warehouse. Building the large warehouse takes minutes: with `--folder` it stays, and the next call adds to it.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.settings import Settings

Articles = Callable[[int, int], list[dict[str, str]]]
"""Gives so many records from the so manieth on; the same number is always the same record."""
ADDED = 10
ROUNDS = 3
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


def json_lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


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


def of_file(path: Path) -> Articles:
    """Return what gives the records of a file."""
    found = json_lines(path)

    def articles(start: int, count: int) -> list[dict[str, str]]:
        if start + count > len(found):
            raise SystemExit(f"{path}: {len(found)} records, and {start + count} are asked for; name a smaller LARGE")
        return found[start : start + count]

    return articles


def measured(folder: Path, size: int, articles: Articles) -> dict[str, dict[str, float]]:
    from pipelines.settings import Settings

    settings = Settings(warehouse=folder / f"w{size}.duckdb", home=folder / "home", executor="inline", threads=1)
    told = folder / f"done{size}.txt"
    done = int(told.read_text(encoding="utf-8")) if told.is_file() else 0
    results = {}
    if not done:
        results["all"] = brought_in(settings, write(folder / f"base{size}.jsonl", articles(0, size)))
        done = size
    # the first ten load the models, and bring up to date what was made by another version
    brought_in(settings, write(folder / f"warm{size}.jsonl", articles(done, ADDED)))
    results["ten"] = brought_in(settings, write(folder / f"more{size}.jsonl", articles(done + ADDED, ADDED)))
    results["nothing"] = brought_in(settings, folder / f"more{size}.jsonl")
    told.write_text(str(done + 2 * ADDED), encoding="utf-8")
    return results


def by_command(folder: Path, size: int, articles: Articles) -> tuple[float, float]:
    """Return the processor seconds of `dateline run` on the same ten articles, into no file and into the warehouse of so many.

    Both begin and end a process each time, with one home: what a user of either waits for. The lowest of a few rounds that take turns.
    """
    told = folder / f"done{size}.txt"
    spent: dict[str, list[float]] = {"nothing": [], f"w{size}": []}
    for _ in range(ROUNDS):
        done = int(told.read_text(encoding="utf-8"))
        told.write_text(str(done + ADDED), encoding="utf-8")
        added = write(folder / "added.jsonl", articles(done, ADDED))
        for name, seconds in spent.items():
            shutil.rmtree(folder / "empty", ignore_errors=True)
            (folder / "empty").mkdir()
            warehouse = folder / f"{name}.duckdb" if name != "nothing" else folder / "empty" / "w.duckdb"
            command = [sys.executable, "-m", "pipelines.cli", "run", str(added), "--warehouse", str(warehouse)]
            before = processor_s(resource.RUSAGE_CHILDREN)
            subprocess.run(
                command, env={**os.environ, "DATELINE_HOME": str(folder / "home")}, check=True, capture_output=True
            )
            seconds.append(processor_s(resource.RUSAGE_CHILDREN) - before)
    of_nothing, of_size = map(min, spent.values())
    return of_nothing, of_size


def processor_s(who: int) -> float:
    """Return the processor seconds of this process, or of all that it began and that have ended."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def into_nothing(folder: Path, ten: list[dict[str, str]], *, is_made_before: bool) -> dict[str, float]:
    """Bring ten articles into an empty warehouse, in a process whose models are loaded.

    Args:
        folder: Where the warehouse is made, in place of one that is there.
        ten: Their records.
        is_made_before: Whether the file with its tables stands already when the clock starts.
    """
    from pipelines.settings import Settings
    from pipelines.warehouse import open_warehouse

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline", threads=1)
    if is_made_before:
        with open_warehouse(settings).writer():
            pass
    return brought_in(settings, write(folder / "ten.jsonl", ten))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("small", type=int, nargs="?", default=200)
    parser.add_argument("large", type=int, nargs="?", default=20_000)
    parser.add_argument("--articles", type=Path, help="records in place of composed ones, as JSON lines")
    parser.add_argument("--folder", type=Path, help="where the warehouses are, or are made and stay")
    parser.add_argument("--save", action="store_true", help="keep what was measured for docs/performance.md")
    given = parser.parse_args()
    small, large = given.small, given.large
    articles = of_file(given.articles) if given.articles else records
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        of_small, of_large = (measured(folder, size, articles) for size in (small, large))
        ten = json_lines(folder / f"more{large}.jsonl")
        made, empty = (into_nothing(folder / "empty", ten, is_made_before=before) for before in (False, True))
        commands = by_command(folder, large, articles)
    columns = {
        "ten and the file made": made,
        "ten into an empty one": empty,
        f"ten into {small:,}": of_small["ten"],
        f"ten into {large:,}": of_large["ten"],
        f"nothing new in {large:,}": of_large["nothing"],
    }
    print(f"{'processor s':28}", *(f"{name:>24}" for name in columns))
    for step in empty:
        print(f"{step:28}", *(f"{values[step]:24.2f}" for values in columns.values()))
    totals = [sum(values.values()) for values in columns.values()]
    print(f"{'all':28}", *(f"{total:24.2f}" for total in totals))
    ratios = [totals[3] / total for total in totals[:3]]
    print(f"the large one by the three before it: {', '.join(f'{ratio:.2f}' for ratio in ratios)}")
    print(
        f"by command, into no file {commands[0]:.2f}, into {large:,} {commands[1]:.2f}: {commands[1] / commands[0]:.2f}"
    )
    if "all" in of_large:
        print(f"the {large:,} took {sum(of_large['all'].values()):.0f} s")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    if given.save:
        keep(small, large, columns, ratios, commands, source=given.articles)


def keep(
    small: int,
    large: int,
    columns: Mapping[str, Mapping[str, float]],
    ratios: Sequence[float],
    commands: tuple[float, float],
    *,
    source: Path | None,
) -> None:
    """Keep the table for docs/performance.md, marts as one line.

    Args:
        small: Articles in the small warehouse.
        large: Articles in the large one.
        columns: Seconds by step, by what was done.
        ratios: What the large one takes, by what the empty ones and the small one take.
        commands: Seconds of the whole command, into no file and into the large one.
        source: The file of the articles; None for composed ones.
    """
    from benchmarks.saving import save

    texts = (
        f"which hold articles of `{source.name}`"
        if source
        else "whose texts, of some 100 words, are composed of 24 surnames, 12 places and four sentences: each meets many"
    )

    columns = {f"{name}, s": values for name, values in columns.items()}
    steps = [step for step in next(iter(columns.values())) if not step.startswith("marts.")]
    rows: list[dict[str, object]] = [
        {"step": step, **{name: round(values[step], 2) for name, values in columns.items()}} for step in steps
    ]
    for step, prefix in (("all marts", "marts."), ("all", "")):
        sums = {name: sum(v for s, v in values.items() if s.startswith(prefix)) for name, values in columns.items()}
        rows.append({"step": step, **{name: round(value, 2) for name, value in sums.items()}})
    save(
        "increments_articles" if source else "increments",
        title="Ten new articles of full length" if source else "Ten new articles",
        what=f"Processor seconds for ten new articles in an empty warehouse (with its file made in that time, and made before), "
        f"in one of {small:,} and in one of {large:,}, {texts}. "
        f"The models are loaded. The large one takes {ratios[0]:.2f}, {ratios[1]:.2f} and {ratios[2]:.2f} times as much as the others. "
        f"`dateline run` on ten articles, from its start to its end, takes {commands[0]:.2f} s into no file and {commands[1]:.2f} s into {large:,}, "
        f"{commands[1] / commands[0]:.2f} times as much.",
        rows=rows,
        command=f"python -m benchmarks.increments {small} {large} {f'--articles {source.name} ' if source else ''}--save",
    )


if __name__ == "__main__":
    main()
